from __future__ import annotations

from decimal import Decimal

import pytest

from alignctl.model.facts import MetricSheet, PaidMetric, Plan, PlanGoal
from tests.goals import cycle, document, metric, moves, objective, plan, told

SELLER = document("Role", "seller", "unit: sales, tier: individual, holders: [finn]")
ORDERS = metric("orders", "sales")
MARGIN = metric("margin", "finance")


def the_plan(*documents: str, as_of: str = "2026-01-15", **settings: object) -> Plan:
    [found] = told(Plan, *documents, as_of=as_of, **settings)
    return found


def test_weights_are_added_as_decimals() -> None:
    found = the_plan(ORDERS, MARGIN, plan("pay", "cso", "orders 33.3", "margin 33.3", "orders 33.4"))
    assert (found.total, found.shared_weight, found.functional_weight) == (Decimal(100), Decimal(0), Decimal(100))


@pytest.mark.parametrize(
    ("role", "leaders"), [("cso", True), ("seller", False), ("'seller', cso", True), ("nobody", False)]
)
def test_one_leader_makes_it_a_plan_of_leaders(role: str, *, leaders: bool) -> None:
    assert the_plan(SELLER, ORDERS, plan("pay", role, "orders 100")).leaders is leaders


def test_who_leads_is_a_setting() -> None:
    assert the_plan(SELLER, ORDERS, plan("pay", "seller", "orders 100"), leaderTiers=["individual"]).leaders


@pytest.mark.parametrize(("outcome", "shared"), [("functional", 0), ("shared", 30), ("company", 30)])
def test_a_metric_says_whether_its_outcome_is_shared(outcome: str, shared: int) -> None:
    documents = (ORDERS, metric("margin", "finance", more=f"outcome: {outcome}"))
    found = the_plan(*documents, plan("pay", "cso", "orders 70", "margin 30"))
    assert (found.shared_weight, found.functional_weight) == (Decimal(shared), Decimal(100 - shared))


@pytest.mark.parametrize(
    ("owners", "more", "shared"),
    [("sales, finance", "", 70), ("sales", "shared: true", 0), ("sales", "", 0)],
    ids=["two functions", "only called shared", "one function"],
)
def test_a_metric_is_shared_by_a_goal_that_two_functions_own(owners: str, more: str, shared: int) -> None:
    documents = (ORDERS, MARGIN, objective("grow", owners, "a orders 1 2", more=more))
    assert the_plan(*documents, plan("pay", "cso", "orders 70", "margin 30")).shared_weight == shared


def test_two_teams_of_one_function_share_nothing() -> None:
    teams = (document("Unit", "east", "parent: sales"), document("Unit", "west", "parent: sales"))
    goal = objective("grow", "east, west", "a orders 1 2")
    assert the_plan(*teams, ORDERS, goal, plan("pay", "cso", "orders 100")).shared_weight == 0


def test_a_goal_of_a_past_cycle_shares_nothing() -> None:
    past = (
        cycle("y2025", "2025-01-01", "2025-12-31"),
        objective("old", "sales, finance", "a orders 1 2", within="y2025"),
    )
    assert the_plan(*past, ORDERS, plan("pay", "cso", "orders 100")).shared_weight == 0


def test_thirds_of_a_shared_goal_add_up_again() -> None:
    goal = objective("grow", "sales, finance", "a orders 1 2", "b margin 1 2", "c visits 1 2")
    found = the_plan(ORDERS, MARGIN, metric("visits", "sales"), goal, plan("pay", "cso", "o:grow 40", "calls 60"))
    assert found.shared_weight == Decimal(40)


def test_each_component_is_evidence_and_says_whether_it_is_shared() -> None:
    documents = (
        ORDERS,
        metric("margin", "finance", more="outcome: shared"),
        plan("pay", "cso", "orders 70", "margin 30"),
    )
    texts = [evidence.text for evidence in the_plan(*documents).evidence]
    assert texts == ["70% on `orders`", "30% on `margin`, a shared outcome"]


def test_the_heaviest_component_is_named_and_located_the_first_of_equals() -> None:
    found = the_plan(ORDERS, MARGIN, plan("pay", "cso", "orders 20", "margin 40", "o:grow 40"))
    assert (found.heaviest, found.heaviest_weight) == ("margin", Decimal(40))
    assert found.places["heaviest"].pointer == ("spec", "components", 1)


