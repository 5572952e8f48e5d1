from __future__ import annotations

from dataclasses import replace

import pytest

from alignctl.analysis.conflicts.clash import apart, heat
from alignctl.model.facts import Conflict, Coverage, PrecedenceRule, Stake, Tension, UnitPair
from alignctl.model.ref import name_of
from tests.goals import cycle, document, facts, metric, moves, objective, plan, precedence, told
from tests.workspace import org


def opposed(*documents: str, as_of: str = "2026-01-15", **settings: object) -> list[Tension]:
    return [tension for tension in told(Tension, *documents, as_of=as_of, **settings) if tension.opposed]


def one(*documents: str, as_of: str = "2026-01-15", **settings: object) -> Tension:
    [found] = opposed(*documents, as_of=as_of, **settings)
    return found


SIGNUPS = metric("signups", "marketing")
LESS = objective("less", "finance", "s signups direction: down", more="commitment: committed")
PAID = plan("pay", "cmo", "signups 60")

CAMPAIGNS = (
    metric("campaign-volume", "marketing", more=moves("raises lead-response-time medium")),
    metric("lead-response-time", "sales", "down"),
    plan("marketing-pay", "cmo", "campaign-volume 60"),
    plan("sales-pay", "cso", "lead-response-time 30"),
)


def test_opposite_directions_on_one_metric_are_a_conflict_between_the_heaviest_stakes() -> None:
    found = one(SIGNUPS, LESS, PAID)
    assert found.subjects == ("metric:signups", "unit:finance", "unit:marketing")
    assert (found.mechanism, found.key, found.strength, found.raw_heat, found.level) == (
        "metric",
        "metric",
        1.0,
        0.548,
        "error",
    )
    wants = "`finance` wants `signups` down (a committed goal) and `marketing` wants it up"
    assert found.clash == f"{wants} (60% of variable pay)"
    assert [(side.unit, side.direction, side.weight, side.source) for side in found.sides] == [
        ("unit:finance", "down", 0.5, "objective:less"),
        ("unit:marketing", "up", 0.6, "incentiveplan:pay"),
    ]
    assert (found.path, found.covered, found.wins, found.lever) == ("", False, None, None)


def test_the_finding_lands_at_the_heavier_side_and_shows_the_other() -> None:
    found = one(SIGNUPS, LESS, PAID)
    assert found.place.pointer == ("spec", "components", 0)
    assert [(e.place.pointer, e.text) for e in found.evidence] == [
        (("spec", "keyResults", 0), "`less` wants `signups` down from `finance` (a committed goal)")
    ]


def test_units_are_called_by_their_titles() -> None:
    titled = document("Unit", "finance", "type: function, parent: company, lead: cfo", "title: Finance & Law")
    assert one(SIGNUPS, LESS, titled).clash == (
        "Finance & Law wants `signups` down (a committed goal) and "
        "`marketing` wants it up (its own metric, medium importance)"
    )


def test_pay_is_told_as_a_share_of_all_pay_where_that_is_what_counts() -> None:
    paid = plan("pay", "cmo", "signups 60", more="variableShare: 0.5")
    assert "(30% of pay)" in one(SIGNUPS, LESS, paid, analysis={"useVariableShare": True}).clash


def test_both_up_with_different_targets_is_no_conflict_but_is_told() -> None:
    [found] = told(
        Tension, metric("signups", "marketing", more="target: 9"), objective("g", "finance", "s signups 1 99")
    )
    assert (found.opposed, found.raw_heat, found.level, found.evidence) == (False, 0.0, "info", ())
    assert found.clash.startswith("`finance` wants `signups` up (an aspirational goal) and `marketing` wants it up")


def test_a_unit_is_in_no_conflict_with_itself() -> None:
    assert told(Tension, SIGNUPS, objective("g", "marketing", "s signups direction: down")) == []


BAND = "floor: 6, ceiling: 8"


@pytest.mark.parametrize(
    ("component", "apart"),
    [
        ("direction: down, target: 4", True),
        ("direction: down, target: 6", False),
        ("direction: up, target: 8", False),
        ("direction: up, target: 9", True),
        ("direction: up, target: 4", False),
        ("direction: down, target: 9", False),
        ("direction: up", False),
        ("direction: band", False),
    ],
)
def test_a_target_outside_the_other_s_band_is_a_conflict(component: str, *, apart: bool) -> None:
    documents = (metric("handle-time", "finance", "band", BAND), plan("pay", "cso", f"handle-time 40 {component}"))
    assert bool(opposed(*documents)) is apart


