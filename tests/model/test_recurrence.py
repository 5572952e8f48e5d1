from __future__ import annotations

from datetime import date

import pytest

from alignctl.model.kinds import Cadence
from alignctl.model.recurrence import longest_gap, longest_gap_in_months, occurrences


def days(rrule: str, first: str, last: str, starts: str = "2026-01-06") -> list[str]:
    cadence = Cadence(date.fromisoformat(starts), rrule)
    return [str(day) for day in occurrences(cadence, date.fromisoformat(first), date.fromisoformat(last))]


def test_both_ends_of_the_window_count() -> None:
    assert days("FREQ=WEEKLY", "2026-01-06", "2026-01-20") == ["2026-01-06", "2026-01-13", "2026-01-20"]
    assert days("FREQ=WEEKLY", "2026-01-07", "2026-01-19") == ["2026-01-13"]


def test_nothing_occurs_before_the_start_or_after_the_end() -> None:
    assert days("FREQ=WEEKLY;UNTIL=20260113", "2025-01-01", "2026-12-31") == ["2026-01-06", "2026-01-13"]


def test_the_leap_day_occurs_in_leap_years() -> None:
    assert days("FREQ=YEARLY", "2025-01-01", "2032-12-31", "2024-02-29") == ["2028-02-29", "2032-02-29"]


@pytest.mark.parametrize(
    "rrule", ["INTERVAL=2", "FREQ=DAILY;UNTIL=20269999", "FREQ=MONTHLY;BYDAY=0MO", "FREQ=MONTHLY;BYDAY=99TU"]
)
def test_a_rule_that_cannot_be_read_never_occurs(rrule: str) -> None:
    assert days(rrule, "2026-01-01", "2026-12-31") == []


def test_a_cadence_since_the_first_year_of_the_calendar_is_known() -> None:
    assert days("FREQ=WEEKLY;INTERVAL=2", "2026-01-01", "2026-01-31", "0001-01-01") == ["2026-01-05", "2026-01-19"]


@pytest.mark.parametrize(
    ("rrule", "as_of", "gap"),
    [
        ("FREQ=WEEKLY", "2026-02-01", 7),
        ("FREQ=WEEKLY", "2020-01-01", 7),
        ("FREQ=MONTHLY", "2026-02-01", 31),
        ("FREQ=MONTHLY;BYDAY=2TU", "2026-01-15", 35),
        ("FREQ=YEARLY", "2026-02-01", None),
        ("FREQ=YEARLY", "2026-01-06", 365),
        ("FREQ=WEEKLY;UNTIL=20260301", "2026-02-20", None),
    ],
)
def test_the_longest_gap_of_the_coming_year(rrule: str, as_of: str, gap: int | None) -> None:
    assert longest_gap(Cadence(date(2026, 1, 6), rrule), date.fromisoformat(as_of)) == gap


def test_a_gap_at_the_end_of_the_calendar_stops_nothing() -> None:
    assert longest_gap(Cadence(date(9999, 12, 30), "FREQ=DAILY"), date(2026, 1, 1)) == 1


def test_a_window_that_ends_before_it_begins_holds_nothing() -> None:
    yearly = Cadence(date(1, 1, 1), "FREQ=YEARLY")
    assert occurrences(yearly, date(2025, 1, 1), date(1, 12, 31)) == ()


@pytest.mark.parametrize(
    ("rrule", "days", "months"),
    [
        ("FREQ=MONTHLY;BYDAY=2TU", 35, 1),
        ("FREQ=MONTHLY;BYDAY=-1FR", 35, 1),
        ("FREQ=MONTHLY", 31, 1),
        ("FREQ=MONTHLY;BYMONTHDAY=31", 61, 2),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO", 91, 3),
        ("FREQ=WEEKLY", 7, 1),
        ("FREQ=YEARLY", None, None),
    ],
)
def test_a_gap_in_months_counts_the_months_on_the_calendar(rrule: str, days: int | None, months: int | None) -> None:
    cadence = Cadence(date(2026, 1, 6), rrule)
    gaps = longest_gap(cadence, date(2026, 6, 15)), longest_gap_in_months(cadence, date(2026, 6, 15))
    assert gaps == (days, months)


@pytest.mark.parametrize(
    ("rrule", "days"),
    [
        ("FREQ=WEEKLY;COUNT=3", ["2026-01-06", "2026-01-13", "2026-01-20"]),
        ("RRULE:FREQ=WEEKLY;WKST=MO;UNTIL=20260113T225959Z;BYDAY=TU;", ["2026-01-06", "2026-01-13"]),
        ("FREQ=DAILY;UNTIL=20260108T065959Z", ["2026-01-06", "2026-01-07"]),
        ("FREQ=DAILY;UNTIL=20260108T115959Z", ["2026-01-06", "2026-01-07", "2026-01-08"]),
        ("FREQ=DAILY;UNTIL=20260107T080000Z", ["2026-01-06", "2026-01-07"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=+2;COUNT=2", ["2026-02-03", "2026-03-03"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU;WKST=MO;COUNT=3", ["2026-01-06", "2026-01-11", "2026-01-20"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU;WKST=SU;COUNT=3", ["2026-01-06", "2026-01-18", "2026-01-20"]),
    ],
)
def test_what_calendar_programs_write_falls_on_their_days(rrule: str, days: list[str]) -> None:
    cadence = Cadence(date(2026, 1, 6), rrule)
    assert [day.isoformat() for day in occurrences(cadence, date(2026, 1, 1), date(2026, 3, 31))] == days


def test_a_count_begins_at_the_first_day_wherever_one_looks() -> None:
    cadence = Cadence(date(2020, 1, 6), "FREQ=WEEKLY;COUNT=314")
    assert occurrences(cadence, date(2026, 1, 1), date(2026, 12, 31)) == (date(2026, 1, 5),)
    assert longest_gap(cadence, date(2026, 1, 1)) is None
