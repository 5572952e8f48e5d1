from __future__ import annotations

from random import Random

import pytest

from alignctl.analysis.influence.effects import judge
from alignctl.model.facts import Budget, Effect, InfluenceFact, Stake
from tests.goals import cycle, document, metric, moves, objective, plan, told


def stakes(*documents: str, as_of: str = "2026-01-15", **settings: object) -> list[tuple[str, str, str, float, str]]:
    found = told(Stake, *documents, as_of=as_of, **settings)
    return [(s.unit, s.metric, s.key, s.weight, s.source) for s in found]


def effects(*documents: str, **settings: object) -> dict[tuple[str, str], Effect]:
    return {(e.from_, e.to): e for e in told(Effect, *documents, analysis=settings)}


ORDERS = metric("orders", "sales", more="importance: low")
OWNED = ("unit:sales", "metric:orders", "up", 0.1, "metric:orders")


@pytest.mark.parametrize(
    ("importance", "weight"), [("critical", 0.5), ("high", 0.35), ("medium", 0.25), ("low", 0.1), ("", 0.25)]
)
def test_who_owns_a_metric_has_a_stake_by_its_importance(importance: str, weight: float) -> None:
    more = f"importance: {importance}" if importance else ""
    assert stakes(metric("orders", "sales", more=more)) == [
        ("unit:sales", "metric:orders", "up", weight, "metric:orders")
    ]


def test_a_lever_without_a_direction_is_nobody_s_stake() -> None:
    assert stakes(metric("discount", "sales", "none", "lever: true")) == []


def test_a_plan_gives_the_units_of_its_roles_a_stake_by_weight() -> None:
    assert stakes(ORDERS, plan("pay", "cmo, cfo", "orders 60")) == [
        ("unit:finance", "metric:orders", "up y2026", 0.6, "incentiveplan:pay"),
        ("unit:marketing", "metric:orders", "up y2026", 0.6, "incentiveplan:pay"),
        OWNED,
    ]


def test_the_share_of_pay_at_risk_counts_only_where_the_settings_say_so() -> None:
    paid = plan("pay", "cmo", "orders 60", more="variableShare: 0.2")
    weights = [stakes(ORDERS, paid, analysis={"useVariableShare": use})[0][3] for use in (True, False)]
    assert weights == [0.12, 0.6]
    without = plan("pay", "cmo", "orders 60")
    assert stakes(ORDERS, without, analysis={"useVariableShare": True})[0][3] == 0.6


@pytest.mark.parametrize(("commitment", "weight"), [("committed", 0.5), ("aspirational", 0.25)])
def test_a_key_result_gives_its_contributors_a_stake_else_the_owners(commitment: str, weight: float) -> None:
    goal = objective(
        "grow",
        "marketing",
        "a orders direction: up, contributors: [finance]",
        "b visits 1 2",
        more=f"commitment: {commitment}",
    )
    found = stakes(ORDERS, metric("visits", "sales", more="importance: low"), goal)
    assert [stake for stake in found if stake[4] == "objective:grow"] == [
        ("unit:finance", "metric:orders", "up y2026", weight, "objective:grow"),
        ("unit:marketing", "metric:visits", "up y2026", weight, "objective:grow"),
    ]


@pytest.mark.parametrize(
    ("result", "direction"),
    [
        ("a orders 1 2", "up"),
        ("a orders 2 1", "down"),
        ("a orders baseline: 2, target: 1, direction: up", "up"),
        ("a orders 2 2", "up"),
        ("a orders target: 0", "up"),
    ],
)
def test_a_key_result_points_where_it_says_else_from_baseline_to_target_else_as_its_metric(
    result: str, direction: str
) -> None:
    found = stakes(ORDERS, objective("grow", "marketing", result))
    assert [stake[2] for stake in found if stake[0] == "unit:marketing"] == [f"{direction} y2026"]


def test_of_several_stakes_with_one_identity_the_heaviest_stands() -> None:
    documents = (
        ORDERS,
        plan("light", "cmo", "orders 30"),
        plan("heavy", "cmo", "orders 70 target: 9"),
        objective("grow", "marketing", "a orders 1 2", more="commitment: committed"),
    )
    [found] = [stake for stake in told(Stake, *documents) if stake.unit == "unit:marketing"]
    assert (found.source, found.weight, found.target) == ("incentiveplan:heavy", 0.7, "9")
    assert found.place.pointer == ("spec", "components", 0)


