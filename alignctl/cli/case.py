"""Words for what is to be decided go in: subjects, rights, initiatives; the case that they make comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import click

from alignctl.cli.lookup import did_you_mean, meant, several
from alignctl.errors import UsageError
from alignctl.model.entity import Entity
from alignctl.model.kinds import DecisionRight, Domain, Initiative
from alignctl.model.model import Model
from alignctl.model.quantity import Value
from alignctl.model.ref import Ref, ref
from alignctl.report.escape import terminal

NOUN = {"Domain": "subject", "DecisionRight": "right", "Initiative": "initiative"}


@dataclass(frozen=True, slots=True)
class Case:
    """The subjects that a case touches, and what an initiative or a right says of it besides."""

    domains: tuple[Ref, ...]
    action: str | None = None
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))


def case_of(model: Model, typed: Sequence[str], lacking: Callable[[Ref], None]) -> Case:
    """Return the case that is described by subjects, or by the name or title of a right or an initiative.

    `lacking` is told of a reference that the model has not, and may know why.

    Raises:
        UsageError: a word means nothing here, or several things; or two of them ask for different actions.

    """
    found = [(_meant(model, word, lacking), word) for word in typed]
    for entity, word in found:
        if word not in (entity.name, entity.ref):
            told = f"`{word}` is the {NOUN[entity.KIND]} `{entity.name}`: {entity.title}."
            click.echo(f"alignctl: {terminal(told)}", err=True)
    cases = [_case(entity) for entity, _ in found]
    actions = tuple(dict.fromkeys(case.action for case in cases if case.action))
    if len(actions) > 1:
        told = " and ".join(f"`{action}`" for action in actions)
        raise UsageError(f"These are about different actions: {told}.", fix="Ask about one after the other.")
    values = {name: value for case in cases for name, value in case.values.items()}
    domains = tuple(dict.fromkeys(domain for case in cases for domain in case.domains))
    for domain in domains:
        if model.get(Domain, domain) is None:
            lacking(domain)
    return Case(domains, actions[0] if actions else None, values)


def _meant(model: Model, word: str, lacking: Callable[[Ref], None]) -> Entity:
    """Return what a word means: the object of that name, a subject first, before what a part of its name fits."""
    for kind in (Domain, DecisionRight, Initiative):
        if model.find(ref(kind.KIND, word)) is None:
            lacking(ref(kind.KIND, word))
    subjects = model.all(Domain)
    others: tuple[Entity, ...] = (*model.all(DecisionRight), *model.all(Initiative))
    found = meant((*subjects, *others), word)
    preferred: Sequence[Entity] = [one for one in found if isinstance(one, Domain)] or found
    if len(preferred) == 1:
        return preferred[0]
    if preferred:
        raise several(preferred, word)
    fix = did_you_mean(word, (*subjects, *others))
    raise UsageError(f"There is no Domain `{word}`, and no right or initiative of that name.", fix=fix)


def _case(entity: Entity) -> Case:
    if isinstance(entity, Initiative):
        return Case(entity.domains, entity.action, entity.attributes)
    if isinstance(entity, DecisionRight):
        actions = entity.actions or ()
        open_to_all = len(entity.domains) > 1 and len(actions) > 1  # a composite case has no action of its own
        return Case(entity.domains, actions[0] if actions and not open_to_all else None)
    return Case((entity.ref,))
