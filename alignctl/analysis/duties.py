"""Duties that must be kept apart go in; a `Duty` fact for each comes out: who has a hand on both sides, and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from alignctl.model.claim import claims
from alignctl.model.deputies import behind, entrusted
from alignctl.model.facts import Authority, Duty
from alignctl.model.kinds import DecisionRight, Deputy, Domain, Forum, Role
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence, Place
from alignctl.model.ref import Ref, name_of


@dataclass(slots=True)
class _Hands:
    """Whose hands are on one side of a duty: person -> how, with the places that say so."""

    how: dict[str, list[Evidence]] = field(default_factory=dict)

    def add(self, person: str, text: str, place: Place) -> None:
        ways = self.how.setdefault(person, [])
        if all(text != way.text for way in ways):
            ways.append(Evidence(place, text))


def duties(org: Organisation, authorities: tuple[Authority, ...]) -> tuple[Duty, ...]:
    """Return who is on both sides of each pair of incompatible domains and of each `sod` pair of a right.

    A person is on a side by holding a role or by being its deputy within the window, acting or not. The proposer is
    known only once there is a case, so a pair with `proposer` has nobody on both sides here. This is the static
    separation of duty of role-based access control (ANSI INCITS 359). Worked example: Noor opens accounts, and
    deputises for refunds from 1 to 30 June: on 30 June both are in one hand, on 1 July no more.
    """
    return (*_incompatible(org, authorities), *_separated(org))


def _incompatible(org: Organisation, authorities: tuple[Authority, ...]) -> Iterator[Duty]:
    pairs: dict[tuple[Ref, Ref], Place] = {}
    for domain in org.model.active(Domain, org.as_of):
        for number, other in enumerate(domain.incompatible_with):
            if other != domain.ref and other in org.domains.parents:
                pair = (min(domain.ref, other), max(domain.ref, other))
                pairs.setdefault(pair, domain.locate("incompatibleWith", number))
    exercised = _exercised(org, authorities, {domain for pair in pairs for domain in pair})
    known = {domain: _hands_on(org, rights) for domain, rights in exercised.items()}
    for (first, second), place in sorted(pairs.items()):
        hands = [known[first], known[second]]
        yield _duty((first, second), f"`{name_of(first)}` and `{name_of(second)}`", "", place, hands)


def _exercised(
    org: Organisation, authorities: tuple[Authority, ...], asked: set[Ref]
) -> Mapping[Ref, Mapping[Ref, set[Ref]]]:
    """Return for each domain asked about who may decide something in it or below it, and the rights by which they do.

    The tables tell it of decidable domains; composite rights, and rights where nothing has to be decided, come on top.
    """
    found: dict[Ref, dict[Ref, set[Ref]]] = {domain: {} for domain in asked}
    for fact in authorities:
        for domain in asked.intersection(org.domains.upwards(fact.domain)):
            for cell in fact.cells:
                for decider in (cell.decider,) if cell.decider else cell.leads:
                    found[domain].setdefault(decider, set()).update(cell.rights)
    decidable = {fact.domain for fact in authorities}
    for right in org.model.active(DecisionRight, org.as_of):
        beyond = [touched for touched in right.domains if len(right.domains) > 1 or touched not in decidable]
        for domain in asked.intersection(above for touched in beyond for above in org.domains.upwards(touched)):
            for claim in claims(right):
                found[domain].setdefault(claim.decide, set()).add(right.ref)
    return found


def _hands_on(org: Organisation, rights: Mapping[Ref, set[Ref]]) -> _Hands:
    """Return the people behind those who decide."""
    hands = _Hands()
    for seat, exercised in sorted(rights.items()):
        _take(org, hands, seat, frozenset(exercised))
    return hands


def _separated(org: Organisation) -> Iterator[Duty]:
    for right in org.model.active(DecisionRight, org.as_of):
        pairs = {tuple(sorted(pair)): number for number, pair in reversed([*enumerate(right.sod)])}
        for pair, number in sorted(pairs.items()):
            if len(set(pair)) == 1:
                continue
            hands = [_party(org, right, party) for party in pair]
            parties = " and ".join(_party_name(party) for party in pair)
            text = f"{parties} of `{right.name}`"
            yield _duty((right.ref,), text, " ".join(pair), right.locate("sod", number), hands)


def _party_name(party: str) -> str:
    kind, _, name = party.rpartition(":")
    if kind in {"", "role"}:
        return f"`{name}`" if kind else f"the {party}"
    return f"the {kind} `{name}`"


def _party(org: Organisation, right: DecisionRight, party: str) -> _Hands:
    hands = _Hands()
    seats = {claim.decide for claim in claims(right)} if party == "decider" else {Ref(party)}
    for seat in sorted(seats):
        _take(org, hands, seat, frozenset({right.ref}), members=party != "decider")
    return hands


def _take(org: Organisation, hands: _Hands, seat: Ref, rights: frozenset[Ref], *, members: bool = False) -> None:
    """Add those who hold a seat and their deputies for the rights.

    A forum decides as a body: its members count one by one only if it is named as a party, or has one person.
    """
    found = org.seat(seat)
    if isinstance(found, Forum):
        people = sorted(org.people(seat))
        for person in people if members or len(people) == 1 else ():
            hands.add(person, f"{person} sits in `{found.name}`", found.locate("members"))
    elif isinstance(found, Role):
        for person in org.holders(found):
            number = found.holders.index(person)
            hands.add(person, f"{person} holds `{found.name}`", found.locate("holders", number))
        for number, deputy in enumerate(found.deputies):
            for person in sorted(behind(org, deputy)) if _any_entrusted(org, deputy, rights) else ():
                end = f" until {deputy.until}" if deputy.until else ""
                hands.add(person, f"{person} deputises for `{found.name}`{end}", found.locate("deputies", number))


def _any_entrusted(org: Organisation, deputy: Deputy, rights: frozenset[Ref]) -> bool:
    found = (org.model.get(DecisionRight, right) for right in rights)
    return any(entrusted(deputy, right) for right in found if right)


def _duty(of: tuple[Ref, ...], parties: str, key: str, place: Place, hands: Sequence[_Hands]) -> Duty:
    first, second = hands
    both = sorted(first.how.keys() & second.how.keys())
    ways = _ways(first.how, second.how, both)
    return Duty(
        subjects=of,
        key=key,
        place=place,
        evidence=tuple(ways),
        of=of,
        parties=parties,
        both=tuple(both),
        how=tuple(way.text for way in ways),
    )


def _ways(first: Mapping[str, list[Evidence]], second: Mapping[str, list[Evidence]], both: list[str]) -> list[Evidence]:
    found: dict[str, Evidence] = {}
    for person in both:
        for way in (*first[person], *second[person]):
            found.setdefault(way.text, way)
    return list(found.values())
