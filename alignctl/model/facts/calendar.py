"""Facts about how planning periods follow each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from alignctl.model.facts.fact import Fact
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleStep(Fact):
    """One per cycle but the first of a level and track, with the one before it that ends last."""

    level: str
    track: str
    before: Ref
    after: Ref
    days: int
    from_: date
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CyclePlan(Fact):
    """One per cycle."""

    cycle: Ref
    parent: Ref | None = None
    outside: bool
    disorder: tuple[str, ...]
