"""Units become pages: what a team decides, must agree to and is asked on; its goals, dates and conflicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from operator import itemgetter

from alignctl.model.facts import Goal, Plan
from alignctl.model.kinds import Forum, Metric, Unit
from alignctl.model.ref import Ref
from alignctl.site.atlas import Atlas, address, calendar_of, feed_of, slug
from alignctl.site.blocks import Actions, Block, Bullets, Node, Paragraph, Row, Section, Table, Tree
from alignctl.site.desks import AGREES, DECIDES, Desks, brief, sections, summary
from alignctl.site.forge import edit_link
from alignctl.site.lines import Line, Link, Strong
from alignctl.site.page import Page
from alignctl.site.pages.calendar import due_table
from alignctl.site.pages.common import about, closing, crumb
from alignctl.site.pages.conflicts import conflict_table, conflicts_of
from alignctl.site.pages.recent import recent
from alignctl.words.past import Event
from alignctl.words.quantities import count, number

SHOWN, CHANGES = 20, 10
QUARTER = timedelta(days=90)
Lately = Mapping[Ref, Sequence[tuple[int, Event]]]


def pages(atlas: Atlas) -> Iterator[Page]:
    """Yield the tree of teams, and for each team one page, or two if it has teams below."""
    desks = Desks(atlas)
    lately = _lately(atlas)
    yield _index(atlas, desks)
    for unit in atlas.all(Unit):
        below = whole(atlas, unit.ref)
        yield _page(atlas, desks, unit, below, lately)
        if len(below) > 1:
            yield _page(atlas, desks, unit, frozenset({unit.ref}), lately)


def _lately(atlas: Atlas) -> Lately:
    """Return what happened to each object in the last 90 days, under its name of today, with its place in the past."""
    found: dict[Ref, list[tuple[int, Event]]] = {}
    for position, event in enumerate(atlas.site.past):
        if atlas.site.as_of - QUARTER < event.on <= atlas.site.as_of:
            found.setdefault(atlas.site.model.aliases.get(event.ref, event.ref), []).append((position, event))
    return found


def whole(atlas: Atlas, unit: Ref) -> frozenset[Ref]:
    """Return a unit with all units below it."""
    found, ahead = {unit}, [unit]
    while ahead:
        ahead = [child for node in ahead for child in atlas.units_below.get(node, ()) if child not in found]
        found.update(ahead)
    return frozenset(found)


def _index(atlas: Atlas, desks: Desks) -> Page:
    units = atlas.all(Unit)
    return Page(
        path="teams/index.html",
        title="Teams",
        section="teams",
        eyebrow="Which team is yours?",
        heading=(Strong(count(len(units), "team")), ". Pick yours to see what lands on its desk."),
        blocks=(
            Tree(
                tuple(_node(atlas, desks, ref) for ref in atlas.units_below.get(None, ())), "No team is written down."
            ),
        ),
        label="Page",
    )


def _node(atlas: Atlas, desks: Desks, unit: Ref) -> Node:
    seats = desks.seats(frozenset({unit}))
    return Node(
        (atlas.link(unit), f" – {said}" if (said := brief(desks, seats)) else ""),
        tuple(_node(atlas, desks, child) for child in atlas.units_below.get(unit, ())),
    )


def own_path(unit: Ref) -> str:
    """Return the page of a team without the teams below it."""
    return f"teams/{slug(unit)}_alone.html"


def _page(atlas: Atlas, desks: Desks, unit: Unit, units: frozenset[Ref], lately: Lately) -> Page:
    alone = len(units) == 1 and bool(atlas.units_below.get(unit.ref))
    seats = desks.seats(units)
    return Page(
        path=own_path(unit.ref) if alone else address(unit.ref),
        title=f"{unit.title} alone" if alone else unit.title,
        section="teams",
        crumbs=(*crumb("Teams", "teams/index.html"), *_above(atlas, unit)),
        eyebrow=_eyebrow(atlas, unit, units, alone=alone),
        heading=(Strong(unit.title), f" {summary(desks, seats)}"),
        lead=about(unit),
        blocks=(
            Actions(tuple(_doors(atlas, unit, units, alone=alone))),
            *sections(desks, seats),
            *_shared(atlas, desks, seats),
            *_conflicts(atlas, units),
            *_dates(atlas, units, seats),
            *_goals(atlas, units),
            *_measures(atlas, units),
            *_pay(atlas, seats),
            *_reviews(atlas, desks, seats),
            *_people(atlas, seats),
            *_changed(atlas, desks, units, seats, lately),
            *closing(atlas, unit),
        ),
        about=(unit.ref,),
        label="" if alone else "Team",
        edit=edit_link(atlas.site, unit),
        feed=feed_of(unit.ref) if atlas.site.past else "",
    )


def _eyebrow(atlas: Atlas, unit: Unit, units: frozenset[Ref], *, alone: bool) -> str:
    lead = atlas.org.lead(unit.ref)
    who = f"Led by {atlas.title(lead)}" if lead else "Without a lead"
    return f"{who}; {'without' if alone else 'with'} the teams below" if alone or len(units) > 1 else who


def _above(atlas: Atlas, unit: Unit) -> tuple[Link, ...]:
    line = atlas.org.units.lineage(unit.ref)[1:][::-1]
    return tuple(Link(atlas.title(ref), address(ref)) for ref in line)


def _doors(atlas: Atlas, unit: Unit, units: frozenset[Ref], *, alone: bool) -> Iterator[Link]:
    yield Link("One page to print", f"sheets/{slug(unit.ref)}.html")
    yield Link("Subscribe to its dates", calendar_of(unit.ref))
    if atlas.site.past:
        yield Link("Subscribe to its changes", feed_of(unit.ref))
    if alone:
        yield Link("With the teams below", address(unit.ref))
    elif len(units) > 1:
        yield Link("Without the teams below", own_path(unit.ref))


def _shared(atlas: Atlas, desks: Desks, seats: tuple[Ref, ...]) -> Iterator[Block]:
    rows = tuple(
        Row(((atlas.link(part.right.ref),), (atlas.link(forum),)))
        for forum in desks.forums(seats)
        for part in desks.desk((forum,), "decides")
    )
    if rows:
        yield Section(
            "shared",
            "Decides together with others",
            (Table("Decided by a body with a seat for this team", ("Decision", "In"), rows),),
        )


def _conflicts(atlas: Atlas, units: frozenset[Ref]) -> Iterator[Block]:
    found = conflicts_of(atlas, units)
    if found:
        shown = conflict_table(atlas, found[:SHOWN])
        yield Section("conflicts", "Where it pulls apart with others", (shown,))


def _dates(atlas: Atlas, units: frozenset[Ref], seats: tuple[Ref, ...]) -> Iterator[Block]:
    coming = atlas.due(units | set(seats))
    if coming:
        yield Section("dates", "Next dates", (due_table(atlas, coming[:5]),))


def _goals(atlas: Atlas, units: frozenset[Ref]) -> Iterator[Block]:
    rows = tuple(
        Row(((atlas.link(f.objective),), (atlas.link(f.cycle),), atlas.links(f.owners)))
        for f in atlas.facts(Goal)
        if units & set(f.owners)
    )
    if rows:
        yield Section("goals", "Goals", (Table("Goals", ("Goal", "Cycle", "Owned by"), rows, filterable=True),))


def _measures(atlas: Atlas, units: frozenset[Ref]) -> Iterator[Block]:
    items: tuple[Line, ...] = tuple(
        (atlas.link(metric.ref),) for metric in atlas.all(Metric) if metric.owning_unit in units
    )
    if items:
        yield Section("kpis", "Answers for these KPIs", (Bullets(items),))


def _pay(atlas: Atlas, seats: tuple[Ref, ...]) -> Iterator[Block]:
    mine = set(seats)
    rows = tuple(
        Row(((atlas.link(f.plan),), (f"{number(f.shared_weight)}%",))) for f in atlas.facts(Plan) if mine & set(f.roles)
    )
    if rows:
        yield Section("pay", "Pay plans", (Table("Pay plans", ("Plan", "For shared outcomes"), rows),))


def _reviews(atlas: Atlas, desks: Desks, seats: tuple[Ref, ...]) -> Iterator[Block]:
    items: tuple[Line, ...] = tuple(
        (atlas.link(forum),) for forum in desks.forums(seats) if atlas.site.model.get(Forum, forum)
    )
    if items:
        yield Section("reviews", "Sits in", (Bullets(items),))


def _people(atlas: Atlas, seats: tuple[Ref, ...]) -> Iterator[Block]:
    items: tuple[Line, ...] = tuple(
        (atlas.link(seat), f" – {', '.join(atlas.holders(seat)) or 'vacant'}") for seat in seats[:SHOWN]
    )
    if items:
        yield Section("people", "Roles", (Bullets(items),))


def _changed(
    atlas: Atlas, desks: Desks, units: frozenset[Ref], seats: tuple[Ref, ...], lately: Lately
) -> Iterator[Block]:
    if atlas.site.past:
        own = _own(atlas, desks, units, seats)
        dated = sorted((one for ref in own for one in lately.get(ref, ())), key=itemgetter(0))
        found = [event for _, event in dated]
        more = (Paragraph((Link("The whole log", "log/index.html"),)),) if found else ()
        yield Section("changes", "Changed in the last 90 days", (recent(atlas, found, CHANGES), *more))


def _own(atlas: Atlas, desks: Desks, units: frozenset[Ref], seats: tuple[Ref, ...]) -> frozenset[Ref]:
    """Return what a change must touch to be one for some units: themselves, their desks, and what is theirs."""
    rights = (part.right.ref for kind in (DECIDES, AGREES) for part in desks.desk(seats, kind))
    things = (ref for unit in units for ref in atlas.owned.get(unit, ()))
    return frozenset((*units, *seats, *rights, *things))
