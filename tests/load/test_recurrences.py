"""Recurrence rules: what is accepted can be followed, what is refused is told in words."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from alignctl.load.loading import load
from alignctl.load.recurrences import rule_problem
from alignctl.load.schemas import bundled_schema, schema_at
from alignctl.model.document import Source
from alignctl.model.rrule import parts
from tests.load.samples import SETTINGS

PATTERN = schema_at(bundled_schema("Forum"), ("spec", "cadence", "rrule"))["pattern"]


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", ""),
        ("FREQ=MONTHLY;BYDAY=-1FR", ""),
        ("FREQ=MONTHLY;BYDAY=5MO", ""),
        ("FREQ=MONTHLY;BYDAY=6MO", "a number in BYDAY goes from 1 to 5"),
        ("FREQ=MONTHLY;BYDAY=0MO", "a number in BYDAY goes from 1 to 5"),
        ("FREQ=YEARLY;BYDAY=53MO", ""),
        ("FREQ=YEARLY;BYDAY=54MO", "a number in BYDAY goes from 1 to 53"),
        ("FREQ=YEARLY;BYMONTH=1;BYDAY=6MO", "a number in BYDAY goes from 1 to 5"),
        ("FREQ=WEEKLY;BYDAY=1MO", "a number in BYDAY needs FREQ=MONTHLY or YEARLY, not WEEKLY"),
        ("FREQ=MONTHLY;BYDAY=+MO", "a sign in BYDAY needs a number after it"),
        ("BYDAY=MO", "FREQ is missing"),
        ("FREQ=DAILY;FREQ=DAILY", "FREQ stands twice"),
        ("FREQ=DAILY;BYMONTH=12", ""),
        ("FREQ=DAILY;BYMONTH=13", "BYMONTH goes from 1 to 12"),
        ("FREQ=DAILY;BYMONTH=0", "BYMONTH goes from 1 to 12"),
        ("FREQ=MONTHLY;BYMONTHDAY=-31", ""),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY goes from 1 to 31"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY goes from 1 to 31"),
        ("FREQ=YEARLY;BYDAY=MO;BYSETPOS=366", ""),
        ("FREQ=YEARLY;BYDAY=MO;BYSETPOS=367", "BYSETPOS goes from 1 to 366"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0", "BYSETPOS goes from 1 to 366"),
        ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS picks from other BY parts, and there are none"),
        ("FREQ=DAILY;BYDAY=MO;BYSETPOS=-1", ""),
        ("FREQ=DAILY;BYDAY=MO;BYSETPOS=2", "BYSETPOS picks from the 1 day of FREQ=DAILY at most"),
        ("FREQ=WEEKLY;BYDAY=MO;BYSETPOS=8", "BYSETPOS picks from the 7 days of FREQ=WEEKLY at most"),
        ("FREQ=DAILY;UNTIL=20260228", ""),
        ("FREQ=DAILY;UNTIL=20260229", "UNTIL=20260229 is not a day"),
        ("FREQ=DAILY;UNTIL=20261399", "UNTIL=20261399 is not a day"),
        ("FREQ=DAILY;UNTIL=20260228T225959Z", ""),
        ("FREQ=DAILY;UNTIL=20260229T225959Z", "UNTIL=20260229 is not a day"),
        ("FREQ=DAILY;COUNT=10", ""),
        ("FREQ=DAILY;COUNT=10;UNTIL=20260228", "UNTIL and COUNT both say when it ends, and only one may"),
        ("RRULE:FREQ=WEEKLY;WKST=SU;BYDAY=TU;", ""),
        ("RRULE:FREQ=DAILY;FREQ=DAILY", "FREQ stands twice"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", ""),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "no month of BYMONTH has a day 30"),
        ("FREQ=YEARLY;BYMONTH=2,3;BYMONTHDAY=30", ""),
        ("FREQ=YEARLY;BYMONTH=4,6;BYMONTHDAY=-31", "no month of BYMONTH has a day 31"),
    ],
)
def test_problems(rule: str, problem: str) -> None:
    assert rule_problem(rule) == problem


def test_a_rule_that_cannot_be_followed_is_a_defect_at_its_place() -> None:
    cadence = "{startsOn: 2026-01-01, rrule: BYDAY=MO}"
    for kind, spec in (
        ("Forum", f"{{members: [a], cadence: {cadence}}}"),
        ("Objective", f"{{cycle: c, owners: [u], keyResults: [{{id: a, metric: m}}], checkIn: {cadence}}}"),
    ):
        text = f"apiVersion: alignctl/v1\nkind: {kind}\nmetadata: {{name: x}}\nspec: {spec}\n"
        loaded = load([Source("x.yaml", text.encode())], SETTINGS)
        assert [one.problem for one in loaded.defects] == ["`rrule` cannot be followed: FREQ is missing."]
        assert loaded.defects[0].place.pointer[-1] == "rrule"
        assert not loaded.model.objects


EXPORTED = {
    "Google, a day each week": "RRULE:FREQ=WEEKLY;WKST=MO;UNTIL=20261231T225959Z;BYDAY=TU",
    "Google, the second Tuesday": "RRULE:FREQ=MONTHLY;BYDAY=2TU",
    "Google, ten times": "RRULE:FREQ=DAILY;COUNT=10",
    "Outlook, the last Friday": "FREQ=MONTHLY;INTERVAL=1;BYDAY=FR;BYSETPOS=-1;UNTIL=20261231T080000Z",
    "Outlook, workdays": "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TU,WE,TH,FR;WKST=MO",
    "Apple, every other week": "FREQ=WEEKLY;INTERVAL=2;UNTIL=20261231T225959Z;BYDAY=TU,TH;WKST=SU",
    "Apple, the last Friday": "FREQ=MONTHLY;INTERVAL=1;BYDAY=-1FR",
    "a semicolon at the end": "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;",
    "a local end": "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=+15;UNTIL=20301231T235959",
}


def refused(rule: str) -> list[tuple[str, str | None]]:
    spec = f"{{members: [a], cadence: {{startsOn: 2026-01-06, rrule: {json.dumps(rule)}}}}}"
    text = f"apiVersion: alignctl/v1\nkind: Forum\nmetadata: {{name: x}}\nspec: {spec}\n"
    loaded = load([Source("x.yaml", text.encode())], SETTINGS)
    return [(one.problem, one.suggestion) for one in loaded.defects]


@pytest.mark.parametrize("name", EXPORTED)
def test_what_calendar_programs_export_is_accepted(name: str) -> None:
    assert refused(EXPORTED[name]) == []


@pytest.mark.parametrize(
    ("rule", "problem", "suggestion"),
    [
        ("FREQ=DAILY;BYHOUR=9;BYMINUTE=0", "BYHOUR is a time of day, which is not kept: leave it out", "FREQ=DAILY"),
        ("FREQ=SECONDLY", "FREQ is DAILY, WEEKLY, MONTHLY or YEARLY, not SECONDLY", None),
        (
            "FREQ=YEARLY;BYWEEKNO=20",
            "BYWEEKNO counts through the year, which is not followed: write BYMONTH with BYMONTHDAY or BYDAY",
            None,
        ),
        (
            "DTSTART;TZID=Europe/Berlin:20260106T090000\nRRULE:FREQ=WEEKLY;BYDAY=TU",
            "DTSTART is the first day: write it as `startsOn`",
            "FREQ=WEEKLY;BYDAY=TU",
        ),
        (
            "RRULE:FREQ=WEEKLY\nEXDATE:20260303T090000",
            "EXDATE takes single days out, for which there is no place here: leave it out",
            "FREQ=WEEKLY",
        ),
        ("freq=weekly;byday=tu", "it is written in capitals", "FREQ=WEEKLY;BYDAY=TU"),
        (
            "FREQ=WEEKLY; BYDAY=TU",
            "its parts have a semicolon between them and nothing else",
            "FREQ=WEEKLY;BYDAY=TU",
        ),
        (
            "FREQ=WEEKLY;BYDAY=Mon,Tuesday",
            "BYDAY is weekdays such as TU, 2TU or -1FR, with commas between them, not MON,TUESDAY",
            "FREQ=WEEKLY;BYDAY=MO,TU",
        ),
        ("FREQ=DAILY;UNTIL=2026-12-31", "UNTIL is a day such as 20261231, not 2026-12-31", "FREQ=DAILY;UNTIL=20261231"),
        (
            "FREQ=DAILY;X-EVERY=1",
            "X-EVERY is not known; known are FREQ, INTERVAL, BYDAY, BYMONTH, BYMONTHDAY, BYSETPOS, UNTIL, COUNT, WKST",
            None,
        ),
        ("FREQ=DAILY;COUNT=0", "COUNT is a whole number from 1 to 9999, not 0", None),
        ("every Tuesday", "it is no rule as in RFC 5545, such as FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", None),
    ],
)
def test_what_is_not_followed_is_refused_by_name(rule: str, problem: str, suggestion: str | None) -> None:
    assert refused(rule) == [(f"`rrule` cannot be followed: {problem}.", suggestion)]


@given(st.from_regex(PATTERN, fullmatch=True))
def test_what_is_accepted_is_read_by_dateutil(rule: str) -> None:
    if not rule_problem(rule):
        rule = ";".join(f"{name}={value}" for name, value in parts(rule))
        rrulestr(rule, dtstart=datetime(2026, 1, 1))  # noqa: DTZ001 - days, in no zone
