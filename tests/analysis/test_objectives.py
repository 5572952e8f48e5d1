from __future__ import annotations

import pytest

from alignctl.model.facts import Goal, GoalLink, GoalSet, KeyResultFact, MetricTargets
from alignctl.model.kinds import Objective
from alignctl.model.pull import pulls_of_objective
from tests.goals import cycle, document, metric, moves, objective, organisation, told

ORDERS = metric("orders", "sales")
AIM = "a orders 1 2"


def goal(name: str, *documents: str, as_of: str = "2026-01-15", **settings: object) -> Goal:
    return next(g for g in told(Goal, *documents, as_of=as_of, **settings) if g.objective == f"objective:{name}")


@pytest.mark.parametrize(
    ("owners", "level"),
    [
        ("company", "company"),
        ("sales, company", "company"),
        ("sales", "function"),
        ("east, sales", "function"),
        ("east", "team"),
        ("nobody", "team"),
    ],
)
def test_the_level_is_the_highest_type_among_the_owners(owners: str, level: str) -> None:
    team = document("Unit", "east", "parent: sales")
    assert goal("grow", team, ORDERS, objective("grow", owners, AIM)).level == level


def test_a_level_that_is_written_stands() -> None:
    assert goal("grow", ORDERS, objective("grow", "sales", AIM, more="level: team")).level == "team"


def up(name: str, *parents: str, owners: str = "sales", more: str = "") -> str:
    named = ", ".join(f"'{parent}'" for parent in parents)
    return objective(name, owners, AIM, more=", ".join(part for part in (f"parents: [{named}]", more) if part))


def test_a_goal_is_linked_through_its_parents_and_as_deep_as_the_shortest_way() -> None:
    documents = (
        ORDERS,
        up("top", owners="company"),
        up("one", "objective:top"),
        up("two", "objective:one"),
        up("three", "objective:two", "objective:one"),
        up("alone"),
        up("below", "objective:alone"),
    )
    found = {g.objective.removeprefix("objective:"): (g.linked, g.depth) for g in told(Goal, *documents)}
    assert found == {
        "top": (True, 0),
        "one": (True, 1),
        "two": (True, 2),
        "three": (True, 2),
        "alone": (False, 0),
        "below": (False, 0),
    }


@pytest.mark.parametrize(
    ("unit", "outcome", "linked"),
    [
        ("sales", "company", True),
        ("company", "functional", True),
        ("sales", "shared", False),
        ("sales", "functional", False),
    ],
)
def test_an_outcome_of_the_company_is_a_company_goal(unit: str, outcome: str, *, linked: bool) -> None:
    outcome_metric = metric("revenue", unit, more=f"outcome: {outcome}")
    assert goal("grow", outcome_metric, ORDERS, up("grow", "metric:revenue")).linked is linked


def test_circles_and_parents_that_are_not_in_force_lead_nowhere() -> None:
    circle = (up("grow", "objective:thrive"), up("thrive", "objective:grow"))
    assert not goal("grow", ORDERS, *circle).linked
    assert goal(
        "grow", ORDERS, up("top", owners="company"), circle[0], up("thrive", "objective:grow", "objective:top")
    ).linked
    draft = up("top", owners="company").replace("{name: top}", "{name: top, status: draft}")
    assert not goal("grow", ORDERS, draft, up("grow", "objective:top", "objective:missing", "metric:missing")).linked


@pytest.mark.parametrize(
    ("owners", "contributors", "silent"),
    [
        ("sales, finance", "", ()),
        ("sales, finance", "[sales]", ("unit:finance",)),
        ("sales, finance", "[east, finance]", ()),
        ("sales, finance", "[]", ()),
        ("finance, sales", "[marketing]", ("unit:finance", "unit:sales")),
        ("nowhere", "[nowhere]", ()),
    ],
)
def test_an_owner_is_silent_if_neither_it_nor_a_team_of_it_contributes(
    owners: str, contributors: str, silent: tuple[str, ...]
) -> None:
    team = document("Unit", "east", "parent: sales")
    result = "a orders direction: up" + (f", contributors: {contributors}" if contributors else "")
    found = goal("grow", team, ORDERS, objective("grow", owners, result))
    assert found.silent_owners == silent


