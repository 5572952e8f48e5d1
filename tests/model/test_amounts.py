"""Amounts as people type them; `tests/site/test_browser.py` asks the site about the same cases."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.model.amounts import plain, readings

CASES = json.loads((Path(__file__).parents[1] / "amounts.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_an_amount_has_the_readings_of_the_table(text: str, expected: list[str]) -> None:
    assert readings(text) == tuple(map(Decimal, expected))


@given(st.decimals(min_value=0, max_value=10**9, places=3) | st.integers(0, 10**12).map(Decimal))
def test_what_is_written_plainly_has_one_reading(number: Decimal) -> None:
    assert readings(plain(number)) == (number,)
