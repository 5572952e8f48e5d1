"""How many goals there are, and how many are shared: objectives go in, counts by unit and cycle come out."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.model.facts import GoalSet
from alignctl.model.kinds import Objective, Unit
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence
from alignctl.model.pull import goals_that_count, jointly_owned
from alignctl.model.ref import Ref, name_of


def goal_sets(org: Organisation) -> Iterator[GoalSet]:
    """Yield the goals of each unit, and of the whole company, by cycle that has not ended.

    Shared counts those that two functions own, whatever they are called.
    """
    found: dict[tuple[Ref, Ref], list[Objective]] = {}
    for objective, _ in goals_that_count(org):
        holders = {*objective.owners, *((org.company.ref,) if org.company else ())}
        for unit in holders:
            found.setdefault((unit, objective.cycle), []).append(objective)
    for unit, cycle in sorted(found):
        yield from _set(org, unit, cycle, found[unit, cycle])


def _set(org: Organisation, reference: Ref, cycle: Ref, objectives: list[Objective]) -> Iterator[GoalSet]:
    unit = org.model.get(Unit, reference)
    if unit:
        shared = sum(jointly_owned(org, objective) for objective in objectives)
        yield GoalSet(
            subjects=(unit.ref,),
            key=name_of(cycle),
            place=unit.place,
            evidence=tuple(Evidence(o.locate("owners"), f"`{o.name}` counts") for o in objectives),
            unit=unit.ref,
            cycle=cycle,
            whole=org.company is not None and unit.ref == org.company.ref,
            objectives=len(objectives),
            shared=shared,
            share=shared / len(objectives),
        )
