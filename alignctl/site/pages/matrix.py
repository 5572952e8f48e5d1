"""Decision tables become matrices: what is decided down the side, functions across; gaps and doubles are marked."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.model.facts import Authority, Case
from alignctl.model.facts.authority import Cell
from alignctl.model.kinds import Domain
from alignctl.model.ref import Ref, kind_of
from alignctl.site.atlas import Atlas, address
from alignctl.site.blocks import Block, Node, Paragraph, Row, Section, Table, Terms, Tree
from alignctl.site.forge import edit_link
from alignctl.site.lines import Badge, Line, Link, Strong
from alignctl.site.page import Page
from alignctl.site.pages.common import about, closing, crumb, decides, strong_list
from alignctl.words.quantities import bound, capital, count, title

KEY = "D decides, A must agree; a dash means: no part in it."


def pages(atlas: Atlas) -> Iterator[Page]:
    """Yield the tree of subjects and the page of each."""
    tables: dict[Ref, list[Authority]] = {}
    for fact in atlas.facts(Authority):
        tables.setdefault(fact.domain, []).append(fact)
    yield _index(atlas, tables)
    for domain in atlas.all(Domain):
        yield _page(atlas, domain, tables.get(domain.ref, []))


def _index(atlas: Atlas, tables: dict[Ref, list[Authority]]) -> Page:
    gaps = sum(len(fact.gaps) for facts in tables.values() for fact in facts)
    return Page(
        path="matrix/index.html",
        title="Who decides what, by subject",
        section="decide",
        crumbs=crumb("Decide", "decide/index.html"),
        heading=(Strong(count(len(atlas.all(Domain)), "subject")), f", {count(gaps, 'gap')}." if gaps else ", no gap."),
        blocks=(
            Tree(
                tuple(_node(atlas, ref, tables) for ref in atlas.domains_below.get(None, ())),
                "No subject is written down.",
            ),
        ),
        label="Page",
        words="domains matrix RACI",
    )


def _node(atlas: Atlas, domain: Ref, tables: dict[Ref, list[Authority]]) -> Node:
    deciders = dict.fromkeys(seat for fact in tables.get(domain, []) for seat in fact.deciders)
    gaps = sum(len(fact.gaps) for fact in tables.get(domain, []))
    line: Line = (atlas.link(domain),)
    if deciders:
        line = (*line, " – ", ", ".join(atlas.titles(deciders)))
    if gaps:
        line = (*line, " ", Badge(count(gaps, "gap"), "bad"))
    return Node(line, tuple(_node(atlas, child, tables) for child in atlas.domains_below.get(domain, ())))


def _page(atlas: Atlas, domain: Domain, tables: list[Authority]) -> Page:
    return Page(
        path=address(domain.ref),
        title=domain.title,
        section="decide",
        crumbs=(*crumb("Subjects", "matrix/index.html"), *_above(atlas, domain)),
        eyebrow=f"{domain.title}: who decides?",
        heading=_heading(atlas, tables),
        lead=about(domain),
        blocks=(
            *_matrix(atlas, tables),
            Terms(tuple(_terms(atlas, domain))),
            *_cases(atlas, domain),
            *closing(atlas, domain),
        ),
        about=(domain.ref,),
        label="Subject",
        words=" ".join(title(action) for action in domain.actions),
        edit=edit_link(atlas.site, domain),
    )


def _above(atlas: Atlas, domain: Domain) -> tuple[Link, ...]:
    return tuple(Link(atlas.title(ref), address(ref)) for ref in atlas.org.domains.lineage(domain.ref)[1:][::-1])


def _heading(atlas: Atlas, tables: list[Authority]) -> Line:
    deciders = list(dict.fromkeys(seat for fact in tables for seat in fact.deciders))
    gaps = sum(len(fact.gaps) for fact in tables)
    tail = f" In {count(gaps, 'case')} nobody may decide." if gaps else ""
    if not tables:
        return ("Decided in the subjects below it.",)
    if not deciders:
        return ("Nobody may decide here.",)
    return (*strong_list(atlas.titles(deciders), "or"), f" {decides(atlas, deciders)}.{tail}")


def _matrix(atlas: Atlas, tables: list[Authority]) -> Iterator[Block]:
    columns = list(dict.fromkeys(unit for fact in tables for cell in fact.cells for unit in _functions(atlas, cell)))
    columns.sort(key=lambda ref: (atlas.title(ref).casefold(), ref))
    rows = tuple(_row(atlas, fact, cell, columns) for fact in tables for cell in fact.cells)
    if rows:
        head = ("What", *(atlas.title(unit) for unit in columns), "Answer in")
        yield Table("Decisions and functions", head, rows, grid=True)
        yield Paragraph((KEY,), quiet=True)


def _parties(cell: Cell) -> tuple[Ref, ...]:
    decider = (cell.decider,) if cell.decider else ()
    return (*decider, *cell.leads, *cell.agree, *cell.input, *cell.inform)


def _functions(atlas: Atlas, cell: Cell) -> Iterator[Ref]:
    for party in _parties(cell):
        home = _home(atlas, party)
        if home:
            yield home


def _home(atlas: Atlas, party: Ref) -> Ref | None:
    unit = party if kind_of(party) == "unit" else atlas.org.unit_of(party)
    return atlas.org.function(unit) if unit and unit in atlas.org.unit_types else None


def _row(atlas: Atlas, fact: Authority, cell: Cell, columns: list[Ref]) -> Row:
    region = "; ".join(filter(None, (bound(b, atlas.measure_of(fact.domain, b.attribute)) for b in cell.bounds)))
    what = capital(title(fact.action)) + (f", {region}" if region else "")
    name: Line = (
        (what,)
        if cell.outcome == "decided"
        else (what, " ", Badge("no decider" if cell.outcome == "gap" else "several deciders", "bad"))
    )
    sla = cell.sla or "–"
    return Row((name, *(_part(atlas, cell, unit) for unit in columns), (sla,)))


def _part(atlas: Atlas, cell: Cell, unit: Ref) -> Line:
    def here(parties: tuple[Ref, ...]) -> tuple[Ref, ...]:
        return tuple(party for party in parties if _home(atlas, party) == unit)

    deciders = here((cell.decider,) if cell.decider else cell.leads)
    if deciders:
        return (Badge("D", "fill"), " ", atlas.link(deciders[0]))
    vetoes = here(cell.agree)
    if vetoes:
        return (Badge("A", "outline"), " ", atlas.link(vetoes[0]))
    if here(cell.input):
        return ("asked",)
    return ("told",) if here(cell.inform) else ("–",)


def _terms(atlas: Atlas, domain: Domain) -> Iterator[tuple[str, Line]]:
    yield "Whose subject", (atlas.link(domain.owning_unit),)
    children = atlas.domains_below.get(domain.ref, ())
    if children:
        yield "Parts", atlas.links(children)
    if domain.overlaps:
        yield "Often touched together with", atlas.links(domain.overlaps)
    if domain.incompatible_with:
        yield "Never in the same hands as", atlas.links(domain.incompatible_with)


def _cases(atlas: Atlas, domain: Domain) -> Iterator[Block]:
    settled = {
        "oneDecider": "the same one decides",
        "composite": "one right for the whole",
        "precedence": "a precedence rule",
    }
    rows = tuple(
        Row((atlas.links(fact.domains), _lead(atlas, fact), (settled.get(fact.settled_by, "nothing"),)))
        for fact in atlas.about(Case, domain.ref)
    )
    if rows:
        yield Section(
            "together",
            "When several subjects are touched at once",
            (Table("Who leads", ("Subjects", "Who leads", "Because of"), rows),),
        )


def _lead(atlas: Atlas, fact: Case) -> Line:
    return (atlas.link(fact.lead),) if fact.lead else (Badge("nobody leads", "bad"), " ", *atlas.links(fact.deciders))
