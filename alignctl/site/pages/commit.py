"""Commits become pages: what each changed in which object, who made and approved it, and from when on it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from alignctl.site.atlas import Atlas
from alignctl.site.blocks import Block, Callout, Paragraph, Row, Table, Terms
from alignctl.site.forge import commit_link, request_link
from alignctl.site.lines import Code, Line, Link, Strong, text_of
from alignctl.site.logbook import commit_data
from alignctl.site.page import Page
from alignctl.site.pages.common import lean
from alignctl.site.pages.log import approved, commit_path, noun, people, told, verb
from alignctl.words.past import Edit, Event, commits
from alignctl.words.quantities import count, day

MOST = 100  # rows of one page; a first commit may hold thousands of objects
LONGEST = 600  # characters of a value
NONE = "–"
_BETWEEN = re.compile(r"(, | and |each of )")
HEAD = ("Where", "What changed", "Before", "After")


def pages(atlas: Atlas) -> Iterator[Page]:
    """Yield one page for each commit that changed what an object says."""
    for events in commits(atlas.site.past):
        first = events[0]
        year = str(first.on.year)
        yield Page(
            path=commit_path(first.commit),
            title=first.subject or f"Change of {day(first.on)}",
            crumbs=(Link("Start", "index.html"), Link("Log", "log/index.html"), Link(year, f"log/{year}.html")),
            eyebrow=f"{day(first.on)}, by {text_of(people(first))}",
            heading=_answer(atlas, events),
            lead=(first.subject,) if first.subject else (),
            blocks=(*_warning(first), Terms(tuple(_terms(atlas, events))), *edit_table(atlas, events)),
            data={"commit": commit_data(events[:MOST])},
        )


def _answer(atlas: Atlas, events: tuple[Event, ...]) -> Line:
    names = [Strong(atlas.title(event.ref)) for event in events]
    if len(names) == 1 and len(events[0].changes) == 1:
        return (names[0], ": ", *_uncapital(told(atlas, events[0].changes[0].sentence)), ".")
    if len(names) == 1:
        return (names[0], f" was {verb(events[0])}.")
    if len(names) == 2:  # noqa: PLR2004 - "one and another"
        return (names[0], " and ", names[1], f" were {_verbs(events)}.")
    return (Strong(count(len(names), "object")), f" were {_verbs(events)}.")


def _uncapital(line: Line) -> Line:
    """Return a sentence as it goes on after a colon; names and abbreviations stay as they are."""
    first = line[0] if line else ""
    if isinstance(first, str) and first[1:2].islower():
        return (first[:1].lower() + first[1:], *line[1:])
    return line


def _verbs(events: Iterable[Event]) -> str:
    return " or ".join(sorted({verb(event) for event in events}))


def _warning(event: Event) -> Iterator[Block]:
    if event.own_approval:
        yield Callout("warn", ("Nobody but the one who made this change approved it.",))


def _terms(atlas: Atlas, events: tuple[Event, ...]) -> Iterator[tuple[str, Line]]:
    first = events[0]
    request = request_link(atlas.site, first.request)
    yield "Made by", people(first)
    yield "Approved by", approved(first, request=False)
    if first.request:
        yield "Request", (Link(first.request, request) if request else first.request,)
    yield "In force", (_in_force(events),)
    address = commit_link(atlas.site, first.commit)
    yield "Commit", (Link(first.commit[:12], address) if address else Code(first.commit[:12]),)
    yield "Signature", ("there is one; the forge says whether it is good" if first.signed else "none",)


def _in_force(events: tuple[Event, ...]) -> str:
    """Return since and until when it holds, if that is the same for everything that the commit changed."""
    if all(event.what == "removed" for event in events):
        return "no longer"
    windows = {(event.since, event.until) for event in events if event.what != "removed"}
    since, until = windows.pop()
    if windows:
        return "not the same for all; see the pages of the objects"
    start = f"from {day(max(since, events[0].on) if since else events[0].on)}"
    return f"{start} until {day(until)}" if until else start


def edit_table(atlas: Atlas, edits: Iterable[Edit]) -> Iterator[Block]:
    """Yield what became of objects, field by field, before and after."""
    rows = [row for edit in edits for row in _rows(atlas, edit)]
    yield lean(Table("What changed, field by field", HEAD, tuple(rows[:MOST]), "Nothing changed.", filterable=True))
    if len(rows) > MOST:
        yield Paragraph((f"And {count(len(rows) - MOST, 'line')} more.",), quiet=True)


def _rows(atlas: Atlas, edit: Edit) -> Iterator[Row]:
    name: Line = (atlas.link(edit.ref), f" ({noun(edit.ref)})")
    if edit.what != "changed":
        yield Row((name, (verb(edit),), (NONE,), (NONE,)))
    for change in edit.changes:
        before, after = _differing(change.before, change.after)
        yield Row((name, told(atlas, change.sentence), (_value(atlas, before),), (Strong(_value(atlas, after)),)))


def _differing(before: str, after: str) -> tuple[str, str]:
    """Return two values without what is the same in both, such as fields of an item that nobody touched."""
    was, now = before.split(", "), after.split(", ")
    kept = set(was) & set(now)
    left = tuple(", ".join(part for part in parts if part not in kept) for parts in (was, now))
    return (left[0], left[1]) if any(left) else (before, after)


def _value(atlas: Atlas, text: str) -> str:
    """Return a value with objects by their titles, and long text shortened."""
    whole = "".join(map(atlas.titled, _BETWEEN.split(text))) or NONE
    return whole if len(whole) <= LONGEST else f"{whole[:LONGEST].rsplit(' ', 1)[0]} …"
