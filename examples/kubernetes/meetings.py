"""The day and frequency of a meeting, as people wrote them, come in; an RFC 5545 cadence goes out."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": -1}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEK = 7

WEEKDAY = re.compile("|".join(WEEKDAYS))
NTH = re.compile(rf"({'|'.join(ORDINALS)}) ({'|'.join(WEEKDAYS)})")
STARTING = re.compile(rf"starting (?:[a-z]+day )?({'|'.join(MONTHS)})[a-z]* (\d+)[a-z]*,? (\d{{4}})")
START_DATE = re.compile(rf"(\d{{4}}) start date: ({'|'.join(MONTHS)})[a-z]*\.? (\d+)")


def cadence(day: str, frequency: str, since: date) -> tuple[dict[str, str] | None, str]:
    """Return the cadence of a meeting from `since` on, and what had to be assumed (empty: nothing).

    None, with the reason, if day or frequency cannot be read.

    >>> cadence("Tuesday", "biweekly starting Tuesday Feb 11, 2025", date(2026, 8, 21))
    ({'startsOn': '2026-08-25', 'rrule': 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU'}, '')
    >>> cadence("Wednesday", "monthly - last Wednesday every month", date(2026, 8, 21))
    ({'startsOn': '2026-08-26', 'rrule': 'FREQ=MONTHLY;BYDAY=-1WE'}, '')
    >>> cadence("Thursday", "biweekly", date(2026, 8, 21))
    ({'startsOn': '2026-08-27', 'rrule': 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH'}, 'in which week it falls')
    >>> cadence("Thursday", "now and then", date(2026, 8, 21))
    (None, 'no frequency')
    """
    text = f"{day} {frequency}".lower()
    found = WEEKDAY.search(day.lower())
    if not found:
        return None, "no weekday"
    weekday = WEEKDAYS.index(found[0])
    if "month" in text:
        return _monthly(text, weekday, since)
    interval = _weeks(text)
    if not interval:
        return None, "no frequency"
    return _weekly(text, weekday, interval, since)


def _weeks(text: str) -> int:
    if "every four weeks" in text:
        return 4
    if re.search(r"bi-?weekly", text):
        return 2
    return 1 if "weekly" in text else 0


def _weekly(text: str, weekday: int, interval: int, since: date) -> tuple[dict[str, str], str]:
    anchor = _start(text)
    first = next(d for d in _days(since) if d.weekday() == weekday)
    if anchor and anchor.weekday() == weekday:
        first = next(d for d in _days(since) if (d - anchor).days % (WEEK * interval) == 0)
    elif re.search("interleaved|alternating", text):
        first += timedelta(days=WEEK)
    unknown = interval > 1 and not anchor
    rule = f"FREQ=WEEKLY;INTERVAL={interval};BYDAY={_code(weekday)}".replace("INTERVAL=1;", "")
    return _cadence(first, rule), "in which week it falls" if unknown else ""


def _monthly(text: str, weekday: int, since: date) -> tuple[dict[str, str], str]:
    nth = NTH.search(text)
    n = ORDINALS[nth[1]] if nth else 1
    if nth and f"after the {nth[0]}" in text:
        start = WEEK * (n - 1) + 1 + (weekday - WEEKDAYS.index(nth[2])) % WEEK
        span = range(start, start + WEEK)
        rule = f"FREQ=MONTHLY;BYDAY={_code(weekday)};BYMONTHDAY={','.join(map(str, span))}"
    else:
        span = range(-WEEK, 0) if n < 0 else range(WEEK * (n - 1) + 1, WEEK * n + 1)
        rule = f"FREQ=MONTHLY;BYDAY={n}{_code(weekday)}"
    first = next(d for d in _days(since) if d.weekday() == weekday and _within(span)(d))
    return _cadence(first, rule), "" if nth or _start(text) else "which one of the month (the first)"


def _within(span: range) -> Callable[[date], bool]:
    """Return a test for days of the month in `span`; negative ones count from the month's end."""
    return lambda day: day.day in span or day.day - monthrange(day.year, day.month)[1] - 1 in span


def _start(text: str) -> date | None:
    """Return the first day that the text states, if it does."""
    if found := STARTING.search(text):
        month, day, year = found.groups()
    elif found := START_DATE.search(text):
        year, month, day = found.groups()
    else:
        return None
    return date(int(year), MONTHS.index(month) + 1, int(day))


def _days(since: date) -> Iterator[date]:
    return (since + timedelta(days=n) for n in count())


def _code(weekday: int) -> str:
    return WEEKDAYS[weekday][:2].upper()


def _cadence(first: date, rule: str) -> dict[str, str]:
    return {"startsOn": first.isoformat(), "rrule": rule}
