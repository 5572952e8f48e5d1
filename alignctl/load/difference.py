"""Documents of one kind and name go in; in which fields they differ, in words, comes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from alignctl.load.fault import shown
from alignctl.load.naming import field_in_words
from alignctl.load.schemas import bundled_schema, schema_at
from alignctl.model.document import Data, Document
from alignctl.model.place import Pointer

MOST = 3  # differences that one sentence tells
SILENT = frozenset({"IncentivePlan"})  # what these hold may be for few eyes: only the field is told


def differences(documents: Sequence[Document]) -> tuple[str, ...]:
    """Return each field that is not the same everywhere, with its values, as far as the schema knows the field."""
    kind = str(documents[0].data["kind"])
    found: dict[Pointer, dict[str, None]] = {}
    for other in documents[1:]:
        for pointer, *values in _differing(dict(documents[0].data), dict(other.data), ()):
            if schema_at(bundled_schema(kind), pointer):
                found.setdefault(pointer, {}).update(dict.fromkeys(map(_value, values)))
    told = [field_in_words(kind, pointer) + _values(kind, list(values)) for pointer, values in [*found.items()][:MOST]]
    return (*told, f"{len(found) - MOST} more") if len(found) > MOST else tuple(told)


def _differing(one: Data, other: Data, at: Pointer) -> Iterator[tuple[Pointer, Data, Data]]:
    """Yield the deepest places where two values differ, with what stands there; None for nothing."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in dict.fromkeys((*one, *other)):
            yield from _differing(one.get(key), other.get(key), (*at, key))
    elif isinstance(one, list) and isinstance(other, list) and _holds_mappings(one) and _holds_mappings(other):
        for index, (mine, theirs) in enumerate(zip_longest(one, other)):
            yield from _differing(mine, theirs, (*at, index))
    elif one != other:
        yield at, one, other


def _holds_mappings(items: list[Data]) -> bool:
    return any(isinstance(item, dict) for item in items)


def _value(value: Data) -> str:
    return "nothing" if value is None else shown(value)


def _values(kind: str, values: list[str]) -> str:
    return f" ({' or '.join(values)})" if all(values) and kind not in SILENT else ""
