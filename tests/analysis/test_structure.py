from __future__ import annotations

from alignctl.analysis.structure import structure
from alignctl.model.facts import Knot
from tests.workspace import org

DOMAINS = """
kind: Unit
metadata: {name: company}
spec: {type: company}
---
kind: Domain
metadata: {name: product}
spec: {owningUnit: company}
---
kind: Domain
metadata: {name: experiments}
spec: {owningUnit: company, parent: product}
---
kind: Domain
metadata: {name: pricing-tests}
spec: {owningUnit: company, parent: experiments}
---
kind: Domain
metadata: {name: support}
spec: {owningUnit: company, parent: product}
"""


def rule(name: str, order: str, scope: str = "") -> str:
    members = ", ".join(f"'metric:{metric}'" for metric in order.split())
    where = f"scope: {scope}, " if scope else ""
    return f"""
---
kind: Precedence
metadata: {{name: {name}}}
spec: {{{where}order: [{members}], decidedBy: 'role:ceo', rationale: Because.}}
"""


def knots(text: str, graph: str, as_of: str = "2026-01-15") -> list[Knot]:
    return [knot for knot in structure(org(text, as_of)) if knot.graph == graph]


def told(text: str, graph: str, as_of: str = "2026-01-15") -> list[tuple[str, bool, str]]:
    return [(knot.scope, knot.tangled, knot.path) for knot in knots(text, graph, as_of)]


def units(*parents: tuple[str, str]) -> str:
    return "\n---\n".join(
        f"kind: Unit\nmetadata: {{name: {name}}}\nspec: {{parent: {parent}}}" for name, parent in parents
    )


def test_units_that_contain_each_other_are_one_knot_with_its_shortest_circle() -> None:
    (knot,) = knots(units(("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")), "unit")
    assert knot.members == ("unit:a", "unit:b", "unit:c")
    assert knot.subjects == knot.members
    assert knot.path == "`a` is part of `b`, `b` is part of `c`, `c` is part of `a`"
    assert knot.place.pointer == ("spec", "parent")
    assert [place.index for place in (knot.place, *(evidence.place for evidence in knot.evidence))] == [0, 1, 2]


def test_a_unit_that_is_its_own_parent_is_a_knot() -> None:
    assert told(units(("a", "a")), "unit") == [("", True, "`a` is part of `a`")]


def test_two_circles_of_one_graph_are_two_facts() -> None:
    found = knots(units(("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")), "unit")
    assert [knot.members for knot in found] == [("unit:a", "unit:b"), ("unit:c", "unit:d")]
    assert len({knot.id for knot in found}) == 2


def test_a_sound_graph_is_one_untangled_knot_without_members() -> None:
    (knot,) = knots(DOMAINS, "domain")
    assert (knot.members, knot.subjects, knot.tangled, knot.path, knot.key) == ((), (), False, "", "domain")


def test_a_graph_without_an_edge_has_no_knot() -> None:
    assert structure(org(DOMAINS.partition("---")[0])) == ()


def test_a_parent_that_does_not_exist_or_has_ended_is_no_edge() -> None:
    ended = "kind: Unit\nmetadata: {name: a, effectiveUntil: 2026-01-15}\nspec: {parent: b}\n---\n"
    text = ended + units(("b", "a"), ("c", "nowhere"))
    assert [knot.tangled for knot in knots(text, "unit", "2026-01-15")] == [True]
    assert knots(text, "unit", "2026-01-16") == []


def test_an_earlier_name_is_still_an_edge() -> None:
    text = "kind: Unit\nmetadata: {name: a, formerly: [old]}\nspec: {parent: b}\n---\n" + units(("b", "old"))
    assert told(text, "unit") == [("", True, "`a` is part of `b`, `b` is part of `a`")]


def test_cycles_and_objectives_have_their_own_graphs() -> None:
    text = """
kind: Cycle
metadata: {name: h1}
spec: {level: half, starts: 2026-01-01, ends: 2026-06-30, parent: h1}
---
kind: Objective
metadata: {name: grow}
spec: {cycle: h1, owners: [a], parents: ['metric:revenue', 'objective:win'], keyResults: [{id: k, metric: m}]}
---
kind: Objective
metadata: {name: win}
spec: {cycle: h1, owners: [a], parents: ['objective:grow'], keyResults: [{id: k, metric: m}]}
"""
    assert told(text, "cycle") == [("", True, "`h1` is part of `h1`")]
    (knot,) = knots(text, "objective")
    assert knot.path == "`grow` supports `win`, `win` supports `grow`"
    assert knot.place.pointer == ("spec", "parents", 1)


CONDORCET = rule("one", "security uptime") + rule("two", "uptime speed")


def test_rules_that_are_sensible_alone_can_be_a_circle_together() -> None:
    (knot,) = knots(DOMAINS + CONDORCET + rule("three", "speed security"), "precedence")
    assert knot.members == ("metric:security", "metric:speed", "metric:uptime")
    assert knot.path == "`security` beats `uptime`, `uptime` beats `speed`, `speed` beats `security`"
    assert [evidence.text for evidence in knot.evidence] == ["`uptime` beats `speed`", "`speed` beats `security`"]


def test_a_circle_is_told_at_the_highest_scope_where_it_exists() -> None:
    text = DOMAINS + CONDORCET + rule("three", "speed security", "experiments")
    below = text + rule("four", "cost price", "pricing-tests") + rule("five", "cost price", "support")
    assert told(below, "precedence") == [
        ("", False, ""),
        ("experiments", True, "`security` beats `uptime`, `uptime` beats `speed`, `speed` beats `security`"),
        ("support", False, ""),
    ]


def test_a_circle_is_told_again_below_where_its_members_change() -> None:
    text = DOMAINS + CONDORCET + rule("three", "speed security", "product") + rule("four", "speed cost", "experiments")
    wider = text + rule("five", "cost security", "experiments")
    assert [(knot.scope, len(knot.members)) for knot in knots(wider, "precedence")] == [
        ("", 0),
        ("experiments", 4),
        ("product", 3),
    ]


def test_a_rule_of_a_sibling_domain_closes_no_circle() -> None:
    text = (
        DOMAINS + CONDORCET.replace("order", "scope: support, order") + rule("three", "speed security", "experiments")
    )
    assert [knot.tangled for knot in knots(text, "precedence")] == [False, False]


def test_a_nearer_rule_opens_the_circle_below() -> None:
    text = DOMAINS + CONDORCET + rule("three", "speed security") + rule("four", "security speed", "experiments")
    assert [(knot.scope, knot.tangled) for knot in knots(text, "precedence")] == [("", True), ("experiments", False)]


def test_rules_that_contradict_each_other_are_no_circle() -> None:
    assert knots(DOMAINS + rule("one", "uptime speed") + rule("two", "speed uptime"), "precedence") == []
