"""What is unclear about a right becomes sentences: who else may decide its cases, which cases nobody may decide."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.model.claim import covered
from alignctl.model.facts import Authority
from alignctl.model.facts.authority import Cell
from alignctl.model.kinds import DecisionRight
from alignctl.model.ref import Ref
from alignctl.site.atlas import Atlas
from alignctl.site.blocks import Callout
from alignctl.site.lines import Line, Link
from alignctl.words.quantities import bound, capital


def rivals(atlas: Atlas, right: DecisionRight) -> tuple[Ref, ...]:
    """Return who may decide, where that is open in every case of a right; else nobody."""
    own = [cell for _, cell in _cells(atlas, right) if right.ref in cell.rights]
    open_ = all(cell.leads and not cell.decider for cell in own)
    return tuple(dict.fromkeys(seat for cell in own for seat in cell.leads)) if open_ else ()


def unclear(atlas: Atlas, right: DecisionRight) -> Iterator[Callout]:
    """Yield the cases of a right that several may decide, if not all are, and those beside it that nobody may."""
    if len(right.domains) > 1:
        return
    whole = rivals(atlas, right)
    for fact, cell in _cells(atlas, right):
        where = _where(atlas, fact, cell)
        if right.ref in cell.rights and cell.leads and not cell.decider and not whole:
            yield Callout("bad", (*where, *atlas.links(cell.leads), " may each decide; nothing says who does."))
        elif not cell.rights and where:
            matrix = Link(atlas.title(fact.domain), atlas.href(fact.domain))
            yield Callout("bad", (*where, "nobody may decide (", matrix, ")."))


def _cells(atlas: Atlas, right: DecisionRight) -> Iterator[tuple[Authority, Cell]]:
    about = covered(right)
    for domain in right.domains:
        for fact in atlas.about(Authority, domain):
            if about is None or fact.action in about:
                yield from ((fact, cell) for cell in fact.cells)


def _where(atlas: Atlas, fact: Authority, cell: Cell) -> Line:
    bounds = (bound(one, atlas.measure_of(fact.domain, one.attribute)) for one in cell.bounds)
    words = "; ".join(filter(None, bounds))
    return (f"{capital(words)}: ",) if words else ()
