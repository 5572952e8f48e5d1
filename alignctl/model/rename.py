"""References under their present names: an object and earlier names go in, the object as of now comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any, TypeVar

from alignctl.model.place import Place
from alignctl.model.ref import Ref

E = TypeVar("E")


def rename(entity: E, aliases: Mapping[Ref, Ref]) -> E:
    """Return an object, or settings, in which references to earlier names, at any depth, have become current."""
    found: E = _current(entity, aliases) if aliases else entity
    return found


def _current(value: Any, aliases: Mapping[Ref, Ref]) -> Any:
    if isinstance(value, str):
        return aliases.get(Ref(value), value)
    if isinstance(value, tuple):
        return tuple([_current(item, aliases) for item in value])
    if isinstance(value, Mapping):
        return MappingProxyType({key: _current(item, aliases) for key, item in value.items()})
    if is_dataclass(value) and not isinstance(value, (type, Place)):
        return _replaced(value, aliases)
    return value


def _replaced(value: Any, aliases: Mapping[Ref, Ref]) -> Any:
    before = {field.name: getattr(value, field.name) for field in fields(value)}
    after = {name: _current(item, aliases) for name, item in before.items()}
    changed = {name: item for name, item in after.items() if item != before[name]}
    return replace(value, **changed) if changed else value
