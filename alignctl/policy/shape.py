"""A kind of fact goes in; its fields as expressions see them come out, and a way to read a fact into a plain map."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from alignctl.model.facts import FACT_KINDS
from alignctl.model.facts.fact import Fact
from alignctl.model.plain import camel

Scalar = Literal["text", "bool", "int", "num", "any"]
SCALARS: Mapping[type, Scalar] = {str: "text", date: "text", bool: "bool", int: "int", float: "num", Decimal: "num"}
CONVERTERS: Mapping[type, Callable[[Any], Any]] = {date: date.isoformat, Decimal: float, float: float}
HIDDEN = {field.name for field in fields(Fact)} - {"subjects", "key"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: a scalar or a shape of its own, `many` of it, or perhaps none (`optional`)."""

    name: str
    type: Scalar | Shape
    many: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields of one kind, by the names that expressions use."""

    name: str
    fields: tuple[Field, ...]

    def get(self, name: str) -> Field | None:
        """Return the field of a name."""
        return next((field for field in self.fields if field.name == name), None)


@cache
def fact_shape(kind: str) -> Shape:
    """Return the fields of a fact kind, `id`, `subjects` and `key` among them."""
    return Shape(kind, (Field("id", "text"), *_dataclass_shape(FACT_KINDS[kind]).fields))


def read_fact(fact: Fact, wanted: Collection[str] | None = None) -> dict[str, Any]:
    """Return a fact as the runtime takes it: lists, numbers and text, absent values left out; only `wanted` fields."""
    whole = {
        name: convert(value) if convert else value
        for name, attribute, convert in _readers(type(fact))  # type: ignore[arg-type]  # mypy mistakes a class for one of its objects
        if (wanted is None or name in wanted) and (value := getattr(fact, attribute)) is not None
    }
    if wanted is None or "id" in wanted:
        whole["id"] = fact.id
    return whole


def _dataclass_shape(kind: type) -> Shape:
    return Shape(kind.__name__, tuple(_field(camel(name), hint) for name, hint in _hints(kind)))


def _hints(kind: type) -> Iterator[tuple[str, Any]]:
    hidden = HIDDEN if issubclass(kind, Fact) else set()
    hints = get_type_hints(kind)
    return ((field.name, hints[field.name]) for field in fields(kind) if field.name not in hidden)


def _field(name: str, hint: Any) -> Field:
    hint, optional = _without_none(hint)
    many = get_origin(hint) is tuple
    return Field(name, _type(get_args(hint)[0] if many else hint), many, optional)


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) not in {Union, UnionType}:
        return hint, False
    (kept,) = (part for part in get_args(hint) if part is not NoneType)
    return kept, True


def _type(hint: Any) -> Scalar | Shape:
    hint = getattr(hint, "__supertype__", hint)
    return _dataclass_shape(hint) if is_dataclass(hint) and isinstance(hint, type) else SCALARS[hint]


Reader = tuple[str, str, Callable[[Any], Any] | None]


@cache
def _readers(kind: type) -> tuple[Reader, ...]:
    return tuple((camel(name), name, _converter(hint)) for name, hint in _hints(kind))


def _converter(hint: Any) -> Callable[[Any], Any] | None:
    hint, _ = _without_none(hint)
    if get_origin(hint) is tuple:
        convert = _converter(get_args(hint)[0])
        return list if convert is None else lambda items: [convert(item) for item in items]
    hint = getattr(hint, "__supertype__", hint)
    if is_dataclass(hint):
        return _read_part
    return CONVERTERS.get(hint)


def _read_part(part: Any) -> dict[str, Any]:
    return {
        name: convert(value) if convert else value
        for name, attribute, convert in _readers(part.__class__)
        if (value := getattr(part, attribute)) is not None
    }
