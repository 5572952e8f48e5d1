"""Pairs of units that disagree go in; the seats that stand first above them come out, each with all its pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations

from alignctl.model.facts import Arbiter, UnitPair
from alignctl.model.facts.conflicts import Opponents
from alignctl.model.organisation import Organisation
from alignctl.model.ref import Ref, name_of


def arbiters(org: Organisation, pairs: Iterable[UnitPair]) -> Iterator[Arbiter]:
    """Yield who stands first above pairs of units in conflict: one body below that seat would settle them all."""
    found: dict[tuple[Ref, ...], list[UnitPair]] = {}
    for pair in pairs:
        if pair.open and not any(org.units.covers(*order) for order in permutations(pair.units)):
            found.setdefault((pair.arbiter,) if pair.arbiter else pair.units, []).append(pair)
    for subjects, group in sorted(found.items()):
        group.sort(key=lambda pair: (pair.settled_below, -pair.open_heat, pair.units))
        seat = org.model.find(group[0].arbiter or group[0].units[0])
        yield Arbiter(
            subjects=subjects,
            place=seat.place if seat else group[0].place,
            evidence=tuple(evidence for pair in group if not pair.settled_below for evidence in pair.evidence),
            seat=group[0].arbiter,
            units=tuple(sorted({unit for pair in group for unit in pair.units})),
            pairs=tuple(_opponents(place, pair) for place, pair in enumerate(group, 1)),
        )


def _opponents(place: int, pair: UnitPair) -> Opponents:
    words = " with ".join(f"`{name_of(unit)}`" for unit in pair.units)
    return Opponents(
        place=place, units=pair.units, words=words, open_heat=pair.open_heat, settled_below=pair.settled_below
    )