def test_numbers_are_named_where_a_band_is_involved() -> None:
    documents = (metric("load", "finance", "band", BAND), plan("pay", "cso", "load 40 direction: down, target: 4"))
    assert one(*documents).clash == (
        "`finance` wants `load` at least 6 and at most 8 (its own metric, medium importance) and "
        "`sales` wants it down to 4 (40% of variable pay)"
    )


def test_a_band_may_be_open_at_one_end_or_at_both() -> None:
    paid = (plan("keep", "cfo", "load 40 direction: band"), plan("push", "cso", "load 40 direction: up, target: 9"))
    below = one(metric("load", "sales", more="target: 5, ceiling: 8"), *paid)
    assert below.clash.startswith("`finance` wants `load` at most 8 (40% of variable pay) and `sales` wants it up to 9")
    [anywhere] = told(Tension, metric("load", "sales", more="target: 5"), *paid)
    assert not anywhere.opposed
    assert anywhere.clash.startswith("`finance` wants `load` in its band")


def test_without_a_company_nothing_is_covered_or_not() -> None:
    lost = org(
        "kind: Precedence\nmetadata: {name: x}\nspec: {order: ['unit:a', 'unit:b'], decidedBy: 'role:c', rationale: d}"
    )
    assert {type(fact) for fact in facts(lost)} == {PrecedenceRule}


def test_bands_take_no_part_in_paths_and_levers() -> None:
    lever = metric("staff", "marketing", "none", f"lever: true, {moves('raises load strong', 'lowers orders strong')}")
    load = metric("load", "finance", "band", f"{BAND}, {moves('lowers orders')}")
    assert told(Tension, lever, load, metric("orders", "sales", more=moves("lowers load"))) == []


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        (("6", "8"), ("8", "9"), False),
        (("6", "8"), ("8.1", "9"), True),
        (("8.1", "9"), ("6", "8"), True),
        (("6", None), (None, "8"), False),
        (("9", None), (None, "8"), True),
        ((None, None), (None, "8"), False),
        ((None, "8"), (None, "9"), False),
        (("9", None), ("8", None), False),
    ],
)
def test_two_bands_are_apart_if_no_value_is_in_both(
    first: tuple[str | None, str | None], second: tuple[str | None, str | None], *, clash: bool
) -> None:
    stake = told(Stake, metric("load", "finance", "band", BAND))[0]
    one_side, other = (replace(stake, floor=floor, ceiling=ceiling) for floor, ceiling in (first, second))
    assert apart(one_side, other) is clash


def test_a_path_from_one_goal_to_another_has_the_heat_of_the_worked_example() -> None:
    found = one(*CAMPAIGNS)
    assert (found.mechanism, found.strength, found.raw_heat, found.level) == ("path", 0.5, 0.212, "warning")
    assert found.subjects == (
        "metric:campaign-volume",
        "metric:lead-response-time",
        "unit:marketing",
        "unit:sales",
    )
    assert found.path == "campaign-volume -(+ medium)-> lead-response-time"
    assert found.clash == (
        "`marketing` wants `campaign-volume` up (60% of variable pay) and "
        "`sales` wants `lead-response-time` down (30% of variable pay)"
    )
    assert [evidence.text for evidence in found.evidence] == [
        "`sales-pay` pays `sales` for `lead-response-time` down (30% of variable pay)",
        "`campaign-volume` raises `lead-response-time`: medium",
    ]


def test_a_path_that_helps_is_told_and_is_no_conflict() -> None:
    documents = (metric("leads", "marketing", more=moves("raises orders")), metric("orders", "sales"))
    [found] = told(Tension, *documents)
    assert (found.opposed, found.mechanism) == (False, "path")


@pytest.mark.parametrize(
    ("effect", "first", "second", "apart"),
    [
        ("raises", "up", "up", False),
        ("raises", "up", "down", True),
        ("raises", "down", "up", True),
        ("raises", "down", "down", False),
        ("lowers", "up", "up", True),
        ("lowers", "up", "down", False),
        ("lowers", "down", "up", False),
        ("lowers", "down", "down", True),
    ],
)
def test_success_of_one_moves_the_other_s_metric_the_wrong_way(
    effect: str, first: str, second: str, *, apart: bool
) -> None:
    documents = (metric("a", "marketing", first, moves(f"{effect} b")), metric("b", "sales", second))
    assert bool(opposed(*documents)) is apart


def test_an_unresolved_effect_makes_no_tension() -> None:
    documents = (
        metric("a", "marketing", more=moves("raises c definitional", "lowers b medium")),
        metric("c", "marketing", more=moves("raises b medium")),
        metric("b", "sales", "down"),
    )
    pairs = [tension.metrics for tension in told(Tension, *documents)]
    assert pairs == [("metric:b", "metric:c")]


