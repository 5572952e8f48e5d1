"""The table of fields of goals, measures, cycles and pay: how a change of each is told, and whose approval it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from alignctl.analysis.changes.comparison import Comparison
from alignctl.analysis.changes.goal_asks import (
    cycle_parties,
    metric_parties,
    objective_parties,
    paid_for,
    paid_people,
    plan_parties,
    promises,
    suppliers,
)
from alignctl.analysis.changes.governed import METADATA, WINDOW
from alignctl.analysis.changes.phrases import quoted
from alignctl.analysis.changes.terms import Flags, Governed, Term, exchanged, labelled, switch
from alignctl.model.entity import Entity
from alignctl.model.kinds import Component, Cycle, DemandLine, IncentivePlan, Initiative, KeyResult, Metric, Objective
from alignctl.model.organisation import Organisation
from alignctl.model.ranges import grouped
from alignctl.model.ref import Ref

GOOD = {"up": "high", "down": "low", "band": "inside its band", "none": "neither high nor low"}
"""When a metric is good, by its direction."""


def _results(old: tuple[KeyResult, ...], new: tuple[KeyResult, ...]) -> Iterator[str]:
    before, after = ({result.id: result for result in results} for results in (old, new))
    for name in sorted({*before, *after}):
        first, second = before.get(name), after.get(name)
        if first is None or second is None:
            yield f"{'gets' if second else 'loses'} the key result `{name}`"
        else:
            yield from number(f"target of `{name}`", first.target, second.target, _direction(first))
            yield from number(f"baseline of `{name}`", first.baseline, second.baseline, None)
            for label, one, other in (
                ("metric", first.metric, second.metric),
                ("direction", first.direction, second.direction),
                ("contributors", first.contributors or (), second.contributors or ()),
            ):
                yield from labelled(f"{label} of `{name}`")(one, other) if one != other else ()


def _direction(result: KeyResult) -> str | None:
    if result.direction or result.target is None or result.baseline is None:
        return result.direction
    return "down" if result.target < result.baseline else "up"


def number(label: str, old: Decimal | None, new: Decimal | None, direction: str | None) -> Iterator[str]:
    """Yield how a number changed, and whether that asks for less."""
    if old == new:
        return
    if old is None or new is None:
        yield from labelled(label)(old, new)
        return
    weaker = new < old if direction == "up" else new > old
    verb = ("weakened" if weaker else "raised") if direction in {"up", "down"} else "changed"
    yield f"has the {label} {verb} from {grouped(old)} to {grouped(new)}"


def _aim(label: str, direction: str | None = None) -> Term:
    """Return the term of a number of a metric; unless it is known, which way is better follows from the metric."""

    def words(old: Metric, new: Metric) -> Iterator[str]:
        return number(label, getattr(old, label), getattr(new, label), direction or old.direction)

    return Term(asks=metric_parties, gains=paid_for, words=words, whole=True)


def _pay(old: tuple[Component, ...], new: tuple[Component, ...]) -> Iterator[str]:
    before, after = ({str(part.metric or part.objective): part for part in parts} for parts in (old, new))
    for target in sorted({*before, *after}):
        first, second = before.get(target), after.get(target)
        before_it, after_it = (part.weight if part and part.weight else None for part in (first, second))
        if before_it != after_it:
            yield from (f"{told} for {quoted(target)}" for told in exchanged("pays", _percent)(before_it, after_it))
        if first and second:
            yield from number(f"target of {quoted(target)}", first.target, second.target, first.direction)
            if first.direction != second.direction:
                yield from labelled(f"direction of {quoted(target)}")(first.direction, second.direction)


def _percent(weight: Decimal) -> str:
    return f"{grouped(weight)}%"


def _share(share: Decimal) -> str:
    return f"{_percent(share * 100)} of the pay"


def _promises(old: tuple[DemandLine, ...], new: tuple[DemandLine, ...]) -> Iterator[str]:
    for line in promises(old, new):
        there = "has" if line in new else "no longer has"
        yield f"{there} the promise of {quoted(line.unit)} to give {grouped(line.amount)} {line.resource}"


def _goal_flags(c: Comparison, old: Entity | None, new: Entity | None) -> Flags:
    found = new or old
    cycle = found.cycle if isinstance(found, (Objective, IncentivePlan)) else None
    return Flags(mid_cycle=bool(old and cycle and _running(c.base, cycle)))


def _plan_flags(c: Comparison, old: Entity | None, new: Entity | None) -> Flags:
    found = old or new
    if not isinstance(found, IncentivePlan):
        return Flags()
    plan = new if isinstance(new, IncentivePlan) else found
    cycle = c.head.model.get(Cycle, plan.cycle) or c.base.model.get(Cycle, plan.cycle)
    begins = plan.metadata.effective_from or (cycle.starts if cycle else None)
    past = new is not None and begins is not None and begins < c.head.as_of
    return Flags(mid_cycle=bool(old) and _running(c.base, found.cycle), retroactive=past)


def _running(org: Organisation, reference: Ref) -> bool:
    cycle = org.model.get(Cycle, reference)
    return cycle is not None and cycle.starts <= org.as_of <= cycle.ends


def _definition(old: str | None, new: str | None) -> Iterator[str]:
    if (old or "").split() != (new or "").split():
        yield "is defined in another way"


def _aims(**labels: str) -> Mapping[str, Term]:
    return {name: Term(asks=objective_parties, gains=paid_for, label=label) for name, label in labels.items()}


def _measures(**labels: str) -> Mapping[str, Term]:
    return {name: Term(asks=metric_parties, gains=paid_for, label=label) for name, label in labels.items()}


def _payments(**labels: str) -> Mapping[str, Term]:
    return {name: Term(asks=plan_parties, gains=paid_people, label=label) for name, label in labels.items()}


OBJECTIVE = Governed(
    noun="objective",
    what="objective",
    terms={
        **_aims(cycle="cycle", owners="owners", level="level", parents="list of what it supports"),
        **_aims(commitment="commitment", grade="grade"),
        "shared": Term(
            asks=objective_parties,
            gains=paid_for,
            words=switch("is now shared", "is no longer shared by its functions"),
        ),
        "key_results": Term(asks=objective_parties, gains=paid_for, words=_results),
        "check_in": Term(asks=objective_parties, words=lambda *_: ["is looked at on other days"]),
    },
    presence=Term(asks=objective_parties, gains=paid_for),
    other=Term(asks=objective_parties, gains=paid_for),
    elsewhere=WINDOW | {"check_ins"},
    silent={**METADATA, "postmortem": "it leads to what was learnt"},
    flags=_goal_flags,
)
METRIC = Governed(
    noun="metric",
    what="objective",
    terms={
        "target": _aim("target"),
        "floor": _aim("floor", "up"),
        "ceiling": _aim("ceiling", "down"),
        "definition": Term(asks=metric_parties, gains=paid_for, words=_definition),
        "lever": Term(
            asks=metric_parties,
            gains=paid_for,
            words=switch("is now set by its owner", "is no longer set by its owner"),
        ),
        **_measures(owning_unit="unit that answers for it", unit_of_measure="unit of measure"),
        "direction": Term(asks=metric_parties, gains=paid_for, words=exchanged("is good when it is", GOOD.__getitem__)),
        **_measures(source="source", importance="importance", outcome="kind of outcome"),
        **_measures(lever_domain="subject that moves it", guarded_by="counter-metrics"),
    },
    presence=Term(asks=metric_parties, gains=paid_for),
    other=Term(asks=metric_parties, gains=paid_for),
    elsewhere=WINDOW,
    silent={
        **METADATA,
        "influences": "it is an opinion on what moves what; who is harmed is asked where a conflict disappears by it",
    },
)
PLAN = Governed(
    noun="pay plan",
    what="plan",
    terms={
        "components": Term(asks=plan_parties, gains=paid_people, words=_pay),
        **_payments(roles="list of paid roles", cycle="cycle"),
        **_payments(approved_by="approver"),
        "variable_share": Term(asks=plan_parties, gains=paid_people, words=exchanged("puts at risk", _share)),
    },
    presence=Term(asks=plan_parties, gains=paid_people),
    other=Term(asks=plan_parties, gains=paid_people),
    elsewhere=WINDOW,
    silent=METADATA,
    flags=_plan_flags,
)
CYCLE = Governed(
    noun="planning cycle",
    what="objective",
    terms={
        "starts": Term(asks=cycle_parties, label="first day"),
        "ends": Term(asks=cycle_parties, label="last day"),
    },
    presence=Term(asks=cycle_parties),
    other=Term(asks=cycle_parties),
    elsewhere=WINDOW,
    silent={
        **METADATA,
        "level": "it sorts cycles; days and goals stay as they are",
        "track": "it sorts cycles; days and goals stay as they are",
        "parent": "it sorts cycles; days and goals stay as they are",
        "phases": "they are steps of planning; what is planned is decided by rights",
        "capacity": "it estimates what units can supply",
    },
)
REQUEST = "it is a request: who decides on it follows from rights, and what was decided is a record"
INITIATIVE = Governed(
    noun="initiative",
    what="objective",
    terms={"demand": Term(asks=suppliers, words=_promises)},
    presence=None,
    other=Term(asks=suppliers),
    elsewhere=frozenset({"status", "effective_from"})  # where they say something of past days
    | {"domains", "action", "attributes"},  # where they are the case of a decision that was taken
    silent={
        **METADATA,
        **dict.fromkeys(("effective_until", "sponsor", "objectives", "stage", "influences"), REQUEST),
    },
)
GOALS: Mapping[type[Entity], Governed] = {
    Objective: OBJECTIVE,
    Metric: METRIC,
    IncentivePlan: PLAN,
    Cycle: CYCLE,
    Initiative: INITIATIVE,
}
