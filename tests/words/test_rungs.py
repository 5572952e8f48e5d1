"""What is told of two ladders is what differs at each amount, however the bands are cut."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from alignctl.model.ranges import Range
from alignctl.words.ladder import OTHERS, Ladder, read_ladders
from alignctl.words.rungs import _rungs

AMOUNTS = [Decimal(number) / 2 for number in range(-2, 26)]
ENDS = st.integers(0, 11)


@st.composite
def bands(draw: st.DrawFn) -> dict[str, Any]:
    """Return the spec of a right: cuts that go up, each end inclusive or not, some bands with ends of their own."""
    if draw(st.booleans()) and draw(st.booleans()):
        return {"decide": draw(st.sampled_from(["role:a", "role:b"]))}
    cuts = sorted(draw(st.sets(ENDS, max_size=4)))
    rows = []
    for cut in [*cuts, None]:
        row: dict[str, Any] = {"decide": draw(st.sampled_from(["role:a", "role:b", "role:c"]))}
        if cut is not None:
            row[draw(st.sampled_from(["upTo", "under"]))] = cut
        if draw(st.integers(0, 5)) == 0 and cut:
            row[draw(st.sampled_from(["over", "atLeast"]))] = draw(st.integers(0, cut - 1))
        rows.append(row)
    return {"bandOn": "amount", "bands": rows[: draw(st.integers(1, len(rows)))]}


def deciders(spec: dict[str, Any], amount: Decimal) -> set[str]:
    """Return who decides at an amount, band by band as people read them."""
    if "decide" in spec:
        return {spec["decide"]}
    found, low = set(), (Decimal("-Infinity"), False)
    for row in spec["bands"]:
        low = (Decimal(row["over"]), True) if "over" in row else low
        low = (Decimal(row["atLeast"]), False) if "atLeast" in row else low
        above = amount > low[0] if low[1] else amount >= low[0]
        below = amount <= row["upTo"] if "upTo" in row else "under" not in row or amount < row["under"]
        if above and below:
            found.add(row["decide"])
        end = row.get("upTo", row.get("under"))
        low = (Decimal(end), "upTo" in row) if end is not None else (Decimal("Infinity"), True)
    return found


def ladder(spec: dict[str, Any]) -> Ladder | None:
    """Return the ladder of a right whose bands name no actions."""
    return (read_ladders(spec) or {}).get(OTHERS)


@given(bands(), bands())
def test_each_amount_that_changes_hands_is_told_once(before: dict[str, Any], after: dict[str, Any]) -> None:
    old, new = ladder(before), ladder(after)
    if old is None or new is None:  # a band that holds nothing is told field by field
        return
    rungs = list(_rungs(old, new))
    for amount in AMOUNTS:
        told = [rung for rung in rungs if Range.point(amount).within(rung.stretch)]
        was, now = deciders(before, amount), deciders(after, amount)
        if was == now:
            assert told == []
        else:
            (rung,) = told
            assert set((rung.before or "").split()) == was
            assert set((rung.after or "").split()) == now


@given(bands())
def test_a_ladder_does_not_differ_from_itself(spec: dict[str, Any]) -> None:
    found = ladder(spec)
    assert list(_rungs(found, found)) == []
