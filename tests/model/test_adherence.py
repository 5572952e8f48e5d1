from __future__ import annotations

from datetime import date

import pytest

from alignctl.model.adherence import Adherence, adherence, whole_days
from alignctl.model.kinds import Cadence
from alignctl.model.quantity import Duration

GRACE = Duration("7d")
MONDAYS = Cadence(date(2025, 12, 1), "FREQ=WEEKLY")


def day(text: str) -> date:
    return date.fromisoformat(text)


def kept(cadence: Cadence, as_of: str, *records: str, until: str = "9999-12-31") -> Adherence:
    return adherence(cadence, [day(record) for record in records], day(as_of), GRACE, day(until))


def expected(cadence: Cadence, as_of: str) -> list[str]:
    return [str(found) for found in kept(cadence, as_of).expected]


@pytest.mark.parametrize(
    ("as_of", "count"), [("2025-12-07", 0), ("2025-12-08", 1), ("2025-12-14", 1), ("2025-12-15", 2)]
)
def test_a_meeting_is_expected_once_the_grace_is_over(as_of: str, count: int) -> None:
    assert len(expected(MONDAYS, as_of)) == count


@pytest.mark.parametrize(("as_of", "first"), [("2026-12-01", "2025-12-01"), ("2026-12-02", "2025-12-08")])
def test_a_meeting_is_expected_for_365_days(as_of: str, first: str) -> None:
    assert expected(MONDAYS, as_of)[0] == first


def test_the_window_crosses_the_year() -> None:
    assert expected(MONDAYS, "2026-01-12") == [
        "2025-12-01",
        "2025-12-08",
        "2025-12-15",
        "2025-12-22",
        "2025-12-29",
        "2026-01-05",
    ]


def test_the_leap_day_can_be_expected() -> None:
    yearly = Cadence(date(2024, 2, 29), "FREQ=YEARLY")
    assert expected(yearly, "2028-03-07") == ["2028-02-29"]
    assert expected(yearly, "2027-03-07") == []


def test_the_last_day_of_short_months() -> None:
    monthly = Cadence(date(2026, 1, 31), "FREQ=MONTHLY;BYMONTHDAY=-1")
    assert expected(monthly, "2026-05-10") == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]


@pytest.mark.parametrize(
    ("record", "held"),
    [("2025-12-04", 1), ("2025-12-05", 0), ("2025-11-28", 1), ("2025-11-27", 0)],
)
def test_a_weekly_record_counts_within_three_days(record: str, held: int) -> None:
    assert kept(MONDAYS, "2025-12-08", record).held == held


@pytest.mark.parametrize(
    ("record", "held"), [("2026-01-22", 1), ("2026-01-23", 0), ("2026-01-08", 1), ("2026-01-07", 0)]
)
def test_a_monthly_record_counts_within_seven_days(record: str, held: int) -> None:
    monthly = Cadence(date(2026, 1, 15), "FREQ=MONTHLY")
    assert kept(monthly, "2026-02-01", record).held == held


def test_a_daily_record_counts_on_its_day_only() -> None:
    daily = Cadence(date(2026, 1, 1), "FREQ=DAILY")
    assert kept(daily, "2026-01-09", "2026-01-02", "2026-01-04").records == (None, day("2026-01-02"))


def test_a_cadence_that_occurs_once_has_the_widest_tolerance() -> None:
    once = Cadence(date(2026, 1, 1), "FREQ=DAILY;UNTIL=20260101")
    assert kept(once, "2026-02-01", "2026-01-08").held == 1
    assert kept(once, "2026-02-01", "2026-01-09").held == 0


def test_each_occurrence_takes_the_nearest_record_and_of_two_the_earlier() -> None:
    found = kept(MONDAYS, "2025-12-15", "2025-11-29", "2025-12-03", "2025-12-09")
    assert found.records == (day("2025-11-29"), day("2025-12-09"))


def test_one_record_answers_one_occurrence() -> None:
    assert kept(MONDAYS, "2025-12-15", "2025-12-04").records == (day("2025-12-04"), None)


def test_two_records_of_one_day_answer_one_occurrence() -> None:
    assert kept(MONDAYS, "2025-12-15", "2025-12-01", "2025-12-01").held == 1


def test_a_record_of_the_future_does_not_count() -> None:
    monthly = Cadence(date(2026, 1, 15), "FREQ=MONTHLY")
    assert kept(monthly, "2026-01-22", "2026-01-22").held == 1
    assert kept(monthly, "2026-01-22", "2026-01-23").held == 0


def test_the_last_expected_day_without_a_record_is_overdue() -> None:
    assert kept(MONDAYS, "2025-12-16", "2025-12-01").overdue == day("2025-12-08")
    assert kept(MONDAYS, "2025-12-16", "2025-12-08").overdue is None


def test_the_longest_run_of_misses_counts() -> None:
    found = kept(MONDAYS, "2026-01-19", "2025-12-08", "2025-12-29")
    assert (found.miss_run, found.held, len(found.expected)) == (2, 2, 7)
    assert found.share == 2 / 7


def test_nothing_expected_is_kept() -> None:
    found = kept(MONDAYS, "2025-11-01")
    assert (found.share, found.miss_run, found.overdue, found.next) == (1.0, 0, None, day("2025-12-01"))


@pytest.mark.parametrize(("as_of", "then"), [("2025-12-08", "2025-12-08"), ("2025-12-09", "2025-12-15")])
def test_the_next_occurrence_may_be_today(as_of: str, then: str) -> None:
    assert kept(MONDAYS, as_of).next == day(then)


def test_what_follows_the_end_is_not_expected() -> None:
    found = kept(MONDAYS, "2026-01-31", until="2025-12-08")
    assert ([str(d) for d in found.expected], found.next) == (["2025-12-01", "2025-12-08"], None)


def test_the_first_and_the_last_day_of_the_calendar_are_days() -> None:
    assert kept(MONDAYS, "0001-01-01").expected == ()
    assert kept(Cadence(date(9999, 12, 30), "FREQ=DAILY"), "9999-12-31", "9999-12-31").expected == ()


@pytest.mark.parametrize(("text", "days"), [("7d", 7), ("1w", 7), ("36h", 2), ("24h", 1), ("5bd", 7), ("2bd", 3)])
def test_a_part_of_a_day_is_a_day(text: str, days: int) -> None:
    assert whole_days(Duration(text)) == days