def test_a_goal_can_be_the_heaviest() -> None:
    assert the_plan(ORDERS, plan("pay", "cso", "orders 20", "o:grow 80")).heaviest == "grow"


HALF = cycle("h1-2026", "2026-01-01", "2026-06-30", "level: half, parent: y2026")
NEXT = cycle("y2027", "2027-01-01", "2027-12-31")


@pytest.mark.parametrize(
    ("paid", "aimed", "other"),
    [
        ("y2026", "y2026", False),
        ("y2026", "h1-2026", False),
        ("h1-2026", "y2026", False),
        ("y2026", "y2027", True),
        ("h1-2026", "y2027", True),
        ("y2026", "never", False),
    ],
)
def test_goals_of_a_cycle_that_is_neither_above_nor_below_the_plan_s_are_named(
    paid: str, aimed: str, *, other: bool
) -> None:
    goal = objective("grow", "sales", "a orders 1 2", within=aimed)
    found = the_plan(HALF, NEXT, ORDERS, goal, plan("pay", "cso", "o:grow 100", within=paid))
    assert bool(found.other_cycles) is other


def test_two_cycles_are_enough_to_be_apart() -> None:
    documents = (NEXT, ORDERS, objective("grow", "sales", "a orders 1 2", within="y2027"))
    assert the_plan(*documents, plan("pay", "cso", "o:grow 100")).other_cycles == ("objective:grow",)


def control(*documents: str, roles: str = "cso", component: str = "uptime 100") -> tuple[str, tuple[str, ...], bool]:
    [found] = told(PaidMetric, *documents, plan("pay", roles, component))
    return found.control, found.units, found.shared


UPTIME = metric("uptime", "finance")


def test_who_has_no_hand_in_a_metric_does_neither() -> None:
    assert control(UPTIME) == ("neither", ("unit:sales",), False)


def test_who_owns_a_metric_influences_it_and_controls_it_if_it_is_a_lever() -> None:
    assert control(metric("uptime", "sales"))[0] == "influences"
    assert control(metric("uptime", "sales", more="lever: true"))[0] == "controls"
    assert control(metric("uptime", "finance", more="lever: true"))[0] == "neither"


def test_a_function_has_what_its_teams_have_and_a_team_influences_what_its_function_owns() -> None:
    team = document("Unit", "east", "parent: sales")
    seller = document("Role", "seller", "unit: east, holders: [finn]")
    assert control(team, metric("uptime", "east", more="lever: true"))[0] == "controls"
    assert control(team, seller, metric("uptime", "sales", more="lever: true"), roles="seller")[0] == "influences"


def test_what_the_company_as_a_whole_owns_is_nobody_s_own() -> None:
    assert control(metric("uptime", "company"))[0] == "neither"
    assert control(UPTIME, roles="ceo")[0] == "influences"


def domain(decider: str, on: str = "maintenance") -> tuple[str, ...]:
    return (
        document("Domain", "systems", "owningUnit: finance"),
        document("Domain", "maintenance", "owningUnit: finance, parent: systems"),
        document("DecisionRight", "maintain", f"domains: [{on}], decide: '{decider}'"),
        metric("uptime", "finance", more="leverDomain: maintenance"),
    )


@pytest.mark.parametrize(
    ("decider", "expected"), [("role:cso", "controls"), ("role:cfo", "neither"), ("forum:board", "controls")]
)
def test_who_decides_in_the_lever_domain_controls_the_metric(decider: str, expected: str) -> None:
    cadence = "cadence: {startsOn: 2026-01-05, rrule: FREQ=WEEKLY}"
    board = document("Forum", "board", f"members: [cso, cfo], chair: cfo, decisionRule: consent, {cadence}")
    assert control(board, *domain(decider))[0] == expected


def test_a_right_on_a_wider_domain_is_enough() -> None:
    assert control(*domain("role:cso", "systems"))[0] == "controls"


