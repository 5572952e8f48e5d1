"""Deputy entries go in; a `Delegation` fact for each comes out: its window, and what it hands on beyond its grantor."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from alignctl.model.axes import Axis, axes, declared
from alignctl.model.claim import Claim, Extent, claims, extent
from alignctl.model.facts import Authority, Delegation
from alignctl.model.facts.authority import Cell, CellBound
from alignctl.model.kinds import DecisionRight, Deputy, Role
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence
from alignctl.model.quantity import Choice, Interval
from alignctl.model.ranges import HIGHEST, LOWEST, Range
from alignctl.model.ref import Ref, name_of


@dataclass(frozen=True, slots=True)
class _Grantor:
    """A role with what it may do itself: the claims in which it decides or must agree, and the cells it has."""

    role: Role
    claims: tuple[Claim, ...]
    cells: tuple[tuple[Ref, Cell], ...]

    @property
    def rights(self) -> frozenset[Ref]:
        return frozenset(claim.right.ref for claim in self.claims)


def delegation(org: Organisation, authorities: tuple[Authority, ...]) -> tuple[Delegation, ...]:
    """Return each deputy entry of the active roles, future and ended ones too.

    A limit must lie within what the grantor itself may decide; an end that a limit leaves open is the grantor's
    own. A right that the grantor has only as a deputy of another role cannot be handed on (nobody gives what they
    do not have; attenuation in capability systems). Worked example: Cara may decide up to 5 000 and lets Dan sign
    up to 7 500: the part over 5 000 and up to 7 500 is in excess. A limit of 5 000 is not.
    """
    grantors = _grantors(org, authorities)
    return tuple(fact for _, grantor in sorted(grantors.items()) for fact in _entries(org, grantor, grantors))


def _grantors(org: Organisation, authorities: tuple[Authority, ...]) -> Mapping[Ref, _Grantor]:
    held: dict[Ref, list[Claim]] = {}
    for right in org.model.active(DecisionRight, org.as_of):
        for claim in claims(right):
            for seat in _seats(org, (claim.decide, *claim.agree)):
                held.setdefault(seat, []).append(claim)
    cells: dict[Ref, list[tuple[Ref, Cell]]] = {}
    for fact in authorities:
        for cell in fact.cells:
            for seat in _seats(org, (*([cell.decider] if cell.decider else cell.leads), *cell.agree)):
                cells.setdefault(seat, []).append((fact.domain, cell))
    return {
        role.ref: _Grantor(role, tuple(held.get(role.ref, ())), tuple(cells.get(role.ref, ())))
        for role in org.model.active(Role, org.as_of)
    }


def _seats(org: Organisation, parties: Iterable[Ref]) -> frozenset[Ref]:
    """Return the seats of parties; a unit is its lead."""
    found = (org.lead(party) if party.startswith("unit:") else party for party in parties)
    return frozenset(seat for seat in found if seat)


def _entries(org: Organisation, grantor: _Grantor, grantors: Mapping[Ref, _Grantor]) -> Iterator[Delegation]:
    for number, deputy in enumerate(grantor.role.deputies):
        named = [right for right in deputy.rights or () if _in_force(org, right)]
        foreign = [right for right in named if right not in grantor.rights]
        passed_on = [right for right in foreign if _borrowed(org, grantor.role, right, grantors)]
        yield Delegation(
            subjects=(grantor.role.ref,),
            key=deputy.to,
            place=grantor.role.locate("deputies", number),
            evidence=tuple(Evidence(c.place, f"`{c.name}`: `{name_of(c.decide)}` decides") for c in grantor.claims),
            grantor=grantor.role.ref,
            to=deputy.to,
            from_=deputy.from_,
            until=deputy.until,
            ended=deputy.until is not None and deputy.until < org.as_of,
            excess=(*_beyond(org, grantor, deputy), *(_not_own(right) for right in foreign if right not in passed_on)),
            forbidden=tuple(sorted(right for right in named if not _delegable(org, right))),
            passed_on=bool(passed_on),
        )


def _not_own(right: Ref) -> str:
    return f"`{name_of(right)}`, which is not its own"


def _in_force(org: Organisation, reference: Ref) -> bool:
    right = org.model.get(DecisionRight, reference)
    return right is not None and right.active(org.as_of)


def _delegable(org: Organisation, reference: Ref) -> bool:
    right = org.model.get(DecisionRight, reference)
    return right is None or right.delegable


def _borrowed(org: Organisation, role: Role, right: Ref, grantors: Mapping[Ref, _Grantor]) -> bool:
    """Tell whether a role, or one of its holders, has a right as the deputy of another role."""
    names = {role.ref, *role.holders}
    lenders = (grantor.role for ref, grantor in grantors.items() if ref != role.ref and right in grantor.rights)
    entries = (deputy for lender in lenders for deputy in lender.deputies)
    return any(
        deputy.to in names and (deputy.rights is None or right in deputy.rights)
        for deputy in entries
        if deputy.until is None or deputy.until >= org.as_of
    )


def _beyond(org: Organisation, grantor: _Grantor, deputy: Deputy) -> Iterator[str]:
    """Yield the parts of the limits that lie outside of what the grantor may decide."""
    rights = grantor.rights if deputy.rights is None else grantor.rights & set(deputy.rights)
    for name, condition in sorted(deputy.limits.items()):
        own = [*_from_cells(org, grantor, rights, name), *_from_composites(grantor, rights, name)]
        domains = {domain for claim in grantor.claims for domain in claim.right.domains} | {d for d, _ in grantor.cells}
        limit = extent(condition)
        cuts = [limit, *(part for part in own if part is not None)]
        for axis in axes(declared(org, sorted(domains)), {name: cuts}) if own else ():
            text = _excess(axis, limit, own)
            if text:
                yield text


def _excess(axis: Axis, limit: Extent, own: Collection[Extent | None]) -> str:
    allowed = 0
    for part in own:
        allowed |= axis.mask(part)
    asked = axis.mask(_closed(limit, own)) & ~allowed
    return " and ".join(_named(axis, run) for run in _runs(axis, asked))


def _closed(limit: Extent, own: Iterable[Extent | None]) -> Extent:
    """Return a limit with the grantor's ends where it leaves its own open."""
    ranges = [part for part in own if isinstance(part, Range)]
    if not isinstance(limit, Range) or not ranges:
        return limit
    low = min(part.low for part in ranges) if limit.low == LOWEST else limit.low
    high = max(part.high for part in ranges) if limit.high == HIGHEST else limit.high
    return Range(low, high)


