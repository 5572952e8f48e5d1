"""Days before and after a day, kept inside the calendar."""

from __future__ import annotations

from datetime import date, timedelta


def shift(day: date, days: int) -> date:
    """Return the day `days` later (earlier if negative); beyond the years 1 to 9999 the first or the last day.

    People write 9999-12-31 for "open", and the day after it must not stop a check.

    >>> shift(date(2028, 2, 28), 1), shift(date(9999, 12, 31), 1)
    (datetime.date(2028, 2, 29), datetime.date(9999, 12, 31))
    """
    room = (date.min - day).days, (date.max - day).days
    return day + timedelta(days=max(room[0], min(days, room[1])))