@pytest.mark.parametrize("effect", ["raises", "lowers"])
def test_a_metric_or_initiative_of_one_s_own_that_moves_it_is_an_influence(effect: str) -> None:
    own = metric("load", "sales", "down", moves(f"{effect} uptime"))
    assert control(UPTIME, own)[0] == "influences"
    other = metric("load", "marketing", "down", moves(f"{effect} uptime"))
    assert control(UPTIME, other)[0] == "neither"
    tools = document("Domain", "tools", "owningUnit: sales")
    push = document("Initiative", "push", f"sponsor: sales, domains: [tools], {moves(f'{effect} uptime')}")
    assert control(UPTIME, tools, push)[0] == "influences"


def test_an_unresolved_influence_is_one() -> None:
    own = metric("load", "sales", "down", moves("raises uptime", "lowers uptime"))
    assert control(UPTIME, own)[0] == "influences"


def test_of_several_units_those_that_can_do_least_are_told() -> None:
    found = control(metric("uptime", "sales"), roles="cso, cfo, cmo")
    assert found == ("neither", ("unit:finance", "unit:marketing"), False)


def test_the_weights_of_a_metric_are_added_and_the_heaviest_component_is_the_place() -> None:
    goal = objective("grow", "sales", "a orders 1 2", "b margin 1 2")
    found = told(PaidMetric, ORDERS, MARGIN, goal, plan("pay", "cso", "orders 25", "o:grow 60", "margin 15"))
    assert [(fact.metric, fact.weight, fact.place.pointer[-1]) for fact in found] == [
        ("metric:margin", Decimal(45), 1),
        ("metric:orders", Decimal(55), 1),
    ]


def goals(*documents: str, as_of: str = "2026-01-15") -> list[PlanGoal]:
    return told(PlanGoal, *documents, as_of=as_of)


def goal(*documents: str) -> PlanGoal:
    [found] = goals(*documents)
    return found


SIGNUPS = metric("signups", "sales")
GROSS = metric("gross-margin", "finance")
HEALTHY = objective("healthy", "sales, finance", "margin gross-margin 60 65")
CREDITS = metric(
    "trial-credits", "sales", "none", f"lever: true, {moves('raises signups strong', 'lowers gross-margin strong')}"
)
PAY = plan("pay", "cso", "signups 50", "calls 50")


def test_a_lever_in_one_s_own_hands_that_cuts_the_shared_goal_opposes_it() -> None:
    found = goal(SIGNUPS, GROSS, HEALTHY, CREDITS, PAY)
    assert (found.opposed, found.how, found.paid, found.weight) == (True, "lever", "metric:signups", Decimal(50))
    assert (found.objective, found.key_result, found.metric) == ("objective:healthy", "margin", "metric:gross-margin")
    assert found.path == "trial-credits -(+ strong)-> signups; trial-credits -(- strong)-> gross-margin"
    assert found.places["component"].pointer == ("spec", "components", 0)
    assert [evidence.text for evidence in found.evidence] == [
        "`healthy` wants `gross-margin` up",
        "`trial-credits` raises `signups`: strong",
        "`trial-credits` lowers `gross-margin`: strong",
    ]


def test_a_lever_in_other_hands_does_not() -> None:
    others = CREDITS.replace("owningUnit: sales", "owningUnit: marketing")
    assert (goal(SIGNUPS, GROSS, HEALTHY, others, PAY).how, goal(SIGNUPS, GROSS, HEALTHY, PAY).how) == ("none", "none")


def test_a_lever_whose_effect_is_open_opposes_nothing() -> None:
    unclear = CREDITS.replace("strength: strong}]", "strength: strong}, {effect: raises, metric: gross-margin}]")
    assert goal(SIGNUPS, GROSS, HEALTHY, unclear, PAY).how == "none"


def test_a_lever_that_serves_both_helps() -> None:
    both = CREDITS.replace("lowers", "raises")
    found = goal(SIGNUPS, GROSS, HEALTHY, both, PAY)
    assert (found.opposed, found.how) == (False, "lever")


def test_a_lever_to_be_used_less_can_oppose_too() -> None:
    less = metric("calls", "sales", "none", f"lever: true, {moves('lowers signups', 'raises gross-margin')}")
    assert goal(SIGNUPS, GROSS, HEALTHY, less, PAY.replace("calls", "other")).opposed


