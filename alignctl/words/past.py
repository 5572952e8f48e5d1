"""Versions of objects go in; what became of each comes out: what changed into what, when, by whom, approved by whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import groupby
from types import MappingProxyType
from typing import Any, Literal

from alignctl.load.identity import kind_and_name
from alignctl.load.loading import Loaded
from alignctl.load.roster import Roster
from alignctl.load.version import Version
from alignctl.model.document import Document
from alignctl.model.ref import Ref, name_of, ref
from alignctl.words.changes import compare
from alignctl.words.mentions import say
from alignctl.words.told import Told

MOST = 12  # fields of one change that are told one by one
LONGEST = 130  # characters of a reference at most: a kind, a colon, a name
START = datetime(1970, 1, 1, tzinfo=UTC)
What = Literal["created", "changed", "removed", "unreadable"]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One thing in words, before and after, empty where it was not there; in `sentence` objects stand as mentions."""

    field: str
    before: str
    after: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """What became of one object; `since` and `until` say when its new version holds, `names` are the words in it.

    `names` are those of both versions, so that one finds whom a change concerns even if the object is gone. `file` is
    where it stood last, `title` what it was called then; an object that is `unreadable` stood in a file that this
    change broke.
    """

    ref: Ref
    what: What
    changes: tuple[FieldChange, ...] = ()
    since: date | None = None
    until: date | None = None
    names: frozenset[str] = frozenset()
    file: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Event(Edit):
    """What one commit did to one object, by the words of that commit; `signed` says that there is a signature.

    `by` and `approved_by` are handles, by which people are compared; `called` has their names, by which they are shown.
    """

    at: datetime = START
    by: tuple[str, ...] = ()
    approved_by: tuple[str, ...] = ()
    request: str = ""
    commit: str = ""
    subject: str = ""
    signed: bool = False
    called: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), compare=False)

    def people(self, handles: Iterable[str]) -> tuple[str, ...]:
        """Return what people of this commit are called."""
        return tuple(dict.fromkeys(self.called.get(one, one) for one in handles))

    @property
    def on(self) -> date:
        """Return the day of the commit, in UTC."""
        return self.at.date()

    @property
    def own_approval(self) -> bool:
        """Tell whether somebody approved what he wrote, and nobody else did."""
        return bool(self.approved_by) and set(self.approved_by) <= set(self.by)


def events(versions: Iterable[Version]) -> Iterator[Event]:
    """Yield the event of each version, in their order; one that changed no meaning has none."""
    return (found for version in versions if (found := event(version)))


def event(version: Version) -> Event | None:
    """Return what a commit did to an object; None if it changed no meaning."""
    found, commit = _edit(version), version.commit
    if found.what == "changed" and not found.changes:
        return None
    return Event(
        found.ref,
        found.what,
        found.changes,
        found.since,
        found.until,
        found.names,
        found.file,
        found.title,
        at=commit.time,
        by=commit.by,
        approved_by=commit.approved_by,
        request=commit.request,
        commit=commit.hash,
        subject=commit.subject,
        signed=commit.signed,
        called=commit.called,
    )


def commits(past: Iterable[Event]) -> tuple[tuple[Event, ...], ...]:
    """Return events by commit, in their order."""
    return tuple(tuple(found) for _, found in groupby(past, key=lambda event: event.commit))


def edits(before: Loaded, after: Loaded) -> Iterator[Edit]:
    """Yield what became of each object between two states, by reference; one that changed no meaning is left out."""
    today, roster = after.model.aliases, Roster()
    old = {today.get(name, name): document for name, document in _documents(before).items()}
    new = _documents(after)
    for name, document in new.items():
        roster.put(name, name, document)
    for name in sorted(old.keys() | new.keys()):
        was, now = old.get(name), new.get(name)
        units = roster.units(now or was) if now or was else {}  # type: ignore[arg-type]  # one is there
        found = edit(name, was, now, units, today)
        if found.what != "changed" or found.changes:
            yield found


def _documents(loaded: Loaded) -> dict[Ref, Document]:
    """Return the documents by the reference that they give themselves; of two with one name the first."""
    found: dict[Ref, Document] = {}
    for document in loaded.documents:
        if known := kind_and_name(document):
            found.setdefault(ref(*known), document)
    return found


def edit(
    name: Ref, before: Document | None, after: Document | None, units: Mapping[str, str], names: Mapping[Ref, Ref]
) -> Edit:
    """Return what became of an object: created without `before`, removed without `after`.

    `units` are the units of measure of its attributes, `names` the present names of what `before` calls by others.
    """
    what: What = "changed" if before and after else "created" if after else "removed"
    told = compare(before.data, after.data, units, names) if before and after else ()
    return _described(name, what, tuple(map(field_change, told)), before, after)


def _edit(version: Version) -> Edit:
    if version.unreadable:
        return _described(version.ref, "unreadable", (), version.before, version.after)
    return edit(version.ref, version.before, version.after, version.units, version.names)


def _described(
    name: Ref, what: What, changes: tuple[FieldChange, ...], before: Document | None, after: Document | None
) -> Edit:
    since, until = _window(after or before)
    names = frozenset(word for document in (before, after) if document for word in _names(document))
    last = after or before
    return Edit(name, what, changes, since, until, names, last.source.path if last else "", _title(last))


def field_change(told: Told) -> FieldChange:
    """Return a change with the plain names of objects in its fields."""
    field, before, after = (say(text, name_of) for text in (told.about, told.before, told.after))
    return FieldChange(field[:1].upper() + field[1:], before, after, told.sentence)


def _title(document: Document | None) -> str:
    metadata = document.data.get("metadata") if document else None
    found = metadata.get("title") if isinstance(metadata, dict) else None
    return found if isinstance(found, str) else ""


def _window(document: Document | None) -> tuple[date | None, date | None]:
    metadata = document.data.get("metadata") if document else None
    found = metadata if isinstance(metadata, dict) else {}
    return _day(found.get("effectiveFrom")), _day(found.get("effectiveUntil"))


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _names(document: Document) -> Iterator[str]:
    """Yield the words that may be references: `unit:sales` and `sales` alike."""
    ahead: list[Any] = [document.data.get("metadata"), document.data.get("spec")]
    while ahead:
        value = ahead.pop()
        if isinstance(value, dict):
            ahead.extend(value.values())
        elif isinstance(value, list):
            ahead.extend(value)
        elif isinstance(value, str) and len(value) <= LONGEST and " " not in value:
            yield value
