"""Units become printable sheets: the one page of a team that hangs on a wall."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.model.kinds import Unit
from alignctl.model.ref import Ref
from alignctl.site.atlas import Atlas, slug
from alignctl.site.blocks import Actions, Block, Bullets, Row, Section, Table
from alignctl.site.desks import AGREES, DECIDES, Desks, Part, others, summary
from alignctl.site.lines import Line, Link, Strong
from alignctl.site.page import Page
from alignctl.site.pages.calendar import due_table
from alignctl.site.pages.common import crumb, dash, lean
from alignctl.site.pages.conflicts import conflict_table, conflicts_of
from alignctl.site.pages.teams import whole
from alignctl.words.quantities import count

MOST, DATES, CONFLICTS = 8, 3, 3  # of each sort, so that the sheet stays one page

HEAD = ("Decision", "When", "Must agree", "Time")


def pages(atlas: Atlas) -> Iterator[Page]:
    """Yield the list of sheets and the sheet of each team."""
    desks = Desks(atlas)
    units = atlas.all(Unit)
    items: tuple[Line, ...] = tuple((Link(unit.title, path_of(unit)),) for unit in units)
    yield Page(
        path="sheets/index.html",
        title="Printable sheets",
        section="teams",
        crumbs=crumb("Teams", "teams/index.html"),
        heading=("One page for the wall: ", Strong(count(len(units), "team")), "."),
        blocks=(Bullets(items, "No team is written down."),),
        label="Page",
    )
    for unit in units:
        yield _sheet(atlas, desks, unit)


def path_of(unit: Unit) -> str:
    """Return the sheet of a team."""
    return f"sheets/{slug(unit.ref)}.html"


def _sheet(atlas: Atlas, desks: Desks, unit: Unit) -> Page:
    units = whole(atlas, unit.ref)
    seats = desks.seats(units)
    return Page(
        path=path_of(unit),
        title=f"{unit.title}: one page",
        section="teams",
        crumbs=(*crumb("Teams", "teams/index.html"), Link(unit.title, f"teams/{slug(unit.ref)}.html")),
        heading=(Strong(unit.title), f" {summary(desks, seats)}"),
        blocks=(
            Actions((Link("Everything about this team", f"teams/{slug(unit.ref)}.html"),)),
            *_parts(desks, desks.desk(seats, DECIDES), DECIDES, ("decides", "Decides")),
            *_parts(desks, desks.desk(seats, AGREES), AGREES, ("agrees", "Must agree to")),
            *_dates(atlas, units | set(seats)),
            *_conflicts(atlas, units),
        ),
    )


def _parts(desks: Desks, held: tuple[Part, ...], part: str, titles: tuple[str, str]) -> Iterator[Block]:
    if not held:
        return
    anchor, heading = titles
    rows = tuple(
        Row(
            (
                (desks.atlas.link(of.right.ref),),
                dash(("; ".join(share.when),) if share.when else ()),
                dash(others(desks.atlas, share) if part == DECIDES else ()),
                (share.within.words if share.within else "–",),
            )
        )
        for of in held[:MOST]
        for share in desks.shares(of, part)
    )
    more = f" (the first {MOST} of {len(held)})" if len(held) > MOST else ""
    yield Section(anchor, heading + more, (lean(Table(heading, HEAD, rows, form="desk")),))


def _dates(atlas: Atlas, mine: frozenset[Ref]) -> Iterator[Block]:
    coming = atlas.due(mine)
    if coming:
        yield Section("dates", "Next dates", (due_table(atlas, coming[:DATES]),))


def _conflicts(atlas: Atlas, units: frozenset[Ref]) -> Iterator[Block]:
    found = conflicts_of(atlas, units)
    if found:
        yield Section(
            "conflicts",
            "Where it pulls apart with others",
            (conflict_table(atlas, found[:CONFLICTS]),),
        )
