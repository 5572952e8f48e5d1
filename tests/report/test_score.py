from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from alignctl.report.score import BARS, chart

VALUES = st.lists(st.none() | st.decimals(0, 1000, places=3), max_size=40)


@given(VALUES)
def test_a_chart_has_one_mark_for_each_value_and_keeps_their_order(values: list[Decimal | None]) -> None:
    marks = chart(values)
    assert len(marks) == len(values)
    pairs = sorted((value, BARS.index(mark)) for value, mark in zip(values, marks, strict=True) if value is not None)
    assert [height for _, height in pairs] == sorted(height for _, height in pairs)
    assert all(mark == " " for value, mark in zip(values, marks, strict=True) if value is None)