def test_functions_are_counted_and_the_flag_is_only_repeated() -> None:
    team = document("Unit", "east", "parent: sales")
    found = goal("grow", team, ORDERS, objective("grow", "sales, east", AIM, more="shared: true"))
    assert (found.functions, found.shared) == (1, True)
    assert goal("grow", ORDERS, objective("grow", "sales, finance", AIM)).functions == 2


def test_key_results_without_baseline_or_target_cannot_be_measured() -> None:
    found = goal(
        "grow", ORDERS, objective("grow", "sales", AIM, "b orders target: 0", "c orders baseline: 0", "d orders")
    )
    assert (found.key_results, found.unmeasured) == (4, ("b", "c", "d"))
    assert [(e.place.pointer[-1], e.text) for e in found.evidence] == [
        (1, "`b` has no baseline"),
        (2, "`c` has no target"),
        (3, "`d` has no baseline and no target"),
    ]


def dues(as_of: str, more: str = "", **settings: object) -> tuple[bool, bool, bool, bool]:
    found = goal("grow", ORDERS, objective("grow", "sales", AIM, more=more), as_of=as_of, **settings)
    return found.grade_due, found.graded, found.postmortem_due, found.postmortem


def test_a_grade_is_due_when_the_grace_after_the_end_is_over() -> None:
    assert dues("2026-12-31") == (False, False, False, False)
    assert dues("2027-01-07") == (False, False, False, False)
    assert dues("2027-01-08") == (True, False, False, False)
    assert dues("2027-01-01", analysis={"gradeGrace": "0d"})[0]


@pytest.mark.parametrize(
    ("more", "due"),
    [
        ("commitment: committed, grade: 0.99", True),
        ("commitment: committed, grade: 1", False),
        ("commitment: committed, grade: 1.0", False),
        ("commitment: committed", False),
        ("grade: 0.3", False),
    ],
)
def test_a_missed_commitment_owes_a_postmortem(more: str, *, due: bool) -> None:
    assert dues("2027-01-08", more)[2] is due
    assert not dues("2027-01-07", more)[2]


def test_goals_are_told_for_a_year_after_their_cycle() -> None:
    documents = (ORDERS, objective("grow", "sales", AIM), objective("lost", "sales", AIM, within="never"))
    counts = [len(told(Goal, *documents, as_of=day)) for day in ("2025-06-01", "2027-12-31", "2028-01-01")]
    assert counts == [1, 1, 0]


def links(*documents: str, as_of: str = "2026-01-15") -> list[tuple[str, str, str, bool, str]]:
    found = told(GoalLink, *documents, as_of=as_of)
    return [(link.key_result, link.parent, link.parent_key_result, link.opposed, link.path) for link in found]


AGENTS = metric("agents", "finance", "down", moves("lowers answer-time strong"))
TIME = metric("answer-time", "sales", "down")
FAST = objective("fast", "company", "time answer-time 8 1")


def lean(result: str, parents: str = "'objective:fast'") -> str:
    return objective("lean", "finance", result, more=f"parents: [{parents}]")


def test_a_child_that_works_against_its_parent_by_a_path() -> None:
    [found] = told(GoalLink, AGENTS, TIME, FAST, lean("staff agents 40 30"))
    assert (found.opposed, found.path) == (True, "agents -(- strong)-> answer-time")
    assert (found.child, found.parent, found.key) == ("objective:lean", "objective:fast", "staff time")
    assert found.places["keyResult"].pointer == ("spec", "keyResults", 0)
    assert [evidence.text for evidence in found.evidence] == [
        "`time` wants `answer-time` down",
        "`agents` lowers `answer-time`: strong",
    ]


def test_a_child_that_helps_and_one_that_has_nothing_to_do_with_it() -> None:
    assert links(AGENTS, TIME, FAST, lean("staff agents 30 40")) == [
        ("staff", "objective:fast", "time", False, "agents -(- strong)-> answer-time")
    ]
    assert links(ORDERS, TIME, FAST, lean("more orders 1 2")) == [("more", "objective:fast", "time", False, "")]


def test_one_metric_two_ways() -> None:
    assert links(TIME, FAST, lean("slow answer-time 1 8")) == [
        ("slow", "objective:fast", "time", True, "answer-time is to go up here and down there")
    ]


def test_a_band_above_is_opposed_by_nothing() -> None:
    band = metric("answer-time", "sales", "band", "floor: 1, ceiling: 2")
    for result in ("staff agents 40 30", "slow answer-time 1 8"):
        assert [link[3] for link in links(AGENTS, band, lean(result, "'metric:answer-time'"))] == [False]


