"""All analyses in order: a model goes in, every fact about it comes out."""

from __future__ import annotations

from datetime import date

from alignctl.model.facts.fact import Fact
from alignctl.model.model import Model
from alignctl.model.organisation import Organisation
from alignctl.model.settings import Settings


def analyse(model: Model, settings: Settings, as_of: date) -> tuple[Fact, ...]:
    """Return the facts of a model on a day, sorted by kind, subjects and key."""
    org = Organisation(model, settings, as_of)
    facts: list[Fact] = []
    del org
    return tuple(sorted(facts, key=Fact.sort_key))
