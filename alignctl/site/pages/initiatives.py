"""Initiatives become pages: who leads the decision, what it needs from whom, what it moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from alignctl.model.facts import Capacity, Case, Demand, InfluenceFact
from alignctl.model.kinds import Decision, Initiative
from alignctl.site.atlas import Atlas, address
from alignctl.site.blocks import Block, Bullets, Row, Section, Table, Terms
from alignctl.site.forge import edit_link
from alignctl.site.lines import Badge, Line, Strong, sentence, text_of
from alignctl.site.page import Page
from alignctl.site.pages.common import about, closing, crumb, dash, lean, written_as
from alignctl.site.pages.conflicts import conflict_table
from alignctl.site.pictures.one_hop import one_hop
from alignctl.words.quantities import count, number, title

HEAD_LIST = ("Initiative", "For", "Stage", "Goals")
STAGES = {"proposed": "proposed", "committed": "promised", "done": "done", "dropped": "dropped"}


def pages(atlas: Atlas) -> Iterator[Page]:
    """Yield the list of initiatives and the page of each."""
    rows = tuple(
        Row(((atlas.link(i.ref),), (atlas.link(i.sponsor),), (STAGES[i.stage],), dash(atlas.links(i.objectives))))
        for i in atlas.all(Initiative)
    )
    stages = Counter(str(initiative.stage) for initiative in atlas.all(Initiative))
    told = ", ".join(f"{stages[stage]} {word}" for stage, word in STAGES.items() if stages[stage])
    yield Page(
        path="initiatives/index.html",
        title="Initiatives",
        section="goals",
        crumbs=crumb("Goals", "goals/index.html"),
        heading=(Strong(count(len(rows), "initiative")), f": {told}.") if rows else ("No initiative is written down.",),
        lead=() if rows else written_as("Initiative", "An initiative"),
        blocks=(lean(Table("Initiatives", HEAD_LIST, rows, filterable=True)),) if rows else (),
        label="Page",
        words="projects",
    )
    for initiative in atlas.all(Initiative):
        yield _page(atlas, initiative)


def _page(atlas: Atlas, of: Initiative) -> Page:
    return Page(
        path=address(of.ref),
        title=of.title,
        section="goals",
        crumbs=crumb("Initiatives", "initiatives/index.html"),
        eyebrow=of.title,
        heading=_heading(atlas, of),
        lead=about(of),
        blocks=(
            Terms(tuple(_terms(atlas, of))),
            *_needs(atlas, of),
            *_moves(atlas, of),
            *_conflicts(atlas, of),
            *_decisions(atlas, of),
            *closing(atlas, of),
        ),
        about=(of.ref,),
        label="Initiative",
        edit=edit_link(atlas.site, of),
    )


def _heading(atlas: Atlas, of: Initiative) -> Line:
    for case in atlas.about(Case, of.ref):
        if case.lead:
            return (Strong(atlas.title(case.lead)), " decides on it as a whole.")
        parts = text_of(sentence(atlas.titles(case.deciders)))
        return (f"Nobody decides on it as a whole: {parts} each decide a part.",)
    return ("Wanted by ", Strong(atlas.title(of.sponsor)), f"; {STAGES[of.stage]}.")


def _terms(atlas: Atlas, of: Initiative) -> Iterator[tuple[str, Line]]:
    yield "Wanted by", (atlas.link(of.sponsor),)
    yield "Stage", (STAGES[of.stage],)
    yield "Touches", atlas.links(of.domains)
    if of.objectives:
        yield "For the goals", atlas.links(of.objectives)
    for name, value in sorted(of.attributes.items()):
        unit = atlas.measure_of(of.domains[0], name) if of.domains else ""
        shown = str(value) if isinstance(value, str | bool) else f"{number(value)} {unit}".strip()
        yield title(name).capitalize(), (shown,)


def _needs(atlas: Atlas, of: Initiative) -> Iterator[Block]:
    known = {(fact.unit, fact.resource, fact.cycle): fact for fact in atlas.about(Demand, of.ref)}
    full = {(fact.unit, fact.resource, fact.cycle): fact for fact in atlas.facts(Capacity)}
    rows = []
    for line in of.demand:
        key = (line.unit, line.resource, line.cycle)
        state: Line = (Badge("accepted", "good"),) if line.accepted else (Badge("not accepted", "warn"),)
        booked = full.get(key)
        if booked and booked.declared and booked.load > booked.plannable:
            state = (*state, " ", Badge("that team is overbooked", "bad"))
        if key in known and not known[key].declared:
            state = (*state, " ", Badge("no capacity declared", "warn"))
        rows.append(
            Row(
                (
                    (atlas.link(line.unit),),
                    (f"{number(line.amount)} {title(line.resource)}",),
                    (atlas.link(line.cycle),),
                    state,
                )
            )
        )
    if rows:
        yield Section(
            "needs",
            "What it needs from others",
            (Table("Asked for", ("From", "How much", "When", "Answer"), tuple(rows)),),
        )


def _moves(atlas: Atlas, of: Initiative) -> Iterator[Block]:
    facts = [fact for fact in atlas.about(InfluenceFact, of.ref) if not fact.self]
    if facts:
        yield Section("moves", "What it moves", (one_hop(atlas, of.ref, facts),))


def _conflicts(atlas: Atlas, of: Initiative) -> Iterator[Block]:
    found = [c for c in atlas.conflicts if any(t.lever == of.ref for t in atlas.tensions(c))]
    if found:
        yield Section(
            "conflicts",
            "Conflicts it brings up",
            (conflict_table(atlas, found),),
        )


def _decisions(atlas: Atlas, of: Initiative) -> Iterator[Block]:
    items: tuple[Line, ...] = tuple((atlas.link(d.ref),) for d in atlas.all(Decision) if d.initiative == of.ref)
    if items:
        yield Section("decisions", "Decisions on record", (Bullets(items),))
