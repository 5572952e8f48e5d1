"""Two stakes that meet: how hot it is between them, whether they are apart, and which meeting is worth showing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import sqrt

from alignctl.analysis.conflicts.cause import Cause
from alignctl.model.facts import Effect, Stake
from alignctl.model.ref import Ref

INSIDE_ONE_FUNCTION = 0.5
Identity = tuple[str, Ref | None, frozenset[Ref], frozenset[Ref], Cause | None]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two stakes of different units, in the order of the units, and how pursuing one bears on the other.

    `heat` is what it would be if they are opposed; `effects` are the paths between them, or from the lever to each.
    `cause` is what the conflict hangs on, None where they are not opposed.
    """

    mechanism: str
    first: Stake
    second: Stake
    opposed: bool
    strength: float
    heat: float
    effects: tuple[Effect, ...] = ()
    lever: Ref | None = None
    cause: Cause | None = None

    @property
    def identity(self) -> Identity:
        """Return what one tension stands for: cause, lever and units, else units and metrics."""
        metrics = frozenset(() if self.lever else (self.first.metric, self.second.metric))
        return self.mechanism, self.lever, frozenset((self.first.unit, self.second.unit)), metrics, self.cause

    @property
    def subjects(self) -> tuple[Ref, ...]:
        """Return the units, metrics and lever that it names, sorted."""
        named = {self.first.unit, self.second.unit, self.first.metric, self.second.metric}
        return tuple(sorted(named | {self.lever} if self.lever else named))

    def beats(self, other: Clash) -> bool:
        """Tell whether it is the one to show: opposed before not, hotter before cooler, then by name."""
        mine, theirs = (self.opposed, self.heat), (other.opposed, other.heat)
        return mine > theirs or (mine == theirs and self._names() < other._names())

    def _names(self) -> tuple[object, ...]:
        return tuple((stake.source, stake.metric, stake.key) for stake in (self.first, self.second))


def heat(strength: float, one: float, other: float, *, across: bool) -> float:
    """Return strength x the geometric mean of the weights, halved inside one function; 0..1, three places, half-even.

    The geometric mean is 0 unless both sides are paid or goaled on it.

    >>> heat(0.5, 0.6, 0.3, across=True)
    0.212
    """
    return round(strength * sqrt(one * other) * (1.0 if across else INSIDE_ONE_FUNCTION), 3)


def overlap(one: Stake, other: Stake) -> bool:
    """Tell whether the windows of two stakes share a day; an open end reaches for ever."""
    return _begins(one) <= _ends(other) and _begins(other) <= _ends(one)


def apart(one: Stake, other: Stake) -> bool:
    """Tell whether two stakes on one metric cannot both be met (A4).

    Up against down; bands that share no value; an upward target above the other's ceiling, a downward one below its
    floor.
    """
    ways = {one.direction, other.direction}
    if ways == {"band"}:
        return _no_room(one, other)
    return ways == {"up", "down"} or _misses(one, other) or _misses(other, one)


def _no_room(one: Stake, other: Stake) -> bool:
    floors = [Decimal(stake.floor) for stake in (one, other) if stake.floor is not None]
    ceilings = [Decimal(stake.ceiling) for stake in (one, other) if stake.ceiling is not None]
    return bool(floors and ceilings) and max(floors) > min(ceilings)


def _misses(pushing: Stake, band: Stake) -> bool:
    if pushing.target is None or band.direction != "band":
        return False
    over = pushing.direction == "up" and band.ceiling is not None and Decimal(pushing.target) > Decimal(band.ceiling)
    below = pushing.direction == "down" and band.floor is not None and Decimal(pushing.target) < Decimal(band.floor)
    return over or below


def _begins(stake: Stake) -> date:
    return stake.from_ or date.min


def _ends(stake: Stake) -> date:
    return stake.until or date.max
