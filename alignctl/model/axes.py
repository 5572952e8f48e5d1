"""The universe of cases: attributes and the conditions on them go in, an axis of segments for each comes out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from operator import attrgetter

from alignctl.model.claim import Extent
from alignctl.model.facts.authority import CellBound
from alignctl.model.kinds import Attribute, Domain
from alignctl.model.organisation import Organisation
from alignctl.model.quantity import Interval
from alignctl.model.ranges import HIGHEST, LOWEST, Range, plain
from alignctl.model.ref import Ref

OTHER = "any other"
"""Stands for the words that no document names; no slug holds a blank."""

Segment = Range | str | bool


@dataclass(frozen=True)
class Axis:
    """One attribute, cut so finely that a condition admits all of a segment or nothing of it.

    A set of segments is a mask: bit i stands for segment i. `named` tells whether words about numbers need the
    attribute's name.
    """

    name: str
    attribute: Attribute
    segments: tuple[Segment, ...]
    named: bool = False

    @property
    def full(self) -> int:
        """Return the mask of all segments."""
        return (1 << len(self.segments)) - 1

    def mask(self, extent: Extent | None) -> int:
        """Return the segments that a condition admits; no condition admits all."""
        if extent is None:
            return self.full
        if isinstance(extent, Range):
            return self._between(extent)
        places = {self.places[key] for value in extent.values if (key := (type(value), value)) in self.places}
        return sum(1 << place for place in places)

    @cached_property
    def places(self) -> Mapping[tuple[type, Segment], int]:
        """Return where each word or boolean stands among the segments; a word is never a boolean or a number."""
        return {(type(segment), segment): place for place, segment in enumerate(self.segments)}

    def _between(self, extent: Range) -> int:
        """Return the segments within a range; they stand in order, so its ends are found by halving."""
        if self.attribute.type != "number":
            return 0
        first = bisect_left(self.segments, extent.low, key=attrgetter("low"))
        end = bisect_right(self.segments, extent.high, key=attrgetter("high"))
        return (1 << end) - (1 << first) if first < end else 0

    def joins(self, first: int, second: int) -> bool:
        """Tell whether two masks, the first below the second, may be told as one region."""
        return self.attribute.type != "number" or first.bit_length() == (second & -second).bit_length() - 1

    def words(self, mask: int) -> str:
        """Return a set of segments in words; empty if it is the whole axis."""
        if mask == self.full:
            return ""
        if self.attribute.type == "number":
            text = self.range_words(mask)
            return f"{self.name} {text}" if self.named and text else text
        chosen = self._chosen(mask)
        if self.attribute.type == "bool":
            return self.name if chosen == [True] else f"not {self.name}"
        if OTHER in chosen:
            left_out = [str(s) for s in self.segments if s not in chosen]
            return f"{self.name} other than {' or '.join(left_out)}"
        return f"{self.name} {' or '.join(map(str, chosen))}"

    def range_words(self, mask: int) -> str:
        """Return a set of segments of a number in words, without its name; a unit that repeats the name is left out."""
        unit = None if self.named and self.attribute.unit == self.name else self.attribute.unit
        return self._hull(mask).words(whole(self.attribute), unit)

    def bound(self, mask: int) -> CellBound:
        """Return a set of segments as data; ends that the attribute has anyway are left open."""
        if self.attribute.type != "number":
            values = tuple(str(s).lower() if isinstance(s, bool) else str(s) for s in self._chosen(mask))
            return CellBound(attribute=self.name, values=values)
        hull, around = self._hull(mask), whole(self.attribute)
        low = plain(hull.low[0]) if hull.low > around.low else None
        high = plain(hull.high[0]) if hull.high < around.high else None
        return CellBound(
            attribute=self.name,
            over=low if hull.low[1] else None,
            at_least=None if hull.low[1] else low,
            under=None if hull.high[1] else high,
            up_to=high if hull.high[1] else None,
            values=(),
        )

    def _chosen(self, mask: int) -> list[Segment]:
        return [self.segments[place] for place in bits(mask)]

    def _hull(self, mask: int) -> Range:
        ends = (self.segments[place] for place in ((mask & -mask).bit_length() - 1, mask.bit_length() - 1) if mask)
        found = [segment for segment in ends if isinstance(segment, Range)]
        return Range(found[0].low, found[-1].high) if found else Range(HIGHEST, LOWEST)


def bits(mask: int) -> Iterator[int]:
    """Yield the places of the bits that are set, lowest first."""
    while mask:
        place = (mask & -mask).bit_length() - 1
        yield place
        mask ^= 1 << place


def admits(extent: Extent, segment: Segment) -> bool:
    """Tell whether a condition admits a segment; a number never matches a word, nor a word a boolean."""
    if isinstance(extent, Range):
        return isinstance(segment, Range) and segment.within(extent)
    return any(type(value) is type(segment) and value == segment for value in extent.values)


def axes(attributes: Mapping[str, Attribute], extents: Mapping[str, Sequence[Extent]]) -> tuple[Axis, ...]:
    """Return an axis for each attribute that some condition names, by name.

    An attribute that no domain declares takes its universe from the conditions: numbers from 0 up, the words that
    are named and one for all others.
    """
    if not extents:
        return ()
    known = {**{name: _implied(found) for name, found in extents.items() if name not in attributes}, **attributes}
    named = sum(attribute.type == "number" for attribute in known.values()) > 1
    return tuple(Axis(name, known[name], cut(known[name], extents[name]), named) for name in sorted(extents))


def cut(attribute: Attribute, extents: Iterable[Extent]) -> tuple[Segment, ...]:
    """Return the segments of an attribute, cut at all ends; those that hold no multiple of its step are left out."""
    if attribute.type == "bool":
        return (False, True)
    if attribute.type == "enum":
        return attribute.values
    around = whole(attribute)
    ends = {end for extent in extents if isinstance(extent, Range) for end in (extent.low, extent.high)}
    stops = sorted({around.low, around.high} | {end for end in ends if around.low < end < around.high})
    found = [Range(low, high) for low, high in pairwise(stops)]
    return tuple(part for part in found if not part.empty(attribute.step))


def whole(attribute: Attribute) -> Range:
    """Return the range of a number attribute."""
    return Range.of(Interval(at_least=attribute.min, up_to=attribute.max))


def declared(org: Organisation, domains: Iterable[Ref]) -> dict[str, Attribute]:
    """Return the attributes of cases that touch some domains, inherited ones included; the nearest declaration stands.

    Where two domains declare one attribute differently, the wider of both holds.
    """
    found: dict[str, Attribute] = {}
    for domain in domains:
        own: dict[str, Attribute] = {}
        for ancestor in reversed(org.domains.lineage(domain)):
            entity = org.model.get(Domain, ancestor)
            own.update(entity.attributes if entity else {})
        for name, attribute in own.items():
            found[name] = _wider(found[name], attribute) if name in found else attribute
    return found


def _wider(first: Attribute, second: Attribute) -> Attribute:
    if first.type != second.type:
        return first
    return replace(
        first,
        min=min(first.min, second.min),
        max=None if first.max is None or second.max is None else max(first.max, second.max),
        step=min(first.step, second.step),
        values=(*first.values, *(value for value in second.values if value not in first.values)),
    )


def _implied(extents: Iterable[Extent]) -> Attribute:
    ranges = [extent for extent in extents if isinstance(extent, Range)]
    zero = Decimal(0)
    if ranges:
        below = any(end[0].is_finite() and end[0] < 0 for extent in ranges for end in (extent.low, extent.high))
        return Attribute("number", None, LOWEST[0] if below else zero, None, zero, ())
    values = {value for extent in extents if not isinstance(extent, Range) for value in extent.values}
    words = sorted(value for value in values if isinstance(value, str) and value != OTHER)
    if not words:
        return Attribute("bool", None, zero, None, zero, ())
    return Attribute("enum", None, zero, None, zero, (*words, OTHER))
