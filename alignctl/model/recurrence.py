"""Recurring dates: an RFC 5545 rule and a window go in, days come out."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise

from dateutil.rrule import rrulestr

from alignctl.model.kinds import Cadence

YEAR = timedelta(days=365)


def occurrences(cadence: Cadence, first: date, last: date) -> tuple[date, ...]:
    """Return the days of a cadence in [first, last], in order; RFC 5545, section 3.3.10, date only.

    >>> weekly = Cadence(date(2026, 1, 6), "FREQ=WEEKLY;INTERVAL=2")
    >>> [day.isoformat() for day in occurrences(weekly, date(2026, 1, 7), date(2026, 2, 10))]
    ['2026-01-20', '2026-02-03']
    """
    rule = rrulestr(cadence.rrule, dtstart=datetime.combine(cadence.starts_on, time()), cache=False)
    found = rule.between(datetime.combine(first, time()), datetime.combine(last, time()), inc=True)
    return tuple(day.date() for day in found)


def longest_gap(cadence: Cadence, as_of: date) -> int | None:
    """Return the most days between consecutive occurrences in [asOf, asOf+365d]; None with fewer than two.

    The cadence is taken as running on if it has not begun.
    """
    start = max(as_of, cadence.starts_on)
    days = occurrences(cadence, start, start + YEAR)
    return max(((after - before).days for before, after in pairwise(days)), default=None)
