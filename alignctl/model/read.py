"""Parts of documents that need more than a constructor, as the schema accepts them, into typed values."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from alignctl.model.quantity import Choice, Condition, Conditions, Interval, Value, decimal
from alignctl.model.ref import Ref, ref


def read_interval(data: Mapping[str, Any]) -> Interval:
    """Read `over`, `atLeast`, `under` and `upTo`; other keys are left to the caller."""
    ends = {key: decimal(data[key]) for key in ("over", "atLeast", "under", "upTo") if key in data}
    return Interval(ends.get("over"), ends.get("atLeast"), ends.get("under"), ends.get("upTo"))


def read_condition(data: Mapping[str, Any]) -> Condition:
    """Read an interval, or a choice written `in`."""
    return Choice(tuple(data["in"])) if "in" in data else read_interval(data)


def read_conditions(data: Mapping[str, Any]) -> Conditions:
    """Read attribute names to conditions."""
    return MappingProxyType({name: read_condition(part) for name, part in data.items()})


def read_values(data: Mapping[str, Any]) -> Mapping[str, Value]:
    """Read attribute names to values; numbers become decimals."""
    return MappingProxyType({name: read_value(value) for name, value in data.items()})


def read_value(value: str | bool | float) -> Value:  # noqa: FBT001 - a boolean is one of the values
    """Read one value; a number becomes a decimal."""
    return value if isinstance(value, (str, bool)) else decimal(value)


def read_rights(data: Any) -> tuple[Ref, ...] | None:
    """Read the rights of a deputy: None stands for all."""
    return None if data == "all" else tuple(ref("decisionright", name) for name in data)