def test_paths_both_ways_are_one_tension_the_hotter() -> None:
    documents = (
        metric("a", "marketing", more=moves("lowers b weak")),
        metric("b", "sales", more=moves("lowers a strong")),
    )
    found = one(*documents)
    assert (found.strength, found.path) == (0.75, "b -(- strong)-> a")


def test_an_opposed_path_stands_before_a_hotter_one_that_helps() -> None:
    documents = (
        metric("a", "marketing", more=moves("lowers b weak")),
        metric("b", "sales", more=moves("raises a strong")),
    )
    assert one(*documents).strength == 0.25


def lever(kind: str, *links: str) -> tuple[str, ...]:
    if kind == "metric":
        return (metric("push", "marketing", "none", f"lever: true, {moves(*links)}"),)
    return (
        document("Domain", "tools", "owningUnit: marketing"),
        document("Initiative", "push", f"sponsor: marketing, domains: [tools], {moves(*links)}"),
    )


PIPELINE = metric("pipeline", "marketing", more="importance: critical")
VARIANCE = metric("budget-variance", "finance", "down", "importance: high")


@pytest.mark.parametrize("kind", ["metric", "initiative"])
def test_a_lever_that_helps_one_and_harms_the_other_is_a_conflict_as_strong_as_its_weaker_effect(kind: str) -> None:
    found = one(*lever(kind, "raises pipeline strong", "raises budget-variance medium"), PIPELINE, VARIANCE)
    assert found.subjects == (f"{kind}:push",) * (kind == "initiative") + (
        "metric:budget-variance",
        "metric:pipeline",
    ) + (f"{kind}:push",) * (kind == "metric") + ("unit:finance", "unit:marketing")
    assert (found.mechanism, found.lever, found.strength, found.raw_heat) == ("lever", f"{kind}:push", 0.5, 0.209)
    assert found.path == "push -(+ medium)-> budget-variance; push -(+ strong)-> pipeline"


@pytest.mark.parametrize(
    "links", [("raises pipeline", "lowers budget-variance"), ("lowers pipeline", "raises budget-variance")]
)
def test_a_lever_that_helps_both_or_harms_both_is_no_conflict(links: tuple[str, str]) -> None:
    [found] = told(Tension, *lever("metric", *links), PIPELINE, VARIANCE)
    assert (found.opposed, found.raw_heat) == (False, 0.0)


def test_a_lever_and_two_units_are_one_tension_with_the_hottest_metrics() -> None:
    documents = (
        *lever("initiative", "raises pipeline strong", "raises leads strong", "raises budget-variance strong"),
        PIPELINE,
        metric("leads", "marketing", more="importance: low"),
        VARIANCE,
    )
    assert one(*documents).metrics == ("metric:budget-variance", "metric:pipeline")


def test_two_wishes_for_one_metric_are_no_matter_of_levers() -> None:
    documents = (*lever("metric", "raises signups"), SIGNUPS, LESS)
    assert {tension.mechanism for tension in told(Tension, *documents)} == {"metric"}


def test_wishes_of_one_unit_are_no_matter_of_levers() -> None:
    documents = (*lever("metric", "raises pipeline", "lowers leads"), PIPELINE, metric("leads", "marketing"))
    assert told(Tension, *documents) == []


def test_stakes_on_the_lever_itself_are_a_matter_of_paths() -> None:
    documents = (
        metric("discount", "sales", "up", f"lever: true, {moves('raises orders strong', 'lowers margin strong')}"),
        metric("orders", "sales"),
        metric("margin", "finance"),
    )
    found = {(t.mechanism, t.metrics) for t in opposed(*documents)}
    assert found == {
        ("lever", ("metric:margin", "metric:orders")),
        ("path", ("metric:discount", "metric:margin")),
    }


def test_a_metric_is_no_lever_unless_it_says_so() -> None:
    documents = (
        metric("discount", "sales", "up", moves("raises orders strong", "lowers margin strong")),
        metric("orders", "sales"),
        metric("margin", "finance"),
    )
    assert {tension.mechanism for tension in told(Tension, *documents)} == {"path"}


def test_inside_one_function_a_conflict_is_half_as_hot() -> None:
    team = document("Unit", "events", "parent: marketing")
    across = one(SIGNUPS, objective("less", "finance", "s signups direction: down"))
    within = one(SIGNUPS, team, objective("less", "events", "s signups direction: down"))
    assert (across.raw_heat, within.raw_heat) == (0.25, 0.125)


