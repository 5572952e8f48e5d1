"""Rights with their volume go in; a `Load` fact for each deciding role comes out: hours asked against hours there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from alignctl.model.claim import claims
from alignctl.model.facts import Leading, Load
from alignctl.model.kinds import DecisionRight, Role, Unit
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence
from alignctl.model.ref import Ref


@dataclass(slots=True)
class _Desk:
    decides: list[DecisionRight] = field(default_factory=list)
    hears_first: list[DecisionRight] = field(default_factory=list)


def workload(org: Organisation) -> tuple[Load | Leading, ...]:
    """Return how much lands on each role that decides at least one right, and which units each person leads.

    hours = sum(volume * effort) of the rights it decides, plus escalationRate times that of the rights of which it
    is the first rung, each right once; capacity = decisionHours * max(1, holders); load = hours / capacity. Without
    `decisionHours` capacity and load are 0: no figure, no judgement. (Offered load over capacity, as in queueing.)
    Worked example: a CFO with 40 hours a quarter decides 25 cases of 2 hours and hears a fifth of 70 others first:
    50 + 28 = 78 hours, a load of 1.95.
    """
    rights = org.model.active(DecisionRight, org.as_of)
    roles = ((org.seat(seat), desk) for seat, desk in sorted(_desks(org, rights).items()))
    loads = (_load(org, role, desk, len(rights)) for role, desk in roles if isinstance(role, Role) and desk.decides)
    return (*loads, *_leading(org))


def _leading(org: Organisation) -> Iterator[Leading]:
    """Yield the units that each person leads, by holding the role that the unit itself names.

    The company is left out: whoever leads it and one of its units stands above the others anyway.
    """
    found: dict[str, list[Unit]] = {}
    for unit in org.model.active(Unit, org.as_of):
        for person in sorted(org.people(unit.lead)) if unit.lead and unit is not org.company else ():
            found.setdefault(person, []).append(unit)
    for person, units in sorted(found.items()):
        yield Leading(
            subjects=tuple(unit.ref for unit in units),
            key=person,
            place=units[-1].locate("lead"),
            evidence=tuple(Evidence(unit.locate("lead"), f"{person} leads `{unit.name}`") for unit in units[:-1]),
            person=person,
            units=tuple(unit.ref for unit in units),
        )


def _desks(org: Organisation, rights: tuple[DecisionRight, ...]) -> Mapping[Ref, _Desk]:
    desks: dict[Ref, _Desk] = {}
    for right in rights:
        deciders = {claim.decide for claim in claims(right)}
        for seat in deciders:
            desks.setdefault(seat, _Desk()).decides.append(right)
        for seat in {first for decider in deciders if (first := _first_rung(org, right, decider))}:
            desks.setdefault(seat, _Desk()).hears_first.append(right)
    return desks


def _first_rung(org: Organisation, right: DecisionRight, decider: Ref) -> Ref | None:
    if right.escalation:
        return right.escalation[0].to
    return next(iter(org.chain(decider)[1:]), None)


def _load(org: Organisation, role: Role, desk: _Desk, total: int) -> Load:
    rate = org.settings.analysis.escalation_rate
    hours = sum((_hours(right) for right in desk.decides), Decimal(0))
    hours += sum((_hours(right) * rate for right in desk.hears_first), Decimal(0))
    capacity = (role.decision_hours or Decimal(0)) * max(1, len(org.holders(role)))
    return Load(
        subjects=(role.ref,),
        place=role.place,
        places={"decisionHours": role.locate("decisionHours")},
        evidence=tuple(Evidence(right.place, f"decides `{right.name}`") for right in desk.decides),
        role=role.ref,
        hours=hours,
        capacity=capacity,
        load=hours / capacity if capacity else Decimal(0),
        rights=len(desk.decides),
        total=total,
        share=Decimal(len(desk.decides)) / total,
    )


def _hours(right: DecisionRight) -> Decimal:
    return right.volume_per_quarter * right.effort_hours
