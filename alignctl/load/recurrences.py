"""A recurrence rule that its pattern accepts goes in; what makes it unreadable or endless to search comes out."""

from __future__ import annotations

from datetime import datetime

from alignctl.model.rrule import parts

LIMITS = {"BYMONTH": (1, 12), "BYMONTHDAY": (1, 31), "BYSETPOS": (1, 366)}
DAYS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}
SHORT_MONTHS = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


def rule_problem(rule: str) -> str:
    """Return why RFC 5545 (section 3.3.10) does not allow a rule, as part of a sentence; empty if it does.

    >>> rule_problem("FREQ=MONTHLY;BYMONTHDAY=32")
    'BYMONTHDAY goes from 1 to 31'
    """
    found = parts(rule)
    names = [name for name, _ in found]
    fields = dict(found)
    if len(set(names)) < len(names):
        return f"{next(name for name in names if names.count(name) > 1)} stands twice"
    if "FREQ" not in fields:
        return "FREQ is missing"
    problems = (_number_problem(fields), _weekday_problem(fields), _until_problem(fields), _never(fields))
    return next((problem for problem in problems if problem), "")


def _number_problem(fields: dict[str, str]) -> str:
    for name, (low, high) in LIMITS.items():
        if any(not low <= abs(int(number)) <= high for number in fields.get(name, str(low)).split(",")):
            return f"{name} goes from {low} to {high}"
    return _position_problem(fields) if "BYSETPOS" in fields else ""


def _position_problem(fields: dict[str, str]) -> str:
    if not {"BYDAY", "BYMONTH", "BYMONTHDAY"} & set(fields):
        return "BYSETPOS picks from other BY parts, and there are none"
    most = DAYS[fields["FREQ"]]
    if all(abs(int(number)) > most for number in fields["BYSETPOS"].split(",")):
        return f"BYSETPOS picks from the {most} day{'s' if most > 1 else ''} of FREQ={fields['FREQ']} at most"
    return ""


def _weekday_problem(fields: dict[str, str]) -> str:
    """Return what is wrong with the numbers before weekdays: which occurrence in the month or year."""
    numbers = [day[:-2] for day in fields.get("BYDAY", "MO").split(",") if day[:-2]]
    if any(number in "+-" for number in numbers):
        return "a sign in BYDAY needs a number after it"
    if numbers and fields["FREQ"] not in {"MONTHLY", "YEARLY"}:
        return f"a number in BYDAY needs FREQ=MONTHLY or YEARLY, not {fields['FREQ']}"
    most = 53 if fields["FREQ"] == "YEARLY" and "BYMONTH" not in fields else 5
    if any(not 1 <= abs(int(number)) <= most for number in numbers):
        return f"a number in BYDAY goes from 1 to {most}"
    return ""


def _until_problem(fields: dict[str, str]) -> str:
    if {"UNTIL", "COUNT"} <= set(fields):
        return "UNTIL and COUNT both say when it ends, and only one may"
    try:
        datetime.strptime(fields.get("UNTIL", "20000101"), "%Y%m%d")  # noqa: DTZ007 - a day, in no zone
    except ValueError:
        return f"UNTIL={fields['UNTIL']} is not a day"
    return ""


def _never(fields: dict[str, str]) -> str:
    """Return why no month has such a day."""
    if "BYMONTH" not in fields or "BYMONTHDAY" not in fields:
        return ""
    longest = max(SHORT_MONTHS.get(int(month), 31) for month in fields["BYMONTH"].split(","))
    days = [abs(int(day)) for day in fields["BYMONTHDAY"].split(",")]
    return f"no month of BYMONTH has a day {min(days)}" if min(days) > longest else ""
