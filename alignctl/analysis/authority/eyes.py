"""Approvals that the decider gives alone: rights go in; the pairs of seats that are one person that day come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from alignctl.analysis.authority.hands import approving, deciding, hands, held, holding, speaking, ways
from alignctl.model.claim import Claim, claims
from alignctl.model.facts import SelfApproval
from alignctl.model.kinds import DecisionRight, Forum, Role
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence
from alignctl.model.ref import Ref, kind_of, name_of


@dataclass(frozen=True, slots=True)
class _Both:
    """People without whom a case is neither decided nor approved; `always`: by the seats that they hold, on any day."""

    people: tuple[str, ...]
    how: tuple[Evidence, ...]
    always: bool


@dataclass(slots=True)
class _Group:
    """The rights in which one pair of seats is one hand."""

    both: _Both
    until: date | None
    rights: dict[Ref, DecisionRight] = field(default_factory=dict)


def self_approvals(org: Organisation) -> Iterator[SelfApproval]:
    """Yield each pair of a seat that decides and one that must approve behind which there is one person only.

    Holders count, and deputies while they act; in a forum whose rule is `chair` the chair, in any other all members.
    Where nobody is there to decide, it is the next seat above. A pair that a right keeps apart by `sod` is a duty, and
    told as such. Worked example: `buyer` decides and `controller` must approve; the controller is away until 30 June
    and the buyer deputises: until that day one pair of eyes sees what should be seen by two.
    """
    found: dict[tuple[Ref, Ref, tuple[str, ...], bool, date | None], _Group] = {}
    for right in org.model.active(DecisionRight, org.as_of):
        for claim in claims(right):
            for party in claim.agree:
                if not _kept_apart(org, claim, party) and (both := _both(org, claim, party)):
                    until = None if both.always else _last_day(org, claim, party)
                    key = claim.decide, party, both.people, both.always, until
                    found.setdefault(key, _Group(both, until)).rights[right.ref] = right
    for (decider, party, *_), group in found.items():
        yield _fact(org, decider, party, group)


def _fact(org: Organisation, decider: Ref, party: Ref, group: _Group) -> SelfApproval:
    both, rights = group.both, list(group.rights.values())
    seat = org.seat(approving(org, party) or party)
    place = seat.place if seat else rights[0].place
    return SelfApproval(
        subjects=(decider, party) if decider != party else (decider,),
        key=f"{decider} {party}",
        place=place,
        places={"holders": seat.locate("members" if isinstance(seat, Forum) else "holders") if seat else place},
        evidence=(
            *both.how,
            *(Evidence(right.place, f"by `{right.name}`, {_named(party)} must approve") for right in rights),
        ),
        decider=decider,
        approver=party,
        people=both.people,
        how=tuple(one.text for one in both.how),
        rights=tuple(group.rights),
        always=both.always,
        until=group.until,
    )


def _named(party: Ref) -> str:
    return f"the unit `{name_of(party)}`" if kind_of(party) == "unit" else f"`{name_of(party)}`"


def _kept_apart(org: Organisation, claim: Claim, party: Ref) -> bool:
    sides = {"decider", claim.decide}, {party, approving(org, party)}
    return any(all(set(pair) & side for side in sides) for pair in claim.right.sod)


def _both(org: Organisation, claim: Claim, party: Ref) -> _Both | None:
    """Return who is on both sides of an approval, if that leaves nobody else on either."""
    seat = approving(org, party)
    if seat is None or org.seat(seat) is None or org.seat(claim.decide) is None:
        return None
    first, second = speaking(org, claim.decide), speaking(org, seat)
    one, other = held(org, first, claim), held(org, second, claim)
    if one and (first == second or (one == other and len(one) == 1)):
        how = ways((*holding(org, claim.decide, one), *holding(org, seat, one)))
        return _Both(tuple(sorted(one)), how, always=True)
    decides, approves = deciding(org, claim), hands(org, seat, claim)
    if len(decides.people) == 1 and decides.people == approves.people:
        return _Both(decides.people, ways((*decides.how, *approves.how)), always=False)
    return None


def _last_day(org: Organisation, claim: Claim, party: Ref) -> date | None:
    """Return the last day on which both are one person, as far as absences and deputies say; None without an end."""
    for day in _turning_days(org):
        if not _both(replace(org, as_of=day), claim, party):
            return day - timedelta(days=1)
    return None


def _turning_days(org: Organisation) -> list[date]:
    absences = [absence for windows in org.absences.values() for absence in windows]
    deputies = [deputy for role in org.model.active(Role, org.as_of) for deputy in role.deputies]
    begins = {absence.begins for absence in absences} | {one.from_ for one in deputies if one.from_}
    ends = {absence.ends for absence in absences} | {one.until for one in deputies if one.until}
    after = {day + timedelta(days=1) for day in ends if day < date.max}
    return sorted(day for day in begins | after if day > org.as_of)
