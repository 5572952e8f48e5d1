from __future__ import annotations

from decimal import Decimal
from typing import Any

from alignctl.analysis.workload import workload
from alignctl.model.facts import Load
from tests.workspace import laid_over

TEXT = """
kind: Domain
metadata: {name: spend}
spec: {owningUnit: finance}
---
kind: DecisionRight
metadata: {name: large}
spec: {domains: [spend], decide: 'role:cfo', volumePerQuarter: 10, effortHours: 3}
---
kind: DecisionRight
metadata: {name: small}
spec:
  domains: [spend]
  bandOn: amount
  bands: [{upTo: 1, decide: 'role:buyer'}, {upTo: 2, decide: 'role:buyer'}, {decide: 'role:cfo'}]
  volumePerQuarter: 5
---
kind: DecisionRight
metadata: {name: other}
spec: {domains: [spend], decide: 'role:buyer', escalation: [{to: 'role:cso'}, {to: 'role:cfo'}]}
---
kind: DecisionRight
metadata: {name: old, status: retired}
spec: {domains: [spend], decide: 'role:cmo'}
---
kind: Role
metadata: {name: buyer}
spec: {unit: finance, holders: [gil], escalatesTo: 'role:cfo'}
---
kind: Role
metadata: {name: cfo}
spec: {unit: finance, holders: [%s], decisionHours: 10, escalatesTo: 'role:ceo'}
"""


def loads(holders: str, **settings: Any) -> dict[str, Load]:
    found = workload(laid_over(TEXT % holders, **settings))
    return {fact.role: fact for fact in found if isinstance(fact, Load)}


def test_hours_are_those_of_own_decisions_and_a_share_of_those_that_come_up() -> None:
    found = loads("dora")
    assert list(found) == ["role:buyer", "role:cfo"]  # the others only hear what comes up
    cfo = found["role:cfo"]
    assert cfo.hours == 10 * 3 + 5 * 2 + Decimal("0.2") * 5 * 2
    assert cfo.capacity == 10
    assert cfo.load == Decimal("4.2")
    assert (cfo.rights, cfo.total, cfo.share) == (2, 3, Decimal(2) / 3)
    assert cfo.places["decisionHours"].pointer == ("spec", "decisionHours")


def test_a_role_without_hours_is_not_judged() -> None:
    buyer = loads("dora")["role:buyer"]
    assert [buyer.hours, buyer.capacity, buyer.load] == [12, 0, 0]


def test_holders_share_the_work_and_a_vacant_seat_counts_as_one() -> None:
    assert loads("dora, eve")["role:cfo"].load == Decimal("2.1")
    assert loads("")["role:cfo"].load == Decimal("4.2")


def test_how_many_decisions_come_up_is_a_setting() -> None:
    assert loads("dora", analysis={"escalationRate": 0.5})["role:cfo"].hours == 45
