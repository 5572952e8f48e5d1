from __future__ import annotations

from datetime import date

import pytest

from alignctl.analysis.calendar import calendar
from alignctl.model.facts import CyclePlan, CycleStep
from tests.workspace import org


def cycle(name: str, starts: str, ends: str, more: str = "", **words: str) -> str:
    level, track, meta = words.get("level", "quarter"), words.get("track", "company"), words.get("meta", "")
    return (
        f"---\nkind: Cycle\nmetadata: {{name: {name}{meta}}}\n"
        f"spec: {{level: {level}, track: {track}, starts: {starts}, ends: {ends}{more}}}\n"
    )


def steps(*cycles: str, as_of: str = "2026-01-15") -> list[CycleStep]:
    return [fact for fact in calendar(org("".join(cycles), as_of)) if isinstance(fact, CycleStep)]


def told(*cycles: str) -> list[tuple[str, str, int, str, str]]:
    """Return before, after, days, from and until of each step."""
    return [(step.before[6:], step.after[6:], step.days, str(step.from_), str(step.until)) for step in steps(*cycles)]


def plan(*cycles: str) -> CyclePlan:
    """Return the plan of the first cycle by name."""
    return next(fact for fact in calendar(org("".join(cycles))) if isinstance(fact, CyclePlan))


Q1 = cycle("q1", "2026-01-01", "2026-03-31")


def test_a_cycle_that_starts_the_day_after_is_no_gap() -> None:
    assert [step.days for step in steps(Q1, cycle("q2", "2026-04-01", "2026-06-30"))] == [0]


def test_the_days_that_belong_to_no_cycle_are_counted_and_named() -> None:
    assert told(Q1, cycle("q2", "2026-04-03", "2026-06-30")) == [("q1", "q2", 2, "2026-04-01", "2026-04-02")]


def test_the_days_that_two_cycles_share_are_counted_and_named() -> None:
    assert told(Q1, cycle("q2", "2026-03-30", "2026-06-30")) == [("q1", "q2", -2, "2026-03-30", "2026-03-31")]


def test_one_shared_day_is_an_overlap() -> None:
    assert told(Q1, cycle("q2", "2026-03-31", "2026-06-30")) == [("q1", "q2", -1, "2026-03-31", "2026-03-31")]


def test_a_cycle_inside_another_shares_its_own_days_only() -> None:
    assert told(Q1, cycle("q1b", "2026-02-01", "2026-02-28")) == [("q1", "q1b", -28, "2026-02-01", "2026-02-28")]


def test_two_cycles_of_one_day_both_count() -> None:
    assert told(Q1, cycle("q1b", "2026-01-01", "2026-03-31")) == [("q1", "q1b", -90, "2026-01-01", "2026-03-31")]


def test_a_long_cycle_hides_no_gap_behind_a_short_one() -> None:
    inner, late = cycle("q1b", "2026-02-01", "2026-02-28"), cycle("q2", "2026-04-02", "2026-06-30")
    assert told(Q1, inner, late)[1] == ("q1", "q2", 1, "2026-04-01", "2026-04-01")


@pytest.mark.parametrize(("starts", "days"), [("2028-02-29", 0), ("2028-03-01", 1)])
def test_the_leap_day_is_a_day(starts: str, days: int) -> None:
    before = cycle("m1", "2028-02-01", "2028-02-28")
    assert [step.days for step in steps(before, cycle("m2", starts, "2028-03-31"))] == [days]


@pytest.mark.parametrize(("starts", "days"), [("2026-12-31", -1), ("2027-01-01", 0), ("2027-01-02", 1)])
def test_years_follow_each_other(starts: str, days: int) -> None:
    before = cycle("y1", "2026-01-01", "2026-12-31")
    assert [step.days for step in steps(before, cycle("y2", starts, "2027-12-31"))] == [days]


def test_levels_and_tracks_are_told_apart() -> None:
    other = (
        cycle("h1", "2026-01-01", "2026-06-30", level="half"),
        cycle("sales-q1", "2026-02-01", "2026-04-30", track="sales"),
    )
    assert steps(Q1, *other) == []


def test_cycles_follow_each_other_whatever_the_order_of_the_files() -> None:
    assert told(cycle("b", "2026-01-01", "2026-01-31"), cycle("a", "2026-02-01", "2026-02-28"))[0][:3] == ("b", "a", 0)


def test_a_step_names_both_cycles_and_points_at_the_start_of_the_second() -> None:
    (step,) = steps(Q1, cycle("q2", "2026-04-03", "2026-06-30"))
    assert step.subjects == ("cycle:q1", "cycle:q2")
    assert (step.place.index, step.places["after"].index, step.places["after"].pointer) == (0, 1, ("spec", "starts"))
    assert [evidence.text for evidence in step.evidence] == ["`q1` ends on 2026-03-31", "`q2` starts on 2026-04-03"]


def test_a_cycle_that_ends_before_it_starts_is_left_out() -> None:
    assert steps(Q1, cycle("q2", "2026-06-30", "2026-04-01")) == []


