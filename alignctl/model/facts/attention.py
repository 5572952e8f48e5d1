"""Facts about what needs a look, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from alignctl.model.facts.fact import Fact
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityFact(Fact):
    """One per object that is active."""

    KIND: ClassVar[str] = "Entity"

    object: Ref
    of: str
    owner: Ref
    current: bool = True
    due: date | None = None
    stale: bool
    overdue_days: int
    placeholders: tuple[str, ...]
    crowds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Due(Fact):
    """One per dated duty; key: what and day."""

    of: Ref
    what: str
    on: date
    who: tuple[Ref, ...]
    late: bool
