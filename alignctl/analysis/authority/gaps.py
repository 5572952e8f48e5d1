"""Evaluated tables go in; a `Gap` fact comes out for each cause that leaves cases without a decider."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from alignctl.analysis.authority.bites import Bite, Wording
from alignctl.analysis.authority.merge import merge
from alignctl.analysis.authority.outcome import Outcome
from alignctl.analysis.authority.register import ClaimKey, claim_key
from alignctl.analysis.authority.sheets import Sheet
from alignctl.analysis.authority.table import Mask
from alignctl.analysis.authority.tables import domain_place, home, statement
from alignctl.model.claim import Claim
from alignctl.model.facts import Gap
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence
from alignctl.model.ref import Ref

Edge = frozenset[ClaimKey]
Cause = tuple[Ref, tuple[Ref, ...]]
"""The domain where an edit would close a gap, and the rights whose edges leave it; no right where none is near."""


@dataclass(slots=True)
class _Found:
    """What one cause leaves open, over all tables."""

    bites: list[Bite] = field(default_factory=list)
    edges: dict[ClaimKey, Claim] = field(default_factory=dict)


def gap_facts(org: Organisation, sheets: Sequence[Sheet]) -> Iterator[Gap]:
    """Yield one gap for each cause: thresholds that do not meet are told once, however many domains inherit them.

    Where no right speaks of an action, the cause is the widest domain below which none does.
    """
    wording = Wording(org, tuple(dict.fromkeys(sheet.table.lines[0].domain for sheet in sheets)))
    for (domain, rights), group in sorted(_causes(org, sheets).items()):
        yield _gap(wording, domain, rights, group)


def _gap(wording: Wording, domain: Ref, rights: tuple[Ref, ...], found: _Found) -> Gap:
    org, edges = wording.org, [claim for _, claim in sorted(found.edges.items())]
    domains = tuple(sorted({bite.domain for bite in found.bites}))
    where = found.bites if domains != (domain,) else ()
    return Gap(
        subjects=(domain,),
        key=" ".join(rights),
        place=edges[0].place if edges else domain_place(org, domain),
        evidence=(
            *(statement(claim) for claim in edges),
            *(Evidence(domain_place(org, bite.domain), bite.words) for bite in where),
        ),
        domain=domain,
        rights=rights,
        domains=domains,
        actions=tuple(sorted({bite.action for bite in found.bites})),
        regions=wording.phrases(found.bites, "or"),
    )


def _causes(org: Organisation, sheets: Iterable[Sheet]) -> Mapping[Cause, _Found]:
    found: dict[Cause, _Found] = {}
    silent: dict[Ref, list[Bite]] = {}
    spoken = _spoken(sheets)
    for sheet in sheets:
        line, claims = sheet.table.lines[0], {claim_key(claim): claim for claim in sheet.table.claims}
        for edge, bite in _open(sheet):
            if not edge:
                silent.setdefault(_widest(org, line.domain, line.action, spoken), []).append(bite)
                continue
            rights = tuple(sorted({right for right, _ in edge}))
            group = found.setdefault((home(org, line.domain, rights), rights), _Found())
            group.bites.append(bite)
            group.edges.update({key: claims[key] for key in edge})
    for bites in silent.values():
        common = org.domains.common({bite.domain for bite in bites}) or bites[0].domain
        found.setdefault((common, ()), _Found()).bites.extend(bites)
    return found


def _open(sheet: Sheet) -> Iterator[tuple[Edge, Bite]]:
    """Yield the regions of a table that have no decider, each with the claims at its edge."""
    table, line = sheet.table, sheet.table.lines[0]
    cells = [cell for cell, outcome in sheet.cells if outcome.result == "gap"]
    edges = _edges(sheet, frozenset(cells))
    everybody = frozenset(claim_key(claim) for claim in table.claims)
    for box, edge in merge(table.axes, ((cell, edges[cell] or everybody) for cell in cells)):
        yield edge, Bite(line.domain, line.action, table.words(box))


def _edges(sheet: Sheet, cells: frozenset[Mask]) -> Mapping[Mask, Edge]:
    """Return the claims nearest to each open cell, along numbers if any stands there, else along words."""
    numbers: dict[Mask, Edge] = {}
    words: dict[Mask, Edge] = {}
    for place, axis in enumerate(sheet.table.axes if cells else ()):
        rows: dict[Mask, list[tuple[Mask, Outcome]]] = {}
        for cell, outcome in sheet.cells:
            rows.setdefault((*cell[:place], 0, *cell[place + 1 :]), []).append((cell, outcome))
        along, kept = (_beside, numbers) if axis.attribute.type == "number" else (_around, words)
        for row in rows.values():
            if any(cell in cells for cell, _ in row):
                for cell, edge in along(row):
                    kept[cell] = kept.get(cell, frozenset()) | edge
    return {cell: numbers.get(cell) or words.get(cell) or frozenset() for cell in cells}


def _beside(row: Sequence[tuple[Mask, Outcome]]) -> Iterator[tuple[Mask, Edge]]:
    """Yield each open cell of a row of numbers with the claims that stand next to it, on either side."""
    for one_way in (row, row[::-1]):
        last: Edge = frozenset()
        for cell, outcome in one_way:
            if outcome.result == "gap":
                yield cell, last
            else:
                last = _standing(outcome)


def _around(row: Sequence[tuple[Mask, Outcome]]) -> Iterator[tuple[Mask, Edge]]:
    """Yield each open cell of a row of words with the claims that stand somewhere in it."""
    found = frozenset(key for _, outcome in row for key in _standing(outcome))
    yield from ((cell, found) for cell, outcome in row if outcome.result == "gap")


def _standing(outcome: Outcome) -> Edge:
    return frozenset(claim_key(claim) for claim in outcome.claims)


def _spoken(sheets: Iterable[Sheet]) -> Mapping[Ref, set[str]]:
    """Return the actions of which some right speaks in a domain or below it."""
    found: dict[Ref, set[str]] = {}
    for sheet in sheets:
        line = sheet.table.lines[0]
        for step in sheet.table.org.domains.lineage(line.domain) if sheet.table.claims else ():
            found.setdefault(step, set()).add(line.action)
    return found


def _widest(org: Organisation, domain: Ref, action: str, spoken: Mapping[Ref, set[str]]) -> Ref:
    lineage = org.domains.lineage(domain)
    return next((step for step in reversed(lineage) if action not in spoken.get(step, ())), domain)