def test_an_end_that_means_open_stops_nothing() -> None:
    found = steps(cycle("a", "2026-01-01", "9999-12-31"), cycle("b", "9999-12-31", "9999-12-31"))
    assert [step.days for step in found] == [-1]


@pytest.mark.parametrize(("as_of", "count"), [("2026-01-15", 1), ("2026-01-16", 0)])
def test_a_cycle_counts_up_to_the_last_day_of_its_document(as_of: str, count: int) -> None:
    ended = cycle("q2", "2026-04-03", "2026-06-30", meta=", effectiveUntil: 2026-01-15")
    assert len(steps(Q1, ended, as_of=as_of)) == count


@pytest.mark.parametrize(
    ("starts", "ends", "outside"),
    [
        ("2026-01-01", "2026-06-30", False),
        ("2025-12-31", "2026-06-30", True),
        ("2026-01-01", "2026-07-01", True),
        ("2026-03-01", "2026-03-31", False),
    ],
)
def test_a_cycle_stays_inside_its_parent(starts: str, ends: str, *, outside: bool) -> None:
    parent = cycle("h1", "2026-01-01", "2026-06-30", level="half")
    found = plan(cycle("a", starts, ends, ", parent: h1"), parent)
    assert (found.parent, found.outside) == ("cycle:h1", outside)


def test_without_a_parent_in_force_nothing_is_outside() -> None:
    assert plan(cycle("a", "2026-01-01", "2026-06-30", ", parent: nowhere")).outside is False
    old = cycle("b", "2020-01-01", "2020-12-31", meta=", status: retired")
    assert plan(cycle("a", "2026-01-01", "2026-06-30", ", parent: b"), old).parent is None


def phases(*entries: str) -> tuple[str, ...]:
    """Return the disorder of phases, each written `name from-day until-day [unit or -] [needs]`, in one month."""
    written = []
    for entry in entries:
        name, first, last, unit, needs = (*entry.split(), "-", "-")[:5]
        more = "" if unit == "-" else f", unit: {unit}"
        more += "" if needs == "-" else f", needs: [{needs}]"
        written.append(f"{{name: {name}, from: 2026-01-{first}, until: 2026-01-{last}{more}}}")
    return plan(cycle("a", "2026-01-01", "2026-01-31", f", phases: [{', '.join(written)}]")).disorder


def test_phases_that_follow_each_other_are_in_order() -> None:
    assert phases("propose 01 10", "capacity 11 20", "commit 21 30 - capacity") == ()


def test_a_phase_that_starts_on_the_last_day_of_the_one_before_is_out_of_order() -> None:
    assert phases("propose 01 10", "review 10 20") == (
        "`review` starts on 2026-01-10, but `propose` ends only on 2026-01-10",
    )


def test_a_phase_is_held_against_the_earlier_one_that_ends_last() -> None:
    assert phases("a 01 20", "b 21 25", "c 19 30") == ("`c` starts on 2026-01-19, but `b` ends only on 2026-01-25",)


def test_phases_of_different_units_run_side_by_side() -> None:
    assert phases("draft 01 20 finance", "plan 05 15 marketing") == ()
    assert phases("draft 01 20 finance", "plan 05 15 finance") != ()


def test_a_phase_without_a_unit_concerns_every_unit() -> None:
    assert phases("draft 01 20 finance", "gate 15 25") != ()
    assert phases("gate 01 20", "draft 15 25 finance") != ()


def test_of_phases_of_several_units_that_end_together_the_first_is_named() -> None:
    late = "`gate` starts on 2026-01-15, but `plan` ends only on 2026-01-20"
    assert (
        phases("draft 01 10 finance", "plan 01 20 sales", "check 02 20 finance", "gate 15 25")
        == (
            late,
            "`check` starts on 2026-01-02, but `draft` ends only on 2026-01-10",
        )[::-1]
    )


def test_a_phase_waits_for_what_it_needs_in_other_units() -> None:
    assert phases("plan 01 20 marketing", "quota 20 25 sales plan") == (
        "`quota` starts on 2026-01-20, but `plan` ends only on 2026-01-20",
    )
    assert phases("plan 01 20 marketing", "quota 21 25 sales plan") == ()


def test_capacity_is_known_before_the_commitment_whatever_the_units_and_the_order() -> None:
    late = "`commit` starts on 2026-01-05, but `capacity` ends only on 2026-01-20"
    assert phases("capacity 01 20 it", "commit 05 25 sales") == (late,)
    assert phases("commit 05 25 sales", "capacity 01 20 it") == (late,)
    assert phases("capacity 01 20 it", "promise 05 25 sales") == ()


def test_one_pair_is_told_once() -> None:
    assert len(phases("capacity 01 20", "commit 05 25 - capacity")) == 1


def test_a_needed_phase_that_is_none_is_told() -> None:
    assert phases("commit 05 25 - capacities") == ("`commit` needs `capacities`, which is no phase",)


def test_a_phase_that_needs_itself_is_not_held_against_itself() -> None:
    assert phases("commit 05 25 - commit") == ()


def test_dates_of_the_facts_are_days() -> None:
    (step,) = steps(Q1, cycle("q2", "2026-04-03", "2026-06-30"))
    assert step.from_ == date(2026, 4, 1)
