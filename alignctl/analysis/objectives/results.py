"""Key results against their metric: goals that count go in, what each asks for and which values meet come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from alignctl.model.facts import KeyResultFact, MetricTargets
from alignctl.model.kinds import KeyResult, Metric, Objective
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence, Place
from alignctl.model.pull import SIGNS, goals_that_count, wanted
from alignctl.model.ranges import grouped
from alignctl.model.ref import Ref, name_of


def key_results(org: Organisation) -> Iterator[KeyResultFact]:
    """Yield one fact for each key result of a goal that counts, whose metric is in force.

    Opposed: it is to go up though its metric is to go down, or the other way round, and the metric belongs to a unit
    above, below or in the function of one that works on it; between other units that is a conflict. Still: baseline and
    target are one value and nothing says that it is to be kept: neither `direction: keep` nor a metric with a band.
    Beyond: the limit of the metric, `floor` or `ceiling`, on whose wrong side the target lies.
    """
    for objective, _ in goals_that_count(org):
        for number, result in enumerate(objective.key_results):
            metric = org.model.get(Metric, result.metric)
            if metric and metric.active(org.as_of):
                yield _fact(org, objective, number, metric)


def _fact(org: Organisation, objective: Objective, number: int, metric: Metric) -> KeyResultFact:
    result = objective.key_results[number]
    direction = wanted(result, metric)
    against = SIGNS.get(direction, 0) * SIGNS.get(metric.direction, 0) < 0
    beyond = _beyond(result, metric)
    limit = {"floor": metric.floor, "ceiling": metric.ceiling}.get(beyond)
    told = [Evidence(metric.locate("direction"), f"`{metric.name}` is to go {metric.direction}")] if against else []
    if limit is not None:
        told.append(Evidence(metric.locate(beyond), f"the {beyond} of `{metric.name}` is {grouped(limit)}"))
    return KeyResultFact(
        subjects=tuple(sorted((objective.ref, metric.ref))),
        key=result.id,
        place=objective.locate("keyResults", number),
        evidence=tuple(told),
        objective=objective.ref,
        key_result=result.id,
        metric=metric.ref,
        direction=direction,
        metric_direction=metric.direction,
        baseline=result.baseline,
        target=result.target,
        opposed=against and _near(org, result.contributors or objective.owners, metric.owning_unit),
        still=_still(result, metric),
        beyond=beyond,
        limit=limit,
    )


def _near(org: Organisation, units: tuple[Ref, ...], owner: Ref) -> bool:
    """Tell whether one of the units is in the function of the owner, or above or below it."""
    return any(
        org.function(unit) == org.function(owner) or org.units.covers(unit, owner) or org.units.covers(owner, unit)
        for unit in units
    )


def _still(result: KeyResult, metric: Metric) -> bool:
    same = result.target is not None and result.baseline == result.target
    return same and result.direction is None and metric.direction != "band"


def _beyond(result: KeyResult, metric: Metric) -> str:
    if result.target is None:
        return ""
    if metric.floor is not None and result.target < metric.floor:
        return "floor"
    return "ceiling" if metric.ceiling is not None and result.target > metric.ceiling else ""


@dataclass(frozen=True, slots=True)
class Wish:
    """A value that a key result wants its metric to have."""

    value: Decimal
    goal: Objective
    number: int

    @property
    def place(self) -> Place:
        """Return where the key result stands."""
        return self.goal.locate("keyResults", self.number)

    @property
    def text(self) -> str:
        """Return the key result and its goal in words."""
        return f"`{self.goal.key_results[self.number].id}` of `{self.goal.name}`"


def metric_targets(org: Organisation) -> Iterator[MetricTargets]:
    """Yield, for each metric and cycle, the values that key results of goals that count want it to have.

    Goals of different cycles may want different values: a year's is reached in steps.
    """
    found: dict[tuple[Ref, Ref], list[Wish]] = {}
    for objective, cycle in goals_that_count(org):
        for number, result in enumerate(objective.key_results):
            if result.target is not None:
                found.setdefault((result.metric, cycle.ref), []).append(Wish(result.target, objective, number))
    for metric, period in sorted(found):
        known = org.model.get(Metric, metric)
        if known and known.active(org.as_of):
            wishes = sorted(found[metric, period], key=lambda wish: (wish.value, wish.goal.ref, wish.number))
            yield _targets(metric, period, wishes)


def _targets(metric: Ref, period: Ref, wishes: list[Wish]) -> MetricTargets:
    groups = [(value, list(same)) for value, same in groupby(wishes, key=lambda wish: wish.value)]
    return MetricTargets(
        subjects=(metric,),
        key=name_of(period),
        place=wishes[0].place,
        evidence=tuple(Evidence(wish.place, f"{wish.text} wants {grouped(wish.value)}") for wish in wishes[1:]),
        metric=metric,
        cycle=period,
        values=len(groups),
        targets=tuple(f"{grouped(value)} ({', '.join(wish.text for wish in same)})" for value, same in groups),
    )
