"""Seats that decide or agree go in; a `Seat` fact for each comes out: who is there, for how long not, who covers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from alignctl.analysis.authority.register import ClaimKey, Register, claim_key
from alignctl.model.claim import Claim
from alignctl.model.deputies import entrusted, in_force, portion
from alignctl.model.facts import Seat
from alignctl.model.kinds import Forum, Role
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence
from alignctl.model.ref import Ref


def seat_facts(org: Organisation, register: Register) -> Iterator[Seat]:
    """Yield who is in post, for each active role or forum that decides or must agree somewhere."""
    for seat, claims in sorted(_business(org, register).items()):
        found = org.seat(seat)
        if isinstance(found, Role):
            yield _role(org, found, claims)
        elif isinstance(found, Forum):
            yield _forum(org, found, claims)


def _business(org: Organisation, register: Register) -> Mapping[Ref, Sequence[Claim]]:
    """Return the claims in force in which each seat decides or must agree; a unit agrees through its lead."""
    found: dict[Ref, dict[ClaimKey, Claim]] = {}
    for claims in register.by_domain.values():
        for claim in claims:
            if claim.right.active(org.as_of):
                for party in (claim.decide, *claim.agree):
                    seat = org.lead(party) if party.startswith("unit:") else party
                    if seat:
                        found.setdefault(seat, {})[claim_key(claim)] = claim
    return {seat: tuple(claims.values()) for seat, claims in found.items()}


def _forum(org: Organisation, forum: Forum, claims: Iterable[Claim]) -> Seat:
    people = org.people(forum.ref)
    rights = _rights(claims)
    return Seat(
        subjects=(forum.ref,),
        place=forum.place,
        places={"holders": forum.locate("members")},
        seat=forum.ref,
        rights=rights,
        holders=len(people),
        absent=False,
        absent_days=0,
        cover="full" if people else "none",
        uncovered=() if people else rights,
        lapsed=False,
    )


def _role(org: Organisation, role: Role, claims: Sequence[Claim]) -> Seat:
    there = bool(org.present(role))
    held = org.holders(role)
    window = None if there or not held else _absence(org, role)
    covers = [_Cover(org, role, claim) for claim in claims]
    left = [] if there else [cover.claim for cover in covers if not cover.whole]
    uncovered = _rights(left)
    partly = any(cover.some for cover in covers)
    return Seat(
        subjects=(role.ref,),
        place=role.place,
        places={"holders": role.locate("unavailable" if role.unavailable and held else "holders")},
        evidence=_evidence(role, there=there),
        seat=role.ref,
        rights=_rights(claims),
        holders=len(held),
        absent=window is not None,
        absent_days=(window[1] - window[0]).days + 1 if window else 0,
        until=window[1] if window else None,
        cover="full" if not uncovered else "part" if partly else "none",
        uncovered=uncovered,
        acting=_acting(org, role, left),
        lapsed=any(cover.lapsed for cover in covers),
    )


def _acting(org: Organisation, role: Role, left: Sequence[Claim]) -> Ref | None:
    """Return the seat that decides what a role does not: none where it must approve, or where nobody is further up."""
    seats = [_next_up(org, role, claim) for claim in left]
    return seats[0] if seats and all(seats) else None


def _next_up(org: Organisation, role: Role, claim: Claim) -> Ref | None:
    if claim.decide != role.ref:
        return None
    ladder = [rung.to for rung in claim.right.escalation] or org.chain(role.ref)[1:]
    return next((seat for seat in ladder if seat != role.ref and _there(org, seat, claim)), None)


def _there(org: Organisation, seat: Ref, claim: Claim) -> bool:
    found = org.seat(seat)
    if isinstance(found, Role):
        return bool(org.present(found)) or _Cover(org, found, claim).some
    return bool(org.people(seat))


@dataclass(frozen=True, slots=True)
class _Cover:
    """How far the deputies of a role cover one claim that day."""

    org: Organisation
    role: Role
    claim: Claim

    @property
    def whole(self) -> bool:
        return "all" in self._portions()

    @property
    def some(self) -> bool:
        return bool({"all", "some"} & self._portions())

    @property
    def lapsed(self) -> bool:
        """Tell whether a deputy who had the right has run out of time."""
        return any(d.until and d.until < self.org.as_of and entrusted(d, self.claim.right) for d in self.role.deputies)

    def _portions(self) -> set[str]:
        acting = (d for d in self.role.deputies if in_force(self.org, d) and self.org.standing_in(d))
        return {portion(self.org, deputy, self.claim) for deputy in acting}


def _absence(org: Organisation, role: Role) -> tuple[date, date]:
    """Return the days around the day asked about on which no holder is there, first and last included."""
    windows = [_away(org, holder) for holder in org.holders(role)]
    return max(first for first, _ in windows), min(last for _, last in windows)


def _away(org: Organisation, holder: str) -> tuple[date, date]:
    """Return a holder's days of absence around the day asked about; windows that touch are one."""
    windows = [(a.begins, a.ends) for a in org.absences.get(holder, ()) if a.begins <= a.ends]
    first = last = org.as_of
    for start, end in windows:
        if (start - last).days <= 1 and first <= end:
            last = max(last, end)
    for start, end in reversed(windows):
        if (first - end).days <= 1 and start <= last:
            first = min(first, start)
    return first, last


def _evidence(role: Role, *, there: bool) -> tuple[Evidence, ...]:
    if there:
        return ()
    return tuple(
        Evidence(role.locate("deputies", i), f"deputy {d.to}" + (f" until {d.until}" if d.until else ""))
        for i, d in enumerate(role.deputies)
    )


def _rights(claims: Iterable[Claim]) -> tuple[Ref, ...]:
    return tuple(sorted({claim.right.ref for claim in claims}))
