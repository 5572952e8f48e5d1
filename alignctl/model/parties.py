"""A pay plan, a goal or a role goes in, with tensions; those in which it is on a side come out."""

from __future__ import annotations

from collections.abc import Iterable

from alignctl.model.facts import Tension
from alignctl.model.kinds import IncentivePlan, Objective, Role, Unit
from alignctl.model.organisation import Organisation
from alignctl.model.pull import over, pulls_of_objective, pulls_of_plan
from alignctl.model.ref import Ref

Wish = tuple[Ref, Ref, str]
"""A unit, a metric, and the direction in which it wants it."""


def parts_of(org: Organisation, source: Ref, tensions: Iterable[Tension]) -> tuple[Tension, ...]:
    """Return the opposed tensions in which a pay plan or a goal asks for what one of the sides wants."""
    wishes = _wishes(org, source)
    return tuple(
        tension
        for tension in tensions
        if tension.conflict and any((side.unit, side.metric, side.direction) in wishes for side in tension.sides)
    )


def parts_of_role(org: Organisation, role: Ref, tensions: Iterable[Tension]) -> tuple[Tension, ...]:
    """Return the opposed tensions in which a side is the unit of a role, one that it leads, or what it is paid for."""
    found, known = org.model.get(Role, role), tuple(tensions)
    led = {unit.ref for unit in org.model.active(Unit, org.as_of) if unit.lead == role}
    units = led | ({found.unit} if found else set())
    plans = [plan.ref for plan in org.model.active(IncentivePlan, org.as_of) if role in plan.roles]
    paid = {tension.id for plan in plans for tension in parts_of(org, plan, known)}
    return tuple(one for one in known if one.conflict and (one.id in paid or units.intersection(one.units)))


def _wishes(org: Organisation, source: Ref) -> frozenset[Wish]:
    plan, goal = org.model.get(IncentivePlan, source), org.model.get(Objective, source)
    if plan and not over(org, plan):
        homes = {home for role in plan.roles if (home := org.unit_of(role))}
        return frozenset((unit, pull.metric.ref, pull.direction) for pull in pulls_of_plan(org, plan) for unit in homes)
    if goal and not over(org, goal):
        pulls = [(unit, pull) for pull in pulls_of_objective(org, goal) for unit in pull.contributors]
        return frozenset((unit, pull.metric.ref, pull.direction) for unit, pull in pulls)
    return frozenset()