@pytest.mark.parametrize(
    ("strength", "one_weight", "other", "across", "expected"),
    [
        (0.5, 0.6, 0.3, True, 0.212),
        (1.0, 1.0, 1.0, True, 1.0),
        (1.0, 1.0, 1.0, False, 0.5),
        (0.75, 0.0, 1.0, True, 0.0),
    ],
)
def test_heat(strength: float, one_weight: float, other: float, expected: float, *, across: bool) -> None:
    assert heat(strength, one_weight, other, across=across) == expected


@pytest.mark.parametrize(("weight", "level"), [(90, "error"), (89, "warning"), (10, "warning"), (9, "info")])
def test_levels_begin_where_the_settings_say(weight: int, level: str) -> None:
    low = metric("signups", "marketing", more="importance: low")
    assert one(low, plan("pay", "cfo", f"signups {weight} direction: down")).level == level


def test_levels_follow_the_settings() -> None:
    settings = {"heatError": 0.5, "heatWarning": 0.4}
    assert one(*CAMPAIGNS, analysis=settings).level == "info"


def test_stakes_of_cycles_that_do_not_meet_do_not_clash() -> None:
    later = cycle("y2027", "2027-01-01", "2027-12-31")
    lever = metric("discount", "sales", "none", "lever: true")
    now = plan("now", "cmo", "discount 50 direction: up")
    assert opposed(later, lever, now, plan("then", "cfo", "discount 50 direction: down", within="y2027")) == []
    assert opposed(later, lever, now, plan("also", "cfo", "discount 50 direction: down"))


@pytest.mark.parametrize(("starts", "clashes"), [("2026-12-31", 1), ("2027-01-01", 0)])
def test_one_day_in_common_is_enough(starts: str, clashes: int) -> None:
    documents = (
        cycle("next", starts, "2027-12-31"),
        metric("discount", "sales", "none", "lever: true"),
        plan("now", "cmo", "discount 50 direction: up"),
        plan("then", "cfo", "discount 50 direction: down", within="next"),
    )
    assert len(opposed(*documents)) == clashes
    turned = (*documents[:2], plan("now", "cfo", "discount 50 direction: up"))
    assert len(opposed(*turned, plan("then", "cmo", "discount 50 direction: down", within="next"))) == clashes


def test_of_equally_hot_ones_the_first_by_name_is_told() -> None:
    documents = (
        cycle("y2027", "2027-01-01", "2027-12-31"),
        metric("discount", "sales", "none", "lever: true"),
        plan("b", "cmo", "discount 20 direction: up"),
        plan("d", "cfo", "discount 20 direction: down"),
        plan("a", "cmo", "discount 20 direction: up", within="y2027"),
        plan("c", "cfo", "discount 20 direction: down", within="y2027"),
    )
    assert [side.source for side in one(*documents).sides] == ["incentiveplan:c", "incentiveplan:a"]


def test_the_hottest_of_all_cycles_stands_for_a_pair() -> None:
    later = cycle("y2027", "2027-01-01", "2027-12-31")
    documents = (
        later,
        metric("discount", "sales", "none", "lever: true"),
        plan("up-now", "cmo", "discount 20 direction: up"),
        plan("down-now", "cfo", "discount 20 direction: down"),
        plan("up-then", "cmo", "discount 40 direction: up", within="y2027"),
        plan("down-then", "cfo", "discount 40 direction: down", within="y2027"),
    )
    assert one(*documents).raw_heat == 0.4


@pytest.mark.parametrize(
    ("order", "winner"),
    [
        ("metric:campaign-volume metric:lead-response-time", "unit:marketing"),
        ("metric:lead-response-time metric:campaign-volume", "unit:sales"),
        ("unit:sales unit:marketing", "unit:sales"),
        ("metric:campaign-volume unit:sales", "unit:marketing"),
        ("metric:lead-response-time unit:company", "unit:sales"),
        ("metric:campaign-volume metric:other metric:lead-response-time", "unit:marketing"),
    ],
)
def test_a_rule_about_metrics_or_units_says_who_wins_and_makes_a_note_of_it(order: str, winner: str) -> None:
    found = one(*CAMPAIGNS, precedence("rule", order))
    assert (found.covered, found.wins, found.covered_by) == (True, winner, ("precedence:rule",))
    assert (found.level, found.raw_heat) == ("info", 0.212)
    assert found.evidence[-1].text == f"by `rule`, `{winner.removeprefix('unit:')}` wins"


