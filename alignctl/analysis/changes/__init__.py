"""What a change means: two organisations go in; who loses, who gains and who must approve comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from alignctl.analysis.changes.comparison import Comparison, Delta
from alignctl.analysis.changes.goals import GOALS
from alignctl.analysis.changes.governed import GOVERNED
from alignctl.analysis.changes.precedence import precedence
from alignctl.analysis.changes.records import records, validity
from alignctl.analysis.changes.seats import seats
from alignctl.analysis.changes.settings import policies, settings
from alignctl.analysis.changes.shifts import authority
from alignctl.analysis.changes.stewards import stewards
from alignctl.analysis.changes.terms import terms
from alignctl.analysis.changes.waivers import comments, waivers
from alignctl.model.bare import bare
from alignctl.model.entity import Entity
from alignctl.model.facts import Change
from alignctl.model.kinds import DecisionRight, Domain, Forum, Precedence, Role, Unit
from alignctl.model.model import Model
from alignctl.model.note import Note
from alignctl.model.organisation import Organisation
from alignctl.model.power import Shift
from alignctl.model.ref import Ref

Compare = Callable[[Organisation, Organisation], Iterable[Shift]]
GOVERNING: tuple[type[Entity], ...] = (DecisionRight, Domain, Forum, Precedence, Role, Unit)

__all__ = ["Comparison", "changes"]


def changes(
    comparison: Comparison, compare: Compare, notes: tuple[Iterable[Note], Iterable[Note]] = ((), ())
) -> tuple[Change, ...]:
    """Return one `Change` for each changed thing, by subjects and key; none for another layout of the same documents.

    Authority is compared on the day of the check and on every later day on which something begins or ends, so that
    nothing is passed by letting it begin tomorrow. Required approvals are those of the comparison's `law` (A18).
    """
    deltas = (*_deltas(comparison, tuple(_shifts(comparison, compare))), *comments(comparison, *notes))
    found = {fact.id: fact for fact in map(comparison.fact, deltas)}
    return tuple(sorted(found.values(), key=Change.sort_key))


def _deltas(comparison: Comparison, shifts: tuple[Shift, ...]) -> Iterator[Delta]:
    yield from authority(comparison, shifts)
    yield from terms(comparison, GOVERNED)
    yield from stewards(comparison)
    yield from seats(comparison, {seat for shift in shifts for seat in _staffed(shift)})
    yield from terms(comparison, GOALS)
    yield from precedence(comparison)
    yield from records(comparison)
    yield from validity(comparison)
    yield from settings(comparison)
    yield from policies(comparison)
    yield from waivers(comparison)


def _staffed(shift: Shift) -> Iterable[Ref]:
    """Return the seats whose people differ in a shift; that of a forum says nothing of its members' other seats."""
    kept = shift.before.seats == shift.after.seats and shift.before.people != shift.after.people
    return shift.before.seats if kept and shift.exact else ()


def _shifts(comparison: Comparison, compare: Compare) -> Iterator[Shift]:
    if _governing(comparison.base.model) == _governing(comparison.head.model):
        return
    for day in _days(comparison):
        yield from compare(replace(comparison.base, as_of=day), replace(comparison.head, as_of=day))


def _governing(model: Model) -> dict[str, object]:
    """Return everything that authority is computed from, without where it is written and what it is called."""
    return {entity.ref: bare(entity) for kind in GOVERNING for entity in model.all(kind)}


def _days(comparison: Comparison) -> list[date]:
    """Return the day of the check, and the later days on which who decides may change."""
    today = comparison.head.as_of
    found = {today}
    for model in (comparison.base.model, comparison.head.model):
        for kind in GOVERNING:
            for entity in model.all(kind):
                found.update(_turns(entity.metadata.effective_from, entity.metadata.effective_until))
                for deputy in getattr(entity, "deputies", ()):
                    found.update(_turns(deputy.from_, deputy.until))
    return sorted(day for day in found if day >= today)


def _turns(start: date | None, end: date | None) -> Iterator[date]:
    if start:
        yield start
    if end and end < date.max:
        yield end + timedelta(days=1)
