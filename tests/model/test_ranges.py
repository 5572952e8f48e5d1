from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.model.quantity import Interval
from alignctl.model.ranges import Range, plain

numbers = st.integers(-8, 8).map(lambda n: Decimal(n) / 4)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    ends = {
        draw(st.sampled_from(["over", "at_least"])): draw(st.none() | numbers),
        draw(st.sampled_from(["under", "up_to"])): draw(st.none() | numbers),
    }
    return Interval(**ends)


def holds(interval: Interval, number: Decimal) -> bool:
    return (
        (interval.over is None or number > interval.over)
        and (interval.at_least is None or number >= interval.at_least)
        and (interval.under is None or number < interval.under)
        and (interval.up_to is None or number <= interval.up_to)
    )


# All ends are quarters, so eighths hit every point and every stretch between two ends.
SAMPLE = [Decimal(n) / 8 for n in range(-40, 41)]


@given(intervals(), intervals())
def test_ranges_hold_what_their_intervals_hold(first: Interval, second: Interval) -> None:
    one, two = Range.of(first), Range.of(second)
    for number in SAMPLE:
        assert Range.point(number).within(one) == holds(first, number)
        assert Range.point(number).within(one & two) == (holds(first, number) and holds(second, number))
    assert one.empty() == (not any(holds(first, number) for number in SAMPLE))
    if not one.empty() and one.within(two):
        assert all(holds(second, number) for number in SAMPLE if holds(first, number))


@given(intervals(), st.sampled_from(["0.25", "0.5", "0.75", "1", "1.5"]))
def test_a_range_is_empty_if_it_holds_no_multiple_of_the_step(interval: Interval, step: str) -> None:
    multiples = [number for number in SAMPLE if number % Decimal(step) == 0]
    assert Range.of(interval).empty(Decimal(step)) == (not any(holds(interval, number) for number in multiples))


def test_huge_and_tiny_numbers_are_exact() -> None:
    big = 10**40
    assert Range.of(Interval(over=Decimal(big), under=Decimal(big + 1))).empty(Decimal(1))
    assert not Range.of(Interval(over=Decimal(big), up_to=Decimal(big + 1))).empty(Decimal(1))
    assert not Range.of(Interval(over=Decimal(0), under=Decimal("1e-300"))).empty()
    assert Range.of(Interval(over=Decimal(0), under=Decimal("1e-300"))).empty(Decimal("0.01"))


def test_an_end_that_is_not_finite_is_open() -> None:
    assert Range.of(Interval(over=Decimal("-Infinity"), up_to=Decimal("NaN"))) == Range()


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        (Interval(), ""),
        (Interval(over=Decimal(5)), "over 5 EUR"),
        (Interval(at_least=Decimal(5), under=Decimal(9)), "at least 5 and under 9 EUR"),
        (Interval(at_least=Decimal(5), up_to=Decimal(5)), "exactly 5 EUR"),
        (Interval(over=Decimal(5), under=Decimal(5)), "nothing"),
        (Interval(at_least=Decimal(0), up_to=Decimal(7)), "up to 7 EUR"),
        (Interval(over=Decimal(0), up_to=Decimal(100)), "over 0 EUR"),
    ],
)
def test_a_range_in_words_leaves_out_the_ends_of_the_universe(interval: Interval, words: str) -> None:
    universe = Range.of(Interval(at_least=Decimal(0), up_to=Decimal(100)))
    assert Range.of(interval).words(universe if words else None, "EUR") == words


@pytest.mark.parametrize(("number", "text"), [("1E+3", "1000"), ("2.50", "2.5"), ("-0.10", "-0.1"), ("0E-2", "0")])
def test_numbers_are_written_plainly(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text
