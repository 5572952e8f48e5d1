"""Decision tables become matrices: what is decided down the side, functions across; gaps and doubles are marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alignctl.model.facts import Authority, Case
from alignctl.model.facts.authority import Cell
from alignctl.model.kinds import Domain
from alignctl.model.ref import Ref, kind_of
from alignctl.site.atlas import Atlas, address
from alignctl.site.blocks import Block, Node, Paragraph, Row, Section, Table, Terms, Tree
from alignctl.site.forge import edit_link
from alignctl.site.lines import Badge, Line, Link, Strong, Tone
from alignctl.site.page import Page
from alignctl.site.pages.common import about, closing, crumb, dash, decides, lean, strong_list
from alignctl.words.quantities import bound, capital, count, title

FEW = 3  # initiatives that are named
NO_TIME: Line = ("not set",)
MARKS = {"D": "decides", "A": "must agree"}
WAYS = {
    "oneDecider": "the same one decides",
    "composite": "one right for the whole",
    "precedence": "a precedence rule",
}


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
    unseen = sum(not all(fact.complete for fact in facts) for facts in tables.values())
    found = count(gaps, "gap") if gaps else "no gap found" if unseen else "no gap"
    tail = f"; {unseen} not looked into, as there are too many cases" if unseen else ""
    return Page(
        path="matrix/index.html",
        title="Who decides what, by subject",
        section="decide",
        crumbs=crumb("Decide", "decide/index.html"),
        heading=(Strong(count(len(atlas.all(Domain)), "subject")), f", {found}{tail}."),
        lead=_together(atlas),
        blocks=(
            Tree(
                tuple(_node(atlas, ref, tables) for ref in atlas.domains_below.get(None, ())),
                "No subject is written down.",
            ),
        ),
        label="Page",
        words="domains matrix RACI",
    )


def leaderless(atlas: Atlas) -> int:
    """Return how many combinations of subjects are touched together while nothing says who leads; each counts once."""
    return len({fact.domains for fact in atlas.facts(Case) if fact.settled_by == "none"})


def _together(atlas: Atlas) -> Line:
    number = leaderless(atlas)
    touched = "combination of subjects is", "combinations of subjects are"
    return (f"{count(number, *touched)} touched together and nothing says who leads.",) if number else ()


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
        words=" ".join(title(action) for action in atlas.org.actions(domain.ref)),
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
    if not all(fact.complete for fact in tables):
        return ("Not looked into: there are too many cases.",)
    if not deciders:
        return ("Nobody may decide here.",)
    return (*strong_list(atlas.titles(deciders), "or"), f" {decides(atlas, deciders)}.{tail}")


def _matrix(atlas: Atlas, tables: list[Authority]) -> Iterator[Block]:
    cells = [(fact, cell) for fact in tables for cell in fact.cells]
    columns = _columns(atlas, [cell for _, cell in cells])
    rows = tuple(_row(atlas, fact, cell, columns) for fact, cell in cells)
    if rows:
        head = ("What", *(atlas.title(unit) for unit in columns), "Answer in")
        yield lean(Table("Decisions and functions", head, rows), silent=NO_TIME)
        if key := _key(rows):
            yield Paragraph((f"{key}.",), quiet=True)


def _columns(atlas: Atlas, cells: Sequence[Cell]) -> list[Ref]:
    """Return the functions that take part, those first in which somebody decides: the answer stands on the left."""
    nearest: dict[Ref, int] = {}
    for cell in cells:
        for rank, parties in enumerate((_deciders(cell), cell.agree, cell.input, cell.inform)):
            for home in filter(None, (_home(atlas, party) for party in parties)):
                nearest[home] = min(rank, nearest.get(home, rank))
    return sorted(nearest, key=lambda ref: (nearest[ref], atlas.title(ref).casefold(), ref))


def _deciders(cell: Cell) -> tuple[Ref, ...]:
    return (cell.decider,) if cell.decider else cell.leads


def _home(atlas: Atlas, party: Ref) -> Ref | None:
    unit = party if kind_of(party) == "unit" else atlas.org.unit_of(party)
    return atlas.org.function(unit) if unit and unit in atlas.org.unit_types else None


def _key(rows: Sequence[Row]) -> str:
    """Return what the marks mean that occur."""
    badges = {piece.text for row in rows for cell in row.cells[1:] for piece in cell if isinstance(piece, Badge)}
    return ", ".join(f"{mark} {words}" for mark, words in MARKS.items() if mark in badges)


def _row(atlas: Atlas, fact: Authority, cell: Cell, columns: Sequence[Ref]) -> Row:
    region = "; ".join(filter(None, (bound(b, atlas.measure_of(fact.domain, b.attribute)) for b in cell.bounds)))
    what = capital(title(fact.action)) + (f", {region}" if region else "")
    name: Line = (
        (what,)
        if cell.outcome == "decided"
        else (what, " ", Badge("no decider" if cell.outcome == "gap" else "several deciders", "bad"))
    )
    return Row((name, *(_part(atlas, cell, unit) for unit in columns), (cell.sla,) if cell.sla else NO_TIME))


def _part(atlas: Atlas, cell: Cell, unit: Ref) -> Line:
    """Return everybody of a function who decides or must agree, else whether it is asked or told."""
    marks: tuple[tuple[str, Tone, tuple[Ref, ...]], ...] = (
        ("D", "fill", _deciders(cell)),
        ("A", "outline", cell.agree),
    )
    said: list[Line] = [
        (Badge(mark, tone), "\N{NO-BREAK SPACE}", atlas.link(party))
        for mark, tone, parties in marks
        for party in parties
        if _home(atlas, party) == unit
    ]
    if said:
        return tuple(piece for line in said for piece in (" ", *line))[1:]
    for word, parties in (("asked", cell.input), ("told", cell.inform)):
        if any(_home(atlas, party) == unit for party in parties):
            return (word,)
    return ("–",)


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
    """Yield the combinations of subjects with this one that occur, each once."""
    alike: dict[tuple[tuple[Ref, ...], Line, Line], list[Ref]] = {}
    for fact in atlas.about(Case, domain.ref):
        said = (fact.domains, _lead(atlas, fact), (WAYS.get(fact.settled_by, "–"),))
        alike.setdefault(said, []).extend([fact.initiative] if fact.initiative else [])
    rows = tuple(
        Row((atlas.links(domains), lead, why, _initiatives(atlas, initiatives)))
        for (domains, lead, why), initiatives in alike.items()
    )
    if rows:
        head = ("Subjects", "Who leads", "Because of", "Touched by")
        table = lean(Table("Who leads", head, rows))
        yield Section("together", "When several subjects are touched at once", (table,))


def _lead(atlas: Atlas, fact: Case) -> Line:
    if fact.lead:
        return (atlas.link(fact.lead),)
    seats = atlas.links(fact.deciders, "or")
    if fact.settled_by != "none":
        return ("It depends on the case: ", *seats)
    nobody = Badge("nobody leads", "bad")
    if not fact.deciders:
        return (nobody,)
    if len(fact.deciders) == 1:
        return (nobody, " ", *seats, f" {decides(atlas, fact.deciders)} only a part.")
    return (nobody, " Each decides a part: ", *atlas.links(fact.deciders), ".")


def _initiatives(atlas: Atlas, refs: Sequence[Ref]) -> Line:
    return dash(atlas.links(refs) if len(refs) <= FEW else (count(len(refs), "initiative"),))
