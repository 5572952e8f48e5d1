"""Durations and intervals, the two quantities that documents are written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

HOURS = {"h": Decimal(1), "d": Decimal(24), "w": Decimal(168), "bd": Decimal("33.6")}


@dataclass(frozen=True, slots=True)
class Duration:
    """A span of time written `<int>(h|d|w|bd)`; a business day is 7/5 of a day."""

    text: str

    @property
    def hours(self) -> Decimal:
        """Return the length in hours (h=1, d=24, w=168, bd=33.6).

        >>> Duration("2bd").hours
        Decimal('67.2')
        """
        unit = self.text.lstrip("0123456789")
        return Decimal(self.text[: -len(unit)]) * HOURS[unit]

    @property
    def days(self) -> Decimal:
        """Return the length in days, rounded half-even to one decimal."""
        return (self.hours / 24).quantize(Decimal("0.1"), ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True)
class Interval:
    """A range of numbers: `over` and `under` exclude their end, `at_least` and `up_to` include it; None is open."""

    over: Decimal | None = None
    at_least: Decimal | None = None
    under: Decimal | None = None
    up_to: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A set of allowed values: words of an enumeration, or booleans."""

    values: tuple[str | bool, ...]


Condition = Interval | Choice
Value = Decimal | str | bool
Conditions = Mapping[str, Condition]


def decimal(number: float | str) -> Decimal:
    """Return a number of a document as a decimal, without binary rounding noise."""
    return Decimal(str(number))
