"""What a plan pays for: plans go in, their weights and whether those paid can move the metrics come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from types import MappingProxyType

from alignctl.analysis.incentives.reach import DEGREES, Reach
from alignctl.analysis.incentives.sheets import by_metric
from alignctl.model.facts import PaidMetric, Plan
from alignctl.model.kinds import Component, Cycle, IncentivePlan, Metric, Objective
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence
from alignctl.model.pull import (
    Pull,
    goals_that_count,
    jointly_owned,
    paid_by,
    percent,
    plans_that_count,
    pulls_of_objective,
    pulls_of_plan,
)
from alignctl.model.ref import Ref, name_of
from alignctl.model.tree import Tree

WHOLE = Decimal(100)
HALF = Decimal("0.5")


def plans(org: Organisation) -> Iterator[Plan]:
    """Yield one fact for each plan that counts: its weights in percent, as written and by shared outcome (A10).

    A part on a goal of several functions is shared also after that goal's end: it is what the plan pays for.
    """
    shared = shared_metrics(org)
    cycles = Tree({cycle.ref: cycle.parent for cycle in org.model.all(Cycle)})
    for plan, _ in plans_that_count(org):
        total = sum((component.weight for component in plan.components), Decimal())
        together = percent(sum((p.weight for p in paid_by(org, plan) if _is_shared(org, p, shared)), Decimal()))
        index, heaviest = max(enumerate(plan.components), key=lambda numbered: (numbered[1].weight, -numbered[0]))
        place = plan.locate("components", index)
        yield Plan(
            subjects=(plan.ref,),
            place=plan.place,
            places=MappingProxyType({"heaviest": place}),
            evidence=tuple(_lines(org, plan, shared)),
            plan=plan.ref,
            roles=plan.roles,
            leaders=any(org.tier(role) in org.settings.leader_tiers for role in plan.roles),
            total=total,
            adds_up=adds_up(component.weight for component in plan.components),
            shared_weight=together,
            functional_weight=percent(total - together),
            heaviest=name_of(_paid(heaviest)),
            heaviest_weight=heaviest.weight,
            other_cycles=tuple(_other_cycles(org, plan, cycles)),
        )


def paid_metrics(org: Organisation, reach: Reach) -> Iterator[PaidMetric]:
    """Yield one fact for each plan and metric; `control` is that of the least able units, which `units` names."""
    shared = shared_metrics(org)
    for plan, _ in plans_that_count(org):
        units = units_of(org, plan)
        for pull, weight in by_metric(pulls_of_plan(org, plan)) if units else ():
            degrees = {unit: reach.degree(unit, pull.metric) for unit in units}
            least = min(degrees.values(), key=DEGREES.index)
            yield PaidMetric(
                subjects=tuple(sorted((plan.ref, pull.metric.ref))),
                place=pull.place,
                evidence=(Evidence(pull.metric.locate("owningUnit"), _owner(pull.metric)),),
                plan=plan.ref,
                metric=pull.metric.ref,
                weight=percent(weight),
                units=tuple(unit for unit, degree in degrees.items() if degree == least),
                control=least,
                shared=pull.metric.ref in shared,
            )


def adds_up(weights: Iterable[Decimal]) -> bool:
    """Tell whether weights are 100, as people write it: each may be off by half a unit of its last digit, no more.

    A weight without a decimal point was not rounded: 3 x 33.3 is 100, 3 x 33 is 99.

    >>> thirds, whole = (Decimal("33.3"),) * 3, (Decimal(33),) * 3
    >>> adds_up(thirds), adds_up(whole)
    (True, False)
    """
    written = tuple(weights)
    rounded = (weight for weight in written if weight.as_tuple().exponent < 0)  # type: ignore[operator]  # finite
    tolerance = sum((HALF.scaleb(int(weight.as_tuple().exponent)) for weight in rounded), Decimal())
    return abs(sum(written, -WHOLE)) <= tolerance


def units_of(org: Organisation, plan: IncentivePlan) -> tuple[Ref, ...]:
    """Return the units of the roles that a plan is for, by name."""
    homes = {home for role in plan.roles if (home := org.unit_of(role))}
    return tuple(sorted(homes & org.units.parents.keys()))


def shared_metrics(org: Organisation) -> frozenset[Ref]:
    """Return the metrics for which several functions answer: so declared, or by a current objective of two or more."""
    declared = (m.ref for m in org.model.active(Metric, org.as_of) if m.outcome in ("shared", "company"))
    joint = (
        pull.metric.ref
        for objective, _ in goals_that_count(org)
        if jointly_owned(org, objective)
        for pull in pulls_of_objective(org, objective)
    )
    return frozenset((*declared, *joint))


def _paid(component: Component) -> Ref:
    return component.metric or component.objective or Ref("")


def _owner(metric: Metric) -> str:
    return f"`{metric.name}` is owned by `{name_of(metric.owning_unit)}`"


def _is_shared(org: Organisation, pull: Pull, shared: frozenset[Ref]) -> bool:
    """Tell whether a part of a plan pays for a shared outcome, or for a goal of several functions."""
    goal = org.model.get(Objective, pull.objective)
    return pull.metric.ref in shared or (goal is not None and jointly_owned(org, goal))


def _lines(org: Organisation, plan: IncentivePlan, shared: frozenset[Ref]) -> Iterator[Evidence]:
    for index, component in enumerate(plan.components):
        paid = _paid(component)
        goal = org.model.get(Objective, component.objective)
        joint = goal is not None and jointly_owned(org, goal)
        note = ", a goal of several functions" if joint else ", a shared outcome" if paid in shared else ""
        yield Evidence(plan.locate("components", index), f"{component.weight:f}% on `{name_of(paid)}`{note}")


def _other_cycles(org: Organisation, plan: IncentivePlan, cycles: Tree) -> Iterator[Ref]:
    """Yield the objectives paid on whose cycle is neither the plan's nor above or below it."""
    found = {component.objective for component in plan.components if component.objective}
    for objective in sorted(found):
        aim = org.model.get(Objective, objective)
        if aim and {aim.cycle, plan.cycle} <= cycles.parents.keys():
            nested = cycles.covers(aim.cycle, plan.cycle) or cycles.covers(plan.cycle, aim.cycle)
            if not nested:
                yield objective
