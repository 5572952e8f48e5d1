"""Facts about what pay pulls towards."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from alignctl.model.facts.fact import Fact
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricSheet(Fact):
    """One per metric."""

    metric: Ref
    owner: Ref
    outcome: str
    used: bool
    aimed: bool
    missing: tuple[str, ...]
    twins: tuple[Ref, ...]
    paid_weight: Decimal
    independent_guards: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Fact):
    """One per incentive plan whose cycle has not ended."""

    plan: Ref
    roles: tuple[Ref, ...]
    leaders: bool
    total: Decimal
    adds_up: bool
    shared_weight: Decimal
    functional_weight: Decimal
    heaviest: str
    heaviest_weight: Decimal
    other_cycles: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidMetric(Fact):
    """One per plan whose cycle has not ended, and metric; place: the component."""

    plan: Ref
    metric: Ref
    weight: Decimal
    units: tuple[Ref, ...]
    control: str
    shared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanGoal(Fact):
    """One per plan and key result of a shared objective; key: keyResult.

    `first` stands for all that one plan opposes in one objective; `also` are the metrics of the others.
    """

    plan: Ref
    objective: Ref
    key_result: str
    metric: Ref
    opposed: bool
    how: str
    paid: Ref
    weight: Decimal
    path: str
    first: bool = False
    also: tuple[Ref, ...] = ()
