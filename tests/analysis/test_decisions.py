from __future__ import annotations

from datetime import date

import pytest

from alignctl.analysis.authority.resolve import resolve
from alignctl.analysis.decisions import decisions
from alignctl.analysis.decisions.rulings import overlap
from alignctl.model.facts import Fact, Ruling, Series
from alignctl.model.kinds import Evaluation
from tests.workspace import laid_over

SPEND = """
kind: Domain
metadata: {name: spend}
spec: {owningUnit: finance, attributes: {amount: {type: number, step: 1}}}
---
kind: DecisionRight
metadata: {name: spend}
spec:
  domains: [spend]
  sla: 2d
  bandOn: amount
  bands:
    - {upTo: 5000, decide: 'role:cmo'}
    - {decide: 'role:cfo', agree: ['unit:sales']}
---
kind: Domain
metadata: {name: campaigns}
spec: {owningUnit: marketing}
"""


def found(text: str, as_of: str = "2026-01-15") -> tuple[Fact, ...]:
    return decisions(laid_over(f"{SPEND}---\n{text}", as_of), (), (), resolve)


def ruling(spec: str, as_of: str = "2026-01-15", more: str = "") -> Ruling:
    text = f"kind: Decision\nmetadata: {{name: desks}}\nspec: {{{spec}}}\n{more}"
    return next(f for f in found(text, as_of) if isinstance(f, Ruling) and f.decision == "decision:desks")


BIG = "domains: [spend], attributes: {amount: 6000}, raisedOn: 2026-01-05, proposer: bea"


def test_the_holder_of_the_band_is_entitled() -> None:
    seen = ruling(f"{BIG}, decidedOn: 2026-01-06, decidedBy: dora, agreedBy: ['role:cso']")
    assert (seen.authority, seen.entitled, seen.unagreed) == ("role:cfo", True, ())


OPEN = BIG.replace("attributes: {amount: 6000}, ", "")


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("dora", (None, ("role:cfo", "role:cmo"), False, False)),
        ("bea", (None, ("role:cfo", "role:cmo"), False, False)),
        ("nina", (None, ("role:cfo", "role:cmo"), True, False)),
    ],
)
def test_a_record_that_leaves_the_case_open_tells_only_who_was_entitled_in_no_case(by: str, expected: object) -> None:
    seen = ruling(f"{OPEN}, decidedOn: 2026-01-06, decidedBy: {by}")
    assert (seen.authority, seen.deciders, seen.told, seen.entitled) == expected


def test_of_a_case_that_nobody_looked_into_nothing_is_told() -> None:
    spec = f"{{{OPEN}, decidedOn: 2026-01-06, decidedBy: nina}}"
    text = f"kind: Decision\nmetadata: {{name: desks}}\nspec: {spec}"
    [seen] = decisions(laid_over(f"{SPEND}---\n{text}", analysis={"cellBudget": 1}), (), (), resolve)
    assert isinstance(seen, Ruling)
    assert (seen.authority, seen.deciders, seen.told, seen.entitled) == (None, (), False, False)


def test_a_unit_that_must_agree_is_its_lead() -> None:
    assert ruling(f"{BIG}, decidedOn: 2026-01-06, decidedBy: dora").unagreed == ("unit:sales",)


def test_the_authority_is_that_of_the_day_of_the_decision() -> None:
    later = """---
kind: Role
metadata: {name: cfo}
spec:
  unit: finance
  holders: [dora]
  unavailable: [{holder: dora, from: 2026-01-06, until: 2026-01-06}]
  deputies: [{to: emil, until: 2026-02-01}]
"""
    decided = "decidedOn: 2026-01-06, decidedBy: emil, agreedBy: ['role:cso']"
    assert ruling(f"{BIG}, {decided}", more=later).entitled
    next_day = decided.replace("01-06", "01-07")
    assert not ruling(f"{BIG}, {next_day}", more=later).entitled


@pytest.mark.parametrize(("as_of", "late"), [("2026-01-07", 0), ("2026-01-08", 1)])
def test_an_open_decision_is_late_from_the_day_after_its_time_limit(as_of: str, late: int) -> None:
    assert ruling(BIG, as_of).late_days == late


def test_a_written_due_date_beats_the_time_limit() -> None:
    assert ruling(f"{BIG}, due: 2026-01-14").late_days == 1


def test_whoever_owns_a_touched_domain_is_affected_unless_heard() -> None:
    both = "domains: [spend, campaigns], raisedOn: 2026-01-05, proposer: bea"
    assert ruling(both).unheard == ("unit:finance", "unit:marketing")
    asked = ruling(f"{both}, evaluations: [{{unit: finance, verdict: oppose}}, {{unit: marketing, verdict: support}}]")
    assert (asked.unheard, asked.disagreement, asked.resolved) == ((), True, False)


def test_the_deciding_function_is_heard() -> None:
    assert ruling(BIG).unheard == ()


def test_one_person_may_not_propose_and_decide_where_the_right_keeps_them_apart() -> None:
    apart = """---
kind: DecisionRight
metadata: {name: apart}
spec: {domains: [spend], decide: 'role:cfo', priority: 1, when: {amount: {over: 5000}}, sod: [[proposer, decider]]}
"""
    alone = BIG.replace("bea", "dora") + ", decidedOn: 2026-01-06, decidedBy: dora"
    assert ruling(alone, more=apart).self_decided
    assert not ruling(alone).self_decided


def test_views_without_criteria_have_no_yardstick() -> None:
    bare = Evaluation.read({"unit": "sales", "verdict": "support"})
    full = Evaluation.read({"unit": "it", "verdict": "support", "criteria": [{"metric": "cost", "weight": 3}]})
    mixed = {"unit": "hr", "verdict": "support"}
    half = Evaluation.read(
        {**mixed, "criteria": [{"metric": "cost", "weight": 1}, {"metric": "pipeline", "weight": 1}]}
    )
    assert overlap((bare, full)) == 1.0
    assert overlap((full, half)) == 0.5
    assert overlap((bare, full, half)) == 0.5


ORDER = """---
kind: Decision
metadata: {{name: {name}}}
spec: {{domains: [spend], attributes: {{amount: {amount}}}, raisedOn: {day}, proposer: bea, counterparty: acme}}
"""


def orders(*rows: tuple[str, int, str]) -> list[Series]:
    text = "".join(ORDER.format(name=name, amount=amount, day=day) for name, amount, day in rows)
    return [fact for fact in found(text.removeprefix("---\n"), "2026-12-31") if isinstance(fact, Series)]


def test_orders_within_the_window_are_added_up() -> None:
    (seen,) = orders(("a", 3000, "2026-01-01"), ("b", 3000, "2026-04-01"))
    assert (seen.split, seen.total, seen.would) == (True, "amount 6000", "role:cfo")
    assert (seen.from_, seen.until) == (date(2026, 1, 1), date(2026, 4, 1))


def test_orders_a_day_further_apart_are_not() -> None:
    assert orders(("a", 3000, "2026-01-01"), ("b", 3000, "2026-04-02")) == []


def test_orders_that_one_person_may_decide_together_are_not_split() -> None:
    (seen,) = orders(("a", 2000, "2026-01-01"), ("b", 3000, "2026-01-02"))
    assert not seen.split