def test_rules_reach_through_each_other() -> None:
    rules = (
        precedence("one", "metric:campaign-volume metric:other"),
        precedence("two", "metric:other unit:sales"),
    )
    assert one(*CAMPAIGNS, *rules).covered_by == ("precedence:one", "precedence:two")


@pytest.mark.parametrize(
    "orders",
    [
        ("metric:campaign-volume metric:other",),
        ("metric:campaign-volume metric:lead-response-time", "metric:lead-response-time metric:campaign-volume"),
        ("metric:campaign-volume metric:lead-response-time", "unit:sales unit:marketing"),
        (
            "metric:campaign-volume metric:lead-response-time",
            "metric:lead-response-time metric:other",
            "metric:other metric:campaign-volume",
        ),
    ],
    ids=["about others", "contradicted", "each reaches the other", "in a circle"],
)
def test_a_conflict_is_open_where_the_rules_do_not_say_who_wins(orders: tuple[str, ...]) -> None:
    rules = (precedence(f"rule-{number}", order) for number, order in enumerate(orders))
    found = one(*CAMPAIGNS, *rules)
    assert (found.covered, found.wins, found.covered_by, found.level) == (False, None, (), "warning")


@pytest.mark.parametrize("paid", [True, False])
def test_a_rule_about_objectives_covers_the_sides_that_pursue_them(*, paid: bool) -> None:
    aim = objective("grow", "company" if paid else "marketing", "s signups direction: up")
    pay = (plan("pay", "cmo", "o:grow 60"),) if paid else (PAID,)
    rule = precedence("rule", "objective:less objective:grow")
    found = [t for t in opposed(SIGNUPS, LESS, aim, *pay, rule) if t.units == ("unit:finance", "unit:marketing")]
    assert [(t.covered, t.wins) for t in found] == [(True, "unit:finance")]


SCOPES = (
    document("Domain", "data", "owningUnit: finance"),
    document("Domain", "integration", "owningUnit: finance, parent: data"),
    document("Domain", "quality", "owningUnit: finance, parent: data"),
)


@pytest.mark.parametrize(
    ("scope", "domains", "covered"),
    [
        ("", "integration, quality", True),
        ("data", "integration, quality", True),
        ("integration", "integration, quality", False),
        ("integration", "integration", True),
        ("data", "integration, nowhere", True),
        ("data", "integration, sales-tools", False),
    ],
)
def test_an_initiative_is_covered_by_rules_of_the_lowest_domain_above_all_that_it_touches(
    scope: str, domains: str, *, covered: bool
) -> None:
    push = document(
        "Initiative",
        "push",
        f"sponsor: marketing, domains: [{domains}], {moves('raises pipeline', 'raises budget-variance')}",
    )
    root = document("Domain", "sales-tools", "owningUnit: sales")
    rule = precedence("rule", "metric:pipeline metric:budget-variance", scope)
    assert one(*SCOPES, root, push, PIPELINE, VARIANCE, rule).covered is covered


def test_conflicts_without_an_initiative_are_settled_for_the_whole_company_only() -> None:
    order = "metric:campaign-volume metric:lead-response-time"
    assert not one(*SCOPES, *CAMPAIGNS, precedence("rule", order, "data")).covered


def coverage(*documents: str, as_of: str = "2026-01-15", **settings: object) -> tuple[int, int, float]:
    [found] = told(Coverage, *documents, as_of=as_of, **settings)
    return found.covered, found.total, found.share


def test_coverage_counts_what_is_hot_enough_by_its_raw_heat() -> None:
    rule = precedence("rule", "metric:campaign-volume metric:lead-response-time")
    assert coverage(*CAMPAIGNS, SIGNUPS, LESS, PAID) == (0, 2, 0.0)
    assert coverage(*CAMPAIGNS, SIGNUPS, LESS, PAID, rule) == (1, 2, 0.5)
    assert coverage(*CAMPAIGNS, SIGNUPS, LESS, PAID, rule, analysis={"heatWarning": 0.212}) == (1, 2, 0.5)
    assert coverage(*CAMPAIGNS, SIGNUPS, LESS, PAID, rule, analysis={"heatWarning": 0.213}) == (0, 1, 0.0)
    assert coverage(SIGNUPS) == (0, 0, 1.0)


def test_what_is_not_covered_is_the_evidence() -> None:
    rule = precedence("rule", "metric:campaign-volume metric:lead-response-time")
    [found] = told(Coverage, *CAMPAIGNS, SIGNUPS, LESS, PAID, rule)
    assert [evidence.text for evidence in found.evidence] == [
        "`finance` wants `signups` down (a committed goal) and `marketing` wants it up (60% of variable pay)"
    ]


