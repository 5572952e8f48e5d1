"""Two states of the documents go in; the later days on which who decides may be another, and what turns, come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from alignctl.model.entity import Entity
from alignctl.model.kinds import DecisionRight, Domain, Forum, Precedence, Role, Unit
from alignctl.model.model import Model
from alignctl.model.power import Turn
from alignctl.model.ref import Ref

GOVERNING: tuple[type[Entity], ...] = (DecisionRight, Domain, Forum, Precedence, Role, Unit)
"""The kinds from which authority is computed."""


def turns(models: Iterable[Model], today: date) -> tuple[Turn, ...]:
    """Return the days after today on which something begins, or is over, in any of the models, in order."""
    objects: dict[date, set[Ref]] = {}
    roles: dict[date, set[Ref]] = {}
    for model in models:
        for entity in (entity for kind in GOVERNING for entity in model.all(kind)):
            for day in edges(entity.metadata.effective_from, entity.metadata.effective_until):
                objects.setdefault(day, set()).add(entity.ref)
            for deputy in entity.deputies if isinstance(entity, Role) else ():
                for day in edges(deputy.from_, deputy.until):
                    roles.setdefault(day, set()).add(entity.ref)
    days = sorted(day for day in {*objects, *roles} if day > today)
    return tuple(Turn(day, frozenset(objects.get(day, ())), frozenset(roles.get(day, ()))) for day in days)


def edges(start: date | None, end: date | None) -> Iterator[date]:
    """Yield the day on which a window begins and the first on which it is over."""
    if start:
        yield start
    if end and end < date.max:
        yield end + timedelta(days=1)
