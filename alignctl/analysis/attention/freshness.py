"""Whether an object was looked at in time, and whether it says anything: objects go in, one fact for each comes out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from alignctl.analysis.attention.placeholders import crowds, placeholders
from alignctl.model.days import shift
from alignctl.model.entity import Entity
from alignctl.model.facts import EntityFact
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence
from alignctl.model.pull import over


def entities(org: Organisation) -> Iterator[EntityFact]:
    """Yield each object in force with its owner, the day by which it must be confirmed, and its placeholders.

    Worked example: a right was last confirmed on 2025-01-01, and rights keep for 365 days: it is due on 2026-01-01 and
    65 days overdue on 2026-03-07. With `reviewBy: 2026-06-30` it is due on that day, whatever its age.
    """
    for entity in org.model:
        if entity.active(org.as_of):
            yield _entity(org, entity)


def review_due(org: Organisation, entity: Entity) -> date | None:
    """Return `reviewBy`, else `lastReviewed` or `effectiveFrom` plus the age limit of the kind; None without any.

    Nobody needs to look again at a goal or a pay plan that is over.
    """
    if over(org, entity):
        return None
    data = entity.metadata
    if data.review_by:
        return data.review_by
    since, limit = data.last_reviewed or data.effective_from, org.settings.analysis.max_age.get(entity.KIND)
    return shift(since, limit) if since and limit is not None else None


def _entity(org: Organisation, entity: Entity) -> EntityFact:
    due = review_due(org, entity)
    late = max(0, (org.as_of - due).days) if due else 0
    hollow, many = tuple(placeholders(entity)), tuple(crowds(entity))
    return EntityFact(
        subjects=(entity.ref,),
        place=entity.place,
        evidence=tuple(Evidence(place, f"this says `{text}`") for place, _, text in (*hollow, *many)),
        object=entity.ref,
        of=entity.KIND,
        owner=org.owner(entity) or entity.ref,
        current=not over(org, entity),
        due=due,
        stale=late > 0,
        overdue_days=late,
        placeholders=tuple(f"{field} ({text})" for _, field, text in hollow),
        crowds=tuple(text for _, _, text in many),
    )
