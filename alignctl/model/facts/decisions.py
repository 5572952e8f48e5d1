"""Facts about whether decisions were taken by those entitled to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from alignctl.model.facts.fact import Fact
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling(Fact):
    """One per decision record."""

    decision: Ref
    domains: tuple[Ref, ...]
    proposer: str
    decided_by: str
    decided: bool
    authority: Ref | None = None
    deciders: tuple[Ref, ...]
    told: bool
    entitled: bool
    unagreed: tuple[Ref, ...]
    late_days: int
    unheard: tuple[Ref, ...]
    evaluations: int
    overlap: float
    disagreement: bool
    resolved: bool
    self_decided: bool
    onesided: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series(Fact):
    """One per two or more decisions whose sum has another decider than each; key: from."""

    decisions: tuple[Ref, ...]
    domain: Ref
    proposer: str
    from_: date
    until: date
    split: bool
    total: str
    would: Ref | None = None
