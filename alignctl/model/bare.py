"""An object goes in; the same object without its place, its words and its upkeep comes out: what has an effect."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from alignctl.model.entity import Entity
from alignctl.model.metadata import Metadata
from alignctl.model.place import Place

E = TypeVar("E", bound=Entity)
NOWHERE = Place("")


def bare(entity: E) -> E:
    """Return an object that equals another one if both say the same on the same days."""
    data = entity.metadata
    kept = Metadata(
        entity.name, None, None, None, (), data.status, data.effective_from, data.effective_until, None, None, {}, ()
    )
    return replace(entity, place=NOWHERE, metadata=kept)
