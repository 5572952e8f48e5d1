"""Facts about which goals pull apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from alignctl.model.facts.fact import Fact
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a conflict."""

    unit: Ref
    metric: Ref
    direction: str
    weight: float
    source: Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A domain in which other rules hold than around it: who wins there, if that can be told, and by which rules."""

    scope: Ref
    wins: Ref | None = None
    covered_by: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tension(Fact):
    """One per pair of units and metric, pair of metrics, or lever and cause; key: mechanism.

    `halved`: the heat is, since both units are in one function. `exceptions` are the domains in which another side
    wins, or none. `conflict` is the id of the `Conflict` to which an opposed one belongs.
    """

    mechanism: str
    units: tuple[Ref, ...]
    metrics: tuple[Ref, ...]
    lever: Ref | None = None
    opposed: bool
    strength: float
    halved: bool = False
    raw_heat: float
    level: str
    covered: bool
    covered_by: tuple[Ref, ...]
    wins: Ref | None = None
    exceptions: tuple[Elsewhere, ...] = ()
    sides: tuple[Side, ...]
    clash: str
    path: str
    conflict: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict(Fact):
    """One per metric, link or lever on which opposed tensions hang; key: mechanism, and the ends of a link in order.

    `units`, `metrics` and `pairs` (of units) count all of them; `clash`, `path`, `heat`, `sides` are those
    of the one to look at first: without a rule, of two functions, the hottest. `minor`: none reaches `heatWarning`.
    `covered`: each that does, or else the hottest, has a rule; `exceptions` are those of all.
    """

    mechanism: str
    lever: Ref | None = None
    link: tuple[Ref, ...]
    units: tuple[Ref, ...]
    metrics: tuple[Ref, ...]
    pairs: int
    minor: bool
    level: str
    heat: float
    covered: bool
    covered_by: tuple[Ref, ...]
    wins: Ref | None = None
    exceptions: tuple[Elsewhere, ...] = ()
    sides: tuple[Side, ...]
    clash: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPair(Fact):
    """One per unordered pair of units with an opposed tension; `bodies` below the top may settle it as well."""

    units: tuple[Ref, ...]
    open: int
    open_heat: float
    arbiter: Ref | None = None
    settled_below: bool
    bodies: tuple[Ref, ...]
    forums: tuple[Ref, ...]
    forum_gap_days: int | None = None
    forum_gap_months: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opponents:
    """Two units in conflict, in words, with their place in the list, from 1."""

    place: int
    units: tuple[Ref, ...]
    words: str
    open_heat: float
    settled_below: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Arbiter(Fact):
    """One per seat that stands first above some pairs of units in conflict, and per pair above which nobody stands.

    A unit and another that belongs to it are no such pair. First come the pairs that nothing below the seat settles,
    the hottest first.
    """

    seat: Ref | None = None
    units: tuple[Ref, ...]
    pairs: tuple[Opponents, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage(Fact):
    """One per company; counts the conflicts that are not minor."""

    company: Ref
    covered: int
    total: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecedenceRule(Fact):
    """One per precedence document, ended ones too.

    `settles` counts conflicts; of a rule with a `scope` also those that it settles only there. `exceptionTo` are the
    rules around it that put another side first.
    """

    rule: Ref
    scope: Ref | None = None
    exception_to: tuple[Ref, ...]
    limited: bool
    ends: date | None = None
    expired: bool
    settles: int
