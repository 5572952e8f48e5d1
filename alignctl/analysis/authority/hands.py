"""Seats and the claims of rights go in; the people who act in them that day, and how each came to it, come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from alignctl.model.claim import Claim
from alignctl.model.deputies import behind, portion
from alignctl.model.kinds import Forum, Role
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence
from alignctl.model.ref import Ref, kind_of, name_of


@dataclass(frozen=True, slots=True)
class Hands:
    """Who acts in a seat, and how each came to it."""

    people: tuple[str, ...] = ()
    how: tuple[Evidence, ...] = ()


def approving(org: Organisation, party: Ref) -> Ref | None:
    """Return the seat that approves for a party: of a unit its lead."""
    return org.lead(party) if kind_of(party) == "unit" else party


def speaking(org: Organisation, seat: Ref) -> Ref:
    """Return whose word counts for a seat: of a forum whose rule is `chair` the chair."""
    found = org.seat(seat)
    alone = isinstance(found, Forum) and found.decision_rule == "chair" and found.chair
    return alone or seat


def held(org: Organisation, seat: Ref, claim: Claim) -> frozenset[str]:
    """Return who has a say in a seat on any day: holders, and deputies who act beside them."""
    found = org.seat(seat)
    if isinstance(found, Forum):
        return frozenset().union(*(held(org, member, claim) for member in found.members))
    if not isinstance(found, Role):
        return frozenset()
    beside = (d for d in found.deputies if d.concurrent and portion(org, d, claim) != "none")
    return frozenset(org.holders(found)).union(*(behind(org, deputy) for deputy in beside))


def holding(org: Organisation, seat: Ref, people: frozenset[str]) -> Iterator[Evidence]:
    """Yield what makes people holders of a seat."""
    found = org.seat(seat)
    if isinstance(found, Forum):
        if (chair := speaking(org, seat)) != seat:
            yield Evidence(found.locate("chair"), f"`{name_of(chair)}` speaks for `{found.name}` as its chair")
        yield from chain.from_iterable(
            holding(org, member, people) for member in ((chair,) if chair != seat else found.members)
        )
    elif isinstance(found, Role):
        for number, person in enumerate(found.holders):
            if person in people:
                yield Evidence(found.locate("holders", number), f"{person} holds `{found.name}`")


def deciding(org: Organisation, claim: Claim) -> Hands:
    """Return who decides that day, going up while nobody is there."""
    above = [step.to for step in claim.right.escalation] or org.chain(claim.decide)[1:]
    passed: list[Evidence] = []
    for seat in dict.fromkeys((claim.decide, *above)):
        acting = hands(org, seat, claim)
        found = org.seat(seat)
        if acting.people or isinstance(found, Forum):
            return replace(acting, how=(*passed, *acting.how))
        if found:
            passed.append(Evidence(found.place, f"nobody is there for `{found.name}`, so the next seat decides"))
    return Hands()


def hands(org: Organisation, seat: Ref, claim: Claim) -> Hands:
    """Return who acts in a seat for a claim that day: holders, and deputies for them or beside them."""
    found = org.seat(seat)
    if isinstance(found, Forum):
        return _body(org, found, claim)
    if not isinstance(found, Role):
        return Hands()
    present = org.present(found)
    people = list(present)
    how = list(holding(org, seat, frozenset(present)))
    for number, deputy in enumerate(found.deputies):
        if (not people or deputy.concurrent) and portion(org, deputy, claim) != "none":
            end = f" until {deputy.until}" if deputy.until else ""
            for person in org.standing_in(deputy):
                people.append(person)
                how.append(Evidence(found.locate("deputies", number), f"{person} deputises for `{found.name}`{end}"))
    if not present:
        away = ((person, org.away(person)) for person in org.holders(found))
        how += [Evidence(one.place, f"{person} is away until {one.ends}") for person, one in away if one]
    return Hands(tuple(dict.fromkeys(people)), tuple(how))


def _body(org: Organisation, forum: Forum, claim: Claim) -> Hands:
    """Return who settles what a body decides: its chair where the rule says so, else its members."""
    chair = speaking(org, forum.ref)
    if chair == forum.ref:
        each = [hands(org, member, claim) for member in forum.members]
        people = dict.fromkeys(person for one in each for person in one.people)
        return Hands(tuple(people), ways(chain.from_iterable(one.how for one in each)))
    found = hands(org, chair, claim)
    rule = Evidence(forum.locate("chair"), f"`{name_of(chair)}` speaks for `{forum.name}` as its chair")
    return replace(found, how=(rule, *found.how))


def ways(found: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return what is said, each sentence once."""
    return tuple({one.text: one for one in found}.values())