def rules(*documents: str, as_of: str = "2026-01-15") -> list[tuple[str, bool, bool, int]]:
    found = told(PrecedenceRule, *documents, as_of=as_of)
    return [(rule.rule.removeprefix("precedence:"), rule.limited, rule.expired, rule.settles) for rule in found]


ORDER = "metric:campaign-volume metric:lead-response-time"


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        ("", ("rule", False, False, 1)),
        ("reviewBy: 2026-06-30", ("rule", True, False, 1)),
        ("effectiveUntil: 2026-01-15", ("rule", True, False, 1)),
        ("effectiveUntil: 2026-01-14", ("rule", True, True, 1)),
        ("effectiveFrom: 2026-02-01", ("rule", False, False, 1)),
    ],
)
def test_what_a_rule_settles_or_would_settle_if_it_were_in_force(
    metadata: str, expected: tuple[str, bool, bool, int]
) -> None:
    assert rules(*CAMPAIGNS, precedence("rule", ORDER, metadata=metadata)) == [expected]


def test_an_ended_rule_settles_nothing_that_another_settles_now() -> None:
    past = precedence("past", ORDER, metadata="effectiveUntil: 2025-12-31")
    assert rules(*CAMPAIGNS, past, precedence("present", ORDER)) == [
        ("past", True, True, 0),
        ("present", False, False, 1),
    ]


def test_an_ended_rule_about_something_else_settles_nothing() -> None:
    about = {"reach": "metric:other metric:campaign-volume", "same": ORDER}
    past = (precedence(name, order, metadata="effectiveUntil: 2025-12-31") for name, order in about.items())
    assert rules(*CAMPAIGNS, *past) == [("reach", True, True, 0), ("same", True, True, 1)]


def test_an_ended_rule_settles_what_it_reaches_through_rules_in_force() -> None:
    past = precedence("past", "metric:bridge metric:other", metadata="effectiveUntil: 2025-12-31")
    first, last = (
        precedence("first", "metric:campaign-volume metric:bridge"),
        precedence("last", "metric:other unit:sales"),
    )
    assert rules(*CAMPAIGNS, first, past, last) == [
        ("first", False, False, 0),
        ("last", False, False, 0),
        ("past", True, True, 1),
    ]


def test_drafts_and_retired_rules_are_not_asked() -> None:
    written = (precedence(status, ORDER, metadata=f"status: {status}") for status in ("draft", "retired"))
    assert rules(*CAMPAIGNS, *written) == []


def pair(*documents: str) -> UnitPair:
    [found] = told(UnitPair, *documents)
    return found


def test_two_heads_under_the_last_arbiter_can_settle_it_only_there() -> None:
    found = pair(*CAMPAIGNS)
    assert (found.units, found.open, found.open_heat) == (("unit:marketing", "unit:sales"), 1, 0.212)
    assert (found.arbiter, found.settled_below, found.forums, found.forum_gap_days) == ("role:ceo", False, (), None)
    assert found.evidence[0].text.startswith("`marketing` wants `campaign-volume` up")


def seats(**chain: str) -> tuple[str, ...]:
    units = {"cmo": "marketing", "cso": "sales", "cro": "company"}
    return tuple(
        document("Role", role, f"unit: {units[role]}, holders: [{role}-x], escalatesTo: '{to}'")
        for role, to in chain.items()
    )


def test_an_officer_between_them_is_the_arbiter() -> None:
    found = pair(*CAMPAIGNS, *seats(cmo="role:cro", cso="role:cro", cro="role:ceo"))
    assert (found.arbiter, found.settled_below) == ("role:cro", True)


def test_one_head_above_the_other_is_a_party_and_no_arbiter() -> None:
    found = pair(*CAMPAIGNS, *seats(cso="role:cmo"))
    assert (found.arbiter, found.settled_below) == ("role:ceo", False)


def test_who_is_paid_for_one_side_is_no_arbiter() -> None:
    officers = seats(cmo="role:cro", cso="role:cro", cro="role:ceo")
    found = pair(*CAMPAIGNS[:-1], plan("sales-pay", "cso", "lead-response-time 30"), *officers)
    assert found.arbiter == "role:cro"
    paid = "roles: [cso, cro], cycle: y2026, components: [{metric: lead-response-time, weight: 30}]"
    pairs = told(UnitPair, *CAMPAIGNS[:-1], document("IncentivePlan", "sales-pay", paid), *officers)
    found = next(one for one in pairs if one.units == ("unit:marketing", "unit:sales"))
    assert (found.arbiter, found.settled_below) == ("role:ceo", False)


