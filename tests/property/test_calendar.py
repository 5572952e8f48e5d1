from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from alignctl.analysis.calendar import calendar
from alignctl.model.facts import CycleStep
from tests.workspace import build, entities

FIRST = date(2027, 12, 1)
SPANS = st.lists(st.tuples(st.integers(0, 120), st.integers(1, 40)), min_size=1, max_size=7)


def steps(spans: list[tuple[int, int]]) -> list[CycleStep]:
    """Return the steps between cycles given by first day and length, from a day before a leap year on."""
    text = "---\n".join(
        f"kind: Cycle\nmetadata: {{name: c{number}}}\n"
        f"spec: {{level: own, starts: {FIRST + timedelta(start)}, ends: {FIRST + timedelta(start + length - 1)}}}\n"
        for number, (start, length) in enumerate(spans)
    )
    return [fact for fact in calendar(build(entities(text))) if isinstance(fact, CycleStep)]


@given(SPANS)
def test_the_missing_days_are_those_between_first_and_last_that_no_cycle_holds(spans: list[tuple[int, int]]) -> None:
    held = {day for start, length in spans for day in range(start, start + length)}
    missing = set(range(min(held), max(held))) - held
    named = [
        (step.from_ + timedelta(offset) - FIRST).days
        for step in steps(spans)
        if step.days > 0
        for offset in range(step.days)
    ]
    assert sorted(named) == sorted(missing)


@given(SPANS)
def test_a_step_doubles_days_just_where_an_earlier_cycle_holds_them(spans: list[tuple[int, int]]) -> None:
    order = sorted((start, start + length - 1) for start, length in spans)
    shared = [any(end >= start for _, end in order[:number]) for number, (start, _) in enumerate(order)][1:]
    found = sorted(steps(spans), key=lambda step: step.sort_key())
    assert sum(step.days < 0 for step in found) == sum(shared)
    assert all((step.until - step.from_).days == -step.days - 1 for step in found if step.days < 0)


@given(st.lists(st.integers(1, 400), min_size=2, max_size=8))
def test_cycles_that_tile_time_have_neither(lengths: list[int]) -> None:
    starts = [sum(lengths[:number]) for number in range(len(lengths))]
    assert {step.days for step in steps(list(zip(starts, lengths, strict=True)))} == {0}