def test_an_objective_that_is_paid_for_becomes_equal_shares_of_its_key_results() -> None:
    goal = objective("grow", "sales", "a orders 1 2", "b visits 2 1")
    found = stakes(ORDERS, metric("visits", "sales", more="importance: low"), goal, plan("pay", "cmo", "o:grow 50"))
    assert [stake for stake in found if stake[4] == "incentiveplan:pay"] == [
        ("unit:marketing", "metric:orders", "up y2026", 0.25, "incentiveplan:pay"),
        ("unit:marketing", "metric:visits", "down y2026", 0.25, "incentiveplan:pay"),
    ]


def test_stakes_are_kept_until_their_cycle_ends_also_before_it_begins() -> None:
    paid = (ORDERS, plan("pay", "cmo", "orders 60"))
    days = {day: len(stakes(*paid, as_of=day)) for day in ("2025-06-01", "2026-12-31", "2027-01-01")}
    assert days == {"2025-06-01": 2, "2026-12-31": 2, "2027-01-01": 1}


def test_each_cycle_has_stakes_of_its_own_with_its_window() -> None:
    documents = (
        ORDERS,
        cycle("y2027", "2027-01-01", "2027-12-31"),
        plan("now", "cmo", "orders 60"),
        plan("next", "cmo", "orders 40", within="y2027"),
    )
    found = [s for s in told(Stake, *documents) if s.unit == "unit:marketing"]
    assert [(s.key, s.weight, str(s.from_), str(s.until)) for s in found] == [
        ("up y2026", 0.6, "2026-01-01", "2026-12-31"),
        ("up y2027", 0.4, "2027-01-01", "2027-12-31"),
    ]


def test_numbers_of_a_stake_are_its_own_else_the_metric_s() -> None:
    band = metric("load", "sales", "band", "floor: 6, ceiling: 8.50")
    [owned] = told(Stake, band)
    assert (owned.target, owned.floor, owned.ceiling) == (None, "6", "8.5")
    aimed = told(Stake, metric("orders", "sales", more="target: 100"), objective("grow", "finance", "a orders 1 200"))
    assert [(stake.unit, stake.target) for stake in aimed] == [("unit:finance", "200"), ("unit:sales", "100")]


def test_what_is_unknown_or_not_in_force_gives_no_stake() -> None:
    documents = (
        ORDERS,
        metric("gone", "sales", metadata="status: retired"),
        metric("homeless", "nowhere"),
        document("Role", "stray", "unit: nowhere, holders: [x]"),
        plan("pay", "cmo, nobody", "gone 50", "missing 20", "o:nothing 30"),
        plan("lost", "stray", "orders 100"),
        plan("adrift", "cmo", "orders 100", within="never"),
        document("IncentivePlan", "draft", "roles: [cmo], cycle: y2026, components: []", "status: draft"),
        objective("grow", "nowhere", "a orders 1 2"),
    )
    assert stakes(*documents) == [OWNED]


CHAIN = (
    metric("campaigns", "marketing", more=moves("raises leads strong")),
    metric("leads", "marketing", more=moves("raises response-time medium")),
    metric("response-time", "sales", "down"),
)


def test_strengths_multiply_along_a_path_that_is_shown() -> None:
    found = effects(*CHAIN)["metric:campaigns", "metric:response-time"]
    assert (found.positive, found.negative, found.verdict, found.strength) == (0.375, 0.0, "raises", 0.375)
    assert found.path == "campaigns -(+ strong)-> leads -(+ medium)-> response-time"
    assert found.counter_path == ""
    assert [evidence.text for evidence in found.evidence] == [
        "`campaigns` raises `leads`: strong",
        "`leads` raises `response-time`: medium",
    ]
    assert found.place.pointer == ("spec", "influences", 0)


def test_subjects_are_sorted_and_the_key_tells_the_way() -> None:
    found = effects(metric("z", "sales", more=moves("raises a")), metric("a", "sales", more=moves("raises z")))
    assert [(e.subjects, e.key) for e in found.values()] == [
        (("metric:a", "metric:z"), "a z"),
        (("metric:a", "metric:z"), "z a"),
    ]


def test_two_lowering_links_raise() -> None:
    documents = (
        metric("a", "sales", more=moves("lowers b strong")),
        metric("b", "sales", more=moves("lowers c strong")),
        metric("c", "sales"),
    )
    found = effects(*documents)["metric:a", "metric:c"]
    assert (found.positive, found.negative, found.verdict) == (0.562, 0.0, "raises")


