from __future__ import annotations

from alignctl.model.precedence import Order
from alignctl.model.ref import Ref
from tests.workspace import org

SALES, IT, OPS, HR = (Ref(f"unit:{name}") for name in ("sales", "it", "ops", "hr"))
DOMAINS = """
{kind: Domain, metadata: {name: tech}, spec: {owningUnit: it}}
---
{kind: Domain, metadata: {name: crm}, spec: {owningUnit: it, parent: tech}}
---
{kind: Domain, metadata: {name: law}, spec: {owningUnit: it}}
"""


def rule(name: str, order: str, scope: str = "", until: str = "2026-12-31") -> str:
    within = f"scope: {scope}, " if scope else ""
    members = ", ".join(f"'unit:{unit}'" for unit in order.split())
    spec = f"{{{within}order: [{members}], decidedBy: 'role:ceo', rationale: agreed}}"
    return f"\n---\n{{kind: Precedence, metadata: {{name: {name}, effectiveUntil: {until}}}, spec: {spec}}}"


def order(rules: str, scope: str | None = None, day: str = "2026-01-15") -> Order:
    return Order.at(org(DOMAINS + rules, day), Ref(f"domain:{scope}") if scope else None)


def test_the_first_wins_over_all_later_ones() -> None:
    found = order(rule("a", "sales it ops"))
    assert found.wins(SALES, IT)
    assert found.wins(SALES, OPS)
    assert not found.wins(OPS, SALES)
    assert not found.wins(SALES, SALES)
    assert not found.wins(SALES, HR)


def test_winning_is_transitive_and_names_the_rules() -> None:
    found = order(rule("a", "sales it") + rule("b", "it ops") + rule("c", "hr ops"))
    assert found.path(SALES, OPS) == (SALES, IT, OPS)
    assert found.rules(SALES, OPS) == ("precedence:a", "precedence:b")
    assert found.rules(OPS, SALES) == ()
    assert found.wins_any([SALES, HR], [OPS]) == ("precedence:c",)  # the shorter way
    assert found.wins_any([OPS], [SALES, HR]) == ()


def test_of_several_rules_about_a_pair_the_nearest_scope_stands() -> None:
    rules = rule("a", "sales it") + rule("b", "it sales", "tech") + rule("c", "it sales", "law")
    assert order(rules).wins(SALES, IT)
    assert order(rules, "tech").wins(IT, SALES)
    assert order(rules, "crm").wins(IT, SALES)
    assert order(rules, "crm").pairs[IT, SALES].rules == ("precedence:b",)


def test_rules_of_one_scope_that_disagree_leave_no_winner() -> None:
    found = order(rule("a", "sales it") + rule("b", "it ops sales"))
    assert found.pairs[IT, SALES].winner is None
    assert found.pairs[IT, SALES].rules == ("precedence:a", "precedence:b")
    assert not found.wins(SALES, IT)
    assert found.wins(IT, SALES)  # by way of ops


def test_edges_inside_a_circle_decide_nothing() -> None:
    found = order(rule("a", "sales it") + rule("b", "it ops") + rule("c", "ops sales") + rule("d", "hr it"))
    assert found.circles == ((IT, OPS, SALES),)
    assert not found.wins(SALES, IT)
    assert found.wins(HR, IT)
    assert not found.wins(HR, OPS)


def test_a_rule_counts_on_its_last_day_and_not_after_it() -> None:
    rules = rule("a", "sales it", until="2026-03-31")
    assert order(rules, day="2026-03-31").wins(SALES, IT)
    assert not order(rules, day="2026-04-01").wins(SALES, IT)
