"""Decision tables become the finder: one row for equal cells, found by word, subject, function and amount."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from alignctl.model.facts import Authority, Right
from alignctl.model.facts.authority import Cell, CellBound, RightBand
from alignctl.model.kinds import DecisionRight, Domain, Unit
from alignctl.model.ref import Ref
from alignctl.site.atlas import Atlas
from alignctl.site.blocks import Finder, Row, Table
from alignctl.site.lines import Badge, Inline, Line, Link, Strong, sentence
from alignctl.site.page import Page
from alignctl.site.pages.common import dash, lean
from alignctl.site.pages.decide import band_words, before
from alignctl.site.pages.matrix import leaderless
from alignctl.words.quantities import bound, capital, count, title

FEW = 3
ENDS = ("over", "from", "under", "upto")
HEAD = ("Decision", "Subject", "When", "Who decides", "Must agree", "Answer within")


def pages(atlas: Atlas) -> Iterator[Page]:
    """Yield the finder."""
    rows = (*_cell_rows(atlas), *_composite_rows(atlas))
    total = count(len(atlas.all(DecisionRight)), "decision")
    domains = tuple((domain.ref, domain.title) for domain in atlas.all(Domain))
    functions = tuple((unit.ref, unit.title) for unit in atlas.all(Unit))
    deciding = {row.data["function"] for row in rows}
    amount = _amount(atlas) if any(key in row.data for row in rows for key in ENDS) else ""
    ways = "word, subject or amount" if amount else "word or subject"
    yield Page(
        path="decide/index.html",
        title="Who decides?",
        section="decide",
        eyebrow="Who decides?",
        heading=(Strong(total), f" written down. Find yours by {ways}."),
        lead=_missing(atlas),
        blocks=(
            Finder(domains, tuple(pair for pair in functions if pair[0] in deciding), amount),
            lean(
                Table("Who decides what", HEAD, rows, "No decision right is written down yet.", form="finder"),
                silent=("always",),
            ),
        ),
        label="Page",
        words="decide finder who approves",
    )


@dataclass(frozen=True, slots=True)
class _Case:
    """What subjects have in common that stand in one row."""

    decision: Line
    region: str
    who: Line
    agree: Line
    time: Line
    function: str
    ends: tuple[tuple[str, str], ...]


def _missing(atlas: Atlas) -> Line:
    """Return whether somebody may decide each case, and in which subjects nobody may."""
    facts = [fact for fact in atlas.facts(Authority) if fact.gaps]
    unseen = list(dict.fromkeys(fact.domain for fact in atlas.facts(Authority) if not fact.complete))
    if not facts and unseen:
        return (
            "Nobody has looked whether every case has a decider in ",
            *_few(atlas, unseen)[0],
            ": they are too many.",
        )
    if not facts and (several := leaderless(atlas)):
        told = count(several, "combination", "combinations")
        return (
            "Every case has a decider; nothing says who leads ",
            Link(f"{told} of subjects", "matrix/index.html"),
            ".",
        )
    if not facts:
        return ("Every case has a decider.",)
    told = count(sum(len(fact.gaps) for fact in facts), "case has", "cases have")
    subjects = list(dict.fromkeys(fact.domain for fact in facts))
    return (f"{told} nobody who may decide: ", *_few(atlas, subjects)[0], ".")


def _amount(atlas: Atlas) -> str:
    """Return what the amounts are of which decisions depend, with its unit, if it is one thing."""
    cells = ((fact.domain, bound) for fact in atlas.facts(Authority) for cell in fact.cells for bound in cell.bounds)
    named = {(domain, of.attribute) for domain, of in cells if not of.values}
    named |= {(domain, of.band_on) for of in atlas.all(DecisionRight) if of.band_on for domain in of.domains}
    found = {(attribute, atlas.measure_of(domain, attribute)) for domain, attribute in named}
    said = [f"{capital(title(attribute))}{f' ({unit})' if unit else ''}" for attribute, unit in found]
    return said[0] if len(said) == 1 else "Amount"


def _cell_rows(atlas: Atlas) -> Iterator[Row]:
    found: dict[_Case, dict[Ref, list[str]]] = {}
    for fact in atlas.facts(Authority):
        for cell in fact.cells:
            found.setdefault(_case(atlas, fact, cell), {}).setdefault(fact.domain, []).append(fact.action)
    for case, actions in found.items():
        subject, others = _subject(atlas, actions)
        yield Row(
            (case.decision, subject, (case.region or "always",), case.who, dash(case.agree), dash(case.time)),
            data={"domain": " ".join(actions), "function": case.function, **dict(case.ends), **others},
        )


def _case(atlas: Atlas, fact: Authority, cell: Cell) -> _Case:
    region = "; ".join(filter(None, (bound(b, atlas.measure_of(fact.domain, b.attribute)) for b in cell.bounds)))
    return _Case(
        decision=atlas.links(cell.rights) if cell.rights else (capital(title(fact.action)),),
        region=region,
        who=who(atlas, cell),
        agree=atlas.links(cell.agree),
        time=(cell.sla,) if cell.sla else (),
        function=_function(atlas, cell.decider),
        ends=tuple(ends(cell.bounds).items()),
    )


def _subject(atlas: Atlas, actions: Mapping[Ref, list[str]]) -> tuple[Line, Mapping[str, str]]:
    """Return subjects with what is done to them, and as an attribute for the filter the subjects left out."""
    alike: dict[tuple[str, ...], list[Ref]] = {}
    for domain, done in actions.items():
        alike.setdefault(tuple(dict.fromkeys(done)), []).append(domain)
    line: list[Inline] = []
    hidden: list[Ref] = []
    for verbs, domains in alike.items():
        named, left = _few(atlas, domains)
        line += ["; "] if line else []
        line += [*named, " – ", *sentence(map(title, verbs), "or")]
        hidden += left
    return tuple(line), _unsaid(atlas, hidden)


def _unsaid(atlas: Atlas, hidden: Sequence[Ref]) -> Mapping[str, str]:
    """Return the titles of subjects that a row does not show, for the filter by word."""
    return {"more": " ".join(atlas.titles(hidden))} if hidden else {}


def _few(atlas: Atlas, domains: Sequence[Ref]) -> tuple[Line, Sequence[Ref]]:
    """Return the first subjects of a list, and those of which only the number is said."""
    if len(domains) <= FEW + 1:
        return atlas.links(domains), ()
    rest = domains[FEW:]
    return sentence((*map(atlas.link, domains[:FEW]), f"{len(rest)} more")), rest


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
    values = (of.over, of.at_least, of.under, of.up_to) if of else ()
    return {key: value for key, value in zip(ENDS, values, strict=False) if value is not None}


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
    named, hidden = _few(atlas, right.domains)
    bounds = {}
    if written:
        low = before(right, position)
        bounds = {
            "over": written.over if written.over is not None else (low.up_to if low else None),
            "from": written.at_least if written.at_least is not None else (low.under if low else None),
            "under": written.under,
            "upto": written.up_to,
        }
    return Row(
        (
            (atlas.link(right.ref),),
            ("Two or more of: ", *named),
            (region,),
            (atlas.link(band.decider),),
            dash(atlas.links(band.agree)),
            (sla.words if sla else "–",),
        ),
        data={
            "domain": " ".join(right.domains),
            "function": _function(atlas, band.decider),
            **_unsaid(atlas, hidden),
            **{key: str(value) for key, value in bounds.items() if value is not None},
        },
    )


def _function(atlas: Atlas, seat: Ref | None) -> str:
    home = atlas.org.unit_of(seat) if seat else None
    return str(atlas.org.function(home)) if home else ""