def test_subjects_are_sorted_whoever_is_above() -> None:
    child = objective("a-child", "finance", "staff agents 40 30", more="parents: ['objective:fast']")
    other = objective("z-child", "finance", "staff agents 40 30", more="parents: ['objective:fast']")
    found = told(GoalLink, AGENTS, TIME, FAST, child, other)
    assert [link.subjects for link in found] == [
        ("objective:a-child", "objective:fast"),
        ("objective:fast", "objective:z-child"),
    ]


def test_a_metric_can_be_the_parent() -> None:
    assert links(AGENTS, TIME, lean("staff agents 40 30", "'metric:answer-time'")) == [
        ("staff", "metric:answer-time", "", True, "agents -(- strong)-> answer-time")
    ]
    lever = metric("answer-time", "sales", "none", "lever: true")
    assert links(AGENTS, lever, lean("staff agents 40 30", "'metric:answer-time'")) == []


def test_every_key_result_is_held_against_every_one_above() -> None:
    top = objective("fast", "company", "time answer-time 8 1", "cost cost 9 8")
    documents = (AGENTS, TIME, ORDERS, metric("cost", "finance", "down"), top)
    child = objective("lean", "finance", "staff agents 40 30", "more orders 1 2", more="parents: ['objective:fast']")
    assert [(link[0], link[2]) for link in links(*documents, child)] == [
        ("more", "cost"),
        ("more", "time"),
        ("staff", "cost"),
        ("staff", "time"),
    ]


def test_links_of_a_cycle_that_is_over_are_not_judged() -> None:
    documents = (AGENTS, TIME, FAST, lean("staff agents 40 30"))
    assert len(links(*documents, as_of="2026-12-31")) == 1
    assert links(*documents, as_of="2027-01-01") == []


def test_unresolved_effects_and_unknown_parents_oppose_nothing() -> None:
    both = metric("agents", "finance", "down", moves("lowers answer-time", "raises answer-time"))
    assert links(both, TIME, FAST, lean("staff agents 40 30")) == [("staff", "objective:fast", "time", False, "")]
    assert links(AGENTS, TIME, lean("staff agents 40 30", "'objective:missing'")) == []


def sets(*documents: str, as_of: str = "2026-01-15") -> dict[tuple[str, str], tuple[bool, int, int, float]]:
    found = told(GoalSet, *documents, as_of=as_of)
    return {(s.unit.removeprefix("unit:"), s.key): (s.whole, s.objectives, s.shared, s.share) for s in found}


def test_goals_are_counted_by_unit_and_for_the_whole_company() -> None:
    half = cycle("h1-2026", "2026-01-01", "2026-06-30", "level: half")
    documents = (
        half,
        ORDERS,
        objective("one", "sales, finance", AIM),
        objective("two", "sales", AIM, more="shared: true"),
        objective("three", "company", AIM),
        objective("four", "sales", AIM, within="h1-2026"),
    )
    assert sets(*documents) == {
        ("company", "y2026"): (True, 3, 1, 1 / 3),
        ("company", "h1-2026"): (True, 1, 0, 0.0),
        ("finance", "y2026"): (False, 1, 1, 1.0),
        ("sales", "y2026"): (False, 2, 1, 0.5),
        ("sales", "h1-2026"): (False, 1, 0, 0.0),
    }


def test_goals_of_a_cycle_that_is_over_are_not_counted() -> None:
    assert sets(ORDERS, objective("one", "sales", AIM), as_of="2027-01-01") == {}


def test_an_owner_that_does_not_exist_has_no_set() -> None:
    assert set(sets(ORDERS, objective("one", "nowhere", AIM))) == {("company", "y2026")}


def test_a_goal_that_is_over_neither_leads_upwards_nor_wants_anything_from_the_goals_below() -> None:
    halves = cycle("h1", "2026-01-01", "2026-06-30", "level: half")
    top = objective("top", "company", "a orders 2 1", within="h1")
    documents = (halves, ORDERS, top, up("grow", "objective:top"))
    linked = {day: goal("grow", *documents, as_of=day).linked for day in ("2026-06-30", "2026-07-01")}
    assert linked == {"2026-06-30": True, "2026-07-01": False}
    assert [len(told(GoalLink, *documents, as_of=day)) for day in linked] == [1, 0]
    assert [e.text for e in goal("grow", *documents, as_of="2026-07-01").evidence] == [
        "`top` ended with `h1` on 2026-06-30"
    ]


