"""Objectives, metrics and pay plans before and after a change go in; a delta for each that differs comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from alignctl.analysis.changes.approvers import Need
from alignctl.analysis.changes.comparison import Comparison, Delta, quoted
from alignctl.model.kinds import Component, Cycle, IncentivePlan, KeyResult, Metric, Objective
from alignctl.model.organisation import Organisation
from alignctl.model.ranges import plain
from alignctl.model.ref import Ref

Told = tuple[str, str, str]
"""What changed in words, its value before, its value after."""


def objectives(comparison: Comparison) -> Iterator[Delta]:
    """Yield objectives whose key results, owners or cycle changed; shared ones need every owning function."""
    for before, after in comparison.pairs(Objective):
        old = before if isinstance(before, Objective) else None
        new = after if isinstance(after, Objective) else None
        told = list(_objective(old, new))
        found = old or new
        if not told or found is None:
            continue
        owners = tuple(dict.fromkeys([*(old.owners if old else ()), *(new.owners if new else ())]))
        functions = tuple(dict.fromkeys(_function(comparison.base, owner) for owner in owners))
        shared = len(functions) > 1 or any(one.shared for one in (old, new) if one)
        yield _delta(
            "objective",
            (new or found).ref,
            told,
            needs=_leads(comparison, functions) if shared else (),
            mid_cycle=bool(old) and _running(comparison.base, found.cycle),
        )


def metrics(comparison: Comparison) -> Iterator[Delta]:
    """Yield metrics whose target changed; one that functions share needs the lead of the unit that answers for it."""
    for old, new in comparison.pairs(Metric):
        if not isinstance(old, Metric) or not isinstance(new, Metric):
            continue
        told = [
            *_number("target", old.target, new.target, old.direction),
            *_number("floor", old.floor, new.floor, "up"),
            *_number("ceiling", old.ceiling, new.ceiling, "down"),
            *_text("direction", old.direction, new.direction),
            *_text("definition", " ".join((old.definition or "").split()), " ".join((new.definition or "").split())),
        ]
        if told:
            needs = _leads(comparison, (old.owning_unit,)) if old.outcome != "functional" else ()
            first = (f"{quoted(new.ref)}: {told[0][0]}", *told[0][1:])
            yield _delta("objective", new.ref, [first, *told[1:]], needs=needs)


def plans(comparison: Comparison) -> Iterator[Delta]:
    """Yield pay plans that pay for something else, or other people; one that has begun is changed for the past."""
    for before, after in comparison.pairs(IncentivePlan):
        old = before if isinstance(before, IncentivePlan) else None
        new = after if isinstance(after, IncentivePlan) else None
        told = list(_plan(old, new))
        found = new or old
        if not told or found is None:
            continue
        author = comparison.approvals.author
        paid = {role for plan in (old, new) if plan for role in plan.roles}
        gains = any(author in comparison.approvers.people(role) for role in paid)
        begins = _begin(comparison, found)
        yield _delta(
            "plan",
            found.ref,
            told,
            needs=(_payer(comparison, old, new, gains=gains),),
            gains=gains,
            mid_cycle=bool(old) and _running(comparison.base, (old or found).cycle),
            retroactive=new is not None and begins is not None and begins < comparison.head.as_of,
        )


def _objective(old: Objective | None, new: Objective | None) -> Iterator[Told]:
    if old is None or new is None:
        if one := old or new:
            yield (f"The objective {quoted(one.ref)} is {'new' if new else 'dropped'}", "", "")
        return
    told = [
        *_results(old, new),
        *_names("owners", old.owners, new.owners),
        *_names("cycle", (old.cycle,), (new.cycle,)),
    ]
    told += _text("status", old.metadata.status, new.metadata.status)
    told += _text("commitment", old.commitment, new.commitment)
    for number, (text, before, after) in enumerate(told):
        yield (f"The objective {quoted(new.ref)}: {text}" if not number else text), before, after


def _results(old: Objective, new: Objective) -> Iterator[Told]:
    before = {result.id: result for result in old.key_results}
    after = {result.id: result for result in new.key_results}
    for name in sorted({*before, *after}):
        first, second = before.get(name), after.get(name)
        if first is None or second is None:
            yield f"`{name}` is {'new' if second else 'dropped'}", "", ""
        else:
            yield from _number(f"target of `{name}`", first.target, second.target, _direction(first))
            yield from _number(f"baseline of `{name}`", first.baseline, second.baseline, None)
            yield from _names(f"metric of `{name}`", (first.metric,), (second.metric,))
            yield from _text(f"direction of `{name}`", first.direction or "", second.direction or "")


def _direction(result: KeyResult) -> str | None:
    if result.direction or result.target is None or result.baseline is None:
        return result.direction
    return "down" if result.target < result.baseline else "up"


def _plan(old: IncentivePlan | None, new: IncentivePlan | None) -> Iterator[Told]:
    if old is None or new is None:
        if one := old or new:
            yield (f"The pay plan {quoted(one.ref)} is {'new' if new else 'dropped'}", "", "")
        return
    told = [*_weights(old, new), *_names("roles", old.roles, new.roles), *_names("cycle", (old.cycle,), (new.cycle,))]
    told += _number("variable share", old.variable_share, new.variable_share, None)
    told += _names("approver", (old.approved_by or Ref(""),), (new.approved_by or Ref(""),))
    told += _text("status", old.metadata.status, new.metadata.status)
    for number, (text, before, after) in enumerate(told):
        yield (f"The pay plan {quoted(new.ref)}: {text}" if not number else text), before, after


def _weights(old: IncentivePlan, new: IncentivePlan) -> Iterator[Told]:
    before, after = _components(old), _components(new)
    for target in sorted({*before, *after}):
        first, second = before.get(target), after.get(target)
        weights = plain(first.weight if first else Decimal(0)), plain(second.weight if second else Decimal(0))
        if weights[0] != weights[1]:
            yield f"{quoted(target)} has the weight {weights[1]} instead of {weights[0]}", *weights
        if first and second:
            yield from _number(f"target of {quoted(target)}", first.target, second.target, first.direction)
            yield from _text(f"direction of {quoted(target)}", first.direction or "", second.direction or "")


def _components(plan: IncentivePlan) -> dict[str, Component]:
    return {str(part.metric or part.objective): part for part in plan.components}


def _payer(comparison: Comparison, old: IncentivePlan | None, new: IncentivePlan | None, *, gains: bool) -> Need:
    """Return who approves a plan: who approved it before, else a seat of the base that it names, else an arbiter."""
    for plan in (old, new):
        if plan and plan.approved_by and (found := comparison.approvers.seat(plan.approved_by, gains=gains)):
            return found
    return comparison.approvers.governance(gains=gains)


def _begin(comparison: Comparison, plan: IncentivePlan) -> date | None:
    cycle = comparison.head.model.get(Cycle, plan.cycle) or comparison.base.model.get(Cycle, plan.cycle)
    return plan.metadata.effective_from or (cycle.starts if cycle else None)


def _running(org: Organisation, reference: Ref) -> bool:
    cycle = org.model.get(Cycle, reference)
    return cycle is not None and cycle.starts <= org.as_of <= cycle.ends


def _function(org: Organisation, unit: Ref) -> Ref:
    return org.function(unit)


def _leads(comparison: Comparison, units: Iterable[Ref]) -> tuple[Need, ...]:
    return tuple(comparison.approvers.lead(unit, gains=False) for unit in units)


def _number(label: str, old: Decimal | None, new: Decimal | None, direction: str | None) -> Iterator[Told]:
    if old == new:
        return
    before, after = (plain(value) if value is not None else "none" for value in (old, new))
    weaker = old is not None and (new is None or (new < old if direction == "up" else new > old))
    known = direction in {"up", "down"} and old is not None
    verb = ("is weakened" if weaker else "is raised") if known else "changes"
    yield f"the {label} {verb} from {before} to {after}", before, after


def _text(label: str, old: str, new: str) -> Iterator[Told]:
    if old != new:
        yield f"the {label} changes from {old or 'none'} to {new or 'none'}", old, new


def _names(label: str, old: tuple[Ref, ...], new: tuple[Ref, ...]) -> Iterator[Told]:
    if set(old) != set(new):
        before, after = (
            " and ".join(quoted(one) for one in sorted(set(found)) if one) or "nobody" for found in (old, new)
        )
        yield f"the {label} {'is' if len(new) == 1 else 'are'} {after} instead of {before}", before, after


def _delta(  # noqa: PLR0913 - one argument for each thing that rules ask about
    what: str,
    of: Ref,
    told: Sequence[Told],
    *,
    needs: tuple[Need, ...] = (),
    gains: bool = False,
    mid_cycle: bool = False,
    retroactive: bool = False,
) -> Delta:
    return Delta(
        what=what,
        of=of,
        sentence="; ".join(text for text, _, _ in told),
        base=", ".join(before for _, before, _ in told if before),
        head=", ".join(after for _, _, after in told if after),
        needs=needs,
        gains=gains,
        mid_cycle=mid_cycle,
        retroactive=retroactive,
    )
