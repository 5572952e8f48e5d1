"""The spec of a right goes in; who takes which part and how fast, on each stretch of its ladders, comes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from math import isfinite
from typing import Self

from alignctl.model.claim import PARTIES
from alignctl.model.document import Data
from alignctl.model.ranges import HIGHEST, LOWEST, Position, Range
from alignctl.model.ref import Ref
from alignctl.words.quantities import number

FIELDS = ("decide", "bandOn", "bands", *PARTIES, "sla")
EVERYTHING = Range()
OTHERS = ""
_LOW, _HIGH = (("over", 1), ("atLeast", 0)), (("under", 0), ("upTo", 1))


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of the ladder with what holds there: a decider, parties by field, a time limit or none."""

    range: Range
    decide: str
    parties: tuple[tuple[str, str], ...]
    sla: str | None


@dataclass(frozen=True, slots=True)
class Ladder:
    """The bands of a right along one number attribute, or one band for everything, with no attribute."""

    attribute: str
    bands: tuple[Band, ...]

    def renamed(self, names: Mapping[Ref, Ref]) -> Self:
        """Return the ladder with other names for the objects in it."""
        return replace(self, bands=tuple(_renamed(band, names) for band in self.bands)) if names else self

    def cuts(self) -> frozenset[Position]:
        """Return where something may change."""
        return frozenset(end for band in self.bands for end in (band.range.low, band.range.high))

    def on(self, stretch: Range) -> dict[tuple[str, str], str]:
        """Return what holds on a stretch that no cut divides, by topic."""
        found = [band for band in self.bands if stretch.within(band.range)]
        deciders = sorted({band.decide for band in found})
        limits = sorted({band.sla for band in found if band.sla is not None})
        told = {(field, party): party for band in found for field, party in band.parties}
        told |= {("decide", ""): " ".join(deciders)} if deciders else {}
        return told | ({("sla", ""): " ".join(limits)} if limits else {})


Ladders = Mapping[str, Ladder]
"""The ladder of each action that has its own; under `OTHERS` that of all actions which have none."""


def read_ladders(spec: Mapping[str, Data]) -> Ladders | None:
    """Read who takes which part in a right; None where the spec does not say it in a way that can be understood."""
    shared = {name: spec[name] for name in (*PARTIES, "sla") if name in spec}
    rows, attribute, decide = spec.get("bands", []), spec.get("bandOn", ""), spec.get("decide")
    if not isinstance(rows, list) or not isinstance(attribute, str):
        return None
    if rows:
        bands = _bands(rows, shared, bounded=bool(attribute)) if decide is None else None
        return {action: Ladder(attribute, tuple(found)) for action, found in bands.items()} if bands else None
    band = _band({"decide": decide}, shared, LOWEST) if not attribute else None
    return {OTHERS: Ladder("", (band,))} if band else None


def _renamed(band: Band, names: Mapping[Ref, Ref]) -> Band:
    parties = tuple((field, names.get(Ref(party), party)) for field, party in band.parties)
    return replace(band, decide=names.get(Ref(band.decide), band.decide), parties=parties)


def stretches(ladders: Iterable[Ladder]) -> tuple[Range, ...]:
    """Return the stretches into which the cuts of all ladders divide the line of numbers."""
    cuts = sorted({LOWEST, HIGHEST, *(cut for ladder in ladders for cut in ladder.cuts())})
    return tuple(Range(low, high) for low, high in pairwise(cuts))


def stretch_words(stretch: Range, attribute: str, unit: str = "") -> str:
    """Return a stretch in words; empty for everything.

    >>> stretch_words(Range((Decimal(500), 1), (Decimal(900), 1)), "amount", "EUR")
    'amount over 500 and up to 900 EUR'
    """
    (low, after), (high, through) = stretch.low, stretch.high
    if low == high:
        return f"{attribute} of exactly {number(low)} {unit}".rstrip()
    parts = [f"{('from', 'over')[after]} {number(low)}"] if stretch.low > LOWEST else []
    parts += [f"{('under', 'up to')[through]} {number(high)}"] if stretch.high < HIGHEST else []
    return f"{attribute} {' and '.join(parts)} {unit}".rstrip() if parts else ""


def _bands(rows: list[Data], shared: Mapping[str, Data], *, bounded: bool) -> dict[str, list[Band]] | None:
    """Read bands by action; one without a lower end starts where the last one of its actions ended."""
    found: dict[str, list[Band]] = {}
    ended: dict[frozenset[str], Position] = {}
    for row in rows:
        about = _names(row.get("actions", [OTHERS])) if isinstance(row, dict) else None
        actions = frozenset(about or ())
        band = _band(row, shared, ended.get(actions, LOWEST)) if isinstance(row, dict) and actions else None
        if band is None or not (bounded or band.range == EVERYTHING):
            return None
        ended[actions] = band.range.high
        for action in sorted(actions):
            found.setdefault(action, []).append(band)
    return found


def _band(row: dict[str, Data], shared: Mapping[str, Data], low: Position) -> Band | None:
    known = {"actions", "over", "atLeast", "under", "upTo", "decide", *PARTIES, "sla"}
    said = {**shared, **row}
    lists = [(field, _names(said.get(field, []))) for field in PARTIES]
    decide, limit = said.get("decide"), said.get("sla")
    ends = [row[key] for key, _ in (*_LOW, *_HIGH) if key in row]
    sound = row.keys() <= known and isinstance(decide, str) and isinstance(limit, str | None)
    if not sound or not all(
        isinstance(end, int | float) and isfinite(end) and not isinstance(end, bool) for end in ends
    ):
        return None
    stretch = Range(_end(row, _LOW) or low, _end(row, _HIGH) or HIGHEST)
    if stretch.low >= stretch.high or any(names is None for _, names in lists):
        return None
    parties = tuple((field, name) for field, names in lists for name in names or ())
    return Band(stretch, str(decide), parties, str(limit) if limit else None)


def _end(row: dict[str, Data], keys: tuple[tuple[str, int], ...]) -> Position | None:
    return next(((Decimal(str(row[key])), after) for key, after in keys if key in row), None)


def _names(value: Data) -> tuple[str, ...] | None:
    names = [name for name in value if isinstance(name, str)] if isinstance(value, list) else []
    return tuple(names) if isinstance(value, list) and len(names) == len(value) else None
