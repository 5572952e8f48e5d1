"""What a change means: two organisations go in; who loses, who gains and who must approve comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from alignctl.analysis.changes.comparison import Comparison, Delta
from alignctl.analysis.changes.eyes import Alone, alone
from alignctl.analysis.changes.goals import GOALS
from alignctl.analysis.changes.governed import GOVERNED
from alignctl.analysis.changes.hidden import Pull, hidden
from alignctl.analysis.changes.precedence import precedence
from alignctl.analysis.changes.records import records, validity
from alignctl.analysis.changes.seats import seats
from alignctl.analysis.changes.settings import policies, settings
from alignctl.analysis.changes.shifts import authority
from alignctl.analysis.changes.stewards import stewards
from alignctl.analysis.changes.terms import terms
from alignctl.analysis.changes.turns import GOVERNING, turns
from alignctl.analysis.changes.unread import unread
from alignctl.analysis.changes.waivers import comments, waivers
from alignctl.model.bare import bare
from alignctl.model.facts import Change
from alignctl.model.facts.fact import numbered
from alignctl.model.model import Model
from alignctl.model.note import Note
from alignctl.model.organisation import Organisation
from alignctl.model.power import Shift, Turn
from alignctl.model.ref import Ref

Compare = Callable[[Organisation, Organisation, frozenset[Ref], Iterable[Turn]], Iterable[Shift]]

__all__ = ["Comparison", "changes"]


def changes(
    comparison: Comparison,
    compare: Compare,
    pull: Pull,
    approved_alone: Alone,
    notes: tuple[Iterable[Note], Iterable[Note]] = ((), ()),
) -> tuple[Change, ...]:
    """Return one `Change` for each changed thing, by subjects and key; none for another layout of the same documents.

    Authority is compared on the day of the check and on every later day on which something begins or ends, so that
    nothing is passed by letting it begin tomorrow. Required approvals are those of the comparison's `law` (A18).
    """
    shifts = tuple(_shifts(comparison, compare))
    deltas = (
        *_deltas(comparison, shifts),
        *hidden(comparison, pull),
        *alone(comparison, approved_alone),
        *comments(comparison, *notes),
    )
    found = {(fact.id, fact.region): fact for fact in map(comparison.fact, deltas)}
    return numbered(found.values())


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
    yield from unread(comparison)


def _staffed(shift: Shift) -> Iterable[Ref]:
    """Return the seats whose people differ in a shift; that of a forum says nothing of its members' other seats."""
    kept = shift.before.seats == shift.after.seats and shift.before.people != shift.after.people
    return shift.before.seats if kept and shift.exact else ()


def _shifts(comparison: Comparison, compare: Compare) -> Iterable[Shift]:
    base, head = comparison.base, comparison.head
    changed = _changed(base.model, head.model)
    return compare(base, head, changed, turns((base.model, head.model), head.as_of)) if changed else ()


def _changed(*models: Model) -> frozenset[Ref]:
    """Return the objects that authority is computed from and that say something else, or are there only once."""
    before, after = ({entity.ref: bare(entity) for kind in GOVERNING for entity in model.all(kind)} for model in models)
    return frozenset(ref for ref in {*before, *after} if before.get(ref) != after.get(ref))
