"""Facts about who decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from alignctl.model.facts.fact import Fact
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class CellBound:
    """The values of one attribute in a cell, as text."""

    attribute: str
    over: str | None = None
    at_least: str | None = None
    under: str | None = None
    up_to: str | None = None
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a decision table, or several equal neighbours; `sla` is the time to decide in words."""

    region: str
    bounds: tuple[CellBound, ...]
    outcome: str
    decider: Ref | None = None
    leads: tuple[Ref, ...]
    agree: tuple[Ref, ...]
    input: tuple[Ref, ...]
    inform: tuple[Ref, ...]
    rights: tuple[Ref, ...]
    sla: str | None = None
    sla_days: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority(Fact):
    """One per decidable domain and action; key: action. One that is not complete was too large to be looked into."""

    domain: Ref
    action: str
    cells: tuple[Cell, ...]
    gaps: tuple[str, ...]
    complete: bool
    deciders: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap(Fact):
    """One per set of rights whose edges leave cases open, or widest domain of which no right speaks; key: the rights.

    `domain` is where an edit would close it, `domains` are those where nobody decides, `regions` the cases in words.
    """

    domain: Ref
    rights: tuple[Ref, ...]
    domains: tuple[Ref, ...]
    actions: tuple[str, ...]
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """The cases, in words, in which the same seats may each decide."""

    deciders: tuple[Ref, ...]
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap(Fact):
    """One per set of rights that hold a cell together, and way in which that is settled; key: settledBy."""

    rights: tuple[Ref, ...]
    bands: tuple[str, ...]
    deciders: tuple[Ref, ...]
    ties: tuple[Tie, ...]
    settled_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inversion(Fact):
    """One per pair of sets of rights by which a larger case is decided further down; key: both sets.

    `domain` is where the nearest of them is given, `where` the domains concerned, `drops` what goes to whom, in words.
    """

    domain: Ref
    rights: tuple[Ref, ...]
    attributes: tuple[str, ...]
    where: str
    drops: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RightBand:
    """One band of a right, labelled `all` where there are none."""

    label: str
    region: str
    decider: Ref
    agree: tuple[Ref, ...]
    reachable: bool
    shadowed_by: tuple[Ref, ...]
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Right(Fact):
    """One per active right."""

    right: Ref
    domains: tuple[Ref, ...]
    class_: str
    bands: tuple[RightBand, ...]
    max_agree: int
    ruleless: tuple[Ref, ...]
    dead: tuple[str, ...]
    fewest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider(Fact):
    """One per role or forum that decides; `thin` are the rights, in words, that the fewest people can exercise."""

    seat: Ref
    rights: tuple[Ref, ...]
    fewest: int
    thin: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat(Fact):
    """One per role or forum that decides or agrees somewhere; lapsed: a deputy's time ran out.

    `acting` is the next seat up, where somebody is there, that decides what no deputy covers.
    """

    seat: Ref
    rights: tuple[Ref, ...]
    holders: int
    absent: bool
    absent_days: int
    until: date | None = None
    cover: str
    uncovered: tuple[Ref, ...]
    acting: Ref | None = None
    lapsed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfApproval(Fact):
    """One per seat that decides and one that must approve which are one person that day; always: on every day."""

    decider: Ref
    approver: Ref
    people: tuple[str, ...]
    how: tuple[str, ...]
    rights: tuple[Ref, ...]
    always: bool
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Fact):
    """One per pair of overlapping domains, and set of two or more domains of an initiative, within the cell budget.

    `parts` tells who decides a part in which of the regions.
    """

    domains: tuple[Ref, ...]
    initiative: Ref | None = None
    deciders: tuple[Ref, ...]
    lead: Ref | None = None
    settled_by: str
    regions: tuple[str, ...]
    parts: tuple[Tie, ...]