def test_who_leads_both_sides_can_weigh_them() -> None:
    units = [document("Unit", unit, "type: function, parent: company, lead: cro") for unit in ("marketing", "sales")]
    found = pair(*CAMPAIGNS, *units, *seats(cro="role:ceo"))
    assert (found.arbiter, found.settled_below) == ("role:cro", True)


def test_a_last_arbiter_settles_it_even_as_a_party() -> None:
    found = pair(*CAMPAIGNS, document("Unit", "sales", "type: function, parent: company, lead: ceo"))
    assert (found.arbiter, found.settled_below) == ("role:ceo", False)


@pytest.mark.parametrize(("chair", "below"), [("cmo", False), ("cfo", True)])
def test_a_body_that_its_chair_rules_settles_nothing_if_the_chair_is_a_party(chair: str, *, below: bool) -> None:
    cadence = "cadence: {startsOn: 2026-01-05, rrule: FREQ=WEEKLY}"
    body = document("Forum", "council", f"members: [cmo, cso, cfo], chair: {chair}, decisionRule: chair, {cadence}")
    found = pair(*CAMPAIGNS, body)
    assert (found.settled_below, found.bodies) == (below, ("forum:council",) * below)


def test_chains_that_do_not_meet_or_go_in_circles_have_no_arbiter() -> None:
    assert pair(*CAMPAIGNS, *seats(cmo="role:cmo")).arbiter is None
    assert pair(*CAMPAIGNS, document("Role", "cmo", "unit: marketing, holders: [bea]")).arbiter is None


def test_a_team_is_led_by_the_head_above_it() -> None:
    team = document("Unit", "events", "parent: marketing")
    found = pair(metric("signups", "events"), team, LESS)
    assert (found.units, found.arbiter) == (("unit:events", "unit:finance"), "role:ceo")


def forum(name: str, members: str, rrule: str, more: str = "") -> str:
    cadence = f"cadence: {{startsOn: 2026-01-05, rrule: {rrule}}}"
    return document("Forum", name, f"members: [{members}], chair: cmo, {cadence}{more}")


@pytest.mark.parametrize(
    ("more", "below"),
    [("", False), (", decisionRule: consent", True), (", decisionRule: consent, final: true", False)],
    ids=["talks", "decides", "decides as the last"],
)
def test_a_decision_forum_of_both_settles_it_below(more: str, *, below: bool) -> None:
    found = pair(*CAMPAIGNS, forum("council", "cmo, cso", "FREQ=WEEKLY", more))
    assert (found.settled_below, found.forums, found.forum_gap_days) == (below, ("forum:council",), 7)


def test_the_most_frequent_forum_that_both_sit_in_counts() -> None:
    forums = (
        forum("yearly", "cmo, cso, cfo", "FREQ=YEARLY"),
        forum("monthly", "cmo, cso", "FREQ=WEEKLY;INTERVAL=4"),
        forum("weekly", "cmo, cfo", "FREQ=WEEKLY"),
        forum("rare", "cmo, cso", "FREQ=WEEKLY;INTERVAL=8"),
        forum("over", "cmo, cso", "FREQ=DAILY;UNTIL=20260105"),
    )
    found = pair(*CAMPAIGNS, *forums)
    assert found.forums == ("forum:monthly", "forum:over", "forum:rare", "forum:yearly")
    assert found.forum_gap_days == 28


def test_a_forum_that_no_longer_meets_is_no_meeting() -> None:
    found = pair(*CAMPAIGNS, forum("over", "cmo, cso", "FREQ=DAILY;UNTIL=20260105"))
    assert (found.forums, found.forum_gap_days) == (("forum:over",), None)


def test_covered_conflicts_leave_a_pair_without_open_heat() -> None:
    found = pair(*CAMPAIGNS, precedence("rule", ORDER))
    assert (found.open, found.open_heat) == (0, 0.0)


def test_a_pair_counts_all_its_open_conflicts_and_the_hottest() -> None:
    also = plan("also", "cso", "signups 90 direction: down")
    found = pair(*CAMPAIGNS, SIGNUPS, PAID, also)
    assert (found.open, found.open_heat) == (2, 0.735)
    assert found.evidence[0].text.startswith("`marketing` wants `signups` up")


def test_units_that_pull_together_are_no_pair() -> None:
    assert told(UnitPair, SIGNUPS, objective("more", "finance", "s signups direction: up")) == []


def conflicts(*documents: str) -> list[tuple[str, str, tuple[str, ...], int]]:
    """Return each conflict: how it comes about, what it hangs on, which metrics, how many pairs of units."""
    return [
        (c.mechanism, " ".join(map(name_of, c.link or c.subjects)), tuple(map(name_of, c.metrics)), c.pairs)
        for c in told(Conflict, *documents)
    ]


