"""Recurring dates: an RFC 5545 rule and a window go in, days come out."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise

from dateutil.rrule import rrulestr

from alignctl.model.days import shift
from alignctl.model.kinds import Cadence
from alignctl.model.rrule import fields, last_day, parts

YEAR = 365
LEAP_DAY = (2, 29)
ERA_YEARS = 400
ERA = timedelta(days=146_097)
"""After 400 years the Gregorian calendar repeats, weekdays included, and a rule with it."""


@lru_cache(maxsize=4096)
def occurrences(cadence: Cadence, first: date, last: date) -> tuple[date, ...]:
    """Return the days of a cadence in [first, last], in order; RFC 5545, section 3.3.10, date only.

    A rule that cannot be read, such as one without a frequency, never occurs.

    >>> weekly = Cadence(date(2026, 1, 6), "FREQ=WEEKLY;INTERVAL=2")
    >>> [day.isoformat() for day in occurrences(weekly, date(2026, 1, 7), date(2026, 2, 10))]
    ['2026-01-20', '2026-02-03']
    """
    try:
        last = min(last, last_day(cadence.rrule) or last)
        if last < first:
            return ()
        # A rule that never holds is searched up to the year 9999, so the search is moved near to it.
        moved = ERA * max(0, (date.max.year - max(last, cadence.starts_on).year) // ERA_YEARS)
        begin, start, end = (datetime.combine(day + moved, time()) for day in (_begin(cadence, first), first, last))
        kept = (f"{name}={value}" for name, value in parts(cadence.rrule) if name != "UNTIL")
        rule = rrulestr(";".join(kept), dtstart=begin, cache=False)
        found = rule.between(start, end, inc=True)
    except (ValueError, TypeError, IndexError):  # what dateutil raises on rules that its own parser lets through
        return ()
    return tuple(day.date() - moved for day in found)


def _begin(cadence: Cadence, first: date) -> date:
    """Return a day from which the rule gives the same days from `first` on, so that old cadences cost nothing.

    Whole multiples of the interval are left out: days, weeks or years. A leap day stays, since it has no anniversary;
    so does the first day where occurrences are counted from it.
    """
    rule = fields(cadence.rrule)
    interval, begin = int(rule.get("INTERVAL", 1)), cadence.starts_on
    if "COUNT" in rule:
        return begin
    if length := {"DAILY": interval, "WEEKLY": 7 * interval}.get(rule.get("FREQ", "")):
        return begin + timedelta(days=max(0, (first - begin).days // length - 1) * length)
    years = max(0, (first.year - begin.year) // interval - 1) * interval
    return begin if (begin.month, begin.day) == LEAP_DAY else begin.replace(year=begin.year + years)


def longest_gap(cadence: Cadence, as_of: date) -> int | None:
    """Return the most days between consecutive occurrences in [asOf, asOf+365d]; None with fewer than two.

    The cadence is taken as running on if it has not begun.
    """
    return max(((after - before).days for before, after in pairwise(_coming(cadence, as_of))), default=None)


def longest_gap_in_months(cadence: Cadence, as_of: date) -> int | None:
    """Return the most calendar months from one occurrence to the next in the same year; 1 meets in each month.

    The second Tuesdays of two months can be 35 days apart, and whoever meets on them meets monthly.

    >>> longest_gap_in_months(Cadence(date(2026, 1, 1), "FREQ=MONTHLY;BYDAY=2TU"), date(2026, 6, 15))
    1
    """
    days = _coming(cadence, as_of)
    return max((_month(after) - _month(before) for before, after in pairwise(days)), default=None)


def _coming(cadence: Cadence, as_of: date) -> tuple[date, ...]:
    start = max(as_of, cadence.starts_on)
    return occurrences(cadence, start, shift(start, YEAR))


def _month(day: date) -> int:
    """Return a month as a number, one more for each month that follows."""
    return day.year * 12 + day.month
