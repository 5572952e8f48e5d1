"""Events become the log: what changed, when, by whom, approved by whom; for all objects and for each one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import timedelta

from alignctl.model.ref import Ref, kind_of, name_of
from alignctl.site.atlas import NOUNS, Atlas
from alignctl.site.blocks import Actions, Badge, Block, Callout, Line, Link, Row, Section, Strong, Table
from alignctl.site.page import Page
from alignctl.site.past import MOST, Event, FieldChange
from alignctl.words.quantities import count, day

HEAD = ("When", "What changed", "By", "Approved by")
SHOWN, LATEST, WEEK = 20, 100, timedelta(days=7)
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def pages(atlas: Atlas) -> Iterator[Page]:
    """Yield the log, and one page for each year."""
    past = atlas.site.past
    years = sorted({event.on.year for event in past}, reverse=True)
    yield Page(
        path="log/index.html",
        title="Log of changes",
        section="decide",
        crumbs=(Link("Start", "index.html"),),
        eyebrow="Who changed what, and who approved it?",
        heading=(Strong(count(len(past), "change")), f" since {day(past[-1].on)}.")
        if past
        else ("No history is at hand.",),
        lead=() if past else ("The site was built from a folder without git, or without its history.",),
        blocks=(
            *_warning(atlas),
            Actions((*(Link(str(year), year_path(year)) for year in years), Link("As a table (CSV)", "log/log.csv"))),
            Section("latest", "Latest", (table(atlas, past[:LATEST], named=True),)),
        ),
        label="Page",
        words="history audit approved changes",
    )
    for year in years:
        yield _year(atlas, year, [event for event in past if event.on.year == year])


def year_path(year: int) -> str:
    """Return the log of one year."""
    return f"log/{year}.html"


def _year(atlas: Atlas, year: int, found: list[Event]) -> Page:
    return Page(
        path=year_path(year),
        title=f"Changes in {year}",
        section="decide",
        crumbs=(Link("Start", "index.html"), Link("Log", "log/index.html")),
        heading=(Strong(count(len(found), "change")), f" in {year}."),
        blocks=(table(atlas, found, named=True),),
    )


def _warning(atlas: Atlas) -> Iterator[Block]:
    if atlas.site.shallow:
        yield Callout("warn", ("Older changes are missing: the history was fetched in part only.",))


def history(atlas: Atlas, reference: Ref) -> Iterator[Block]:
    """Yield the history of one object."""
    found = atlas.past.get(reference, ())
    if found:
        yield Section("history", "History", (*_warning(atlas), table(atlas, found[:SHOWN], named=False)))


def this_week(atlas: Atlas) -> tuple[Event, ...]:
    """Return what changed in the last seven days."""
    return tuple(event for event in atlas.site.past if atlas.site.as_of - WEEK < event.on <= atlas.site.as_of)


def table(atlas: Atlas, found: Iterable[Event], *, named: bool) -> Table:
    """Return events as rows, newest first; `named` says of which object as well."""
    rows = tuple(
        Row(((day(event.on),), _what(atlas, event, named=named), _people(event.by), _approved(event)))
        for event in found
    )
    return Table("Changes, newest first", HEAD, rows, "Nothing changed.", filterable=True)


def _what(atlas: Atlas, event: Event, *, named: bool) -> Line:
    noun = NOUNS.get(kind_of(event.ref), "Record")
    name: Line = (atlas.link(event.ref), f" ({noun.lower()}): ") if named else ()
    if event.what != "changed":
        return (*name, "written down" if event.what == "created" else "removed", f" – {event.subject}")
    told: Line = tuple(
        piece
        for position, change in enumerate(event.changes[:MOST])
        for piece in (("; " if position else ""), *_change(atlas, change))
    )
    more = f"; and {len(event.changes) - MOST} more" if len(event.changes) > MOST else ""
    return (*name, *told, more)


def _change(atlas: Atlas, change: FieldChange) -> Line:
    before, after = _value(atlas, change.before), _value(atlas, change.after)
    return (f"{change.field}: {before} → ", Strong(after))


def _value(atlas: Atlas, text: str) -> str:
    """Return a value in words: references by their titles, nothing as `none`."""
    parts = [
        atlas.title(Ref(part)) if ":" in part and atlas.site.model.find(Ref(part)) else part
        for part in text.split(", ")
    ]
    return ", ".join(parts) or "none"


def _people(handles: tuple[str, ...]) -> Line:
    return (", ".join(handles) or "unknown",)


def _approved(event: Event) -> Line:
    request = f" in {event.request}" if event.request else ""
    if not event.approved_by:
        return (f"not recorded{request}",)
    own: Line = (" ", Badge("their own change", "warn")) if event.own_approval else ()
    return (f"{', '.join(event.approved_by)}{request}", *own)


def log_csv(atlas: Atlas) -> bytes:
    """Return all events as CSV; text that a spreadsheet would take for a formula begins with an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(
        ("when", "kind", "name", "what", "field", "before", "after", "by", "approved by", "request", "commit")
    )
    for event in atlas.site.past:
        for change in event.changes or (FieldChange("", "", ""),):
            row = (
                *(event.on.isoformat(), kind_of(event.ref), name_of(event.ref), event.what),
                *(change.field, change.before, change.after),
                *(" ".join(event.by), " ".join(event.approved_by), event.request, event.commit),
            )
            writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row])
    return text.getvalue().encode()
