"""Recurrence rules: what is accepted can be followed, what is refused is told in words."""

from __future__ import annotations

from datetime import datetime

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from alignctl.load.loading import load
from alignctl.load.recurrences import rule_problem
from alignctl.load.schemas import bundled_schema, schema_at
from alignctl.model.document import Source
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


@given(st.from_regex(PATTERN, fullmatch=True))
def test_what_is_accepted_is_read_by_dateutil(rule: str) -> None:
    if not rule_problem(rule):
        rrulestr(rule, dtstart=datetime(2026, 1, 1))  # noqa: DTZ001 - days, in no zone
