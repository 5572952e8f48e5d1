"""Whether pay works against a shared goal: plans and key results go in, how each bears on each comes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

from alignctl.analysis.incentives.plans import units_of
from alignctl.analysis.incentives.reach import Reach
from alignctl.model.facts import PlanGoal
from alignctl.model.kinds import Cycle, IncentivePlan, Objective
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence
from alignctl.model.pull import (
    Pull,
    goals_that_count,
    jointly_owned,
    percent,
    plans_that_count,
    pulls_of_objective,
    pulls_of_plan,
)
from alignctl.model.ref import Ref, name_of


@dataclass(frozen=True, slots=True)
class Bearing:
    """How paying on one metric bears on a key result: `how` is direct, path, lever, or none."""

    paid: Pull
    how: str
    opposed: bool
    strength: float
    path: str
    evidence: tuple[Evidence, ...] = ()

    @property
    def weight(self) -> float:
        """Return how much it counts: percent of the plan x strength."""
        return float(self.paid.weight) * self.strength


def plan_goals(org: Organisation, reach: Reach) -> Iterator[PlanGoal]:
    """Yield one fact for each plan and key result of a shared objective whose cycles meet and have not ended (A10d).

    Shared: declared so, or owned by two functions. Of the components that oppose the key result the one with the
    largest weight x strength stands in the fact, the others are evidence.
    """
    shared = tuple(_shared(org))
    for plan, paid in plans_that_count(org):
        pulls = pulls_of_plan(org, plan)
        levers = reach.levers_of(units_of(org, plan))
        for objective, aimed in shared:
            if pulls and paid.starts <= aimed.ends and aimed.starts <= paid.ends:
                aims = pulls_of_objective(org, objective)
                bearings = [(aim, [_bearing(reach, pull, aim, levers) for pull in pulls]) for aim in aims]
                yield from _together([_fact(plan, objective, aim, found) for aim, found in bearings])


def _together(facts: list[PlanGoal]) -> Iterator[PlanGoal]:
    """Yield the facts of one plan and objective: of those opposed the first names the others."""
    opposed = [fact for fact in facts if fact.opposed]
    first = next(iter(opposed), None)
    for fact in facts:
        if fact is first:
            rest = [other for other in opposed if other is not first]
            evidence = tuple(Evidence(other.place, _against(other)) for other in rest)
            named = tuple(dict.fromkeys(other.metric for other in rest if other.metric != fact.metric))
            yield replace(fact, first=True, also=named, evidence=(*fact.evidence, *evidence))
        else:
            yield fact


def _against(fact: PlanGoal) -> str:
    """Return how a plan works against one more key result of the same objective."""
    paid, metric = name_of(fact.paid), name_of(fact.metric)
    return f"`{paid}` ({fact.weight:f}%) works against `{metric}` too: {fact.path}"


def _shared(org: Organisation) -> Iterator[tuple[Objective, Cycle]]:
    """Yield the shared objectives that count, with their cycle."""
    for objective, cycle in goals_that_count(org):
        if objective.shared or jointly_owned(org, objective):
            yield objective, cycle


def _bearing(reach: Reach, paid: Pull, aim: Pull, levers: tuple[Ref, ...]) -> Bearing:
    """Return the strongest way in which a paid metric opposes an aim, else in which it helps, else none."""
    found = [Bearing(paid, "none", opposed=False, strength=0.0, path="")]
    if paid.sign and aim.sign:
        found += (*_direct(paid, aim), *_path(reach, paid, aim), *_lever(reach, paid, aim, levers))
    return max(found, key=lambda bearing: (bearing.opposed, bearing.strength))


def _direct(paid: Pull, aim: Pull) -> Iterator[Bearing]:
    if paid.metric.ref == aim.metric.ref:
        text = f"paid to go {paid.direction}, wanted {aim.direction}"
        yield Bearing(paid, "direct", opposed=paid.sign != aim.sign, strength=1.0, path=text)


def _path(reach: Reach, paid: Pull, aim: Pull) -> Iterator[Bearing]:
    effect = reach.effects.get((paid.metric.ref, aim.metric.ref))
    if effect and effect.sign:
        opposed = paid.sign * effect.sign != aim.sign
        yield Bearing(paid, "path", opposed, effect.strength, effect.path, effect.evidence)


def _lever(reach: Reach, paid: Pull, aim: Pull, levers: tuple[Ref, ...]) -> Iterator[Bearing]:
    """Yield the levers that move both: used so that the paid metric gains, each helps or hurts the aim (A6)."""
    for lever in levers if paid.metric.ref != aim.metric.ref else ():
        gain, cost = (reach.effects.get((lever, pull.metric.ref)) for pull in (paid, aim))
        if gain and cost and gain.sign and cost.sign:
            opposed = gain.sign * paid.sign != cost.sign * aim.sign
            strength = min(gain.strength, cost.strength)
            path = f"{gain.path}; {cost.path}"
            yield Bearing(paid, "lever", opposed, strength, path, (*gain.evidence, *cost.evidence))


def _fact(plan: IncentivePlan, objective: Objective, aim: Pull, bearings: list[Bearing]) -> PlanGoal:
    head = max(bearings, key=lambda bearing: (bearing.opposed, bearing.weight, bearing.paid.weight))
    others = [bearing for bearing in bearings if bearing.opposed and bearing is not head]
    return PlanGoal(
        subjects=tuple(sorted((plan.ref, objective.ref))),
        key=aim.key_result,
        place=plan.place,
        places=MappingProxyType({"component": head.paid.place}),
        evidence=(
            Evidence(aim.place, f"`{objective.name}` wants `{aim.metric.name}` {aim.direction}"),
            *(Evidence(other.paid.place, _also(other)) for other in others),
            *head.evidence,
        ),
        plan=plan.ref,
        objective=objective.ref,
        key_result=aim.key_result,
        metric=aim.metric.ref,
        opposed=head.opposed,
        how=head.how,
        paid=head.paid.metric.ref,
        weight=percent(head.paid.weight),
        path=head.path,
    )


def _also(other: Bearing) -> str:
    return f"`{other.paid.metric.name}` ({percent(other.paid.weight):f}%) works against it too: {other.path}"
