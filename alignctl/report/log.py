"""The past of one object goes in; text, Markdown or data comes out: what changed, when, by whom, approved by whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from alignctl.model.kinds import KINDS
from alignctl.model.ref import Ref, kind_of, name_of
from alignctl.report.escape import markdown, terminal
from alignctl.words.mentions import plain
from alignctl.words.past import Event
from alignctl.words.quantities import count, day

KIND_NAMES = {kind.lower(): kind for kind in KINDS}
SHORT = 12  # characters of a hash


@dataclass(frozen=True, slots=True)
class Entry:
    """One event; `says` is everything that the object said when it was written down, in words."""

    event: Event
    says: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectLog:
    """Entries of one object, newest first, of `total` up to the commit `head`; `names` are all names that it had."""

    ref: Ref
    names: tuple[Ref, ...]
    entries: tuple[Entry, ...]
    total: int
    head: str
    shallow: bool


def render(log: ObjectLog) -> str:
    """Return the entries as text, newest first."""
    blocks = [terminal(_heading(log)), *("\n".join(_entry(entry)) for entry in log.entries)]
    return "\n\n".join(blocks) + "\n"


def render_markdown(log: ObjectLog) -> str:
    """Return the entries as Markdown, newest first."""
    blocks = [f"### {markdown(_heading(log))}", *("\n".join(_section(entry)) for entry in log.entries)]
    return "\n\n".join(blocks) + "\n"


def payload(log: ObjectLog) -> dict[str, Any]:
    """Return the entries as the published schema describes them."""
    return {
        "schema": "alignctl/log/v1",
        "version": 1,
        "object": log.ref,
        "names": list(log.names),
        "head": log.head,
        "shallow": log.shallow,
        "entries": [_row(entry) for entry in log.entries],
    }


def _heading(log: ObjectLog) -> str:
    former = [f"`{name_of(name)}`" for name in log.names if name != log.ref]
    known = f", formerly {', '.join(former)}" if former else ""
    kind = KIND_NAMES.get(kind_of(log.ref), kind_of(log.ref))
    some = f"{len(log.entries)} of " if len(log.entries) < log.total else ""
    return f"{kind} `{name_of(log.ref)}`{known}: {some}{count(log.total, 'change')}"


def _entry(entry: Entry) -> Iterator[str]:
    event = entry.event
    yield f"{event.on.isoformat()} {terminal(_people(event))}"
    yield f"  {event.commit[:SHORT]} {terminal(event.subject)}".rstrip()
    yield from (f"  - {terminal(line)}" for line in _told(entry))
    yield from (f"    {terminal(plain(line))}" for line in entry.says)


def _section(entry: Entry) -> Iterator[str]:
    event = entry.event
    yield f"**{event.on.isoformat()}** {markdown(f'{_people(event)}: {event.subject}')} (`{event.commit[:SHORT]}`)\n"
    yield from (f"- {markdown(line)}" for line in _told(entry))
    yield from (f"  - {markdown(plain(line))}" for line in entry.says)


def _people(event: Event) -> str:
    """Return who wrote a change and who approved it, in which request."""
    where = f" ({event.request})" if event.request else ""
    by = f"by {', '.join(event.people(event.by))}"
    if not event.approved_by:
        return f"{by}, approval not recorded{where}"
    own = ", nobody else" if event.own_approval else ""
    return f"{by}, approved by {', '.join(event.people(event.approved_by))}{own}{where}"


def _told(entry: Entry) -> Iterator[str]:
    event = entry.event
    match event.what:
        case "created":
            yield "written down:" if entry.says else "written down"
        case "removed":
            yield "removed"
        case "unreadable":
            yield f"could not be read any more, since {event.file} was broken; it goes on when that is mended"
    sentences = [plain(change.sentence) for change in event.changes]
    yield from sentences
    window = _window(event)
    if event.what == "changed" and window and not any(sentence.startswith("In force") for sentence in sentences):
        yield f"in force {window}"


def _window(event: Event) -> str:
    """Return when a version holds, where that is not from the day of the commit on, for good."""
    later = event.since if event.since and event.since > event.on else None
    ends = ((f"from {day(later)}" if later else ""), (f"until {day(event.until)}" if event.until else ""))
    return plain(" ".join(filter(None, ends)))


def _row(entry: Entry) -> dict[str, Any]:
    event = entry.event
    window = {"effectiveFrom": event.since, "effectiveUntil": event.until}
    return {
        "commit": event.commit,
        "at": event.at.isoformat(),
        "on": event.on.isoformat(),
        "by": list(event.by),
        "approvedBy": list(event.approved_by),
        "request": event.request,
        "subject": event.subject,
        "signed": event.signed,
        "what": event.what,
        "object": event.ref,
        "file": event.file,
        **{key: on.isoformat() for key, on in window.items() if on},
        "changes": [
            {"field": plain(c.field), "before": plain(c.before), "after": plain(c.after), "sentence": plain(c.sentence)}
            for c in event.changes
        ],
        "says": [plain(line) for line in entry.says],
    }