def test_the_strongest_path_of_a_sign_counts_and_parallel_ones_are_not_added() -> None:
    documents = (
        metric("a", "sales", more=moves("raises b strong", "raises c medium")),
        metric("b", "sales", more=moves("raises c strong")),
        metric("c", "sales"),
    )
    found = effects(*documents)["metric:a", "metric:c"]
    assert (found.positive, found.path) == (0.562, "a -(+ strong)-> b -(+ strong)-> c")


def test_of_equally_strong_paths_the_shorter_then_the_first_by_name_is_shown() -> None:
    longer = (
        metric("a", "sales", more=moves("raises b definitional", "raises z medium")),
        metric("b", "sales", more=moves("raises z medium")),
        metric("z", "sales"),
    )
    assert effects(*longer)["metric:a", "metric:z"].path == "a -(+ medium)-> z"
    twins = (
        metric("a", "sales", more=moves("lowers c medium", "raises b medium")),
        metric("b", "sales", more=moves("raises z medium")),
        metric("c", "sales", more=moves("lowers z medium")),
        metric("z", "sales"),
    )
    assert effects(*twins)["metric:a", "metric:z"].path == "a -(+ medium)-> b -(+ medium)-> z"


def test_of_links_that_say_the_same_the_strongest_counts() -> None:
    for written in (("raises b strong", "raises b weak"), ("raises b weak", "raises b strong")):
        found = effects(metric("a", "sales", more=moves(*written)), metric("b", "sales"))
        assert found["metric:a", "metric:b"].positive == 0.75


def opposed(minus: str) -> tuple[str, ...]:
    return (
        metric("a", "sales", more=moves("raises b definitional", f"lowers c {minus}")),
        metric("b", "sales", more=moves("raises c medium")),
        metric("c", "sales"),
    )


def test_a_sign_prevails_if_it_is_rho_times_as_strong_and_the_other_path_is_kept() -> None:
    found = effects(*opposed("weak"))["metric:a", "metric:c"]
    assert (found.positive, found.negative, found.verdict, found.strength) == (0.5, 0.25, "raises", 0.5)
    assert found.counter_path == "a -(- weak)-> c"
    strict = effects(*opposed("weak"), rho=2.1)["metric:a", "metric:c"]
    assert strict.verdict == "unresolved"


def test_opposite_paths_of_similar_strength_are_unresolved_and_never_netted() -> None:
    found = effects(*opposed("medium"))["metric:a", "metric:c"]
    assert (found.positive, found.negative, found.verdict, found.sign) == (0.5, 0.5, "unresolved", 0)
    assert (found.path, found.counter_path) == ("a -(+ definitional)-> b -(+ medium)-> c", "a -(- medium)-> c")


def test_a_prevailing_minus_stands_first() -> None:
    found = effects(*opposed("definitional"))["metric:a", "metric:c"]
    assert (found.verdict, found.sign, found.strength) == ("lowers", -1, 1.0)
    assert (found.path, found.counter_path) == ("a -(- definitional)-> c", "a -(+ definitional)-> b -(+ medium)-> c")


@pytest.mark.parametrize(
    ("positive", "negative", "rho", "verdict"),
    [
        (0.5, 0.25, 2.0, "raises"),
        (0.499, 0.25, 2.0, "unresolved"),
        (0.25, 0.5, 2.0, "lowers"),
        (0.5, 0.5, 1.0, "unresolved"),
    ],
)
def test_the_bound_of_dominance(positive: float, negative: float, rho: float, verdict: str) -> None:
    assert judge(positive, negative, rho) == verdict


def line(length: int, strength: str) -> tuple[str, ...]:
    inner = (metric(f"m{i}", "sales", more=moves(f"raises m{i + 1} {strength}")) for i in range(length))
    return (*inner, metric(f"m{length}", "sales"))


def test_paths_end_after_max_hops() -> None:
    found = effects(*line(5, "definitional"))
    assert ("metric:m0", "metric:m4") in found
    assert ("metric:m0", "metric:m5") not in found
    assert ("metric:m0", "metric:m5") in effects(*line(5, "definitional"), maxHops=5)


def test_paths_weaker_than_min_strength_do_not_count() -> None:
    found = effects(*line(4, "medium"))
    assert found["metric:m0", "metric:m3"].strength == 0.125
    assert ("metric:m0", "metric:m4") not in found
    assert effects(*line(4, "medium"), minStrength=0.062)["metric:m0", "metric:m4"].strength == 0.062


def test_a_path_never_visits_a_metric_twice() -> None:
    documents = (
        metric("a", "sales", more=moves("raises b definitional")),
        metric("b", "sales", more=moves("lowers a definitional", "raises c definitional")),
        metric("c", "sales"),
    )
    found = effects(*documents)
    assert found["metric:a", "metric:c"].negative == 0.0
    assert ("metric:a", "metric:a") not in found


