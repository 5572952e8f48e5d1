"""A first day and a recurrence rule (RFC 5545) go in; how often that is, as people say it, comes out."""

from __future__ import annotations

import re
from datetime import date

from alignctl.model.rrule import fields
from alignctl.words.quantities import MONTHS, day

EVERY = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAYS = {name[:2].upper(): name for name in WEEKDAYS}
ORDINALS = {"1": "first", "2": "second", "3": "third", "4": "fourth", "5": "fifth", "-1": "last"}
_KNOWN = {"FREQ", "INTERVAL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "UNTIL", "COUNT", "WKST"}
_WEEKDAY = re.compile(r"([+-]?\d*)([A-Z]{2})")


def cadence(starts_on: str, rule: str) -> str:
    r"""Return a cadence in words; a rule that cannot be understood as it is.

    >>> cadence("2026-01-06", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU").replace("\N{NO-BREAK SPACE}", " ")
    'every 2 weeks on Tuesday, from 6 January 2026'
    >>> cadence("2026-01-06", "RRULE:FREQ=WEEKLY;WKST=MO;COUNT=8").replace("\N{NO-BREAK SPACE}", " ")
    'every week 8 times, from 6 January 2026'
    """
    found = fields(rule)
    try:
        told = _told(found) if found.keys() <= _KNOWN else rule
        return f"{told}, from {day(date.fromisoformat(starts_on))}"
    except (KeyError, ValueError, IndexError, TypeError):
        return f"{rule}, from {starts_on}"


def _told(rule: dict[str, str]) -> str:
    interval, unit = int(rule.get("INTERVAL", "1")), EVERY[rule["FREQ"]]
    parts = [f"every {unit}" if interval == 1 else f"every {interval} {unit}s"]
    if "BYDAY" in rule:
        parts.append(f"on {_list([_weekday(text) for text in rule['BYDAY'].split(',')])}")
    if "BYMONTHDAY" in rule:
        parts.append(f"on the {_list([_ordinal(text) for text in rule['BYMONTHDAY'].split(',')])} day of the month")
    if "BYMONTH" in rule:
        parts.append(f"in {_list([MONTHS[int(number) - 1] for number in rule['BYMONTH'].split(',')])}")
    if "BYSETPOS" in rule:
        parts.append(f"only the {_list([_ordinal(text) for text in rule['BYSETPOS'].split(',')])} of these")
    if "UNTIL" in rule:
        parts.append(f"until {day(date.fromisoformat(rule['UNTIL']))}")
    if "COUNT" in rule:
        parts.append("once" if rule["COUNT"] == "1" else f"{rule['COUNT']} times")
    return " ".join(parts)


def _weekday(text: str) -> str:
    found = _WEEKDAY.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return f"the {_ordinal(found[1])} {DAYS[found[2]]}" if found[1] else DAYS[found[2]]


def _ordinal(number: str) -> str:
    plain = number.removeprefix("+")
    return ORDINALS.get(plain, f"{plain}th")


def _list(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
