"""Who answers for which metric: plans, objectives and owners go in, one stake for each unit, metric, way and cycle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

from alignctl.model.facts import Stake
from alignctl.model.kinds import Cycle, Metric
from alignctl.model.organisation import Organisation
from alignctl.model.place import Place
from alignctl.model.pull import SIGNS, Pull, goals_that_count, plans_that_count, pulls_of_objective, pulls_of_plan
from alignctl.model.ref import Ref, kind_of, name_of

IMPORTANCE: Mapping[str, Decimal] = MappingProxyType(
    {"critical": Decimal(50), "high": Decimal(35), "medium": Decimal(25), "low": Decimal(10)}
)
# Of two equally heavy stakes the one that binds most is named.
BINDING: Mapping[str, int] = MappingProxyType({"incentiveplan": 0, "objective": 1, "metric": 2})


def derive_stakes(org: Organisation) -> tuple[Stake, ...]:
    """Return one stake for each (unit, metric, direction, cycle), the heaviest, for cycles that have not ended.

    Weights are 0..1: the share of a plan, .5 for a committed and .25 for an aspirational key result, .5, .35, .25 or .1
    by the importance of a metric that a unit owns (jUCMNav's actor importance is the nearest relative in GRL).
    """
    best: dict[tuple[tuple[Ref, ...], str], Stake] = {}
    for stake in _candidates(org):
        identity = stake.subjects, stake.key
        if identity not in best or _order(stake) < _order(best[identity]):
            best[identity] = stake
    return tuple(best[identity] for identity in sorted(best))


def _order(stake: Stake) -> tuple[object, ...]:
    return -stake.weight, BINDING[kind_of(stake.source)], stake.source, stake.place.sort_key()


def _candidates(org: Organisation) -> Iterator[Stake]:
    yield from _paid(org)
    yield from _aimed(org)
    yield from _owned(org)


def _paid(org: Organisation) -> Iterator[Stake]:
    for plan, cycle in plans_that_count(org):
        units = sorted({unit for role in plan.roles if (unit := org.unit_of(role)) and unit in org.units.parents})
        at_risk = plan.variable_share if org.settings.analysis.use_variable_share else None
        for pull in pulls_of_plan(org, plan):
            weight = pull.weight if at_risk is None else pull.weight * at_risk
            yield from (_stake(unit, pull, weight, plan.ref, cycle) for unit in units)


def _aimed(org: Organisation) -> Iterator[Stake]:
    for objective, cycle in goals_that_count(org):
        for pull in pulls_of_objective(org, objective):
            units = (unit for unit in pull.contributors if unit in org.units.parents)
            yield from (_stake(unit, pull, pull.weight, objective.ref, cycle) for unit in units)


def _owned(org: Organisation) -> Iterator[Stake]:
    for metric in org.model.active(Metric, org.as_of):
        if metric.owning_unit in org.units.parents and metric.direction in SIGNS:
            weight = IMPORTANCE[metric.importance]
            pull = Pull(metric, metric.direction, weight, metric.target, _declared(metric))
            yield _stake(metric.owning_unit, pull, weight, metric.ref, None)


def _declared(metric: Metric) -> Place:
    return metric.locate("direction")


def _stake(unit: Ref, pull: Pull, weight: Decimal, source: Ref, cycle: Cycle | None) -> Stake:
    metric = pull.metric
    band = pull.direction == "band"
    return Stake(
        subjects=tuple(sorted((unit, metric.ref))),
        key=f"{pull.direction} {name_of(cycle.ref)}" if cycle else pull.direction,
        place=pull.place,
        unit=unit,
        metric=metric.ref,
        direction=pull.direction,
        weight=round(float(weight / 100), 3),
        source=source,
        target=_text(pull.target),
        floor=_text(metric.floor if band else None),
        ceiling=_text(metric.ceiling if band else None),
        from_=cycle.starts if cycle else None,
        until=cycle.ends if cycle else None,
    )


def _text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number.normalize():f}"