def initiative(stage: str) -> str:
    more = moves("raises orders strong")
    return document("Initiative", "push", f"sponsor: marketing, domains: [tools], stage: {stage}, {more}")


@pytest.mark.parametrize(
    ("stage", "counts"), [("proposed", True), ("committed", True), ("done", False), ("dropped", False)]
)
def test_an_initiative_moves_metrics_until_it_is_done_or_dropped(stage: str, *, counts: bool) -> None:
    tools = document("Domain", "tools", "owningUnit: marketing")
    assert (("initiative:push", "metric:orders") in effects(tools, initiative(stage), ORDERS)) is counts


def test_an_effect_starts_at_a_lever_and_ends_at_a_stake() -> None:
    documents = (
        metric("discount", "sales", "none", f"lever: true, {moves('raises price definitional')}"),
        metric("price", "sales", "none", f"lever: true, {moves('raises orders medium', 'lowers discount weak')}"),
        ORDERS,
    )
    assert sorted(effects(*documents)) == [("metric:discount", "metric:orders"), ("metric:price", "metric:orders")]


def links(*documents: str) -> list[InfluenceFact]:
    return told(InfluenceFact, *documents)


def test_a_link_is_a_fact_at_its_place_with_the_others_of_its_pair_as_evidence() -> None:
    source = metric("leads", "sales", more=moves("raises orders", "lowers orders weak"))
    [found] = links(source, ORDERS)
    assert (found.signs, found.both_signs, found.self, found.based) == (("lowers", "raises"), True, False, False)
    assert found.place.pointer == ("spec", "influences", 0)
    assert [evidence.text for evidence in found.evidence] == ["`leads` lowers `orders`: weak"]


def test_a_link_is_based_if_it_says_how_it_is_known() -> None:
    data = metric("leads", "sales", more="influences: [{metric: orders, effect: raises, basis: data}]")
    assert [(link.based, link.both_signs) for link in links(data, ORDERS)] == [(True, False)]
    assert [link.based for link in links(metric("leads", "sales", more=moves("raises orders")), ORDERS)] == [False]


def test_a_loop_is_a_fact_and_leads_nowhere() -> None:
    documents = (metric("leads", "sales", more=moves("lowers leads")),)
    assert [(link.self, link.subjects) for link in links(*documents)] == [(True, ("metric:leads",))]
    assert effects(*documents) == {}


def test_links_both_ways_between_two_metrics_are_two_facts() -> None:
    found = links(metric("a", "sales", more=moves("raises b")), metric("b", "sales", more=moves("lowers a")))
    assert len({link.id for link in found}) == 2


def test_a_link_to_nothing_is_left_to_the_references() -> None:
    documents = (metric("leads", "sales", more=moves("raises nothing")),)
    assert links(*documents) == []
    assert told(Budget, *documents) == []


def test_a_spent_budget_is_told_where_there_is_no_company_too() -> None:
    lost = document("Unit", "company", "parent: company")
    [spent] = told(Budget, lost, *line(3, "definitional"), analysis={"pathBudget": 2})
    assert (spent.exhausted, spent.subjects) == (True, ("metric:m0",))


def test_a_spent_budget_is_told_and_what_was_found_is_kept() -> None:
    documents = line(3, "definitional")
    [whole] = told(Budget, *documents)
    assert (whole.used, whole.limit, whole.exhausted) == (6, 10_000_000, False)
    [exact] = told(Budget, *documents, analysis={"pathBudget": 6})
    assert not exact.exhausted
    [spent] = told(Budget, *documents, analysis={"pathBudget": 2})
    assert (spent.exhausted, spent.subjects) == (True, ("unit:company",))
    assert ("metric:m0", "metric:m2") in effects(*documents, pathBudget=2)
    assert ("metric:m2", "metric:m3") not in effects(*documents, pathBudget=2)


@pytest.mark.parametrize("strength", ["medium", "definitional"])
def test_forty_metrics_that_all_move_each_other_are_searched_to_the_end(strength: str) -> None:
    names = [f"m{number:02}" for number in range(40)]
    random = Random(1)  # noqa: S311 - the same choice in each run
    documents = [
        metric(
            name,
            "sales",
            more=moves(*(f"{random.choice(('raises', 'lowers'))} {to} {strength}" for to in names if to != name)),
        )
        for name in names
    ]
    [spent] = told(Budget, *documents)
    assert (spent.exhausted, spent.used < 200_000) == (False, True)
    assert len(effects(*documents)) == 40 * 39
