"""Who must do what by when: objects go in, one fact for each dated duty comes out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from alignctl.analysis.attention.freshness import review_due
from alignctl.analysis.attention.meetings import check_ins, grades, meetings
from alignctl.analysis.attention.obligation import Obligation
from alignctl.model.days import shift
from alignctl.model.entity import Entity
from alignctl.model.facts import Due
from alignctl.model.kinds import Cycle, Decision, Review, Role, Waiver
from alignctl.model.organisation import Organisation
from alignctl.model.recurrence import YEAR
from alignctl.model.ref import Ref

RECORDS = frozenset({"Review", "Decision", "Cycle"})


def duties(org: Organisation) -> Iterator[Due]:
    """Yield the duties from a year before `as_of` to a year after it, and those still open from earlier.

    A duty is late once its day has passed without what was due: a review of the object, an end that nobody has tidied
    up, an open decision or action, a grade; of the meetings or check-ins missed since the last that was held, the
    first: with it the delay began, and one meeting ends it. Phases, ends of rights and what was done in time are told
    and never late.
    """
    first, last = shift(org.as_of, -YEAR), shift(org.as_of, YEAR)
    told: set[tuple[Ref, str, date]] = set()
    for one in _obligations(org):
        known = (one.of.ref, one.what, one.on)
        if known not in told and (one.late or first <= one.on <= last):
            told.add(known)
            yield Due(
                subjects=(one.of.ref,),
                key=f"{one.what} {one.on}",
                place=one.of.place,
                of=one.of.ref,
                what=one.what,
                on=one.on,
                who=tuple(sorted(set(one.who))),
                late=one.late,
            )


def _obligations(org: Organisation) -> Iterator[Obligation]:
    yield from meetings(org)
    yield from check_ins(org)
    yield from grades(org)
    for entity in org.model:
        if entity.metadata.status == "active":
            yield from _common(org, entity)
            yield from _own(org, entity)


def _common(org: Organisation, entity: Entity) -> Iterator[Obligation]:
    """Yield what any kind of object may have: a review date and an end."""
    if entity.active(org.as_of) and (due := review_due(org, entity)):
        yield Obligation(entity, "review", due, _owner(org, entity), late=due < org.as_of)
    end = entity.metadata.effective_until
    if end and entity.KIND not in RECORDS:
        who = (*_owner(org, entity), *_present(getattr(entity, "approved_by", None)))
        yield Obligation(entity, "end", end, who, late=isinstance(entity, Waiver) and end < org.as_of)


def _own(org: Organisation, entity: Entity) -> Iterator[Obligation]:
    """Yield what only objects of its kind have."""
    if isinstance(entity, Role):
        yield from _delegations(org, entity)
    elif isinstance(entity, Cycle):
        for phase in entity.phases:
            what = f"phase {phase.name}" + (f" of {phase.unit.partition(':')[2]}" if phase.unit else "")
            yield Obligation(entity, what, phase.until, _present(phase.unit) or _owner(org, entity))
    elif isinstance(entity, Decision):
        yield from _decisions(org, entity)
    elif isinstance(entity, Review):
        for action in entity.actions:
            if not action.done_on:
                yield Obligation(entity, f"action {action.id}", action.due, (action.owner,), action.due < org.as_of)


def _delegations(org: Organisation, role: Role) -> Iterator[Obligation]:
    for deputy in role.deputies:
        if deputy.until:
            who = (role.ref, *((Ref(deputy.to),) if deputy.to.startswith("role:") else ()))
            what = f"end of the delegation to {deputy.to.removeprefix('role:')}"
            yield Obligation(role, what, deputy.until, who, late=deputy.until < org.as_of)


def _decisions(org: Organisation, decision: Decision) -> Iterator[Obligation]:
    who = _present(decision.on_behalf_of) or _owner(org, decision)
    if decision.due and not decision.decided_on:
        yield Obligation(decision, "decision", decision.due, who, late=decision.due < org.as_of)
    if decision.outcome_review:
        yield Obligation(decision, "outcome review", decision.outcome_review, who)


def _owner(org: Organisation, entity: Entity) -> tuple[Ref, ...]:
    return _present(org.owner(entity))


def _present(reference: Ref | None) -> tuple[Ref, ...]:
    return (reference,) if reference else ()
