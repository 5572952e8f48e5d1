"""Facts about how aligned the organisation is, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from alignctl.model.facts.fact import Fact
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Fact):
    """One per number of the scorecard; key: measure."""

    company: Ref
    measure: str
    value: Decimal | None = None
    unit: str
    base: Decimal | None = None
    worse: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget(Fact):
    """One per analysis that works under a budget."""

    analysis: str
    used: int
    limit: int
    exhausted: bool
