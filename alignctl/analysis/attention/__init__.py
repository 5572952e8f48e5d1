"""What needs a look, and when: a model goes in; each object's freshness and every dated duty come out."""

from __future__ import annotations

from alignctl.analysis.attention.duties import duties
from alignctl.analysis.attention.freshness import entities
from alignctl.model.facts import Due, EntityFact
from alignctl.model.organisation import Organisation

__all__ = ["attention"]


def attention(org: Organisation) -> tuple[EntityFact | Due, ...]:
    """Return one fact for each object in force, and one for each dated duty within a year of `as_of` or overdue."""
    return (*entities(org), *duties(org))
