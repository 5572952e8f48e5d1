"""All analyses in order: a model goes in, every fact about it comes out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from alignctl.analysis.conflicts import conflicts
from alignctl.analysis.influence import influence
from alignctl.analysis.precedence import precedence
from alignctl.analysis.structure import structure
from alignctl.model.facts import Effect, Fact, Stake
from alignctl.model.model import Model
from alignctl.model.organisation import Organisation
from alignctl.model.settings import Settings

F = TypeVar("F", bound=Fact)


def analyse(model: Model, settings: Settings, as_of: date) -> tuple[Fact, ...]:
    """Return the facts of a model on a day, sorted by kind, subjects and key."""
    org = Organisation(model, settings, as_of)
    facts: list[Fact] = []
    facts += influence(org)
    stakes, effects = only(Stake, facts), only(Effect, facts)
    facts += precedence(org)
    facts += structure(org)
    facts += conflicts(org, stakes, effects)
    return tuple(sorted(facts, key=Fact.sort_key))


def only(kind: type[F], facts: Iterable[Fact]) -> tuple[F, ...]:
    """Return the facts of one kind."""
    return tuple(fact for fact in facts if isinstance(fact, kind))
