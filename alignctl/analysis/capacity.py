"""Who has promised more than there is: cycles and initiatives go in, load against capacity comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from alignctl.model.facts import Capacity, Demand
from alignctl.model.kinds import CapacityLine, Cycle, DemandLine, Initiative
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence, Place
from alignctl.model.ranges import grouped
from alignctl.model.ref import Ref, name_of

Key = tuple[Ref, Ref, str]
"""Cycle, unit and resource."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One `demand` entry of a committed initiative."""

    initiative: Initiative
    line: DemandLine
    place: Place

    @property
    def key(self) -> Key:
        """Return cycle, unit and resource."""
        return self.line.cycle, self.line.unit, self.line.resource


@dataclass(frozen=True, slots=True)
class Supply:
    """One `capacity` entry of a cycle; plannable = amount x (1 - reserve)."""

    line: CapacityLine
    place: Place

    @property
    def plannable(self) -> Decimal:
        """Return what may be promised."""
        return self.line.amount * (1 - self.line.reserve)


def capacity(org: Organisation) -> tuple[Capacity | Demand, ...]:
    """Return load against capacity for each cycle, unit and resource, and each demand of a committed initiative.

    load = sum of accepted demand of committed initiatives on the unit and the units below it; a unit's declared amount
    includes that of the units below it. Worked example: IT declares 300 person-days for 2026-q1 and reserves 20%, so
    240 may be planned; accepted demand of 150 on IT and 120 on a team of IT makes 270: 112.5%. If the 120 were only
    proposed, or not accepted, it would be 150 of 240.
    """
    asked = _asked(org)
    supply = _supply(org)
    return (*_capacities(org, asked, supply), *_demands(org, asked, supply))


def _asked(org: Organisation) -> tuple[Asked, ...]:
    committed = (one for one in org.model.active(Initiative, org.as_of) if one.stage == "committed")
    return tuple(
        Asked(one, line, one.locate("demand", number)) for one in committed for number, line in enumerate(one.demand)
    )


def _supply(org: Organisation) -> Mapping[Key, tuple[Supply, ...]]:
    found: dict[Key, tuple[Supply, ...]] = {}
    for cycle in org.model.active(Cycle, org.as_of):
        for number, line in enumerate(cycle.capacity):
            key = cycle.ref, line.unit, line.resource
            found[key] = (*found.get(key, ()), Supply(line, cycle.locate("capacity", number)))
    return found


def _capacities(
    org: Organisation, asked: Iterable[Asked], supply: Mapping[Key, tuple[Supply, ...]]
) -> Iterator[Capacity]:
    load: dict[Key, list[Asked]] = {}
    for one in asked:
        for unit in org.units.lineage(one.line.unit) or (one.line.unit,):
            load.setdefault((one.line.cycle, unit, one.line.resource), []).append(one)
    for key in sorted({*supply, *(one.key for one in asked)}):
        cycle = org.model.get(Cycle, key[0])
        if cycle and cycle.active(org.as_of):
            booked = [one for one in load.get(key, ()) if one.line.accepted]
            yield _capacity(org, cycle, key, booked, supply.get(key, ()))


def _capacity(org: Organisation, cycle: Cycle, key: Key, booked: list[Asked], supply: tuple[Supply, ...]) -> Capacity:
    load = sum((one.line.amount for one in booked), Decimal(0))
    plannable = sum((one.plannable for one in supply), Decimal(0))
    by_size = sorted(booked, key=lambda one: (-one.line.amount, one.initiative.ref, one.place.sort_key()))
    return Capacity(
        subjects=(cycle.ref,),
        key=f"{name_of(key[1])} {key[2]}",
        place=cycle.place,
        evidence=(*(_supplied(one) for one in supply), *(_booked(one) for one in by_size)),
        cycle=cycle.ref,
        current=cycle.ends >= org.as_of,
        unit=key[1],
        resource=key[2],
        load=load,
        plannable=plannable,
        declared=bool(supply),
        ratio=load / plannable if plannable else Decimal(0),
        contributors=tuple(f"{one.initiative.name} {grouped(one.line.amount)}" for one in by_size),
    )


def _supplied(supply: Supply) -> Evidence:
    line = supply.line
    kept = f", of which {grouped(line.reserve * 100)}% are kept back" if line.reserve else ""
    return Evidence(supply.place, f"`{name_of(line.unit)}` has {grouped(line.amount)} {line.resource}{kept}")


def _booked(one: Asked) -> Evidence:
    line = one.line
    text = f"`{one.initiative.name}` takes {grouped(line.amount)} {line.resource} of `{name_of(line.unit)}`"
    return Evidence(one.place, text)


def _demands(org: Organisation, asked: Iterable[Asked], supply: Mapping[Key, tuple[Supply, ...]]) -> Iterator[Demand]:
    """Yield each demand; entries of one initiative on the same capacity are one, accepted if all are."""
    entries: dict[tuple[Ref, Key], list[Asked]] = {}
    for one in asked:
        entries.setdefault((one.initiative.ref, one.key), []).append(one)
    for same in entries.values():
        first = next((one for one in same if not one.line.accepted), same[0])
        cycle, unit, resource = first.key
        period = org.model.get(Cycle, cycle)
        around = org.units.lineage(unit) or (unit,)
        yield Demand(
            subjects=(first.initiative.ref,),
            key=f"{name_of(unit)} {resource} {name_of(cycle)}",
            place=first.place,
            initiative=first.initiative.ref,
            unit=unit,
            resource=resource,
            cycle=cycle,
            current=period is None or period.ends >= org.as_of,
            accepted=first.line.accepted,
            declared=any((cycle, above, resource) in supply for above in around),
        )
