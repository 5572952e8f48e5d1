"""Goals, measures and pay before and after a change go in; whose approval they take, and who gains, comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alignctl.analysis.changes.approvers import Handles, Need
from alignctl.analysis.changes.asks import handles
from alignctl.analysis.changes.comparison import Comparison
from alignctl.analysis.changes.phrases import quoted
from alignctl.analysis.changes.terms import ahead
from alignctl.model.kinds import Cycle, DemandLine, IncentivePlan, Initiative, Metric, Objective
from alignctl.model.ref import Ref

Goal = Objective | Metric | None


def objective_parties(c: Comparison, old: Goal, new: Goal, gaining: Handles) -> Iterator[Need]:
    """Ask every function that answers for a shared objective, and who approves pay for it."""
    found = [one for one in (old, new) if isinstance(one, Objective)]
    functions = tuple(dict.fromkeys(c.base.function(owner) for one in found for owner in one.owners))
    if len(functions) > 1 or any(one.shared for one in found):
        yield from (c.approvers.lead(unit, f"which shares {quoted(found[0].ref)}") for unit in functions)
    yield from payers(c, found[0].ref, gaining)


def metric_parties(c: Comparison, old: Goal, new: Goal, gaining: Handles) -> Iterator[Need]:
    """Ask who answers for a metric that functions share, and who approves pay for it."""
    found = [one for one in (old, new) if isinstance(one, Metric)]
    if any(one.outcome != "functional" for one in found):
        units = dict.fromkeys(one.owning_unit for one in found)
        yield from (c.approvers.lead(unit, f"which answers for {quoted(found[0].ref)}") for unit in units)
    yield from payers(c, found[0].ref, gaining)


def payers(c: Comparison, paid: Ref, gaining: Handles) -> Iterator[Need]:
    """Ask who approves the plans of the base that pay for a metric or an objective."""
    for plan in _paying(c, {paid}):
        yield _payer(c, (plan,), gaining)


def _plans(c: Comparison) -> Iterator[IncentivePlan]:
    """Yield the plans of the base that are in force today or later."""
    return (plan for plan in c.base.model.all(IncentivePlan) if ahead(plan, c.base.as_of))


def _paying(c: Comparison, paid: Iterable[Ref]) -> Iterator[IncentivePlan]:
    """Yield the plans that pay for any of these, or for an objective that is measured by one of them."""
    wanted = set(paid)
    for goal in c.base.model.all(Objective):
        if wanted.intersection(result.metric for result in goal.key_results):
            wanted.add(goal.ref)
    yield from (plan for plan in _plans(c) if any({part.metric, part.objective} & wanted for part in plan.components))


def plan_parties(
    c: Comparison, old: IncentivePlan | None, new: IncentivePlan | None, gaining: Handles
) -> Iterable[Need]:
    """Ask who approved a plan before; of a new one whom it names, if he approves another already; else governance.

    A plan that names the seat of its author has been approved by nobody.
    """
    known = {plan.approved_by for plan in _plans(c)}
    return (_payer(c, (old, new if new and new.approved_by in known else None), gaining),)


def _payer(c: Comparison, plans: Iterable[IncentivePlan | None], gaining: Handles) -> Need:
    for plan in plans:
        if plan and plan.approved_by:
            why = f"who approves the pay plan {quoted(plan.ref)}"
            if found := c.approvers.seat(plan.approved_by, why, gaining):
                return found
    return c.approvers.governance(gaining)


def paid_people(c: Comparison, old: IncentivePlan | None, new: IncentivePlan | None) -> Handles:
    """Return who is paid by a plan, before or after."""
    roles = [role for plan in (old, new) if plan for role in plan.roles]
    return handles(c.base, roles) | handles(c.head, roles)


def paid_for(c: Comparison, old: Goal, new: Goal) -> Handles:
    """Return who is paid for a metric or an objective."""
    found = [one.ref for one in (old, new) if one]
    return handles(c.base, [role for plan in _paying(c, found) for role in plan.roles])


def cycle_parties(c: Comparison, old: Cycle | None, new: Cycle | None, gaining: Handles) -> Iterator[Need]:
    """Ask everybody whose shared goals or pay plans are those of a cycle."""
    found = old or new
    for goal in c.base.model.all(Objective):
        if found and ahead(goal, c.base.as_of) and goal.cycle == found.ref:
            yield from objective_parties(c, goal, goal, gaining)
    for plan in _plans(c):
        if found and plan.cycle == found.ref:
            yield _payer(c, (plan,), gaining)


def suppliers(c: Comparison, old: Initiative | None, new: Initiative | None, gaining: Handles) -> Iterator[Need]:
    """Ask the units whose promises are written into an initiative, or taken out of it."""
    lines = promises(old.demand if old else (), new.demand if new else ())
    for unit in dict.fromkeys(line.unit for line in lines):
        yield c.approvers.lead(unit, "which promises to supply it", gaining)


def promises(old: tuple[DemandLine, ...], new: tuple[DemandLine, ...]) -> tuple[DemandLine, ...]:
    """Return the promises of units that are new, gone or about something else."""
    return tuple(line for line in (*old, *new) if line.accepted and (line in old) != (line in new))
