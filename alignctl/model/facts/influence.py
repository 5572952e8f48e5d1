"""Facts about who answers for which metric, and what moves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from alignctl.model.facts.fact import Fact
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake(Fact):
    """One per unit, metric, direction and cycle; key: direction and cycle."""

    unit: Ref
    metric: Ref
    direction: str
    weight: float
    source: Ref
    target: str | None = None
    floor: str | None = None
    ceiling: str | None = None
    from_: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InfluenceFact(Fact):
    """One per ordered pair with a declared link; place: the link."""

    KIND: ClassVar[str] = "Influence"

    from_: Ref
    to: Ref
    signs: tuple[str, ...]
    self: bool
    both_signs: bool
    based: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect(Fact):
    """One per ordered pair with a path: the first a lever or staked, the second staked.

    `via` are the metrics along `path`, the last is `to`; `signs` say what each link does to the next one.
    """

    from_: Ref
    to: Ref
    positive: float
    negative: float
    verdict: str
    strength: float
    path: str
    counter_path: str
    via: tuple[Ref, ...]
    signs: tuple[str, ...]

    @property
    def sign(self) -> int:
        """Return 1 if the first raises the second, -1 if it lowers it, 0 if that is open."""
        return {"raises": 1, "lowers": -1}.get(self.verdict, 0)