def test_a_sponsored_initiative_is_a_lever() -> None:
    links = moves("raises signups", "lowers gross-margin")
    tools = document("Domain", "tools", "owningUnit: sales")
    push = document("Initiative", "push", f"sponsor: sales, domains: [tools], {links}")
    assert goal(SIGNUPS, GROSS, HEALTHY, tools, push, PAY).how == "lever"


@pytest.mark.parametrize(("direction", "opposed"), [("up", False), ("down", True)])
def test_pay_on_the_goal_s_own_metric_is_direct(direction: str, *, opposed: bool) -> None:
    found = goal(GROSS, HEALTHY, plan("pay", "cso", f"gross-margin 30 direction: {direction}"))
    assert (found.opposed, found.how) == (opposed, "direct")
    assert found.path == f"paid to go {direction}, wanted up"


@pytest.mark.parametrize(
    ("effect", "direction", "opposed"),
    [("raises", "up", False), ("raises", "down", True), ("lowers", "up", True), ("lowers", "down", False)],
)
def test_pay_can_oppose_by_a_path(effect: str, direction: str, *, opposed: bool) -> None:
    signups = metric("signups", "sales", more=moves(f"{effect} gross-margin"))
    found = goal(signups, GROSS, HEALTHY, plan("pay", "cso", f"signups 30 direction: {direction}"))
    assert (found.opposed, found.how) == (opposed, "path")


def test_the_component_with_the_largest_weight_times_strength_stands_the_others_are_evidence() -> None:
    documents = (
        metric("signups", "sales", more=moves("lowers gross-margin weak")),
        metric("orders", "sales", more=moves("lowers gross-margin strong")),
        GROSS,
        HEALTHY,
    )
    found = goal(*documents, plan("pay", "cso", "signups 60", "orders 40"))
    assert (found.paid, found.weight) == ("metric:orders", Decimal(40))
    assert found.evidence[1].text == ("`signups` (60%) works against it too: signups -(- weak)-> gross-margin")
    turned = goal(*documents, plan("pay", "cso", "signups 90", "orders 10"))
    assert turned.paid == "metric:signups"


def test_a_lever_is_as_strong_as_its_weaker_effect() -> None:
    documents = (
        SIGNUPS,
        GROSS,
        HEALTHY,
        metric("calls", "sales", more=moves("lowers gross-margin medium")),
        CREDITS.replace("metric: gross-margin, strength: strong", "metric: gross-margin, strength: weak"),
    )
    assert goal(*documents, plan("pay", "cso", "signups 60", "calls 40")).paid == "metric:calls"


def test_bands_oppose_nothing() -> None:
    band = metric("gross-margin", "finance", "band", "floor: 1, ceiling: 2")
    goals_of_band = objective("healthy", "sales, finance", "margin gross-margin target: 2")
    assert goal(band, goals_of_band, plan("pay", "cso", "gross-margin 30 direction: down")).how == "none"


@pytest.mark.parametrize(
    ("owners", "more", "counts"), [("sales, finance", "", 1), ("finance", "shared: true", 1), ("finance", "", 0)]
)
def test_goals_that_are_shared_or_say_so_are_looked_at(owners: str, more: str, counts: int) -> None:
    assert len(goals(GROSS, objective("healthy", owners, "m gross-margin 1 2", more=more), SIGNUPS, PAY)) == counts


def test_cycles_must_meet_and_not_be_over() -> None:
    halves = (HALF, cycle("h2-2026", "2026-07-01", "2026-12-31", "level: half"))
    aimed = objective("healthy", "sales, finance", "m gross-margin 1 2", within="h1-2026")
    paid = {within: plan("pay", "cso", "signups 50", within=within) for within in ("y2026", "h1-2026", "h2-2026")}
    found = {within: len(goals(*halves, GROSS, SIGNUPS, aimed, text)) for within, text in paid.items()}
    assert found == {"y2026": 1, "h1-2026": 1, "h2-2026": 0}
    assert goals(*halves, GROSS, SIGNUPS, aimed, paid["y2026"], as_of="2026-07-01") == []
    touching = cycle("h2-2026", "2026-06-30", "2026-12-31", "level: half")
    assert len(goals(HALF, touching, GROSS, SIGNUPS, aimed, paid["h2-2026"])) == 1
    late = objective("healthy", "sales, finance", "m gross-margin 1 2", within="h2-2026")
    assert len(goals(HALF, touching, GROSS, SIGNUPS, late, paid["h1-2026"])) == 1


