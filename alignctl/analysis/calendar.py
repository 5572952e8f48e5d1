"""Planning periods: cycles go in; the steps from one to the next and the order inside each come out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import MappingProxyType

from alignctl.model.days import shift
from alignctl.model.facts import CyclePlan, CycleStep
from alignctl.model.kinds import Cycle, Phase
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence
from alignctl.model.ref import Ref

ALL = Ref("")
"""Stands for every unit and none."""


def calendar(org: Organisation) -> tuple[CycleStep | CyclePlan, ...]:
    """Return how the cycles of each level and track follow each other, and the order inside each cycle.

    A cycle is compared with the one that ends last among those that start before it, so that one long period hides no
    gap; cycles that end before they start are left out. Worked example: `q1` ends on 31 March and `q2` starts on
    3 April: 2 days, 1 to 2 April, belong to no quarter.
    """
    cycles = org.model.active(Cycle, org.as_of)
    lanes: dict[tuple[str, str], list[Cycle]] = {}
    for cycle in sorted(cycles, key=lambda c: (c.starts, c.ends, c.ref)):
        if cycle.starts <= cycle.ends:
            lanes.setdefault((cycle.level, cycle.track), []).append(cycle)
    steps = (step for lane in lanes.values() for step in _steps(lane))
    return (*steps, *(_plan(org, cycle) for cycle in cycles))


def _steps(lane: list[Cycle]) -> Iterator[CycleStep]:
    last = lane[0]
    for cycle in lane[1:]:
        yield _step(last, cycle)
        last = max(last, cycle, key=lambda c: c.ends)


def _step(before: Cycle, after: Cycle) -> CycleStep:
    missing = (after.starts - before.ends).days - 1
    shared = after.starts, min(before.ends, after.ends)
    free = shift(before.ends, 1), shift(after.starts, -1)
    window: tuple[date, date] = shared if missing < 0 else free if missing > 0 else (before.ends, after.starts)
    return CycleStep(
        subjects=tuple(sorted((before.ref, after.ref))),
        place=min(before, after, key=lambda c: c.ref).place,
        places=MappingProxyType({"after": after.locate("starts"), "before": before.locate("ends")}),
        evidence=(
            Evidence(before.locate("ends"), f"`{before.name}` ends on {before.ends}"),
            Evidence(after.locate("starts"), f"`{after.name}` starts on {after.starts}"),
        ),
        level=after.level,
        track=after.track,
        before=before.ref,
        after=after.ref,
        days=-(shared[1] - shared[0]).days - 1 if missing < 0 else missing,
        from_=window[0],
        until=window[1],
    )


def _plan(org: Organisation, cycle: Cycle) -> CyclePlan:
    found = org.model.get(Cycle, cycle.parent)
    parent = found if found and found.active(org.as_of) else None
    outside = parent is not None and (cycle.starts < parent.starts or parent.ends < cycle.ends)
    return CyclePlan(
        subjects=(cycle.ref,),
        place=cycle.place,
        evidence=_around(parent) if parent else (),
        cycle=cycle.ref,
        parent=parent.ref if parent else None,
        outside=outside,
        disorder=_disorder(cycle),
    )


def _around(parent: Cycle) -> tuple[Evidence, ...]:
    return (Evidence(parent.place, f"`{parent.name}` runs from {parent.starts} to {parent.ends}"),)


def _disorder(cycle: Cycle) -> tuple[str, ...]:
    """Return what is out of order between the phases, each pair once.

    A phase starts after those before it in the list that concern the same unit, one without a unit concerning all;
    after the phases that it `needs`; and a phase named `commit` after all that are named `capacity`.
    """
    names = {phase.name for phase in cycle.phases}
    late = [_late(first, then) for first, then in _ordered(cycle.phases) if then.from_ <= first.until]
    unknown = [
        f"`{phase.name}` needs `{name}`, which is no phase"
        for phase in cycle.phases
        for name in phase.needs
        if name not in names
    ]
    return tuple(dict.fromkeys((*late, *unknown)))


def _ordered(phases: tuple[Phase, ...]) -> Iterator[tuple[Phase, Phase]]:
    """Yield each pair of phases of which the first must end before the second starts."""
    named: dict[str, list[int]] = {}
    for number, phase in enumerate(phases):
        named.setdefault(phase.name, []).append(number)
    last: dict[Ref | None, int] = {}  # of the phases so far, by unit and under `ALL`: the first of those that end last
    for number, then in enumerate(phases):
        lane = {last[unit] for unit in ((ALL,) if then.unit is None else (None, then.unit)) if unit in last}
        if lane:
            yield max((phases[place] for place in sorted(lane)), key=lambda p: p.until), then
        needed = {*then.needs, *(["capacity"] if then.name == "commit" else [])}
        for place in sorted(place for name in needed for place in named.get(name, ())):
            if place != number:
                yield phases[place], then
        for unit in (then.unit, ALL):
            if unit not in last or phases[last[unit]].until < then.until:
                last[unit] = number


def _late(first: Phase, then: Phase) -> str:
    return f"`{then.name}` starts on {then.from_}, but `{first.name}` ends only on {first.until}"
