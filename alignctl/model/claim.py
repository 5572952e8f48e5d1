"""Decision rights taken apart: one claim for each band, with the cases that it speaks about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from alignctl.model.kinds import DecisionRight
from alignctl.model.place import Place
from alignctl.model.quantity import Choice, Condition, Duration, Interval
from alignctl.model.ranges import HIGHEST, LOWEST, Range
from alignctl.model.ref import Ref

Extent = Range | Choice
"""The values of one attribute that a condition admits."""

NOTHING = Range(HIGHEST, LOWEST)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a right, or one band of it, says: in the cases of `box` (attribute -> values), `decide` decides.

    `label` names the band within its right: its range in words, or `all` where the right has no bands.
    """

    right: DecisionRight
    band: int | None
    label: str
    decide: Ref
    agree: tuple[Ref, ...]
    sla: Duration | None
    box: Mapping[str, Extent]

    @property
    def place(self) -> Place:
        """Return where the claim is written: the band, or the `decide` of a right without bands."""
        return self.right.locate("decide") if self.band is None else self.right.locate("bands", self.band)

    @property
    def name(self) -> str:
        """Return the right's name, with the band's label if it has bands."""
        return self.right.name if self.band is None else f"{self.right.name} ({self.label})"


def spans(right: DecisionRight) -> tuple[Range, ...]:
    """Return the range of each band; one without a lower end starts where the one before it ended."""
    found: list[Range] = []
    for band in right.bands:
        written = Range.of(Interval(band.over, band.at_least, band.under, band.up_to))
        bounded = band.over is not None or band.at_least is not None or not found
        found.append(written if bounded else Range(found[-1].high, written.high))
    return tuple(found)


def claims(right: DecisionRight) -> tuple[Claim, ...]:
    """Return the claims of a right, in the order of its bands."""
    box = {name: extent(condition) for name, condition in sorted(right.when.items())}
    if right.decide is not None:
        return (Claim(right, None, "all", right.decide, right.agree, right.sla, box),)
    found = []
    for number, (band, span) in enumerate(zip(right.bands, spans(right), strict=True)):
        attribute = right.band_on or ""
        inside = {**box, attribute: both(box.get(attribute, Range()), span)}
        agree = right.agree if band.agree is None else band.agree
        label = span.words() or "all"
        found.append(Claim(right, number, label, band.decide, agree, band.sla or right.sla, inside))
    return tuple(found)


def extent(condition: Condition) -> Extent:
    """Return the values that a condition admits."""
    return Range.of(condition) if isinstance(condition, Interval) else condition


def both(first: Extent, second: Extent) -> Extent:
    """Return the values that two conditions on one attribute admit together."""
    if isinstance(first, Range) and isinstance(second, Range):
        return first & second
    if isinstance(first, Choice) and isinstance(second, Choice):
        return Choice(tuple(value for value in first.values if value in second.values))
    return NOTHING
