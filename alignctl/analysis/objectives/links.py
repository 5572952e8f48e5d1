"""Whether goals contradict those above: objectives and effects go in, each key result against its parents' come out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from types import MappingProxyType

from alignctl.model.facts import Effect, GoalLink
from alignctl.model.kinds import Metric, Objective
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence
from alignctl.model.pull import SIGNS, Pull, counting, goals_that_count, pulls_of_objective
from alignctl.model.ref import Ref

Effects = dict[tuple[Ref, Ref], Effect]


def goal_links(org: Organisation, effects: tuple[Effect, ...]) -> Iterator[GoalLink]:
    """Yield one fact for each key result of a goal that counts, and each key result or metric that it supports (A13).

    Opposed: the same metric the other way, or a path by which its success moves the parent's metric the wrong way.
    """
    known: Effects = {(effect.from_, effect.to): effect for effect in effects}
    for child, _ in goals_that_count(org):
        aims = pulls_of_objective(org, child)
        for parent in child.parents if aims else ():
            supported = _supported(org, parent)
            yield from (_link(known, child, aim, parent, goal) for aim in aims for goal in supported)


def _supported(org: Organisation, parent: Ref) -> tuple[Pull, ...]:
    """Return what a parent wants: its key results, or for a metric its own direction."""
    found = org.model.find(parent)
    if found is None or not found.active(org.as_of):
        return ()
    if isinstance(found, Objective):
        return pulls_of_objective(org, found) if counting(org, found) else ()
    if isinstance(found, Metric) and found.direction in SIGNS:
        return (Pull(found, found.direction, weight=Decimal(), target=found.target, place=found.locate("direction")),)
    return ()


def _link(known: Effects, child: Objective, aim: Pull, parent: Ref, goal: Pull) -> GoalLink:
    effect = known.get((aim.metric.ref, goal.metric.ref))
    opposed, path = _judge(aim, goal, effect)
    return GoalLink(
        subjects=tuple(sorted({child.ref, parent})),
        key=f"{aim.key_result} {goal.key_result}".strip(),
        place=child.place,
        places=MappingProxyType({"keyResult": aim.place}),
        evidence=(
            Evidence(
                goal.place, f"`{goal.key_result or goal.metric.name}` wants `{goal.metric.name}` {goal.direction}"
            ),
            *(effect.evidence if effect else ()),
        ),
        child=child.ref,
        key_result=aim.key_result,
        parent=parent,
        parent_key_result=goal.key_result,
        opposed=opposed,
        path=path,
    )


def _judge(aim: Pull, goal: Pull, effect: Effect | None) -> tuple[bool, str]:
    if aim.metric.ref == goal.metric.ref:
        opposed = aim.sign * goal.sign < 0
        return opposed, f"{aim.metric.name} is to go {aim.direction} here and {goal.direction} there"
    if effect is None or not effect.sign:
        return False, ""
    return aim.sign * effect.sign * goal.sign < 0, effect.path
