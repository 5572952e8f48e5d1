"""Evaluated tables go in; `Authority`, `Overlap` and `Budget` facts come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from alignctl.analysis.authority.bites import Bite, Wording
from alignctl.analysis.authority.contest import deciders
from alignctl.analysis.authority.merge import merge
from alignctl.analysis.authority.outcome import Outcome
from alignctl.analysis.authority.register import Bid, ClaimKey
from alignctl.analysis.authority.sheets import Sheet
from alignctl.analysis.authority.table import COUNTED, Mask, Table
from alignctl.model.claim import Claim
from alignctl.model.facts import Authority, Budget, Overlap
from alignctl.model.facts.authority import Cell, Tie
from alignctl.model.kinds import DecisionRight, Domain
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence, Place
from alignctl.model.ref import Ref, name_of

Key = tuple[object, ...]
MeetingKey = tuple[tuple[Ref, ...], str]
"""Rights that hold a cell together, and how that is settled."""


def authority_fact(sheet: Sheet) -> Authority:
    """Return who decides in each region of one domain and action."""
    table, line = sheet.table, sheet.table.lines[0]
    found: dict[Key, Outcome] = {outcome.content: outcome for outcome in sheet.outcomes}
    regions = merge(table.axes, ((cell, outcome.content) for cell, outcome in sheet.cells))
    gaps = tuple(table.words(box) for box, key in regions if found[key].result == "gap")
    return Authority(
        subjects=(line.domain,),
        key=line.action,
        place=domain_place(table.org, line.domain),
        evidence=tuple(statement(claim) for claim in table.claims) if gaps else (),
        domain=line.domain,
        action=line.action,
        cells=tuple(_cell(table, box, found[key]) for box, key in regions),
        gaps=gaps,
        complete=not sheet.exhausted,
        deciders=tuple(sorted({decider for outcome in found.values() for decider in outcome.deciders})),
    )


def _cell(table: Table, box: Mask, outcome: Outcome) -> Cell:
    parts = zip(table.axes, box, strict=True)
    return Cell(
        region=table.words(box),
        bounds=tuple(axis.bound(mask) for axis, mask in parts if mask != axis.full),
        outcome=outcome.result,
        decider=outcome.decider,
        leads=outcome.deciders if outcome.result == "tied" else (),
        agree=outcome.agree,
        input=outcome.input,
        inform=outcome.inform,
        rights=outcome.rights,
        sla=outcome.sla.words if outcome.sla else None,
        sla_days=outcome.sla.days if outcome.sla else None,
    )


@dataclass(slots=True)
class _Meeting:
    """Rights that hold some cells together, gathered over all tables."""

    bids: dict[ClaimKey, Bid] = field(default_factory=dict)
    bites: dict[tuple[Ref, ...], list[Bite]] = field(default_factory=dict)

    def add(self, bids: Iterable[Bid]) -> None:
        self.bids.update({bid.key: bid for bid in bids})


def overlap_facts(org: Organisation, sheets: Sequence[Sheet]) -> Iterator[Overlap]:
    """Yield, for each set of rights that hold a cell together, how that is settled, over all tables.

    Of a cell that is not settled only those count that tie. Cells with other deciders are told apart.
    """
    found: dict[MeetingKey, _Meeting] = {}
    for sheet in sheets:
        line = sheet.table.lines[0]
        met: dict[Outcome, tuple[MeetingKey, tuple[Ref, ...]]] = {}
        for outcome in sheet.outcomes:
            verdict = outcome.verdicts[line.domain]
            if len(verdict.held) > 1:
                bids = verdict.kept if verdict.settled_by == "none" else verdict.held
                key = (tuple(sorted({bid.claim.right.ref for bid in bids})), verdict.settled_by)
                met[outcome] = key, deciders(bids)
                found.setdefault(key, _Meeting()).add(bids)
        cells = ((box, met[outcome]) for box, outcome in sheet.cells if outcome in met)
        for box, (key, seats) in merge(sheet.table.axes, cells):
            bite = Bite(line.domain, line.action, sheet.table.words(box))
            found[key].bites.setdefault(seats, []).append(bite)
    wording = Wording(org, tuple(dict.fromkeys(sheet.table.lines[0].domain for sheet in sheets)))
    for (rights, settled_by), meeting in sorted(found.items()):
        yield _overlap(wording, rights, settled_by, meeting)


def _overlap(wording: Wording, rights: tuple[Ref, ...], settled_by: str, meeting: _Meeting) -> Overlap:
    bids = [bid for _, bid in sorted(meeting.bids.items())]
    return Overlap(
        subjects=rights,
        key=settled_by,
        place=bids[0].claim.place,
        evidence=tuple(statement(bid.claim) for bid in bids),
        rights=rights,
        bands=tuple(bid.claim.name for bid in bids),
        deciders=deciders(bids),
        ties=tuple(Tie(deciders=seats, regions=wording.phrases(bites)) for seats, bites in meeting.bites.items()),
        settled_by=settled_by,
    )


def budget_fact(org: Organisation, sheets: Sequence[Sheet]) -> Iterator[Budget]:
    """Yield whether some table was too large to evaluate; its size is that of the largest."""
    if not sheets:
        return
    cut_short = [sheet for sheet in sheets if sheet.exhausted]
    largest = max(sheets, key=lambda sheet: sheet.table.size)
    named = sorted({line.domain for sheet in cut_short for line in sheet.table.lines})
    subjects = tuple(named) or ((org.company.ref,) if org.company else (largest.table.lines[0].domain,))
    entity = org.model.find(subjects[0])
    yield Budget(
        subjects=subjects,
        place=entity.place if entity else Place(""),
        evidence=tuple(
            Evidence(
                domain_place(org, sheet.table.lines[0].domain),
                f"{sheet.table.size} cases{' or more' * (sheet.table.size == COUNTED)}",
            )
            for sheet in cut_short
        ),
        analysis="authority",
        used=largest.table.size,
        limit=org.settings.analysis.cell_budget,
        exhausted=bool(cut_short),
    )


def statement(claim: Claim) -> Evidence:
    """Return a claim as evidence: `spending (up to 5000)`: `cmo` decides."""
    return Evidence(claim.place, f"`{claim.name}`: `{name_of(claim.decide)}` decides")


def domain_place(org: Organisation, domain: Ref) -> Place:
    """Return the place of a domain's document."""
    entity = org.model.get(Domain, domain)
    return entity.place if entity else Place("")


def home(org: Organisation, domain: Ref, rights: Iterable[Ref]) -> Ref:
    """Return the nearest domain that one of the rights names."""
    found = (org.model.get(DecisionRight, right) for right in rights)
    named = {step for right in found if right for step in right.domains}
    return next((step for step in org.domains.lineage(domain) if step in named), domain)
