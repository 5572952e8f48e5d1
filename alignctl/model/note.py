"""An exception in a comment: what the comparison of two states needs to know about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from alignctl.model.place import Place
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True)
class Note:
    """`# alignctl: ignore[rule] until=… reason` about a node (`key`) of the document of `subject`."""

    rule: str
    subject: Ref
    key: str
    until: date | None
    reason: str
    place: Place
