"""How well a metric is described and guarded: metrics and what uses them go in, one sheet for each comes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from alignctl.analysis.incentives.twins import twins
from alignctl.model.facts import MetricSheet
from alignctl.model.kinds import Metric
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence
from alignctl.model.pull import Pull, goals_that_count, percent, plans_that_count, pulls_of_objective, pulls_of_plan
from alignctl.model.ref import Ref, name_of


@dataclass(frozen=True, slots=True)
class Use:
    """A plan that pays on a metric (with a weight in percent), or a key result measured by it, in a current cycle."""

    pull: Pull
    weight: Decimal
    text: str

    @property
    def aimed(self) -> bool:
        """Tell whether there is a number to reach."""
        metric = self.pull.metric
        if self.pull.direction == "band":
            return metric.floor is not None or metric.ceiling is not None
        return self.pull.target is not None


def metric_sheets(org: Organisation) -> Iterator[MetricSheet]:
    """Yield one fact for each metric: what a balanced scorecard's measure sheet would lack, its twins and guards.

    Guards are counter-metrics of another function (Grove's paired indicators, against Goodhart's law).
    """
    uses = _uses(org)
    metrics = org.model.active(Metric, org.as_of)
    same = twins(metrics)
    for metric in metrics:
        used = uses.get(metric.ref, [])
        yield MetricSheet(
            subjects=(metric.ref,),
            place=metric.place,
            evidence=(*(Evidence(use.pull.place, use.text) for use in used), *_defined(org, same.get(metric.ref, ()))),
            metric=metric.ref,
            owner=metric.owning_unit,
            outcome=metric.outcome,
            used=bool(used),
            aimed=metric.lever or any(one is not None for one in (metric.target, metric.floor, metric.ceiling)),
            missing=tuple(_missing(metric, used)),
            twins=same.get(metric.ref, ()),
            paid_weight=percent(max((use.weight for use in used), default=Decimal())),
            independent_guards=_guards(org, metric),
        )


def _defined(org: Organisation, same: tuple[Ref, ...]) -> Iterator[Evidence]:
    for twin in same[1:]:
        if metric := org.model.get(Metric, twin):
            text = f"`{metric.name}`, owned by `{name_of(metric.owning_unit)}`, is defined in the same words"
            yield Evidence(metric.locate("definition"), text)


def _uses(org: Organisation) -> dict[Ref, list[Use]]:
    found: dict[Ref, list[Use]] = {}
    for use in (*_paid(org), *_aimed(org)):
        found.setdefault(use.pull.metric.ref, []).append(use)
    return found


def _paid(org: Organisation) -> Iterator[Use]:
    for plan, _ in plans_that_count(org):
        for pull, weight in by_metric(pulls_of_plan(org, plan)):
            yield Use(pull, weight, f"`{plan.name}` pays {percent(weight):f}% on `{pull.metric.name}`")


def _aimed(org: Organisation) -> Iterator[Use]:
    for objective, _ in goals_that_count(org):
        for pull in pulls_of_objective(org, objective):
            text = f"`{pull.key_result}` of `{objective.name}` is measured by `{pull.metric.name}`"
            yield Use(pull, Decimal(), text)


def by_metric(pulls: tuple[Pull, ...]) -> list[tuple[Pull, Decimal]]:
    """Return the heaviest pull on each metric, by name, with the weight of all that pull on it."""
    found: dict[Ref, list[Pull]] = {}
    for pull in pulls:
        found.setdefault(pull.metric.ref, []).append(pull)
    return [
        (max(group, key=lambda pull: pull.weight), sum((pull.weight for pull in group), Decimal()))
        for _, group in sorted(found.items())
    ]


def _missing(metric: Metric, uses: list[Use]) -> Iterator[str]:
    if not all(use.aimed for use in uses):
        yield "a target"
    if uses and not (metric.definition or "").strip():
        yield "a definition"


def _guards(org: Organisation, metric: Metric) -> int:
    home = org.function(metric.owning_unit)
    found = (org.model.get(Metric, guard) for guard in metric.guarded_by)
    return sum(org.function(guard.owning_unit) != home for guard in found if guard and guard.active(org.as_of))
