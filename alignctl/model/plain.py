"""Values as other programs take them: dataclasses and what is in them go in, JSON-ready values come out."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from alignctl.model.place import Place
from alignctl.model.quantity import Duration

ABSENT: tuple[Any, ...] = (None,)
AS_THEY_ARE = frozenset({str, int, float, bool, type(None)})


@cache
def camel(name: str) -> str:
    """Return the spelling of a Python name in documents and expressions.

    >>> camel("last_rung"), camel("from_")
    ('lastRung', 'from')
    """
    head, *rest = name.rstrip("_").split("_")
    return head + "".join(word.capitalize() for word in rest)


def plain(value: Any, absent: tuple[Any, ...] = ABSENT, hidden: Collection[str] = ()) -> Any:
    """Return a value as JSON knows it: amounts become numbers, days text, a place its file.

    Fields of dataclasses whose value is one of `absent`, or whose name is `hidden`, are left out.
    """
    if type(value) in AS_THEY_ARE:
        return value
    match value:
        case Decimal():
            found: Any = int(value) if value == value.to_integral_value() else float(value)
        case date():
            found = value.isoformat()
        case Duration(text=text) | Place(path=text):
            found = text
        case Mapping():
            found = {str(key): plain(item, absent, hidden) for key, item in value.items()}
        case frozenset():
            found = [plain(item, absent, hidden) for item in sorted(value)]
        case tuple() | list():
            found = [plain(item, absent, hidden) for item in value]
        case _ if dataclasses.is_dataclass(value):
            shown = [name for name in _fields(value.__class__) if name not in hidden]
            rows = {camel(name): plain(getattr(value, name), absent, hidden) for name in shown}
            found = {key: item for key, item in rows.items() if item not in absent}
        case _:
            found = value
    return found


@cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))
