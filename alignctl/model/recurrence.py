"""Recurring dates: an RFC 5545 rule and a window go in, days come out."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache
from itertools import pairwise

from dateutil.rrule import rrulestr

from alignctl.model.days import shift
from alignctl.model.kinds import Cadence

YEAR = 365


@lru_cache(maxsize=4096)
def occurrences(cadence: Cadence, first: date, last: date) -> tuple[date, ...]:
    """Return the days of a cadence in [first, last], in order; RFC 5545, section 3.3.10, date only.

    A rule that cannot be read, such as one without a frequency, never occurs.

    >>> weekly = Cadence(date(2026, 1, 6), "FREQ=WEEKLY;INTERVAL=2")
    >>> [day.isoformat() for day in occurrences(weekly, date(2026, 1, 7), date(2026, 2, 10))]
    ['2026-01-20', '2026-02-03']
    """
    start, end = (datetime.combine(day, time()) for day in (first, last))
    try:
        rule = rrulestr(cadence.rrule, dtstart=datetime.combine(cadence.starts_on, time()), cache=False)
        found = rule.between(start, end, inc=True)
    except (ValueError, TypeError, IndexError):  # what dateutil raises on rules that its own parser lets through
        return ()
    return tuple(day.date() for day in found)


def longest_gap(cadence: Cadence, as_of: date) -> int | None:
    """Return the most days between consecutive occurrences in [asOf, asOf+365d]; None with fewer than two.

    The cadence is taken as running on if it has not begun.
    """
    start = max(as_of, cadence.starts_on)
    days = occurrences(cadence, start, shift(start, YEAR))
    return max(((after - before).days for before, after in pairwise(days)), default=None)