def sheet(name: str, *documents: str, as_of: str = "2026-01-15") -> MetricSheet:
    return next(fact for fact in told(MetricSheet, *documents, as_of=as_of) if fact.metric == f"metric:{name}")


@pytest.mark.parametrize(
    ("more", "missing"),
    [
        ("", ("a target", "a definition")),
        ("target: 0", ("a definition",)),
        ("definition: signed orders", ("a target",)),
        ("target: 1, definition: ' '", ("a definition",)),
        ("target: 1, definition: signed orders", ()),
    ],
)
def test_a_metric_that_pays_lacks_what_its_sheet_does_not_say(more: str, missing: tuple[str, ...]) -> None:
    assert sheet("orders", metric("orders", "sales", more=more), plan("pay", "cso", "orders 60")).missing == missing


def test_a_metric_that_neither_pays_nor_is_a_key_result_lacks_nothing() -> None:
    assert sheet("orders", ORDERS).missing == ()
    assert sheet("orders", ORDERS, plan("pay", "cso", "orders 60"), as_of="2027-01-01").missing == ()


def test_a_target_may_stand_where_the_metric_is_used_if_it_stands_everywhere() -> None:
    aimed, paid = objective("grow", "sales", "a orders 1 2"), plan("pay", "cso", "orders 60")
    defined = metric("orders", "sales", more="definition: signed orders")
    assert sheet("orders", defined, aimed).missing == ()
    assert sheet("orders", defined, aimed, paid).missing == ("a target",)
    assert sheet("orders", defined, aimed, plan("pay", "cso", "orders 60 target: 9")).missing == ()


def test_a_band_is_a_target() -> None:
    band = metric("load", "sales", "band", "floor: 1, ceiling: 2, definition: open cases")
    assert sheet("load", band, plan("pay", "cso", "load 60")).missing == ()
    capped = metric("load", "sales", more="ceiling: 2, definition: open cases")
    assert sheet("load", capped, plan("pay", "cso", "load 60 direction: band")).missing == ()
    assert sheet("orders", ORDERS, plan("pay", "cso", "orders 60 direction: band")).missing[0] == "a target"


def defined(name: str, unit: str, text: str) -> str:
    return metric(name, unit, more=f"definition: '{text}'")


def test_one_definition_with_two_owners_is_one_cluster() -> None:
    documents = (
        defined("b", "sales", "Customers lost / customers"),
        defined("a", "finance", "customers  lost / Customers."),
        defined("c", "marketing", "customers lost / customers"),
        defined("d", "finance", "customers lost / customers"),
    )
    found = {fact.metric: fact.twins for fact in told(MetricSheet, *documents)}
    names = ("metric:a", "metric:b", "metric:c", "metric:d")
    assert found == dict.fromkeys(names, names)


def test_one_owner_may_count_twice() -> None:
    documents = (defined("a", "sales", "Lost / all"), defined("b", "sales", "Lost / all"))
    assert [fact.twins for fact in told(MetricSheet, *documents)] == [(), ()]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [("%", "%", True), ("%", " % ", True), ("EUR", "%", False), ("EUR", "", False), ("", "", True)],
)
def test_twins_are_counted_in_one_unit(first: str, second: str, *, same: bool) -> None:
    documents = (
        metric(
            name,
            unit,
            more=f"definition: Lost / all, unitOfMeasure: '{measure}'" if measure else "definition: Lost / all",
        )
        for name, unit, measure in (("a", "sales", first), ("b", "finance", second))
    )
    assert [bool(fact.twins) for fact in told(MetricSheet, *documents)] == [same, same]


@pytest.mark.parametrize(
    ("text", "defines"),
    [
        ("Tickets closed within one working day", True),
        ("Contract value signed in the month", True),
        ("(orders - returns) / orders", True),
        ("Revenue minus cost", True),
        ("count(orders)", True),
        ("Number of tickets", False),
        ("Total revenue per month", False),
        ("signed orders", False),
        ("See the monthly deck", False),
        ("See the monthly deck, page 4, table of closed tickets", False),
        ("as defined in the handbook of the finance team", False),
        ("https://wiki.example.com/metrics/all-of-them", False),
        ("Refer to the dashboard of the support team", False),
    ],
)
def test_only_what_says_how_to_count_makes_twins(text: str, *, defines: bool) -> None:
    documents = (defined("a", "finance", text), defined("b", "sales", text))
    assert [bool(fact.twins) for fact in told(MetricSheet, *documents)] == [defines, defines]


