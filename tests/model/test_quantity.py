from __future__ import annotations

import pytest

from alignctl.model.quantity import Duration, total


@pytest.mark.parametrize(
    ("text", "words"),
    [("1h", "1 hour"), ("36h", "36 hours"), ("7d", "7 days"), ("1w", "1 week"), ("1bd", "1 working day")],
)
def test_a_span_is_said_in_the_unit_that_it_is_written_in(text: str, words: str) -> None:
    assert Duration(text).words == words


@pytest.mark.parametrize(
    ("spans", "words"),
    [
        (("2bd", "5bd"), "7 working days"),
        (("1w", "2w"), "3 weeks"),
        (("1w", "2bd"), "11 days"),
        (("28d", "2bd"), "32 days"),
        (("12h", "1d"), "2 days"),
        (("12h", "12h"), "24 hours"),
        (("3d",), "3 days"),
    ],
)
def test_a_sum_has_one_unit(spans: tuple[str, ...], words: str) -> None:
    assert total(map(Duration, spans)).words == words


def test_a_sum_in_calendar_days_is_never_a_day_short_over_a_weekend() -> None:
    """Compare with a calendar: each span is taken from the worst day, working days skip Saturday and Sunday."""
    for first in range(1, 12):
        for days in range(9):
            for last in range(1, 12):
                spans = [Duration(f"{first}bd"), Duration(f"{days}d"), Duration(f"{last}bd")]
                longest = max(ends(spans, start) for start in range(7))
                assert total(spans).amount >= longest


def ends(spans: list[Duration], start: int) -> int:
    day = start
    for span in spans:
        for _ in range(span.amount):
            day += 1
            while span.unit == "bd" and day % 7 in {5, 6}:
                day += 1
    return day - start
