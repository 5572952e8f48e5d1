"""Objects go in; a fact for each pair of limits in them comes out, and whether both can hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from alignctl.load.unit_tree import unit_tree_facts
from alignctl.model.claim import spans
from alignctl.model.entity import Entity
from alignctl.model.facts.load import Bound
from alignctl.model.kinds import Cadence, Cycle, Decision, DecisionRight, Domain, Forum, Metric, Objective, Role
from alignctl.model.model import Model
from alignctl.model.organisation import Organisation
from alignctl.model.place import Place
from alignctl.model.quantity import Conditions, Interval
from alignctl.model.ranges import HIGHEST, LOWEST, Range, grouped
from alignctl.model.ref import Ref, name_of
from alignctl.model.rrule import last_day
from alignctl.model.tree import Tree


@dataclass(frozen=True, slots=True)
class Pair:
    """Two limits: `what` they are called, where the second stands, and why they cannot both hold, if so."""

    what: str
    place: Place
    problem: str


@dataclass(frozen=True, slots=True)
class Steps:
    """The smallest difference between two values of each attribute, by domain."""

    model: Model
    tree: Tree

    def of(self, attribute: str, domains: tuple[Ref, ...] | None = None) -> Decimal:
        """Return the step of an attribute in some domains (all: None), 0 if it is continuous in one of them."""
        over = self.tree.parents if domains is None else [d for start in domains for d in self.tree.lineage(start)]
        found = [self.model.get(Domain, domain) for domain in over]
        steps = [d.attributes[attribute].step for d in found if d and attribute in d.attributes]
        return min(steps, default=Decimal(0))


def bound_facts(org: Organisation) -> tuple[Bound, ...]:
    """Return a fact for each pair of limits, possible or not, in objects of any status, and for the unit tree."""
    steps = Steps(org.model, Tree({d.ref: d.parent for d in org.model.all(Domain)}))
    found = [_fact(entity, pair) for entity in org.model for pair in _pairs(entity, steps)]
    return tuple(sorted((*found, *unit_tree_facts(org)), key=Bound.sort_key))


def _fact(entity: Entity, pair: Pair) -> Bound:
    return Bound(
        subjects=(entity.ref,),
        key=pair.what,
        place=pair.place,
        of=entity.ref,
        what=pair.what,
        possible=not pair.problem,
        problem=pair.problem,
    )


def _pairs(entity: Entity, steps: Steps) -> Iterator[Pair]:
    data, place = entity.metadata, entity.place.at("metadata")
    if data.effective_from and data.effective_until:
        yield _window("validity", place.at("effectiveUntil"), data.effective_from, data.effective_until)
    yield from PAIRS.get(entity.KIND, _none)(entity, steps)


def _none(_entity: Any, _steps: Steps) -> Iterator[Pair]:
    return iter(())


def _window(what: str, place: Place, first: date, last: date) -> Pair:
    problem = f"it ends on {last}, before it begins on {first}" if last < first else ""
    return Pair(what, place, problem)


def _range(what: str, place: Place, numbers: Range, step: Decimal) -> Pair:
    if numbers.low >= numbers.high:
        return Pair(what, place, f"no number is {_ends(numbers)}")
    if numbers.empty(step):
        return Pair(what, place, f"no multiple of {grouped(step)} is {_ends(numbers)}")
    return Pair(what, place, "")


def _ends(numbers: Range) -> str:
    if numbers.low >= HIGHEST:
        return "left above the band before it"
    low = f"{('at least', 'over')[numbers.low[1]]} {grouped(numbers.low[0])}" if numbers.low > LOWEST else ""
    high = f"{('under', 'up to')[numbers.high[1]]} {grouped(numbers.high[0])}" if numbers.high < HIGHEST else ""
    return " and ".join(part for part in (low, high) if part)


def _conditions(
    conditions: Conditions, place: Place, whose: str, steps: Steps, domains: tuple[Ref, ...] | None
) -> Iterator[Pair]:
    for name, condition in conditions.items():
        if isinstance(condition, Interval):
            yield _range(f"range of `{name}`{whose}", place.at(name), Range.of(condition), steps.of(name, domains))


def _role(role: Role, steps: Steps) -> Iterator[Pair]:
    for number, absence in enumerate(role.unavailable):
        place = role.locate("unavailable", number, "until")
        yield _window(f"absence {number + 1}", place, absence.from_, absence.until)
    for number, deputy in enumerate(role.deputies):
        if deputy.from_ and deputy.until:
            place = role.locate("deputies", number, "until")
            yield _window(f"time of deputy {number + 1}", place, deputy.from_, deputy.until)
        place = role.locate("deputies", number, "limits")
        yield from _conditions(deputy.limits, place, f" for deputy {number + 1}", steps, None)


def _right(right: DecisionRight, steps: Steps) -> Iterator[Pair]:
    yield from _conditions(right.when, right.locate("when"), "", steps, right.domains)
    step = steps.of(right.band_on, right.domains) if right.band_on else Decimal(0)
    for number, numbers in enumerate(spans(right)):
        yield _range(f"range of band {number + 1}", right.locate("bands", number), numbers, step)


def _domain(domain: Domain, _steps: Steps) -> Iterator[Pair]:
    for name, attribute in domain.attributes.items():
        if attribute.type == "number" and attribute.max is not None:
            numbers = Range.of(Interval(at_least=attribute.min, up_to=attribute.max))
            yield _range(f"range of `{name}`", domain.locate("attributes", name, "max"), numbers, attribute.step)


def _forum(forum: Forum, _steps: Steps) -> Iterator[Pair]:
    if forum.quorum is not None:
        yield Pair("quorum", forum.locate("quorum"), _quorum_problem(forum.quorum, len(forum.members)))
    if forum.chair is not None:
        problem = "" if forum.chair in forum.members else f"`{name_of(forum.chair)}` is not one of the members"
        yield Pair("chair", forum.locate("chair"), problem)
    yield from _cadence(forum.cadence, forum.locate("cadence", "rrule"))


def _quorum_problem(quorum: Decimal, members: int) -> str:
    if quorum > members:
        return f"it asks for {grouped(quorum)} of {members} member{'s' if members != 1 else ''}"
    if quorum > 1 and quorum != quorum.to_integral_value():
        return f"{grouped(quorum)} is neither a whole number nor a fraction below 1"
    return ""


def _cadence(cadence: Cadence, place: Place) -> Iterator[Pair]:
    if end := last_day(cadence.rrule):
        yield _window("cadence", place, cadence.starts_on, end)


def _objective(objective: Objective, _steps: Steps) -> Iterator[Pair]:
    if objective.check_in:
        yield from _cadence(objective.check_in, objective.locate("checkIn", "rrule"))
    for number, result in enumerate(objective.key_results):
        if result.direction and result.baseline is not None and result.target is not None:
            place = objective.locate("keyResults", number, "direction")
            yield Pair(f"key result `{result.id}`", place, _course(result.direction, result.baseline, result.target))


def _course(direction: str, baseline: Decimal, target: Decimal) -> str:
    """Return why a value cannot go this way from the one number to the other; equal ones leave it open."""
    actual = "up" if target > baseline else "down" if target < baseline else ""
    if actual in {"", direction}:
        return ""
    said = "be kept" if direction == "keep" else f"go {direction}"
    return f"it is to {said}, but its numbers go {actual} from {grouped(baseline)} to {grouped(target)}"


def _metric(metric: Metric, _steps: Steps) -> Iterator[Pair]:
    if metric.floor is not None and metric.ceiling is not None:
        problem = f"the floor {grouped(metric.floor)} is above the ceiling {grouped(metric.ceiling)}"
        yield Pair("band", metric.locate("ceiling"), problem if metric.floor > metric.ceiling else "")
    if metric.target is not None and (metric.floor is not None or metric.ceiling is not None):
        yield Pair("target", metric.locate("target"), _outside(metric.target, metric.floor, metric.ceiling))


def _outside(target: Decimal, floor: Decimal | None, ceiling: Decimal | None) -> str:
    if floor is not None and target < floor:
        return f"{grouped(target)} is below the floor {grouped(floor)}"
    if ceiling is not None and target > ceiling:
        return f"{grouped(target)} is above the ceiling {grouped(ceiling)}"
    return ""


def _cycle(cycle: Cycle, _steps: Steps) -> Iterator[Pair]:
    yield _window("time", cycle.locate("ends"), cycle.starts, cycle.ends)
    for number, phase in enumerate(cycle.phases):
        place = cycle.locate("phases", number, "until")
        yield _window(f"phase `{phase.name}` ({number + 1})", place, phase.from_, phase.until)


def _decision(decision: Decision, _steps: Steps) -> Iterator[Pair]:
    if decision.decided_on:
        problem = f"it was decided on {decision.decided_on}, before it was raised on {decision.raised_on}"
        possible = decision.raised_on <= decision.decided_on
        yield Pair("date", decision.locate("decidedOn"), "" if possible else problem)


PAIRS: Mapping[str, Callable[[Any, Steps], Iterator[Pair]]] = MappingProxyType(
    {
        "Role": _role,
        "DecisionRight": _right,
        "Domain": _domain,
        "Forum": _forum,
        "Objective": _objective,
        "Metric": _metric,
        "Cycle": _cycle,
        "Decision": _decision,
    }
)