@pytest.mark.parametrize("text", ["TBD", "to be defined", "-", ""])
def test_definitions_that_say_nothing_make_no_twins(text: str) -> None:
    documents = (defined("a", "finance", text), defined("b", "sales", text))
    assert [fact.twins for fact in told(MetricSheet, *documents)] == [(), ()]


def test_the_largest_weight_in_one_plan_counts() -> None:
    aim = objective("grow", "sales", "a orders 1 2", "b margin 1 2")
    plans = (plan("one", "cso", "orders 20", "o:grow 20"), plan("two", "cfo", "orders 25"))
    found = sheet("orders", ORDERS, MARGIN, aim, *plans)
    assert found.paid_weight == Decimal(30)
    assert sheet("calls", metric("calls", "sales")).paid_weight == 0
    assert [evidence.text for evidence in found.evidence] == [
        "`one` pays 30% on `orders`",
        "`two` pays 25% on `orders`",
        "`a` of `grow` is measured by `orders`",
    ]


def test_guards_are_independent_if_another_function_owns_them() -> None:
    documents = (
        document("Unit", "east", "parent: sales"),
        metric("orders", "sales", more="guardedBy: [margin, calls, visits, gone, missing]"),
        metric("calls", "east"),
        metric("visits", "sales"),
        metric("gone", "finance", metadata="status: retired"),
        MARGIN,
    )
    found = sheet("orders", *documents)
    assert found.independent_guards == 1


def test_a_plan_for_a_year_still_pays_for_the_shared_goals_of_its_first_half() -> None:
    aimed = objective("healthy", "sales, finance", "m gross-margin 1 2", within="h1-2026")
    documents = (HALF, GROSS, SIGNUPS, aimed, plan("pay", "cso", "o:healthy 40", "signups 60"))
    found = [next(iter(told(Plan, *documents, as_of=day))) for day in ("2026-06-30", "2026-07-01")]
    assert [(fact.shared_weight, fact.functional_weight) for fact in found] == [(40, 60), (40, 60)]
    assert [e.text for e in found[1].evidence] == ["40% on `healthy`, a goal of several functions", "60% on `signups`"]


def test_a_plan_that_is_over_is_no_longer_looked_at() -> None:
    documents = (HALF, GROSS, SIGNUPS, plan("pay", "cso", "signups 60", within="h1-2026"))
    assert [len(told(Plan, *documents, as_of=day)) for day in ("2026-06-30", "2026-07-01")] == [1, 0]
    assert [len(told(PaidMetric, *documents, as_of=day)) for day in ("2026-06-30", "2026-07-01")] == [1, 0]


@pytest.mark.parametrize(
    ("weights", "whole"),
    [
        ("33.3 33.3 33.3", True),
        (" ".join(["16.67"] * 6), True),
        (" ".join(["14.3"] * 7), True),
        (" ".join(["11.1"] * 9), True),
        ("66.67 33.33", True),
        ("33.33 33.33 33.33", True),
        ("50.0 49.9", True),
        ("50.05 50", False),
        ("100.0", True),
        ("33.3 33.3 33.4", True),
        ("99", False),
        ("33 33 33", False),
        ("33.0 33.0 33.0", False),
        ("33.30 33.30 33.30", False),
        ("17 17 17 17 17 17", False),
        ("50.1 50", False),
        ("33.3 33.3 33", False),
        ("99.9", False),
    ],
)
def test_rounded_weights_are_off_by_half_a_unit_of_their_last_digit_at_most(weights: str, *, whole: bool) -> None:
    paid = plan("pay", "cso", *(f"m{number} {weight}" for number, weight in enumerate(weights.split())))
    (found,) = told(Plan, *(metric(f"m{number}", "sales") for number, _ in enumerate(weights.split())), paid)
    assert found.adds_up is whole
