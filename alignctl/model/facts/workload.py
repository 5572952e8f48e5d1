"""Facts about how much lands on one desk."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from alignctl.model.facts.fact import Fact
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Load(Fact):
    """One per role that decides at least one right."""

    role: Ref
    hours: Decimal
    capacity: Decimal
    load: Decimal
    rights: int
    total: int
    share: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Leading(Fact):
    """One per person who leads a unit below the company; key: the person."""

    person: str
    units: tuple[Ref, ...]
