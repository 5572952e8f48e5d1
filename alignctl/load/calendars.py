"""A recurrence that no pattern accepts goes in; what stands in the way, by name, and what to write instead come out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from alignctl.load.recurrences import rule_problem

WEEKDAY = "(MO|TU|WE|TH|FR|SA|SU)"
FORMS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "FREQ": ("DAILY|WEEKLY|MONTHLY|YEARLY", "DAILY, WEEKLY, MONTHLY or YEARLY"),
        "INTERVAL": ("[1-9][0-9]{0,2}", "a whole number from 1 to 999"),
        "BYDAY": (
            f"[+-]?[0-9]{{0,2}}{WEEKDAY}(,[+-]?[0-9]{{0,2}}{WEEKDAY})*",
            "weekdays such as TU, 2TU or -1FR, with commas between them",
        ),
        "BYMONTH": ("[0-9]{1,2}(,[0-9]{1,2})*", "numbers of months, with commas between them"),
        "BYMONTHDAY": ("[+-]?[0-9]{1,2}(,[+-]?[0-9]{1,2})*", "days of the month, with commas between them"),
        "BYSETPOS": ("[+-]?[0-9]{1,3}(,[+-]?[0-9]{1,3})*", "numbers such as 1 or -1, with commas between them"),
        "UNTIL": ("[0-9]{8}(T[0-9]{6}Z?)?", "a day such as 20261231"),
        "COUNT": ("[1-9][0-9]{0,3}", "a whole number from 1 to 9999"),
        "WKST": (WEEKDAY, "a weekday such as MO"),
    }
)
_TIME = "is a time of day, which is not kept: leave it out"
_YEAR = "counts through the year, which is not followed: write BYMONTH with BYMONTHDAY or BYDAY"
_CALENDAR = "belongs to another calendar than the Gregorian one: leave it out"
ADVICE: Mapping[str, str] = MappingProxyType(
    {
        "DTSTART": "is the first day: write it as `startsOn`",
        "DTEND": "is an end, and how long it lasts is not kept: leave it out",
        "DURATION": "is how long it lasts, which is not kept: leave it out",
        "TZID": "is a time zone, and a day has none: leave it out",
        "EXDATE": "takes single days out, for which there is no place here: leave it out",
        "EXRULE": "takes days out, for which there is no place here: leave it out",
        "RDATE": "adds single days, for which there is no place here: leave it out",
        "BYHOUR": _TIME,
        "BYMINUTE": _TIME,
        "BYSECOND": _TIME,
        "BYWEEKNO": _YEAR,
        "BYYEARDAY": _YEAR,
        "RSCALE": _CALENDAR,
        "SKIP": _CALENDAR,
    }
)
_PART = re.compile(r"([A-Z][A-Z-]{0,40})\s{0,9}=\s{0,9}([^;\s]{0,200})")
_HEADING = re.compile(r"(?:^|\s)([A-Z][A-Z-]{0,40})[;:]")
_WEEKDAYS = re.compile(f"{WEEKDAY}[A-Z]+")


def refusal(text: str) -> tuple[str, str]:
    """Return why a recurrence is refused, as part of a sentence, and one that would be accepted, if it is clear.

    >>> refusal("FREQ=WEEKLY;BYDAY=TU;BYHOUR=9")
    ('BYHOUR is a time of day, which is not kept: leave it out', 'FREQ=WEEKLY;BYDAY=TU')
    """
    return _problem(text.upper(), text), _mended(text.upper())


def _problem(upper: str, text: str) -> str:
    found = _PART.findall(upper)
    names = [*(name for name in _HEADING.findall(upper) if name != "RRULE"), *(name for name, _ in found)]
    if advised := next((name for name in names if name in ADVICE), ""):
        return f"{advised} {ADVICE[advised]}"
    if unknown := next((name for name in names if name not in FORMS), ""):
        return f"{unknown} is not known; known are {', '.join(FORMS)}"
    for name, value in found:
        form, words = FORMS[name]
        if not re.fullmatch(form, value):
            return f"{name} is {words}, not {value[:40] or 'empty'}"
    if not found:
        return "it is no rule as in RFC 5545, such as FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"
    if text != upper:
        return "it is written in capitals"
    return "its parts have a semicolon between them and nothing else"


def _mended(upper: str) -> str:
    """Return what is left of a rule without what says no more than times and single days; nothing if that is none."""
    found = _PART.findall(upper.rpartition("RRULE:")[2])
    if any(name not in FORMS and (name not in ADVICE or ADVICE[name] in {_YEAR, _CALENDAR}) for name, _ in found):
        return ""
    known = {name: _value(name, value) for name, value in found if name in FORMS}
    rule = ";".join(f"{name}={value}" for name, value in known.items())
    sound = all(re.fullmatch(FORMS[name][0], value) for name, value in known.items())
    return rule if "FREQ" in known and sound and not rule_problem(rule) else ""


def _value(name: str, value: str) -> str:
    """Return a value in the form of the standard: days without hyphens, weekdays as two letters."""
    if name == "UNTIL":
        return value.replace("-", "").replace(":", "")
    return _WEEKDAYS.sub(r"\1", value) if name in {"BYDAY", "WKST"} else value
