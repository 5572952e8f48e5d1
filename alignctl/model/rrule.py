"""A recurrence rule as calendar programs write it goes in; its parts, days without times, come out."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

PREFIX = "RRULE:"
_END_OF_DAY_WEST_OF_GREENWICH = re.compile(r"\d{8}T0\d5959Z")


def parts(rule: str) -> list[tuple[str, str]]:
    """Return the names and values of a rule in their order; `RRULE:` before it and `;` behind it say nothing.

    >>> parts("RRULE:FREQ=WEEKLY;UNTIL=20260630T215959Z;")
    [('FREQ', 'WEEKLY'), ('UNTIL', '20260630')]
    """
    found = (part.partition("=")[::2] for part in rule.removeprefix(PREFIX).removesuffix(";").split(";"))
    return [(name, _day(value) if name == "UNTIL" else value) for name, value in found]


def fields(rule: str) -> dict[str, str]:
    """Return the parts of a rule by name."""
    return dict(parts(rule))


def last_day(rule: str) -> date | None:
    """Return the day of UNTIL, which counts; None without one.

    Raises:
        ValueError: there is no such day.

    """
    end = fields(rule).get("UNTIL")
    return datetime.strptime(end, "%Y%m%d").date() if end else None  # noqa: DTZ007 - a day has no zone


def _day(end: str) -> str:
    """Return the day that the UNTIL of a calendar program means.

    Google and Apple write the last second of a day in UTC: west of Greenwich it falls into the morning that follows.
    """
    day = end[:8]
    if _END_OF_DAY_WEST_OF_GREENWICH.fullmatch(end):
        try:
            return f"{datetime.strptime(day, '%Y%m%d') - timedelta(days=1):%Y%m%d}"  # noqa: DTZ007 - a day has no zone
        except ValueError:
            return day
    return day
