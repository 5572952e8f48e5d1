"""Decision tables become the finder: one row for each cell, found by word, subject, function and amount."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from alignctl.model.facts import Authority, Right
from alignctl.model.facts.authority import Cell, CellBound, RightBand
from alignctl.model.kinds import DecisionRight, Domain, Unit
from alignctl.model.ref import Ref
from alignctl.site.atlas import Atlas
from alignctl.site.blocks import Badge, Finder, Line, Row, Strong, Table, sentence
from alignctl.site.page import Page
from alignctl.site.pages.common import dash, lean
from alignctl.site.pages.decide import band_words
from alignctl.words.quantities import bound, capital, count, days, duration, title

FEW = 3
HEAD = ("Decision", "Subject", "When", "Who decides", "Must agree", "Answer within")


def pages(atlas: Atlas) -> Iterator[Page]:
    """Yield the finder."""
    rows = (*_cell_rows(atlas), *_composite_rows(atlas))
    total = count(len(atlas.all(DecisionRight)), "decision")
    domains = tuple((domain.ref, domain.title) for domain in atlas.all(Domain))
    functions = tuple((unit.ref, unit.title) for unit in atlas.all(Unit))
    deciding = {row.data["function"] for row in rows}
    yield Page(
        path="decide/index.html",
        title="Who decides?",
        section="decide",
        eyebrow="Who decides?",
        heading=(Strong(total), " written down. Find yours by word, subject or amount."),
        lead=_missing(atlas),
        blocks=(
            Finder(domains, tuple(pair for pair in functions if pair[0] in deciding)),
            lean(Table("Who decides what", HEAD, rows, "No decision right is written down yet.", form="finder")),
        ),
        label="Page",
        words="decide finder who approves",
    )


def _missing(atlas: Atlas) -> Line:
    """Return whether somebody may decide each case, and in which subjects nobody may."""
    facts = [fact for fact in atlas.facts(Authority) if fact.gaps]
    if not facts:
        return ("Every case has a decider.",)
    told = count(sum(len(fact.gaps) for fact in facts), "case has", "cases have")
    subjects = [atlas.link(domain) for domain in dict.fromkeys(fact.domain for fact in facts)]
    named = (*subjects[:FEW], f"{len(subjects) - FEW} more") if len(subjects) > FEW else subjects
    return (f"{told} nobody who may decide: ", *sentence(named), ".")


def _cell_rows(atlas: Atlas) -> Iterator[Row]:
    for fact in atlas.facts(Authority):
        for cell in fact.cells:
            yield _row(atlas, fact, cell)


def _row(atlas: Atlas, fact: Authority, cell: Cell) -> Row:
    subject = (f"{capital(title(fact.action))}",) if not cell.rights else atlas.links(cell.rights)
    region = "; ".join(filter(None, (bound(b, atlas.measure_of(fact.domain, b.attribute)) for b in cell.bounds)))
    return Row(
        (
            subject,
            (atlas.link(fact.domain), f" – {title(fact.action)}"),
            (region or "always",),
            who(atlas, cell),
            dash(atlas.links(cell.agree)),
            (days(cell.sla_days) if cell.sla_days is not None else "–",),
        ),
        data={"domain": str(fact.domain), "function": _function(atlas, cell.decider), **ends(cell.bounds)},
    )


def who(atlas: Atlas, cell: Cell) -> Line:
    """Return who decides in a cell, or what is wrong with it."""
    if cell.decider:
        return (atlas.link(cell.decider),)
    if cell.leads:
        return (Badge("several at once", "bad"), " ", *atlas.links(cell.leads))
    return (Badge("nobody", "bad"),)


def ends(bounds: tuple[CellBound, ...]) -> Mapping[str, str]:
    """Return the ends of the first range of numbers in a cell, for the filter by amount."""
    of = next((b for b in bounds if not b.values), None)
    pairs = {"over": of.over, "from": of.at_least, "under": of.under, "upto": of.up_to} if of else {}
    return {key: value for key, value in pairs.items() if value is not None}


def _composite_rows(atlas: Atlas) -> Iterator[Row]:
    for fact in atlas.facts(Right):
        right = atlas.site.model.get(DecisionRight, fact.right)
        if right and len(fact.domains) > 1:
            words = band_words(atlas, right) or ("always",)
            for position, (band, region) in enumerate(zip(fact.bands, words, strict=False)):
                yield _composite(atlas, right, position, band, region)


def _composite(atlas: Atlas, right: DecisionRight, position: int, band: RightBand, region: str) -> Row:
    written = right.bands[position] if right.bands else None
    sla = (written.sla if written else None) or right.sla
    bounds = {}
    if written:
        low = right.bands[position - 1] if position else None
        bounds = {
            "over": written.over if written.over is not None else (low.up_to if low else None),
            "from": written.at_least if written.at_least is not None else (low.under if low else None),
            "under": written.under,
            "upto": written.up_to,
        }
    return Row(
        (
            (atlas.link(right.ref),),
            ("Two or more of: ", *atlas.links(right.domains)),
            (region,),
            (atlas.link(band.decider),),
            dash(atlas.links(band.agree)),
            (duration(sla) if sla else "–",),
        ),
        data={
            "domain": " ".join(right.domains),
            "function": _function(atlas, band.decider),
            **{key: str(value) for key, value in bounds.items() if value is not None},
        },
    )


def _function(atlas: Atlas, seat: Ref | None) -> str:
    home = atlas.org.unit_of(seat) if seat else None
    return str(atlas.org.function(home)) if home else ""
