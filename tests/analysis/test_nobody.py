"""A placeholder where a person stands is nobody: the role is vacant, and no change waits for an approval of `tbd`."""

from __future__ import annotations

import pytest

from alignctl.analysis.authority import authority
from alignctl.analysis.workload import workload
from alignctl.model.facts import Leading, Seat
from alignctl.model.facts.fact import Fact
from alignctl.model.ref import Ref
from tests.analysis.test_changes import only
from tests.workspace import laid_over

WORDS = ["tbd", "TBD", "tbd-2", "unknown", "n-a", "na", "none", "todo", "nobody", "no-one", "vacant", "unassigned"]
WORDS += ["no-nick-supplied", "no_name", "to-be-hired", "open.position", "not-yet-known", "xxx"]
CROWDS = ["sales-team", "team-sales", "everyone", "all-staff", "ann-and-bob", "tech.leads"]
PEOPLE = ["ann", "a.tbdson", "nora", "u4711", "4711", "noah", "open-source-olga", "allison", "teamer", "ada_none_b"]
METRIC = (
    "kind: Metric\nmetadata: {name: uptime}\nspec: {owningUnit: sales, direction: up, outcome: shared, target: %s}\n"
)
LEAD = "kind: Role\nmetadata: {name: cso}\nspec: {unit: sales, tier: vp, holders: [%s], escalatesTo: 'role:ceo'}\n"

RIGHT = (
    "kind: Domain\nmetadata: {name: tools}\nspec: {owningUnit: sales}\n",
    "kind: DecisionRight\nmetadata: {name: tools}\nspec: {domains: [tools], decide: 'role:cso'}\n",
)


def role(*holders: str) -> str:
    return LEAD % ", ".join(f"'{holder}'" for holder in holders)


@pytest.mark.parametrize("handle", WORDS)
def test_a_placeholder_holds_no_role(handle: str) -> None:
    org = laid_over("\n---\n".join((role(handle), *RIGHT)))
    assert org.people(Ref("role:cso")) == frozenset()
    (seat,) = (fact for fact in authority(org) if isinstance(fact, Seat) and fact.seat == "role:cso")
    assert (seat.holders, seat.absent) == (0, False)
    assert laid_over(role(handle, "eve")).people(Ref("role:cso")) == {"eve"}


@pytest.mark.parametrize("handle", PEOPLE)
def test_a_person_is_a_person_whatever_the_name_contains(handle: str) -> None:
    assert laid_over(role(handle)).people(Ref("role:cso")) == {handle}
    assert asked(handle) == (handle,)


@pytest.mark.parametrize("handle", [*WORDS, *CROWDS])
def test_nobody_waits_for_the_approval_of_a_placeholder_or_a_crowd(handle: str) -> None:
    assert asked(handle) == ("ann",)
    assert asked(handle, "eve") == ("eve",)


def asked(*holders: str) -> tuple[str, ...]:
    """Return whose approval a weaker target of Sales needs."""
    kept = "\n---\n" + role(*holders)
    return only(METRIC % 90 + kept, METRIC % 80 + kept, "bea").missing


def test_two_placeholders_are_not_one_person_who_leads_two_units() -> None:
    both = role("tbd") + "\n---\n" + role("tbd").replace("cso", "cmo").replace("sales", "marketing")
    assert [fact.key for fact in workload(laid_over(both)) if isinstance(fact, Leading)] == ["dora"]


def test_a_person_leads_all_the_units_that_name_a_role_of_theirs() -> None:
    found: list[Fact] = list(workload(laid_over(role("dora", "carl"))))
    led = {fact.person: fact.units for fact in found if isinstance(fact, Leading)}
    assert led == {
        "bea": ("unit:marketing",),
        "carl": ("unit:sales",),
        "dora": ("unit:finance", "unit:sales"),
    }
