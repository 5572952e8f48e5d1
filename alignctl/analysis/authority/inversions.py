"""Evaluated tables go in; an `Inversion` fact comes out for each pair of rights by which a larger case goes down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from alignctl.analysis.authority.bites import Wording
from alignctl.analysis.authority.merge import merge
from alignctl.analysis.authority.outcome import Outcome
from alignctl.analysis.authority.register import ClaimKey, claim_key
from alignctl.analysis.authority.sheets import Sheet
from alignctl.analysis.authority.table import Mask
from alignctl.analysis.authority.tables import domain_place, home, statement
from alignctl.model.claim import Claim
from alignctl.model.facts import Inversion
from alignctl.model.organisation import Organisation
from alignctl.model.ref import Ref, name_of

Row = list[tuple[Mask, Outcome]]
"""The cells of one line through a table along a number, by that number."""
Cause = tuple[Ref, tuple[Ref, ...], tuple[Ref, ...]]
"""The domain where an edit would right the order, the rights that decide less of something, those that decide more."""


@dataclass(frozen=True, slots=True)
class Drop:
    """A step along one number on which the case goes from one seat to another further down."""

    place: int
    before: Outcome
    after: Outcome

    @property
    def seats(self) -> tuple[Ref | None, Ref | None]:
        """Return who decides before the step and after it."""
        return self.before.decider, self.after.decider


@dataclass(slots=True)
class _Found:
    """What one pair of rights brings about, over all tables."""

    domains: dict[Ref, None] = field(default_factory=dict)
    actions: dict[str, None] = field(default_factory=dict)
    attributes: dict[str, None] = field(default_factory=dict)
    drops: dict[str, None] = field(default_factory=dict)
    claims: dict[ClaimKey, Claim] = field(default_factory=dict)

    def add(self, sheet: Sheet, box: Mask, drop: Drop) -> None:
        table, line = sheet.table, sheet.table.lines[0]
        self.domains[line.domain] = self.actions[line.action] = None
        self.attributes[table.axes[drop.place].name] = None
        self.drops[_words(sheet, box, drop)] = None
        self.claims |= {claim_key(claim): claim for claim in (*drop.before.claims, *drop.after.claims)}


def inversion_facts(org: Organisation, sheets: Sequence[Sheet]) -> Iterator[Inversion]:
    """Yield what goes down as any number of a case grows, all other attributes being equal, once for each cause."""
    found: dict[Cause, _Found] = {}
    for sheet in sheets:
        for box, drop in _drops(sheet):
            less, more = drop.before.rights, drop.after.rights
            domain = home(org, sheet.table.lines[0].domain, {*less, *more})
            found.setdefault((domain, less, more), _Found()).add(sheet, box, drop)
    wording = Wording(org, tuple(dict.fromkeys(sheet.table.lines[0].domain for sheet in sheets)))
    for cause, group in sorted(found.items()):
        yield _inversion(wording, cause, group)


def _inversion(wording: Wording, cause: Cause, found: _Found) -> Inversion:
    domain, less, more = cause
    return Inversion(
        subjects=(domain,),
        key=f"{' '.join(less)} {' '.join(more)}",
        place=domain_place(wording.org, domain),
        evidence=tuple(statement(claim) for _, claim in sorted(found.claims.items())),
        domain=domain,
        rights=tuple(sorted({*less, *more})),
        attributes=tuple(found.attributes),
        where=wording.domains(list(found.domains), list(found.actions)),
        drops=tuple(found.drops),
    )


def _drops(sheet: Sheet) -> Iterator[tuple[Mask, Drop]]:
    """Yield the regions of a table that a seat decides where another above it decides what is smaller."""
    table = sheet.table
    for place, axis in enumerate(table.axes):
        if axis.attribute.type == "number":
            rows: dict[Mask, Row] = {}
            for cell, outcome in sheet.cells:
                rows.setdefault((*cell[:place], 0, *cell[place + 1 :]), []).append((cell, outcome))
            known: dict[tuple[object, ...], Drop] = {}
            cells: list[tuple[Mask, tuple[object, ...]]] = []
            for row in rows.values():
                for after, drop in _along(table.org, place, row):
                    key = (drop.before.rights, drop.after.rights, *drop.seats)
                    known.setdefault(key, drop)
                    cells.extend((cell, key) for cell in after)
            yield from ((box, known[key]) for box, key in merge(table.axes, cells))


def _along(org: Organisation, place: int, row: Row) -> Iterator[tuple[list[Mask], Drop]]:
    """Yield each step down along a row, with the cells after it; gaps and ties are left out."""
    runs = [list(run) for _, run in groupby(row, key=lambda cell: cell[1].decider)]
    climb = [(decider, run) for run in runs if (decider := run[0][1].decider)]
    for number, (seat, after) in enumerate(climb):
        known = ((_below(org, seat, other), before) for other, before in reversed(climb[:number]))
        lower, before = next(((lower, before) for lower, before in known if lower is not None), (False, after))
        if lower:
            yield [cell for cell, _ in after], Drop(place, before[-1][1], after[0][1])


def _below(org: Organisation, seat: Ref, other: Ref) -> bool | None:
    """Tell whether a seat stands below another: by tier, else by whom it escalates to; None where nothing says so."""
    own, above = org.rank(seat), org.rank(other)
    if own is not None and above is not None and own != above:
        return own > above
    lower, higher = other in org.chain(seat)[1:], seat in org.chain(other)[1:]
    return lower if lower != higher else None if own is None or above is None else False


def _words(sheet: Sheet, box: Mask, drop: Drop) -> str:
    table = sheet.table
    axis = table.axes[drop.place]
    rest = table.words((*box[: drop.place], axis.full, *box[drop.place + 1 :]))
    case = f"`{axis.name}` {axis.range_words(box[drop.place])}" + ("" if rest == "everything" else f" and {rest}")
    return f"{case} by {_pair(table.org, *drop.seats)}"


def _pair(org: Organisation, before: Ref | None, after: Ref | None) -> str:
    first, second = (f"`{name_of(seat or '')}`" for seat in (after, before))
    tiers = [org.tier(seat) if seat else None for seat in (after, before)]
    if all(tiers) and tiers[0] != tiers[1]:
        return f"{first} ({tiers[0]}) instead of {second} ({tiers[1]})"
    return f"{first} instead of {second}, to which {first} escalates"
