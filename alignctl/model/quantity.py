"""Durations and intervals, the two quantities that documents are written in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal
from itertools import groupby

HOURS = {"h": Decimal(1), "d": Decimal(24), "w": Decimal(168), "bd": Decimal("33.6")}
WEEK, WEEKEND = 5, 2  # working days, and the days between two runs of them
NAMES = {"h": "hour", "d": "day", "w": "week", "bd": "working day"}


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
        return self.amount * HOURS[self.unit]

    @property
    def amount(self) -> int:
        """Return how many of its unit it is."""
        return int(self.text.rstrip("hdwb"))

    @property
    def unit(self) -> str:
        """Return its unit as it is written: h, d, w or bd."""
        return self.text.lstrip("0123456789")

    @property
    def days(self) -> Decimal:
        """Return the length in days, rounded half-even to one decimal."""
        return (self.hours / 24).quantize(Decimal("0.1"), ROUND_HALF_EVEN)

    @property
    def words(self) -> str:
        """Return it as people say it, in the unit that it is written in.

        >>> Duration("2bd").words, Duration("1w").words
        ('2 working days', '1 week')
        """
        return f"{self.amount} {NAMES[self.unit]}{'' if self.amount == 1 else 's'}"


def total(spans: Iterable[Duration]) -> Duration:
    """Return the longest that spans can take one after the other, in their unit; of several units in calendar days.

    Nobody adds working days to weeks: a span is said as it is written, a sum in one unit, so that a page never says
    the same span in two. In calendar days working days are counted with the weekends that they can cross.

    >>> total([Duration("2bd"), Duration("5bd")]).words, total([Duration("2bd"), Duration("1w")]).words
    ('7 working days', '11 days')
    """
    found = tuple(spans)
    units = {span.unit for span in found}
    if len(units) == 1:
        return Duration(f"{sum(span.amount for span in found)}{units.pop()}")
    hours = sum((span.hours for span in found if span.unit != "bd"), Decimal(0))
    runs = (list(run) for working, run in groupby(found, key=lambda span: span.unit == "bd") if working)
    working = sum(_with_weekends(sum(span.amount for span in run)) for run in runs)
    return Duration(f"{working + int((hours / 24).to_integral_value(ROUND_CEILING))}d")


def _with_weekends(working_days: int) -> int:
    """Return the most calendar days that working days in a row take: asked on a Friday, one ends on Monday.

    >>> [_with_weekends(days) for days in (0, 1, 5, 6)]
    [0, 3, 7, 10]
    """
    return working_days + WEEKEND * -(-working_days // WEEK)


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
