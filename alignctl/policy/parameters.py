"""Declared parameters and what the settings say of them go in; the values in force come out, of the declared types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from alignctl.errors import PolicyError, SettingsError
from alignctl.load.suggest import nearest
from alignctl.model.kinds import Parameter
from alignctl.policy.shape import Field, Scalar, Shape

Values = Mapping[str, Any]
TYPES: Mapping[str, Scalar] = {"int": "int", "num": "num", "str": "text", "bool": "bool", "map": "any"}
WORDS = {
    "int": "a whole number",
    "num": "a number",
    "str": "text",
    "bool": "true or false",
    "map": "a mapping of words to numbers or words",
}


def parameter_shape(declared: Mapping[str, Parameter]) -> Shape:
    """Return the fields of `params`, so that a misspelt parameter does not compile."""
    return Shape("Params", tuple(Field(name, TYPES[parameter.type]) for name, parameter in declared.items()))


def defaults(declared: Mapping[str, Parameter], *, strict: bool, where: Callable[[str], str]) -> dict[str, Any]:
    """Return the defaults, the strict ones where the strict tier is in force; `where` locates a parameter.

    Raises:
        PolicyError: a default is not of the declared type.

    """
    values = {}
    for name, parameter in declared.items():
        chosen = parameter.strict if strict and parameter.strict is not None else parameter.default
        for value in (parameter.default, chosen):
            if (converted := _convert(parameter.type, value)) is None:
                told = WORDS[parameter.type]
                raise PolicyError(f"The default of `{name}` is not {told}.", where=where(name))
        values[name] = converted
    return values


def override(code: str, declared: Mapping[str, Parameter], values: Values, given: Values) -> dict[str, Any]:
    """Return the values with those of the settings in place; a mapping keeps the entries that are not set.

    Raises:
        SettingsError: a parameter is not declared, or its value is of another type.

    """
    changed = dict(values)
    for name, value in given.items():
        if name not in declared:
            raise SettingsError(f"`{code}` has no parameter `{name}`.", fix=_suggest(name, declared))
        converted = _convert(declared[name].type, value)
        if converted is None:
            raise SettingsError(f"The parameter `{name}` of `{code}` must be {WORDS[declared[name].type]}.")
        changed[name] = {**changed[name], **converted} if isinstance(converted, dict) else converted
    return changed


def _suggest(name: str, declared: Mapping[str, Parameter]) -> str:
    if near := nearest(name, declared):
        return f"Did you mean `{near}`?"
    return f"It has {', '.join(f'`{known}`' for known in declared)}." if declared else "It has none."


def _convert(kind: str, value: Any) -> Any:
    """Return a value as its declared type, or None if it is of another."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if kind == "num":
        return float(value) if number else None
    if kind == "map":
        return _convert_map(value)
    wanted = {"int": number and int(value) == value, "str": isinstance(value, str), "bool": isinstance(value, bool)}
    return (int(value) if kind == "int" else value) if wanted[kind] else None


def _convert_map(value: Any) -> dict[str, Any] | None:
    if not isinstance(value, dict):
        return None
    items = {key: item if isinstance(item, str | bool) else _convert("num", item) for key, item in value.items()}
    return None if None in items.values() else items
