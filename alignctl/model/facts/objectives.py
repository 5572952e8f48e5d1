"""Facts about how goals hang together."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from alignctl.model.facts.fact import Fact
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Fact):
    """One per objective of a cycle that has not ended more than 365 days ago."""

    objective: Ref
    cycle: Ref
    current: bool
    level: str
    owners: tuple[Ref, ...]
    functions: int
    shared: bool
    silent_owners: tuple[Ref, ...]
    linked: bool
    key_results: int
    unmeasured: tuple[str, ...]
    depth: int
    grade_due: bool
    graded: bool
    postmortem_due: bool
    postmortem: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResultFact(Fact):
    """One per key result of a goal whose cycle has not ended; place: the key result; key: keyResult."""

    KIND: ClassVar[str] = "KeyResult"

    objective: Ref
    key_result: str
    metric: Ref
    direction: str
    metric_direction: str
    baseline: Decimal | None = None
    target: Decimal | None = None
    opposed: bool
    still: bool
    beyond: str
    limit: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricTargets(Fact):
    """One per metric and cycle that has not ended with a key result that names a target; key: cycle."""

    metric: Ref
    cycle: Ref
    values: int
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalLink(Fact):
    """One per key result, and key result or metric that it supports; key: keyResult and parentKeyResult."""

    child: Ref
    key_result: str
    parent: Ref
    parent_key_result: str
    opposed: bool
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalSet(Fact):
    """One per unit and cycle with an objective, and company and cycle for all; key: cycle."""

    unit: Ref
    cycle: Ref
    whole: bool
    objectives: int
    shared: int
    share: float
