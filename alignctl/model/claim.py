"""Decision rights taken apart: one claim for each band, with the cases that it speaks about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from alignctl.model.kinds import DecisionRight
from alignctl.model.place import Place
from alignctl.model.quantity import Choice, Condition, Duration, Interval
from alignctl.model.ranges import HIGHEST, LOWEST, Position, Range
from alignctl.model.ref import Ref
from alignctl.model.spelling import spelt

Extent = Range | Choice
"""The values of one attribute that a condition admits."""

NOTHING = Range(HIGHEST, LOWEST)
PARTIES = ("agree", "recommend", "input", "perform", "inform")
"""Fields that name parties; a band may have its own."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a right, or one band of it, says: in the cases of `box` (attribute -> values), `decide` decides.

    `label` names the band within its right: its actions and its range in words, or `all` where the right has no bands.
    `actions` are those it is about (None: all); the parties are the band's own where it names some, else the right's.
    """

    right: DecisionRight
    band: int | None
    label: str
    decide: Ref
    actions: tuple[str, ...] | None
    agree: tuple[Ref, ...]
    recommend: tuple[Ref, ...]
    input: tuple[Ref, ...]
    perform: tuple[Ref, ...]
    inform: tuple[Ref, ...]
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
    """Return the range of each band; one without a lower end starts where the last one of its actions ended."""
    found: list[Range] = []
    ended: dict[frozenset[str], Position] = {}
    for band in right.bands:
        written = Range.of(Interval(band.over, band.at_least, band.under, band.up_to))
        about = frozenset(band.actions or ())
        bounded = band.over is not None or band.at_least is not None or about not in ended
        found.append(written if bounded else Range(ended[about], written.high))
        ended[about] = written.high
    return tuple(found)


def claims(right: DecisionRight) -> tuple[Claim, ...]:
    """Return the claims of a right, in the order of its bands."""
    box = {name: extent(condition) for name, condition in sorted(right.when.items())}
    if right.decide is not None:
        return (_claim(right, None, "all", right.decide, box),)
    found = []
    for number, (band, span) in enumerate(zip(right.bands, spans(right), strict=True)):
        about = " or ".join(map(spelt, band.actions or ()))
        label = " ".join(filter(None, (about, span.words()))) or "all"
        inside = {**box, right.band_on: both(box.get(right.band_on, Range()), span)} if right.band_on else box
        found.append(_claim(right, number, label, band.decide, inside))
    return tuple(found)


def _claim(right: DecisionRight, number: int | None, label: str, decide: Ref, box: Mapping[str, Extent]) -> Claim:
    band = None if number is None else right.bands[number]
    own = {name: getattr(band, name, None) for name in ("actions", *PARTIES, "sla")}
    said = {name: getattr(right, name) if value is None else value for name, value in own.items()}
    return Claim(right, number, label, decide, box=box, **said)


def covered(right: DecisionRight) -> tuple[str, ...] | None:
    """Return the actions that a right is about in some band; None where it is about all."""
    about = [claim.actions for claim in claims(right)]
    return None if None in about else tuple(dict.fromkeys(action for actions in about for action in actions or ()))


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
