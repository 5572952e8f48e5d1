"""What a change means: two organisations go in; who loses, who gains and who must approve comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from alignctl.analysis.changes.comparison import Comparison, Delta
from alignctl.analysis.changes.goals import metrics, objectives, plans
from alignctl.analysis.changes.precedence import precedence
from alignctl.analysis.changes.records import records, validity
from alignctl.analysis.changes.seats import seats
from alignctl.analysis.changes.settings import policies, settings
from alignctl.analysis.changes.shifts import authority
from alignctl.analysis.changes.stewards import stewards
from alignctl.analysis.changes.waivers import waivers
from alignctl.model.approvals import Approvals
from alignctl.model.entity import Entity
from alignctl.model.facts import Change
from alignctl.model.kinds import DecisionRight, Domain, Forum, Precedence, Role, Unit
from alignctl.model.metadata import Metadata
from alignctl.model.model import Model
from alignctl.model.organisation import Organisation
from alignctl.model.place import Place
from alignctl.model.power import Shift

Compare = Callable[[Organisation, Organisation], Iterable[Shift]]
GOVERNING: tuple[type[Entity], ...] = (DecisionRight, Domain, Forum, Precedence, Role, Unit)
NOWHERE = Place("")

__all__ = ["changes"]


def changes(
    base: Organisation, head: Organisation, compare: Compare, approvals: Approvals | None = None
) -> tuple[Change, ...]:
    """Return one `Change` for each changed thing, by subjects and key; none for another layout of the same documents.

    Authority is compared on the day of the check and on every later day on which something begins or ends, so that
    nothing is passed by letting it begin tomorrow. Required approvals are those of the base (A18).
    """
    comparison = Comparison.of(base, head, approvals)
    found = {fact.id: fact for fact in map(comparison.fact, _deltas(comparison, compare))}
    return tuple(sorted(found.values(), key=Change.sort_key))


def _deltas(comparison: Comparison, compare: Compare) -> Iterator[Delta]:
    yield from authority(comparison, _shifts(comparison, compare))
    yield from stewards(comparison)
    yield from seats(comparison)
    yield from objectives(comparison)
    yield from metrics(comparison)
    yield from plans(comparison)
    yield from precedence(comparison)
    yield from records(comparison)
    yield from validity(comparison)
    yield from settings(comparison)
    yield from policies(comparison)
    yield from waivers(comparison)


def _shifts(comparison: Comparison, compare: Compare) -> Iterator[Shift]:
    if _governing(comparison.base.model) == _governing(comparison.head.model):
        return
    for day in _days(comparison):
        yield from compare(replace(comparison.base, as_of=day), replace(comparison.head, as_of=day))


def _governing(model: Model) -> dict[str, object]:
    """Return everything that authority is computed from, without where it is written and what it is called."""
    return {
        entity.ref: replace(entity, place=NOWHERE, metadata=_window_only(entity))
        for kind in GOVERNING
        for entity in model.all(kind)
    }


def _window_only(entity: Entity) -> Metadata:
    data = entity.metadata
    return replace(
        data,
        title=None,
        description=None,
        owner=None,
        formerly=(),
        last_reviewed=None,
        review_by=None,
        labels={},
        links=(),
        name=entity.name,
    )


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
