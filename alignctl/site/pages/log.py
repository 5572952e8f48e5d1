"""Events become the log: what changed, when, by whom, approved by whom; for all objects and for each one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from alignctl.model.ref import Ref, kind_of
from alignctl.site.atlas import NOUNS, Atlas
from alignctl.site.blocks import Actions, Block, Callout, Paragraph, Row, Section, Table
from alignctl.site.lines import Badge, Line, Link, Strong, sentence
from alignctl.site.page import ALL_CHANGES, Page
from alignctl.words.mentions import pieces
from alignctl.words.past import MOST, Edit, Event, commits
from alignctl.words.quantities import MONTHS, count, day

HEAD = ("When", "What changed", "By", "Approved by")
SHOWN, LATEST, WEEK = 20, 100, timedelta(days=7)
FULL = 200  # rows of a year above which it is told month by month
FEW = 3  # objects of one commit that are told one by one in a list
VERBS = {"created": "written down", "removed": "removed", "unreadable": "not readable, its file was broken"}


def pages(atlas: Atlas) -> Iterator[Page]:
    """Yield the log, one page for each year, and for each month of a full one."""
    past = atlas.site.past
    years = sorted({event.on.year for event in past}, reverse=True)
    yield Page(
        path="log/index.html",
        title="Log of changes",
        eyebrow="Who changed what, and who approved it?",
        heading=(Strong(count(len(past), "change")), f" since {day(past[-1].on)}.")
        if past
        else ("No history is at hand.",),
        lead=() if past else ("The site was built from a folder without git, or without its history.",),
        blocks=tuple(_overview(atlas, years)) if past else (),
        label="Page",
        words="history audit approved changes",
    )
    for year in years:
        yield from _year(atlas, year, [event for event in past if event.on.year == year])


def _overview(atlas: Atlas, years: Iterable[int]) -> Iterator[Block]:
    yield from _warnings(atlas)
    yield Actions(
        (
            *(Link(str(year), f"log/{year}.html") for year in years),
            Link("As a table (CSV)", "log/log.csv"),
            Link("As data (JSON)", "log/log.json"),
            Link("Subscribe (Atom)", ALL_CHANGES),
        )
    )
    yield Section("latest", "Latest", (table(atlas, atlas.site.past, named=True, most=LATEST),))


def _year(atlas: Atlas, year: int, found: Sequence[Event]) -> Iterator[Page]:
    above = (Link("Start", "index.html"), Link("Log", "log/index.html"))
    if len(_rows(atlas, found)) <= FULL:
        yield _period(atlas, f"log/{year}.html", str(year), above, found)
        return
    months: dict[date, list[Event]] = {}
    for event in found:
        months.setdefault(event.on.replace(day=1), []).append(event)
    names = {first: (f"{MONTHS[first.month - 1]} {year}", f"log/{first:%Y-%m}.html") for first in months}
    rows = tuple(Row(((Link(*names[first]),), (count(len(events), "change"),))) for first, events in months.items())
    yield Page(
        path=f"log/{year}.html",
        title=f"Changes in {year}",
        crumbs=above,
        heading=(Strong(count(len(found), "change")), f" in {year}."),
        blocks=(Table(f"The months of {year}", ("Month", "Changes"), rows),),
    )
    for first, events in months.items():
        name, path = names[first]
        yield _period(atlas, path, name, (*above, Link(str(year), f"log/{year}.html")), events)


def _period(atlas: Atlas, path: str, name: str, above: tuple[Link, ...], found: Sequence[Event]) -> Page:
    return Page(
        path=path,
        title=f"Changes in {name}",
        crumbs=above,
        heading=(Strong(count(len(found), "change")), f" in {name}."),
        blocks=(table(atlas, found, named=True),),
    )


def _warnings(atlas: Atlas) -> Iterator[Block]:
    """Yield what an auditor must know before he trusts the log."""
    yield from _incomplete(atlas)
    found = commits(atlas.site.past)
    own = [Link(day(first.on), commit_path(first.commit)) for first, *_ in found if first.own_approval]
    if own:
        which = sentence((*own[:FEW], "others") if len(own) > FEW else own)
        said = f"{count(len(own), 'commit was', 'commits were')} approved by nobody but who made "
        yield Callout("warn", (said, "it: " if len(own) == 1 else "them: ", *which, "."))
    lacking = {
        "without an approval on record": sum(not first.approved_by for first, *_ in found),
        "without a signature": sum(not first.signed for first, *_ in found),
    }
    if any(lacking.values()):
        told = " and ".join(f"{number} {what}" for what, number in lacking.items() if number)
        yield Callout("plain", (f"In {count(len(found), 'commit')}: {told}.",))


def _incomplete(atlas: Atlas) -> Iterator[Block]:
    if atlas.site.shallow:
        yield Callout("warn", ("Older changes are missing: the history was fetched in part only.",))
    if atlas.site.past and atlas.site.past[0].on > atlas.site.as_of:
        yield Paragraph(
            (f"The history goes on after {day(atlas.site.as_of)}, the day that this site shows.",), quiet=True
        )


def commit_path(commit: str) -> str:
    """Return the page of one commit."""
    return f"log/{commit[:12]}.html"


def history(atlas: Atlas, reference: Ref) -> Iterator[Block]:
    """Yield the history of one object."""
    found = atlas.past.get(reference, ())
    if found:
        blocks: list[Block] = [*_incomplete(atlas), table(atlas, found, named=False, most=SHOWN)]
        if len(found) > SHOWN:
            older = count(len(found) - SHOWN, "older change is", "older changes are")
            blocks.append(Paragraph((f"{older} in ", Link("the log", "log/index.html"), ".")))
        yield Section("history", "History", tuple(blocks))


def this_week(atlas: Atlas) -> tuple[Event, ...]:
    """Return what changed in the last seven days."""
    return tuple(event for event in atlas.site.past if atlas.site.as_of - WEEK < event.on <= atlas.site.as_of)


def table(atlas: Atlas, found: Sequence[Event], *, named: bool, most: int | None = None) -> Table:
    """Return events as rows, newest first; `named` says of which object as well, and sums up large commits."""
    rows = _rows(atlas, found) if named else tuple(_row(event, _what(atlas, event)) for event in found)
    return Table("Changes, newest first", HEAD, rows[:most], "Nothing changed.", filterable=True)


def _rows(atlas: Atlas, found: Sequence[Event]) -> tuple[Row, ...]:
    return tuple(row for events in commits(found) for row in _commit(atlas, events))


def _commit(atlas: Atlas, events: tuple[Event, ...]) -> Iterator[Row]:
    if len(events) <= FEW:
        yield from (_row(event, described(atlas, event)) for event in events)
    else:
        yield _row(events[0], summary(atlas, events))


def summary(atlas: Atlas, events: tuple[Event, ...]) -> Line:
    """Return which objects a commit changed, and why."""
    named = [atlas.link(event.ref) for event in events[:FEW]]
    subject = events[0].subject
    return (
        *sentence((*named, f"{len(events) - FEW} more") if len(events) > FEW else named),
        f" – {subject}" * bool(subject),
    )


def _row(event: Event, what: Line) -> Row:
    when = Link(day(event.on), commit_path(event.commit))
    return Row(((when,), what, people(event), approved(event)))


def described(atlas: Atlas, event: Event) -> Line:
    """Return which object a commit changed, and how."""
    return (atlas.link(event.ref), f" ({noun(event.ref)}): ", *_what(atlas, event))


def noun(ref: Ref) -> str:
    """Return what sort of thing an object is, as within a sentence."""
    found = NOUNS.get(kind_of(ref), "Record")
    return found if found.isupper() else found.lower()


def _what(atlas: Atlas, event: Event) -> Line:
    subject = f" – {event.subject}" if event.subject else ""
    if event.what != "changed":
        return (VERBS[event.what], subject, *_later(event))
    line: Line = tuple(
        piece
        for position, change in enumerate(event.changes[:MOST])
        for piece in (("; " if position else ""), *told(atlas, change.sentence))
    )
    more = f"; and {len(event.changes) - MOST} more" if len(event.changes) > MOST else ""
    return (*line, more, *_later(event))


def _later(event: Event) -> Line:
    """Say from when on it holds, where that is not the day on which it was written, and until when."""
    if event.what == "removed":
        return ()
    start = f" from {day(event.since)}" if event.since and event.since > event.on else ""
    end = f" until {day(event.until)}" if event.until else ""
    return (f" (in force{start}{end})",) if start or end else ()


def told(atlas: Atlas, sentence_: str) -> Line:
    """Return a sentence that mentions objects with links to them."""
    return tuple(atlas.link(ref) if ref else text for text, ref in pieces(sentence_))


def verb(edit: Edit) -> str:
    """Return what became of an object in a word."""
    return VERBS.get(edit.what, "changed")


def people(event: Event) -> Line:
    """Return who wrote a commit."""
    return (", ".join(event.people(event.by)) or "unknown",)


def approved(event: Event, *, request: bool = True) -> Line:
    """Return who approved a commit, and in which request."""
    where = f" in {event.request}" if event.request and request else ""
    if not event.approved_by:
        return (f"not recorded{where}",)
    own: Line = (" ", Badge("their own change", "warn")) if event.own_approval else ()
    return (f"{', '.join(event.people(event.approved_by))}{where}", *own)
