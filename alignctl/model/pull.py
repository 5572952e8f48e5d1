"""What documents pull at: pay plans and objectives go in, the metrics that they want moved come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from types import MappingProxyType

from alignctl.model.entity import Entity
from alignctl.model.kinds import Cycle, IncentivePlan, Initiative, KeyResult, Metric, Objective
from alignctl.model.organisation import Organisation
from alignctl.model.place import Place
from alignctl.model.ref import Ref

SIGNS: Mapping[str, int] = MappingProxyType({"up": 1, "down": -1, "band": 0})
COMMITMENT: Mapping[str, Decimal] = MappingProxyType({"committed": Decimal(50), "aspirational": Decimal(25)})
LEVER_STAGES = frozenset({"proposed", "committed"})
THOUSANDTH = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Pull:
    """One wish that a metric should move; `weight` in percent: of the plan, or 50 for a commitment and 25 for an aim.

    `objective` and `key_result` are set where the wish comes from a key result, directly or through a plan that
    pays for the objective.
    """

    metric: Metric
    direction: str
    weight: Decimal
    target: Decimal | None
    place: Place
    objective: Ref | None = None
    key_result: str = ""
    contributors: tuple[Ref, ...] = ()

    @property
    def sign(self) -> int:
        """Return 1 for up, -1 for down, 0 for a band."""
        return SIGNS[self.direction]


def pulls_of_objective(org: Organisation, objective: Objective) -> tuple[Pull, ...]:
    """Return what the key results want moved; those on metrics that are unknown or not in force are left out."""
    return tuple(_aims(org, objective))


def paid_by(org: Organisation, plan: IncentivePlan) -> tuple[Pull, ...]:
    """Return what the components pay for; one on an objective becomes equal shares of its key results.

    A goal that is over is still paid for: a plan for a year may be made up of the goals of its quarters.
    """
    return tuple(pull for pull, _ in _pays(org, plan))


def pulls_of_plan(org: Organisation, plan: IncentivePlan) -> tuple[Pull, ...]:
    """Return what the components still make somebody want: what they pay for, without goals that are over."""
    return tuple(pull for pull, counts in _pays(org, plan) if counts)


def counting(org: Organisation, promise: Objective | IncentivePlan, on: date | None = None) -> Cycle | None:
    """Return the cycle of a goal or pay plan that counts on a day (`as_of` if absent), None for one that does not.

    It counts if it and its cycle are in force and the cycle has not ended by that day; one that has not begun counts.
    This is the only rule about it: what has ended wants nothing, supports nothing and shares nothing any more. A goal
    that is over owes its grade and, if it was a commitment and missed, what was learnt.
    """
    cycle = org.model.get(Cycle, promise.cycle)
    in_force = cycle is not None and cycle.active(org.as_of) and promise.active(org.as_of)
    return cycle if cycle and in_force and cycle.ends >= (on or org.as_of) else None


def over(org: Organisation, entity: Entity) -> bool:
    """Tell whether something is a goal or pay plan of a cycle that has ended."""
    cycle = org.model.get(Cycle, entity.cycle) if isinstance(entity, Objective | IncentivePlan) else None
    return cycle is not None and cycle.ends < org.as_of


def goals_that_count(org: Organisation) -> Iterator[tuple[Objective, Cycle]]:
    """Yield the objectives that count on the day, each with its cycle."""
    for objective in org.model.active(Objective, org.as_of):
        if cycle := counting(org, objective):
            yield objective, cycle


def plans_that_count(org: Organisation) -> Iterator[tuple[IncentivePlan, Cycle]]:
    """Yield the pay plans that count on the day, each with its cycle."""
    for plan in org.model.active(IncentivePlan, org.as_of):
        if cycle := counting(org, plan):
            yield plan, cycle


def levers(org: Organisation) -> frozenset[Ref]:
    """Return what can be pulled at will: metrics set directly by their owner, initiatives not yet done or dropped."""
    metrics = (metric.ref for metric in org.model.active(Metric, org.as_of) if metric.lever)
    initiatives = (i.ref for i in org.model.active(Initiative, org.as_of) if i.stage in LEVER_STAGES)
    return frozenset((*metrics, *initiatives))


def functions_of(org: Organisation, objective: Objective) -> frozenset[Ref]:
    """Return the functions that own an objective."""
    return frozenset(org.function(owner) for owner in objective.owners)


def jointly_owned(org: Organisation, objective: Objective) -> bool:
    """Tell whether two functions own an objective, whatever it says of itself."""
    return len(functions_of(org, objective)) > 1


def wanted(result: KeyResult, metric: Metric) -> str:
    """Return the direction of a key result: as written, else from baseline to target, else its metric's.

    To keep a value is to keep it from going the wrong way: the metric's direction.
    """
    if result.direction == "keep":
        return metric.direction
    if result.direction:
        return result.direction
    if result.baseline is None or result.target is None or result.baseline == result.target:
        return metric.direction
    return "up" if result.target > result.baseline else "down"


def percent(value: Decimal) -> Decimal:
    """Return a weight rounded half-even to three places, so that thirds add up to a whole again."""
    return value.quantize(THOUSANDTH, ROUND_HALF_EVEN).normalize() + 0


def _aims(org: Organisation, objective: Objective) -> Iterator[Pull]:
    for index, result in enumerate(objective.key_results):
        metric = _metric(org, result.metric)
        if metric and (direction := wanted(result, metric)) in SIGNS:
            yield Pull(
                metric,
                direction,
                COMMITMENT[objective.commitment],
                metric.target if result.target is None else result.target,
                objective.locate("keyResults", index),
                objective.ref,
                result.id,
                result.contributors or objective.owners,
            )


def _pays(org: Organisation, plan: IncentivePlan) -> Iterator[tuple[Pull, bool]]:
    """Yield what is paid for, and whether it counts on the day."""
    for index, component in enumerate(plan.components):
        place = plan.locate("components", index)
        objective = org.model.get(Objective, component.objective)
        metric = _metric(org, component.metric)
        if objective and objective.key_results and objective.active(org.as_of):
            share = component.weight / len(objective.key_results)
            counts = counting(org, objective) is not None
            yield from ((replace(aim, weight=share, place=place), counts) for aim in _aims(org, objective))
        elif metric and (direction := component.direction or metric.direction) in SIGNS:
            target = metric.target if component.target is None else component.target
            yield Pull(metric, direction, component.weight, target, place), True


def _metric(org: Organisation, reference: Ref | None) -> Metric | None:
    found = org.model.get(Metric, reference)
    return found if found and found.active(org.as_of) else None
