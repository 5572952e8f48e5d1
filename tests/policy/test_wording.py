from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.policy.wording import say_days, say_list, say_name, say_names, say_number, say_percent


@pytest.mark.parametrize(
    ("words", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"), (["a", ""], "a")],
)
def test_words_are_enumerated(words: list[str], text: str) -> None:
    assert say_list(words) == text


def test_names_lose_their_kind_and_handles_stay() -> None:
    assert say_name("role:cfo") == "`cfo`"
    assert say_name("dora") == "`dora`"
    assert say_names(["role:cfo", "unit:sales"]) == "`cfo` and `sales`"


def test_numbers_end_where_their_digits_end() -> None:
    assert [say_number(n) for n in (1.6, 2.0, 0.1235, -0.0001, 1000.0, 10)] == ["1.6", "2", "0.123", "0", "1000", "10"]
    assert [say_percent(n) for n in (0.4, 0.396, 0.0, 1.0)] == ["40%", "39.6%", "0%", "100%"]
    assert [say_days(n) for n in (33.6, 1.0, 1, 0.0)] == ["33.6 days", "1 day", "1 day", "0 days"]


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3))
def test_a_number_of_three_places_is_said_exactly(number: Decimal) -> None:
    assert Decimal(say_number(float(number))) == number
