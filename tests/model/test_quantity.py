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
        (("1w", "2bd"), "10 days"),
        (("28d", "2bd"), "31 days"),
        (("12h", "1d"), "2 days"),
        (("12h", "12h"), "24 hours"),
        (("3d",), "3 days"),
    ],
)
def test_a_sum_has_one_unit(spans: tuple[str, ...], words: str) -> None:
    assert total(map(Duration, spans)).words == words