def _runs(axis: Axis, mask: int) -> Iterator[int]:
    """Yield the connected parts of a set of segments."""
    if axis.attribute.type != "number":
        yield from [mask] if mask else []
        return
    while mask:
        low = mask & -mask
        run = mask & ~(mask + low)
        yield run
        mask &= ~run


def _named(axis: Axis, mask: int) -> str:
    words = axis.words(mask)
    return words if axis.named or axis.attribute.type != "number" else f"{axis.name} {words}".strip()


def _from_cells(org: Organisation, grantor: _Grantor, rights: frozenset[Ref], name: str) -> Iterator[Extent | None]:
    """Yield the values of an attribute for which the grantor decides by some rights; None stands for all."""
    for domain, cell in grantor.cells:
        if rights.intersection(cell.rights):
            bound = next((bound for bound in cell.bounds if bound.attribute == name), None)
            if bound:
                yield _extent_of(bound)
            elif name in declared(org, [domain]):
                yield None


def _from_composites(grantor: _Grantor, rights: frozenset[Ref], name: str) -> Iterator[Extent]:
    for claim in grantor.claims:
        if claim.right.ref in rights and len(claim.right.domains) > 1 and name in claim.box:
            yield claim.box[name]


def _extent_of(bound: CellBound) -> Extent:
    if bound.values:
        truth = {"true": True, "false": False}
        return Choice(tuple(truth.get(value, value) for value in bound.values))
    ends = (Decimal(end) if end else None for end in (bound.over, bound.at_least, bound.under, bound.up_to))
    return Range.of(Interval(*ends))
