"""Two organisations and the days on which they turn go in; every region with other people comes out (A18)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from alignctl.analysis.authority.acting import ladder
from alignctl.analysis.authority.merge import merge
from alignctl.analysis.authority.outcome import Outcome
from alignctl.analysis.authority.register import Register
from alignctl.analysis.authority.sheets import decidable
from alignctl.analysis.authority.table import Mask, Table, lines
from alignctl.analysis.authority.tables import statement
from alignctl.analysis.authority.touched import Reach, Touched
from alignctl.model.axes import Segment, declared, whole
from alignctl.model.bare import bare
from alignctl.model.claim import PARTIES, Extent, extent
from alignctl.model.deputies import behind, entrusted, within_limits
from alignctl.model.kinds import DecisionRight, Forum, Role
from alignctl.model.organisation import Organisation
from alignctl.model.power import Power, Shift, Turn
from alignctl.model.ref import Ref
from alignctl.model.spelling import said

Pair = tuple[Organisation, Organisation]
Question = tuple[tuple[Ref, ...], str]
Key = tuple[tuple[str, Segment], ...]
NOBODY = Power()
TERMS = ("sod", "delegable", "class_")
VETO_TERMS = ("on_silence", "agree_within")


def compare(base: Organisation, head: Organisation, changed: frozenset[Ref], turns: Iterable[Turn]) -> Iterator[Shift]:
    """Yield the shifts between two organisations that call equal things by equal names, over the union of their cuts.

    What the `changed` objects can reach is compared on the day of the organisations, and of that on each later day
    what its turns can reach: anything else is the same in both, or as it was on the day before. The cases of a domain
    that only one of them knows belong to the nearest wider domain in the other: a new domain takes them out of it. A
    value that only one knows has nobody in the other. Joint cases count where a composite right has a say before or
    after; elsewhere they follow from the single domains.
    """
    registers = Register.of(base.model), Register.of(head.model)
    reach = Reach.of(base.model, head.model)
    touched = reach.of_objects(changed)
    yield from _on_day((base, head), registers, [touched])
    for turn in turns:
        later = replace(base, as_of=turn.day), replace(head, as_of=turn.day)
        yield from _on_day(later, registers, [touched, reach.of_turn(turn)])


def _on_day(orgs: Pair, registers: tuple[Register, Register], within: Sequence[Touched]) -> Iterator[Shift]:
    asked = {*_questions(orgs[0], within), *_questions(orgs[1], within)}
    for domains, action in sorted(asked):
        yield from _shifts(_tables(orgs, registers, domains, action), domains, action)


def _questions(org: Organisation, within: Sequence[Touched]) -> Iterator[Question]:
    """Yield what must have somebody who decides, and all that a right names, whether anybody must or not."""
    groups: list[tuple[Ref, ...]] = [(domain,) for domain in decidable(org)]
    for right in org.model.active(DecisionRight, org.as_of):
        domains = tuple(sorted({domain for domain in right.domains if domain in org.domains.parents}))
        groups += [*((domain,) for domain in domains), *([domains] if domains else [])]
    for group in dict.fromkeys(groups):
        if all(touched(group) for touched in within):
            yield from ((group, action) for action in {action for domain in group for action in org.actions(domain)})


def _tables(
    orgs: Pair, registers: tuple[Register, Register], domains: tuple[Ref, ...], action: str
) -> tuple[Table, Table]:
    """Return the tables of both, each cut where either of them is."""
    known = [
        tuple(dict.fromkeys(_stand_in(org, other, domain) for domain in domains)) for org, other in (orgs, orgs[::-1])
    ]
    touched = [lines(register, org, found, action) for org, register, found in zip(orgs, registers, known, strict=True)]
    plain = [Table.of(org, found) for org, found in zip(orgs, touched, strict=True)]
    cuts = [*chain.from_iterable(_cuts(table) for table in plain)]
    names = {name for name, _ in cuts}
    declarations = [declared(org, found) for org, found in zip(orgs, known, strict=True)]
    universe = [
        (name, whole(attribute))
        for found in declarations
        for name, attribute in found.items()
        if name in names and attribute.type == "number"
    ]
    named = {name: attribute for found in declarations for name, attribute in found.items() if name in names}
    first, second = (
        Table.of(org, found, None, [*cuts, *universe], named) for org, found in zip(orgs, touched, strict=True)
    )
    return first, second


def _stand_in(org: Organisation, other: Organisation, domain: Ref) -> Ref:
    """Return a domain, or where only the other organisation has it the nearest above it that this one has, too."""
    if domain in org.domains.parents:
        return domain
    return next((wider for wider in other.domains.lineage(domain) if wider in org.domains.parents), domain)


def _cuts(table: Table) -> Iterator[tuple[str, Extent]]:
    known = {axis.name for axis in table.axes} | set(declared(table.org, [line.domain for line in table.lines]))
    for claim in table.claims:
        yield from claim.box.items()
        for role in _roles(table.org, claim.decide):
            for deputy in role.deputies:
                yield from ((name, extent(limit)) for name, limit in deputy.limits.items() if name in known)


def _shifts(tables: tuple[Table, Table], domains: tuple[Ref, ...], action: str) -> Iterator[Shift]:
    if any(table.size > table.org.settings.analysis.cell_budget for table in tables):
        yield from _rough_shift(tables, domains, action)
        return
    before, after = (_powers(table) for table in tables)
    joint = len(domains) > 1
    for table, cells, others in ((tables[1], after, before), (tables[0], before, after)):
        changed: list[tuple[Mask, tuple[Power, Power]]] = []
        people: dict[tuple[Power, Power], tuple[frozenset[str], frozenset[str]]] = {}
        for key, (cell, power, composite) in cells.items():
            if table is tables[0] and key in others:
                continue
            other = others.get(key, (cell, NOBODY, False))
            old, new = _comparable(*((other[1], power) if table is tables[1] else (power, other[1])))
            if old != new and (not joint or composite or other[2]):
                pair = _told_alike(old, new)
                known = people.get(pair, (frozenset(), frozenset()))
                people[pair] = known[0] | old.people, known[1] | new.people
                changed.append((cell, pair))
        for box, pair in merge(table.axes, changed):
            old, new = (replace(one, people=found) for one, found in zip(pair, people[pair], strict=True))
            yield Shift(domains, action, table.words(box), table.org.as_of, old, new)


def _comparable(old: Power, new: Power) -> tuple[Power, Power]:
    """Return both powers with their terms only where a seat decides by another right than before."""
    if old == new or (old.seats == new.seats and old.rights != new.rights):
        return old, new
    return replace(old, terms=()), replace(new, terms=())


def _told_alike(old: Power, new: Power) -> tuple[Power, Power]:
    """Return what tells regions apart: where another seat decides, it is no matter which deputies had which part."""
    return (
        (old, new) if old.seats == new.seats else (replace(old, people=frozenset()), replace(new, people=frozenset()))
    )


def _powers(table: Table) -> Mapping[Key, tuple[Mask, Power, bool]]:
    """Return the power in each cell, under what the cell is about."""
    if not table.lines:
        return {}
    found: dict[Key, tuple[Mask, Power, bool]] = {}
    for cell, outcome in table.cells():
        case = table.case(cell)
        composite = any(len(claim.right.domains) > 1 for claim in outcome.claims)
        found[tuple(case.items())] = (cell, _power(table.org, outcome, case), composite)
    return found


def _power(org: Organisation, outcome: Outcome, case: Mapping[str, Segment]) -> Power:
    seats = () if outcome.result == "gap" else (outcome.decider,) if outcome.decider else outcome.deciders
    people = frozenset().union(*(_people(org, seat, outcome, case) for seat in seats))
    settle = tuple(rung.seat for rung in ladder(org, outcome))
    grounds = tuple(statement(claim) for claim in outcome.claims)
    return Power(seats, people, outcome.agree, settle, tuple(_terms(outcome)), outcome.rights, grounds)


def _terms(outcome: Outcome) -> Iterator[tuple[str, str]]:
    """Yield what the rights behind an answer say of how it is decided; terms of agreement where somebody must agree."""
    rights = {claim.right.ref: claim.right for claim in outcome.claims}.values()
    for name in (*TERMS, *(VETO_TERMS if outcome.agree else ())):
        yield name, ", ".join(sorted({text for right in rights for text in _texts(getattr(right, name))}))
    for name in PARTIES[1:]:  # who must agree is told by itself
        yield name, ", ".join(sorted({text for claim in outcome.claims for text in _texts(getattr(claim, name))}))
    yield "sla", outcome.sla.words if outcome.sla else ""


def _texts(value: object) -> Iterator[str]:
    for one in value if isinstance(value, tuple) else (value,):
        yield " and ".join(map(said, one)) if isinstance(one, tuple) else "" if one is None else said(one)


def _people(org: Organisation, seat: Ref, outcome: Outcome, case: Mapping[str, Segment]) -> frozenset[str]:
    rights = [claim.right for claim in outcome.claims if claim.decide == seat]
    found = set(org.people(seat))
    for role in _roles(org, seat):
        for deputy in role.deputies:
            if within_limits(deputy, case) and any(entrusted(deputy, right) for right in rights):
                found |= behind(org, deputy)
    return frozenset(found)


def _roles(org: Organisation, seat: Ref) -> tuple[Role, ...]:
    """Return a role, or the member roles of a forum."""
    found = org.seat(seat)
    if isinstance(found, Forum):
        members = (org.seat(member) for member in found.members)
        return tuple(member for member in members if isinstance(member, Role))
    return (found,) if found else ()


def _rough_shift(tables: tuple[Table, Table], domains: tuple[Ref, ...], action: str) -> Iterator[Shift]:
    """Yield one shift where tables that are too large to compare cell by cell rest on other rights or other people."""
    before, after = (_roughly(table) for table in tables)
    if before != after or _content(tables[0]) != _content(tables[1]):
        yield Shift(domains, action, "everything", tables[1].org.as_of, before, after, exact=False)


def _roughly(table: Table) -> Power:
    """Return everybody who decides, must agree, or may stand in anywhere in a table."""
    org = table.org
    seats = tuple(sorted({claim.decide for claim in table.claims}))
    found = (org.people(seat) for seat in seats)
    deputies = (behind(org, deputy) for seat in seats for role in _roles(org, seat) for deputy in role.deputies)
    agree = tuple(sorted({party for claim in table.claims for party in claim.agree}))
    ladders = tuple(sorted({step for seat in seats for step in org.chain(seat)}))
    grounds = tuple(map(statement, table.claims))
    return Power(seats, frozenset().union(*found, *deputies), agree, ladders, grounds=grounds)


def _content(table: Table) -> object:
    """Return all that a table is evaluated from: what its rights say, how near they are, and who deputises."""
    bids = [
        (line.domain, bid.near, bid.top, replace(bid.claim, right=bare(bid.claim.right)))
        for line in table.lines
        for bid in line.bids
    ]
    deputies = {role.ref: role.deputies for claim in table.claims for role in _roles(table.org, claim.decide)}
    return bids, deputies, declared(table.org, [line.domain for line in table.lines])