def test_a_goal_that_is_over_is_told_as_it_was() -> None:
    halves = cycle("h1", "2026-01-01", "2026-06-30", "level: half")
    top, below = (
        objective(name, unit, AIM, within="h1", more=more)
        for name, unit, more in (("top", "company", ""), ("grow", "sales", "parents: ['objective:top']"))
    )
    found = {day: goal("grow", halves, ORDERS, top, below, as_of=day) for day in ("2026-06-30", "2026-07-01")}
    assert [(fact.current, fact.linked, fact.depth) for fact in found.values()] == [(True, True, 1), (False, True, 1)]


def results(*documents: str, as_of: str = "2026-01-15") -> list[tuple[str, bool, bool, str]]:
    return [
        (fact.key_result, fact.opposed, fact.still, fact.beyond)
        for fact in told(KeyResultFact, *documents, as_of=as_of)
    ]


@pytest.mark.parametrize(
    ("direction", "result", "opposed"),
    [
        ("down", "500 800", True),
        ("down", "800 500", False),
        ("up", "800 500", True),
        ("up", "direction: down", True),
        ("up", "direction: keep", False),
        ("up", "baseline: 8, target: 5, direction: keep", False),
        ("up", "target: 5", False),
        ("band", "5 7", False),
    ],
)
def test_a_key_result_is_held_against_its_metric(direction: str, result: str, *, opposed: bool) -> None:
    band = "floor: 1, ceiling: 9" if direction == "band" else ""
    measured = metric("wait", "sales", direction, band)
    assert results(measured, objective("serve", "sales", f"a wait {result}")) == [("a", opposed, False, "")]


@pytest.mark.parametrize(
    ("owner", "worker", "opposed"),
    [
        ("sales", "sales", True),
        ("sales", "east", True),
        ("east", "sales", True),
        ("company", "sales", True),
        ("sales", "finance", False),
        ("finance", "sales", False),
    ],
)
def test_a_wish_of_another_function_is_a_conflict_and_no_slip(owner: str, worker: str, *, opposed: bool) -> None:
    team = document("Unit", "east", "parent: sales")
    measured = metric("wait", owner, "down")
    assert results(team, measured, objective("serve", worker, "a wait 5 8")) == [("a", opposed, False, "")]
    asked = objective("serve", "marketing", f"a wait baseline: 5, target: 8, contributors: [{worker}]")
    assert results(team, measured, asked) == [("a", opposed, False, "")]


@pytest.mark.parametrize(
    ("more", "target", "beyond"),
    [("floor: 3", 3, ""), ("floor: 3", 2, "floor"), ("ceiling: 3", 3, ""), ("ceiling: 3", 4, "ceiling"), ("", 99, "")],
)
def test_a_target_may_stand_on_a_limit_and_not_beyond(more: str, target: int, beyond: str) -> None:
    measured = metric("wait", "sales", "down", more)
    assert results(measured, objective("serve", "sales", f"a wait 99.5 {target}")) == [("a", False, False, beyond)]


def test_key_results_of_goals_that_are_over_are_no_longer_looked_at() -> None:
    documents = (
        cycle("h1", "2026-01-01", "2026-06-30"),
        ORDERS,
        objective("grow", "sales", "a orders 2 1", within="h1"),
    )
    assert [len(results(*documents, as_of=day)) for day in ("2026-06-30", "2026-07-01")] == [1, 0]
    assert [len(told(MetricTargets, *documents, as_of=day)) for day in ("2026-06-30", "2026-07-01")] == [1, 0]


def test_different_targets_of_one_metric_and_cycle_are_one_fact() -> None:
    documents = (
        ORDERS,
        objective("grow", "sales", "a orders 1 5", "b orders 1 6"),
        objective("win", "sales", "c orders 1 5.0"),
    )
    (found,) = told(MetricTargets, *documents)
    assert (found.values, found.targets) == (2, ("5 (`a` of `grow`, `c` of `win`)", "6 (`b` of `grow`)"))


def test_to_keep_a_value_is_to_keep_it_from_going_the_wrong_way() -> None:
    kept = objective("serve", "sales", "a orders baseline: 5, target: 5, direction: keep")
    (pull,) = pulls_of_objective(organisation(ORDERS, kept), organisation(ORDERS, kept).model.all(Objective)[0])
    assert pull.direction == "up"
