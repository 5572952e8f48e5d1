"""All analyses in order: a model goes in, every fact about it comes out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import TypeVar

from alignctl.analysis.attention import attention
from alignctl.analysis.authority import Register, authority, resolve, self_approvals
from alignctl.analysis.authority.compare import compare
from alignctl.analysis.calendar import calendar
from alignctl.analysis.capacity import capacity
from alignctl.analysis.changes import Comparison, changes
from alignctl.analysis.changes.hidden import Pulls
from alignctl.analysis.changes.unread import kept, lost, names
from alignctl.analysis.conflicts import conflicts
from alignctl.analysis.decisions import decisions
from alignctl.analysis.delegation import delegation
from alignctl.analysis.duties import duties
from alignctl.analysis.escalation import escalation
from alignctl.analysis.incentives import incentives
from alignctl.analysis.influence import influence
from alignctl.analysis.objectives import objectives
from alignctl.analysis.precedence import precedence
from alignctl.analysis.reviews import reviews
from alignctl.analysis.scorecard import scorecard
from alignctl.analysis.structure import structure
from alignctl.analysis.workload import workload
from alignctl.model.approvals import Approvals
from alignctl.model.beside import Beside
from alignctl.model.facts import Authority, Change, Effect, Fact, Measure, Stake, Tension
from alignctl.model.facts.fact import numbered
from alignctl.model.model import Model
from alignctl.model.organisation import Organisation
from alignctl.model.settings import Settings

F = TypeVar("F", bound=Fact)


def analyse(model: Model, settings: Settings, as_of: date) -> tuple[Fact, ...]:
    """Return the facts of a model on a day, sorted by kind, subjects and key."""
    org = Organisation(model, settings, as_of)
    facts: list[Fact] = [*attention(org), *authority(org)]
    authorities = only(Authority, facts)
    facts += delegation(org, authorities)
    facts += duties(org, authorities)
    facts += workload(org)
    facts += escalation(org)
    facts += influence(org)
    stakes, effects = only(Stake, facts), only(Effect, facts)
    facts += precedence(org)
    facts += structure(org)
    facts += conflicts(org, stakes, effects)
    facts += incentives(org, authorities, effects)
    facts += objectives(org, effects)
    facts += calendar(org)
    facts += capacity(org)
    facts += reviews(org)
    facts += decisions(org, stakes, effects, partial(resolve, register=Register.of(model)))
    facts += scorecard(org, tuple(facts))
    return numbered(facts)


def analyse_change(
    base: Organisation,
    head: Organisation,
    approvals: Approvals | None,
    law: Organisation | None = None,
    beside: tuple[Beside, Beside] = (Beside(), Beside()),
) -> tuple[Change, ...]:
    """Return what a change means, and whose approval it takes by `law`, the base if absent.

    `beside` is what both hold beside their models.
    """
    gaps = tuple(lost(base, head, beside[1].refused))
    whole = Comparison.of(base, kept(head, (entity for entity, _ in gaps)), approvals, law)
    unread = MappingProxyType({whole.head.model.aliases.get(entity.ref, entity.ref): one.place for entity, one in gaps})
    notes = beside[0].notes, beside[1].notes
    return changes(
        replace(whole, unread=unread, unread_before=names(beside[0].refused)), compare, _pulls, self_approvals, notes
    )


def _pulls(org: Organisation) -> Pulls:
    """Return what units want, and where that pulls them apart."""
    found = influence(org)
    stakes, effects = only(Stake, found), only(Effect, found)
    return Pulls(org, stakes, effects, only(Tension, conflicts(org, stakes, effects)))


def rate(org: Organisation, facts: Iterable[Fact], base: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return facts in which the scorecard is compared with that of the base."""
    kept = tuple(fact for fact in facts if not isinstance(fact, Measure))
    return (*kept, *scorecard(org, kept, only(Measure, base)))


def only(kind: type[F], facts: Iterable[Fact]) -> tuple[F, ...]:
    """Return the facts of one kind."""
    return tuple(fact for fact in facts if isinstance(fact, kind))
