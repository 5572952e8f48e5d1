"""Whether what recurs was held: a cadence and the days of its records go in, who kept it comes out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise, takewhile
from math import ceil

from alignctl.model.days import shift
from alignctl.model.kinds import Cadence
from alignctl.model.quantity import Duration
from alignctl.model.recurrence import YEAR, occurrences

WIDEST = 7


@dataclass(frozen=True, slots=True)
class Adherence:
    """A cadence held against its records on a day.

    `days` are the occurrences from a year back to a year and a day ahead; `expected` those of them that should have
    been held by now; `records` runs parallel to `expected`: the record that answers each, or None.
    """

    as_of: date
    days: tuple[date, ...]
    expected: tuple[date, ...]
    records: tuple[date | None, ...]

    @property
    def held(self) -> int:
        """Return how many expected days have a record."""
        return sum(record is not None for record in self.records)

    @property
    def share(self) -> float:
        """Return held over expected, 0..1; 1 if none was expected."""
        return self.held / len(self.expected) if self.expected else 1.0

    @property
    def overdue(self) -> date | None:
        """Return the first expected day after the last with a record; None if nothing is missing since then.

        What is overdue is so since the first day that was missed, like a bill: counted from the last one, a weekly
        meeting that nobody holds any more would never be more than two weeks late.
        """
        missed = sum(1 for _ in takewhile(lambda record: record is None, reversed(self.records)))
        return self.expected[-missed] if missed else None

    @property
    def miss_run(self) -> int:
        """Return the most expected days in a row without a record."""
        runs = (len(tuple(run)) for held, run in groupby(r is not None for r in self.records) if not held)
        return max(runs, default=0)

    @property
    def next(self) -> date | None:
        """Return the first occurrence today or later."""
        return next((day for day in self.days if day >= self.as_of), None)

    def since(self, first: date) -> Adherence:
        """Leave out what was expected before the first record.

        Who begins to keep minutes in June is not judged by the meetings of spring, of which nothing is known.
        """
        pairs = zip(self.expected, self.records, strict=True)
        known = (number for number, (day, record) in enumerate(pairs) if day >= first or record == first)
        start = next(known, len(self.expected))
        return replace(self, expected=self.expected[start:], records=self.records[start:])


def adherence(
    cadence: Cadence, records: Iterable[date], as_of: date, grace: Duration, until: date = date.max
) -> Adherence:
    """Match records to the occurrences of the past year, the `grace` before `as_of` and what follows `until` left out.

    In the order of the occurrences, each takes the nearest record that is left, the earlier of two; one within
    `min(7, floor((smallest gap - 1) / 2))` days counts, so that no record could answer two occurrences as well.

    >>> weekly = Cadence(date(2026, 1, 6), "FREQ=WEEKLY")
    >>> kept = adherence(weekly, [date(2026, 1, 8), date(2026, 1, 24)], date(2026, 1, 29), Duration("7d"))
    >>> kept.held, len(kept.expected), kept.overdue, kept.miss_run
    (1, 3, datetime.date(2026, 1, 13), 2)
    """
    days = occurrences(cadence, shift(as_of, -YEAR), min(until, shift(as_of, YEAR + 1)))
    last = shift(as_of, -whole_days(grace))
    expected = days[: bisect_right(days, last)]
    past = sorted(record for record in records if record <= as_of)
    return Adherence(as_of, days, expected, tuple(_match(expected, past, _tolerance(days))))


def whole_days(duration: Duration) -> int:
    """Return a duration in days, a part of a day as a whole one."""
    return ceil(duration.hours / 24)


def _tolerance(days: tuple[date, ...]) -> int:
    gap = min(((after - before).days for before, after in pairwise(days)), default=2 * WIDEST + 1)
    return min(WIDEST, (gap - 1) // 2)


def _match(expected: tuple[date, ...], left: list[date], tolerance: int) -> Iterator[date | None]:
    for day in expected:
        first, last = bisect_left(left, shift(day, -tolerance)), bisect_right(left, shift(day, tolerance))
        near = min(left[first:last], key=lambda record: (abs((record - day).days), record), default=None)
        if near is not None:
            left.remove(near)
        yield near
