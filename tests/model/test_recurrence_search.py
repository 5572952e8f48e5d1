"""A rule that never holds is not searched for thousands of years."""

from __future__ import annotations

import time
from datetime import date

import pytest

from alignctl.model.kinds import Cadence
from alignctl.model.recurrence import occurrences


@pytest.mark.parametrize(
    "rule",
    ["FREQ=DAILY;INTERVAL=7;BYDAY=MO", "FREQ=MONTHLY;BYDAY=5MO;BYSETPOS=2", "FREQ=WEEKLY;BYMONTHDAY=30;BYMONTH=2"],
)
def test_a_rule_that_never_holds_is_soon_given_up(rule: str) -> None:
    begin = time.process_time()
    assert occurrences(Cadence(date(2026, 1, 6), rule), date(2026, 1, 1), date(2027, 1, 1)) == ()
    assert time.process_time() - begin < 1


def test_the_end_of_the_calendar() -> None:
    found = occurrences(Cadence(date(9999, 1, 1), "FREQ=MONTHLY"), date(9999, 11, 2), date(9999, 12, 31))
    assert found == (date(9999, 12, 1),)
