"""The spec of a right goes in; who decides, who must agree and how fast, on each stretch of its ladder, comes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from math import isfinite
from typing import Self

from alignctl.model.document import Data
from alignctl.model.ranges import HIGHEST, LOWEST, Position, Range
from alignctl.model.ref import Ref
from alignctl.words.quantities import number

FIELDS = ("decide", "bandOn", "bands", "agree", "sla")
EVERYTHING = Range()
_LOW, _HIGH = (("over", 1), ("atLeast", 0)), (("under", 0), ("upTo", 1))


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of the ladder with what holds there: a decider, those who must agree, a time limit or none."""

    range: Range
    decide: str
    agree: tuple[str, ...]
    sla: str | None


@dataclass(frozen=True, slots=True)
class Ladder:
    """The bands of a right along one number attribute, or one band for everything, with no attribute."""

    attribute: str
    bands: tuple[Band, ...]

    @classmethod
    def read(cls, spec: Mapping[str, Data]) -> Self | None:
        """Read a ladder; None where the spec does not hold one that can be understood."""
        agree, sla, rows = _names(spec.get("agree", [])), spec.get("sla"), spec.get("bands", [])
        if agree is None or not isinstance(sla, str | None) or not isinstance(rows, list):
            return None
        attribute, decide = spec.get("bandOn", ""), spec.get("decide")
        if not rows:
            alone = isinstance(decide, str) and attribute == ""
            return cls("", (Band(EVERYTHING, str(decide), agree, sla),)) if alone else None
        bands = _bands(rows, agree, sla)
        sound = bands is not None and isinstance(attribute, str) and attribute and decide is None
        return cls(str(attribute), bands) if sound and bands is not None else None

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
        told = {("agree", party): party for band in found for party in band.agree}
        told |= {("decide", ""): " ".join(deciders)} if deciders else {}
        return told | ({("sla", ""): " ".join(limits)} if limits else {})


def _renamed(band: Band, names: Mapping[Ref, Ref]) -> Band:
    agree = tuple(names.get(Ref(party), party) for party in band.agree)
    return replace(band, decide=names.get(Ref(band.decide), band.decide), agree=agree)


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


def _bands(rows: list[Data], agree: tuple[str, ...], sla: str | None) -> tuple[Band, ...] | None:
    """Read bands; one without a lower end starts where the one before it ended."""
    found, low = list[Band](), LOWEST
    for row in rows:
        band = _band(row, agree, sla, low) if isinstance(row, dict) else None
        if band is None:
            return None
        found.append(band)
        low = band.range.high
    return tuple(found)


def _band(row: dict[str, Data], agree: tuple[str, ...], sla: str | None, low: Position) -> Band | None:
    known = {"over", "atLeast", "under", "upTo", "decide", "agree", "sla"}
    decide, own, limit = row.get("decide"), _names(row.get("agree", list(agree))), row.get("sla", sla)
    ends = [row[key] for key, _ in (*_LOW, *_HIGH) if key in row]
    sound = row.keys() <= known and isinstance(decide, str) and isinstance(limit, str | None) and own is not None
    if not sound or not all(
        isinstance(end, int | float) and isfinite(end) and not isinstance(end, bool) for end in ends
    ):
        return None
    stretch = Range(_end(row, _LOW) or low, _end(row, _HIGH) or HIGHEST)
    return Band(stretch, str(decide), own or (), str(limit) if limit else None) if stretch.low < stretch.high else None


def _end(row: dict[str, Data], keys: tuple[tuple[str, int], ...]) -> Position | None:
    return next(((Decimal(str(row[key])), after) for key, after in keys if key in row), None)


def _names(value: Data) -> tuple[str, ...] | None:
    names = [name for name in value if isinstance(name, str)] if isinstance(value, list) else []
    return tuple(names) if isinstance(value, list) and len(names) == len(value) else None
