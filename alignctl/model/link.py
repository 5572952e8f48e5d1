"""A reference from one object to another, with the place where it is written."""

from __future__ import annotations

from dataclasses import dataclass

from alignctl.model.place import Place
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True)
class Link:
    """`source` names `target` in `field` (a path such as `bands.0.decide`).

    `found` also holds for an object whose document is refused by its schema, so that one mistake is reported once.
    """

    source: Ref
    field: str
    target: Ref
    place: Place
    found: bool
    suggestion: str = ""
