"""What each goal lacks: objectives go in, their level, links upwards, measures, grades and owners come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from alignctl.model.days import shift
from alignctl.model.facts import Goal
from alignctl.model.kinds import Cycle, KeyResult, Metric, Objective
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence
from alignctl.model.pull import counting, functions_of, over
from alignctl.model.ref import Ref

YEAR = 365
LEVELS = ("company", "function", "team")


def goals(org: Organisation) -> Iterator[Goal]:
    """Yield one fact for each objective of a cycle that has not ended more than 365 days ago (A13).

    A goal is linked if it is the company's, or its parents lead up to a goal or an outcome of the company; `depth` is
    the number of steps on the shortest way, 0 if there is none; only goals that had not ended while it counted lead on.
    Grade and postmortem are due `gradeGrace` after the cycle's end; a postmortem if the goal was committed and graded
    below 1.
    """
    depths = cache(lambda day: _depths(org, day))
    for objective in org.model.active(Objective, org.as_of):
        cycle = org.model.get(Cycle, objective.cycle)
        if cycle and cycle.active(org.as_of) and cycle.ends >= shift(org.as_of, -YEAR):
            yield _goal(org, objective, cycle, depths(min(org.as_of, cycle.ends)).get(objective.ref))


def _goal(org: Organisation, objective: Objective, cycle: Cycle, depth: int | None) -> Goal:
    unmeasured = {number: lacks for number, r in enumerate(objective.key_results) if (lacks := _lacks(r))}
    closed = org.as_of > shift(cycle.ends, _whole_days(org))
    missed = objective.commitment == "committed" and objective.grade is not None and objective.grade < 1
    return Goal(
        subjects=(objective.ref,),
        place=objective.place,
        evidence=(*_unmeasured(objective, unmeasured), *_over(org, objective), *_closed(cycle, closed=closed)),
        objective=objective.ref,
        cycle=cycle.ref,
        current=counting(org, objective) is not None,
        level=_level(org, objective),
        owners=objective.owners,
        functions=len(functions_of(org, objective)),
        shared=objective.shared,
        silent_owners=tuple(sorted(owner for owner in objective.owners if _silent(org, objective, owner))),
        linked=depth is not None,
        key_results=len(objective.key_results),
        unmeasured=tuple(objective.key_results[number].id for number in unmeasured),
        depth=depth or 0,
        grade_due=closed,
        graded=objective.grade is not None,
        postmortem_due=closed and missed,
        postmortem=objective.postmortem is not None,
    )


def _whole_days(org: Organisation) -> int:
    return int(org.settings.analysis.grade_grace.hours // 24)


def _level(org: Organisation, objective: Objective) -> str:
    """Return the level as written, else the highest type among the owning units."""
    types = {org.unit_types.get(owner, "team") for owner in objective.owners}
    return objective.level or min(types, key=LEVELS.index)


def _lacks(result: KeyResult) -> tuple[str, ...]:
    given = {"baseline": result.baseline, "target": result.target}
    return tuple(name for name, value in given.items() if value is None)


def _silent(org: Organisation, objective: Objective, owner: Ref) -> bool:
    """Tell whether neither the owner nor a unit below it contributes to a key result."""
    parts = (part for result in objective.key_results for part in result.contributors or objective.owners)
    return not any(part == owner or org.units.covers(owner, part) for part in parts)


def _depths(org: Organisation, on: date) -> Mapping[Ref, int]:
    """Return the steps up to the company on the shortest way, for each objective from which a way leads there.

    The ways are followed downwards, level by level from what is the company's, so that each link is taken once. Only
    goals that count on the day lead on.
    """
    goals_then = [goal for goal in org.model.active(Objective, org.as_of) if counting(org, goal, on)]
    below: dict[Ref, list[Ref]] = {}
    for objective in goals_then:
        for parent in objective.parents:
            below.setdefault(parent, []).append(objective.ref)
    level = {ref for ref in (*below, *(objective.ref for objective in goals_then)) if _of_company(org, ref, on)}
    found: dict[Ref, int] = {}
    depth = 0
    while level:
        found.update(dict.fromkeys(level, depth))
        depth += 1
        level = {child for ref in level for child in below.get(ref, ()) if child not in found}
    return found


def _of_company(org: Organisation, reference: Ref, on: date) -> bool:
    """Tell whether something in force is a company objective, or a metric that the company as a whole answers for."""
    found = org.model.find(reference)
    if found is None or not found.active(org.as_of):
        return False
    if isinstance(found, Objective):
        return _level(org, found) == "company" and counting(org, found, on) is not None
    whole = org.company.ref if org.company else None
    return isinstance(found, Metric) and (found.outcome == "company" or found.owning_unit == whole)


def _unmeasured(objective: Objective, lacking: dict[int, tuple[str, ...]]) -> Iterator[Evidence]:
    for number, words in lacking.items():
        place = objective.locate("keyResults", number)
        yield Evidence(place, f"`{objective.key_results[number].id}` has no {' and no '.join(words)}")


def _over(org: Organisation, objective: Objective) -> Iterator[Evidence]:
    """Yield the goals named as parents of a goal that counts, and that are over."""
    for number, reference in enumerate(objective.parents if counting(org, objective) else ()):
        parent = org.model.get(Objective, reference)
        cycle = org.model.get(Cycle, parent.cycle) if parent else None
        if parent and cycle and over(org, parent):
            text = f"`{parent.name}` ended with `{cycle.name}` on {cycle.ends}"
            yield Evidence(objective.locate("parents", number), text)


def _closed(cycle: Cycle, *, closed: bool) -> Iterator[Evidence]:
    if closed:
        yield Evidence(cycle.locate("ends"), f"`{cycle.name}` ended on {cycle.ends}")
