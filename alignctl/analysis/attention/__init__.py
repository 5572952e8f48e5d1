"""What needs a look, and when: a model goes in; each object's freshness and every dated duty come out."""

from __future__ import annotations

from alignctl.analysis.attention.duties import duties
from alignctl.analysis.attention.freshness import entities
from alignctl.model.facts import Due, EntityFact
from alignctl.model.organisation import Organisation

__all__ = ["attention"]


def attention(org: Organisation) -> tuple[EntityFact | Due, ...]:
    """Return one fact for each object in force, and one for each dated duty within a year of `as_of` or overdue.

    Delegations and terms of reference want a yearly look (King IV, principles 8 and 10). Worked example: a right
    that was last reviewed on 2025-01-01, with the limit of 365 days for rights, was due on 2026-01-01; on
    2026-03-07 it is stale by 65 days. A `reviewBy` of 2026-06-30 would have come before the age limit.
    """
    return (*entities(org), *duties(org))
