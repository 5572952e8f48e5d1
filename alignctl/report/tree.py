"""Facts and objects as plain data: dataclasses go in, JSON-ready values with camelCase keys come out."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from alignctl.model.facts.fact import Fact
from alignctl.model.place import Place
from alignctl.model.quantity import Duration
from alignctl.model.report import View

BASE = frozenset(field.name for field in dataclasses.fields(Fact))


def fact(found: Fact, view: View) -> dict[str, Any]:
    """Return the fields of a fact with its kind, subjects and the file it is about; absent fields are left out."""
    fields = [field.name for field in dataclasses.fields(found) if field.name not in BASE]
    rows = {camel(name): plain(getattr(found, name)) for name in fields}
    kept = {key: value for key, value in rows.items() if value is not None}
    return {"id": found.id, "subjects": list(found.subjects), "file": view.root + found.place.path, **kept}


def plain(value: Any) -> Any:
    """Return a value as JSON knows it; amounts become numbers, days become text."""
    match value:
        case Decimal():
            found: Any = int(value) if value == value.to_integral_value() else float(value)
        case date():
            found = value.isoformat()
        case Duration(text=text) | Place(path=text):
            found = text
        case Mapping():
            found = {key: plain(item) for key, item in value.items()}
        case frozenset():
            found = [plain(item) for item in sorted(value)]
        case tuple() | list():
            found = [plain(item) for item in value]
        case _ if dataclasses.is_dataclass(value):
            rows = {camel(f.name): plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
            found = {key: item for key, item in rows.items() if item is not None}
        case _:
            found = value
    return found


def camel(name: str) -> str:
    """Return the key of a field as documents write it.

    >>> camel("worst_days"), camel("from_")
    ('worstDays', 'from')
    """
    head, *rest = name.rstrip("_").split("_")
    return head + "".join(word.capitalize() for word in rest)
