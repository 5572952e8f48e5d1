"""Objects before and after a change go in; whose approval their terms take, and who gains by them, comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alignctl.analysis.changes.approvers import NOBODY, Handles, Need
from alignctl.analysis.changes.comparison import Comparison
from alignctl.analysis.changes.phrases import quoted
from alignctl.analysis.changes.terms import Asks, ahead
from alignctl.model.approvals import same
from alignctl.model.claim import claims
from alignctl.model.kinds import DecisionRight, Domain, Forum, Role, Unit
from alignctl.model.organisation import Organisation
from alignctl.model.ref import Ref

OWNS = "which owns "


def handles(org: Organisation, seats: Iterable[Ref]) -> Handles:
    """Return the people of seats; for a unit those of its lead."""
    found = (org.lead(seat) if seat.startswith("unit:") else seat for seat in seats)
    return frozenset(same(person) for seat in found if seat for person in org.people(seat))


def deciders(right: DecisionRight) -> tuple[Ref, ...]:
    """Return the seats that a right gives cases to."""
    return tuple(dict.fromkeys(claim.decide for claim in claims(right)))


def vetoers(right: DecisionRight) -> tuple[Ref, ...]:
    """Return the parties that must agree by a right."""
    return tuple(dict.fromkeys(party for claim in claims(right) for party in claim.agree))


def owner(comparison: Comparison, domain: Ref, gaining: Handles = NOBODY) -> Need:
    """Return who approves for the unit that owns a domain; for one that is new, by what the change says of it."""
    entity = comparison.law.model.get(Domain, domain) or comparison.head.model.get(Domain, domain)
    return comparison.approvers.lead(entity.owning_unit if entity else None, OWNS + quoted(domain), gaining)


def _owners(comparison: Comparison, domains: Iterable[Ref], gaining: Handles) -> Iterator[Need]:
    yield from (owner(comparison, domain, gaining) for domain in domains)


def deciders_and_owners(c: Comparison, old: DecisionRight, new: DecisionRight, gaining: Handles) -> Iterator[Need]:
    """Ask who decides by a right, and who owns its subjects."""
    yield from (c.approvers.seat(seat, f"who decides by {quoted(old.ref)}", gaining) for seat in deciders(old))
    yield from _owners(c, dict.fromkeys((*old.domains, *new.domains)), gaining)


def vetoers_and_owners(c: Comparison, old: DecisionRight, new: DecisionRight, gaining: Handles) -> Iterator[Need]:
    """Ask who must agree, and who owns the subjects."""
    yield from (c.approvers.seat(party, "whose agreement is needed", gaining) for party in vetoers(old))
    yield from _owners(c, dict.fromkeys((*old.domains, *new.domains)), gaining)


def right_owners(c: Comparison, old: DecisionRight, new: DecisionRight, gaining: Handles) -> Iterator[Need]:
    """Ask who owns the subjects of a right."""
    return _owners(c, dict.fromkeys((*old.domains, *new.domains)), gaining)


def parties(right: DecisionRight, field: str) -> tuple[Ref, ...]:
    """Return the parties of one sort, in whichever band."""
    return tuple(dict.fromkeys(party for claim in claims(right) for party in getattr(claim, field)))


def left_out(field: str, why: str) -> Asks:
    """Return who asks those who are taken out of a list of parties, or out of that of a band."""

    def asks(c: Comparison, old: DecisionRight, new: DecisionRight, gaining: Handles) -> Iterator[Need]:
        before, kept = parties(old, field), parties(new, field)
        moved = set(before) <= set(kept) and getattr(old, field) == getattr(new, field)
        left = before if moved else [party for party in before if party not in kept]
        yield from (c.approvers.seat(party, why, gaining) for party in left)

    return asks


def steps(*lists: tuple[str, Asks]) -> Asks:
    """Return who asks deciders and owners about the times of bands, and those who are taken out of a list of one."""

    def differ(old: DecisionRight, new: DecisionRight, field: str) -> bool:
        return [getattr(band, field) for band in old.bands] != [getattr(band, field) for band in new.bands]

    def asks(c: Comparison, old: DecisionRight, new: DecisionRight, gaining: Handles) -> Iterator[Need]:
        if differ(old, new, "sla"):
            yield from deciders_and_owners(c, old, new, gaining)
        for field, left in lists:
            if differ(old, new, field):
                yield from left(c, old, new, gaining)

    return asks


def deciding_people(c: Comparison, old: DecisionRight, new: DecisionRight) -> Handles:
    """Return who decides by a right, before or after."""
    return handles(c.base, deciders(old)) | handles(c.head, deciders(new))


def _rights(c: Comparison, domain: Ref) -> tuple[DecisionRight, ...]:
    """Return the rights about a domain, about those below it, and about those above."""
    tree = c.base.domains
    near = {one for one in tree.parents if domain in tree.lineage(one)} | set(tree.lineage(domain))
    rights = (right for right in c.base.model.all(DecisionRight) if ahead(right, c.base.as_of))
    return tuple(right for right in rights if near.intersection(right.domains))


def _parties(rights: Iterable[DecisionRight]) -> tuple[Ref, ...]:
    return tuple(dict.fromkeys(seat for right in rights for seat in (*deciders(right), *vetoers(right))))


def domain_parties(c: Comparison, old: Domain | None, new: Domain | None, gaining: Handles) -> Iterator[Need]:
    """Ask who owns a domain, and who decides in it."""
    found = old or new
    if found:
        yield owner(c, found.ref, gaining)
    if old:
        why = f"who decides in {quoted(old.ref)}"
        yield from (c.approvers.seat(seat, why, gaining) for seat in _parties(_rights(c, old.ref)))


def _measured(c: Comparison, old: Domain, new: Domain) -> tuple[Ref, ...]:
    """Return who decides or must agree by rights that ask about an attribute which is another now."""
    changed = {n for n in {*old.attributes, *new.attributes} if old.attributes.get(n) != new.attributes.get(n)}
    rights = _rights(c, old.ref)
    return _parties(right for right in rights if any(changed.intersection(claim.box) for claim in claims(right)))


def attribute_parties(c: Comparison, old: Domain, new: Domain, gaining: Handles) -> Iterator[Need]:
    """Ask who owns a domain, and who decides by an attribute of its cases that is another now."""
    yield owner(c, old.ref, gaining)
    why = f"who decides in {quoted(old.ref)} by an attribute that changes"
    yield from (c.approvers.seat(seat, why, gaining) for seat in _measured(c, old, new))


def attribute_people(c: Comparison, old: Domain, new: Domain) -> Handles:
    """Return who decides by an attribute that is another now: whoever it is, he may gain by it."""
    return handles(c.base, _measured(c, old, new))


def domain_owners(c: Comparison, old: Domain | None, new: Domain | None, gaining: Handles) -> Iterator[Need]:
    """Ask who owns a domain, and who owns the wider one that it belongs to, before and after."""
    found = [one for one in (old, new) if one]
    domains = [*(one.ref for one in found), *(one.parent for one in found if one.parent)]
    yield from _owners(c, dict.fromkeys(domains), gaining)


def members(c: Comparison, old: Forum | None, new: Forum | None, gaining: Handles) -> Iterable[Need]:
    """Ask every member of a forum, or the first seat above them all; for a new one the unit of its chair."""
    if old:
        return c.approvers.each_or_above(old.members, f"a member of {quoted(old.ref)}", gaining)
    unit = c.head.unit_of(new.ref) if new else None
    return (c.approvers.lead(unit, "which is given a body that meets", gaining),)


def forum_itself(c: Comparison, old: Forum, new: Forum, gaining: Handles) -> Iterable[Need]:  # noqa: ARG001 - one of `Asks`
    """Ask the chair of a forum."""
    return (c.approvers.seat(old.ref, f"who speaks for {quoted(old.ref)}", gaining),)


def new_chair(c: Comparison, old: Forum | None, new: Forum | None) -> Handles:
    """Return the chair of a forum, who gains by rules that favour him."""
    return handles(c.head, (new.chair,)) if old and new and new.chair else NOBODY


def above(c: Comparison, old: Role | Forum, new: Role | Forum, gaining: Handles) -> Iterable[Need]:
    """Ask the seat that disputes went to before, or where there was none who answers for governance."""
    if old.escalates_to:
        return (c.approvers.seat(old.escalates_to, f"above {quoted(new.ref)}", gaining),)
    return (c.approvers.governance(gaining),)


def governance(c: Comparison, old: object, new: object, gaining: Handles) -> Iterable[Need]:  # noqa: ARG001 - one of `Asks`
    """Ask who answers for governance."""
    return (c.approvers.governance(gaining),)


def seat_people(c: Comparison, old: Role | Forum | None, new: Role | Forum | None) -> Handles:  # noqa: ARG001 - one of `Gains`
    """Return who sits in a role or forum afterwards, and in the one that it asks next."""
    seats = [new.ref, *((new.escalates_to,) if new.escalates_to else ())] if new else []
    return handles(c.head, seats)


def role_units(c: Comparison, old: Role | None, new: Role | None, gaining: Handles) -> Iterator[Need]:
    """Ask for the units that a role belongs to; for the last word, who answers for governance; who is gone, above."""
    if new and new.final and not (old and old.final):
        yield c.approvers.governance(gaining)
    if old and not new:
        yield c.approvers.staff(old.ref, f"who holds {quoted(old.ref)}", gaining)
    for unit in dict.fromkeys(role.unit for role in (old, new) if role):
        yield c.approvers.lead(unit, "which the role belongs to", gaining)


def holder_or_above(c: Comparison, old: Role, new: Role, gaining: Handles) -> Iterable[Need]:  # noqa: ARG001 - one of `Asks`
    """Ask who holds a role, or the next above it."""
    return (c.approvers.staff(old.ref, f"who holds {quoted(old.ref)}", gaining),)


def role_itself(c: Comparison, old: Role, new: Role, gaining: Handles) -> Iterable[Need]:  # noqa: ARG001 - one of `Asks`
    """Ask who holds a role."""
    return (c.approvers.seat(old.ref, f"who holds {quoted(old.ref)}", gaining),)


def stand_ins(c: Comparison, old: Role | None, new: Role) -> Handles:  # noqa: ARG001 - one of `Gains`
    """Return who stands in for a role."""
    named = frozenset(same(deputy.to) for deputy in new.deputies if not deputy.to.startswith("role:"))
    return named | handles(c.head, (Ref(deputy.to) for deputy in new.deputies if deputy.to.startswith("role:")))


def unit_leads(c: Comparison, old: Unit | None, new: Unit | None, gaining: Handles) -> Iterator[Need]:
    """Ask who leads a unit, and who leads those that it belongs to, before and after."""
    if old:
        yield c.approvers.lead(old.ref, "which changes", gaining)
    for parent in dict.fromkeys(unit.parent for unit in (old, new) if unit and unit.parent):
        yield c.approvers.lead(parent, f"which {quoted((new or old).ref)} belongs to", gaining)  # type: ignore[union-attr]  # one is there