def chain(leads: str = "medium", churn: str = "medium") -> tuple[str, ...]:
    return (
        metric("leads", "marketing", more=f"importance: {leads}, {moves('raises bookings strong')}"),
        metric("bookings", "sales", more=moves("raises backlog medium")),
        metric("backlog", "finance", "down", moves("raises churn medium")),
        metric("churn", "company", "down", f"importance: {churn}"),
    )


CHAIN = chain()


def test_all_that_runs_through_one_link_is_one_conflict_named_by_the_link_that_turns_it() -> None:
    assert conflicts(*CHAIN) == [("path", "bookings backlog", ("backlog", "bookings", "churn", "leads"), 4)]


def test_a_link_is_shown_by_its_hottest_pair_of_functions_and_the_company_comes_last() -> None:
    [found] = told(Conflict, *chain(churn="critical"))
    finance, sales, marketing, company = (
        "`finance` wants `backlog` down (its own metric, medium importance)",
        "`sales` wants `bookings` up (its own metric, medium importance)",
        "`marketing` wants `leads` up (its own metric, medium importance)",
        "`company` wants `churn` down (its own metric, critical importance)",
    )
    assert found.clash == f"{finance} and {sales}"
    assert found.path == "bookings -(+ medium)-> backlog"
    assert [evidence.text for evidence in found.evidence if evidence.text.startswith("also: ")] == [
        f"also: {finance} and {marketing}",
        f"also: {company} and {sales}",
        f"also: {company} and {marketing}",
    ]


def test_a_lever_that_only_pulls_such_a_chain_adds_no_conflict_of_its_own() -> None:
    pulls = lever("metric", "raises leads strong")
    assert conflicts(*CHAIN, *pulls) == [("path", "bookings backlog", ("backlog", "bookings", "churn", "leads"), 4)]


def test_a_lever_with_two_effects_of_its_own_is_a_conflict_whoever_meets_over_it() -> None:
    documents = (
        *lever("metric", "raises bookings strong", "lowers margin strong"),
        metric("bookings", "sales", more=moves("raises revenue strong")),
        metric("revenue", "marketing"),
        metric("margin", "finance"),
    )
    assert conflicts(*documents) == [("lever", "push", ("bookings", "margin", "revenue"), 2)]


def test_where_the_paths_of_a_lever_part_at_a_metric_that_can_be_moved_either_way_that_one_is_the_lever() -> None:
    documents = (
        *lever("metric", "raises staff strong"),
        metric(
            "staff", "company", "band", "floor: 1, ceiling: 9, " + moves("raises speed strong", "raises cost strong")
        ),
        metric("speed", "sales"),
        metric("cost", "finance", "down"),
    )
    assert conflicts(*documents) == [("lever", "staff", ("cost", "speed"), 1)]


def test_two_links_between_the_same_metrics_are_two_conflicts() -> None:
    documents = (
        metric("a", "marketing", more=moves("lowers b strong", "raises c strong")),
        metric("b", "sales", more=moves("lowers c strong")),
        metric("c", "finance", more=moves("lowers b strong")),
    )
    found = {link for _, link, _, _ in conflicts(*documents)}
    assert {"b c", "c b"} & found
    assert len({c.id for c in told(Conflict, *documents)}) == len(told(Conflict, *documents))


def test_a_conflict_is_covered_once_every_tension_that_counts_has_a_rule() -> None:
    documents = chain(leads="critical")
    first = told(Conflict, *documents, precedence("r", "metric:bookings metric:backlog"))
    assert [(c.covered, c.level, c.wins, c.covered_by) for c in first] == [
        (False, "warning", None, ("precedence:r",)),
    ]
    assert first[0].clash.endswith("`marketing` wants `leads` up (its own metric, critical importance)")
    both = told(Conflict, *documents, precedence("r", "unit:sales unit:marketing metric:backlog"))
    assert [(c.covered, c.level, c.wins, c.covered_by) for c in both] == [(True, "info", None, ("precedence:r",))]


def test_what_no_pair_feels_is_minor_and_needs_no_rule() -> None:
    documents = (
        metric("a", "marketing", more=f"importance: low, {moves('lowers b weak')}"),
        metric("b", "sales", more="importance: low"),
    )
    [found] = told(Conflict, *documents)
    assert (found.minor, found.covered, found.level, found.heat) == (True, False, "info", 0.025)
    [coverage] = told(Coverage, *documents)
    assert (coverage.covered, coverage.total) == (0, 0)
