"""Facts about what happens when a decision is disputed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from alignctl.model.facts.fact import Fact
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One step of a ladder; within and wait in days, and the longer of both in words."""

    to: Ref
    within: Decimal
    wait: Decimal
    answers_within: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumedTime:
    """A seat of a ladder of which nothing says when it answers, and the time in words that is counted instead."""

    seat: Ref
    counted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation(Fact):
    """One per right and distinct ladder of its bands, `at_most` in words; key: the decider."""

    right: Ref
    bands: tuple[str, ...]
    decider: Ref
    rungs: tuple[Rung, ...]
    end: str
    last_rung: Ref
    hops: int
    worst_days: Decimal
    at_most: str
    assumed: tuple[AssumedTime, ...]
    class_: str
    path: str
    weight: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Impasse(Fact):
    """One per seat at which ladders stop below a final arbiter, or ring of seats in which they go round; key: end.

    A right that lists its own rungs is its own cause. `cases` are the rights concerned in words, with their bands.
    """

    end: str
    last_rung: Ref
    rights: tuple[Ref, ...]
    cases: tuple[str, ...]
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Ladders of one class, length and time from the decision on, of which `wait` is the bottleneck's; path: of one."""

    cases: tuple[str, ...]
    class_: str
    hops: int
    days: Decimal
    wait: Decimal
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bottleneck(Fact):
    """One per seat that is the slowest step, of equals the highest, in disputes about some rights; longest first."""

    seat: Ref
    rights: int
    routes: tuple[Route, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Response(Fact):
    """One per forum that decides or is a rung, with what it promises in words."""

    forum: Ref
    stated: bool
    promised: str
    promised_days: Decimal
    gap_days: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CSuite(Fact):
    """One per company; `volume`: cases a quarter, without which the shares say nothing."""

    company: Ref
    rights: int
    volume: Decimal
    direct: Decimal
    first_hop: Decimal
