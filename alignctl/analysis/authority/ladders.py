"""Evaluated tables go in; a `Ladder` fact for each number attribute comes out: who decides as it grows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from alignctl.analysis.authority.merge import merge
from alignctl.analysis.authority.outcome import Outcome
from alignctl.analysis.authority.sheets import Sheet
from alignctl.analysis.authority.table import Mask
from alignctl.analysis.authority.tables import domain_place, statement
from alignctl.model.facts import Ladder
from alignctl.model.facts.authority import Step
from alignctl.model.organisation import Organisation
from alignctl.model.ref import Ref, name_of

Flight = tuple[tuple[int, Ref], ...]
"""The deciders of one line through the table: which segments, and who; gaps and ties are left out."""


def ladder_facts(sheet: Sheet) -> Iterator[Ladder]:
    """Yield the ladder of each number attribute; all other attributes stay equal along a flight."""
    for place, axis in enumerate(sheet.table.axes):
        if axis.attribute.type == "number" and sheet.cells:
            yield _ladder(sheet, place)


def _ladder(sheet: Sheet, place: int) -> Ladder:
    table, line = sheet.table, sheet.table.lines[0]
    axis = table.axes[place]
    steps: list[Step] = []
    drops: list[str] = []
    for box, flight in _flights(sheet, place):
        climb = [(table.words((*box[:place], mask, *box[place + 1 :])), decider) for mask, decider in flight]
        steps.extend(Step(region=region, decider=who, tier=table.org.tier(who) or "") for region, who in climb)
        drops.extend(_drops(table.org, climb))
    return Ladder(
        subjects=(line.domain,),
        key=f"{line.action} {axis.name}",
        place=domain_place(table.org, line.domain),
        evidence=tuple(statement(claim) for claim in table.claims) if drops else (),
        domain=line.domain,
        action=line.action,
        attribute=axis.name,
        steps=tuple(steps),
        drops=tuple(drops),
    )


def _flights(sheet: Sheet, place: int) -> Sequence[tuple[Mask, Flight]]:
    """Return each distinct flight with the box of the other attributes in which it holds."""
    rows: dict[Mask, list[tuple[int, Outcome]]] = {}
    for cell, outcome in sheet.cells:
        rows.setdefault((*cell[:place], 1, *cell[place + 1 :]), []).append((cell[place], outcome))
    flights = ((box, _flight(sorted(row, key=lambda part: part[0]))) for box, row in rows.items())
    return merge(sheet.table.axes, flights)


def _flight(row: Sequence[tuple[int, Outcome]]) -> Flight:
    found = []
    for decider, part in groupby(row, key=lambda cell: cell[1].decider):
        if decider is not None:
            found.append((sum(mask for mask, _ in part), decider))
    return tuple(found)


def _drops(org: Organisation, climb: Sequence[tuple[str, Ref]]) -> Iterator[str]:
    ranked = [(region, who, rank) for region, who in climb if (rank := org.rank(who)) is not None]
    for (_, before, high), (region, after, low) in pairwise(ranked):
        if low > high:
            yield f"{region} to {_seat(org, after)} after {_seat(org, before)}"


def _seat(org: Organisation, seat: Ref) -> str:
    return f"`{name_of(seat)}` ({org.tier(seat)})"
