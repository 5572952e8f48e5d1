"""Versions of objects go in; what became of each comes out: what changed into what, when, by whom, approved by whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any, Literal

from alignctl.load.history import Version
from alignctl.load.identity import kind_and_name
from alignctl.load.loading import Loaded
from alignctl.model.document import Document
from alignctl.model.ref import Ref, ref

MOST = 12  # fields of one change that are told one by one
LONGEST = 130  # characters of a reference at most: a kind, a colon, a name
START = datetime(1970, 1, 1, tzinfo=UTC)
What = Literal["created", "changed", "removed"]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field in words, before and after; empty where it was not there."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Edit:
    """What became of one object; `since` and `until` say when its new version holds, `names` are the words in it.

    `names` are those of both versions, so that one finds whom a change concerns even if the object is gone.
    """

    ref: Ref
    what: What
    changes: tuple[FieldChange, ...] = ()
    since: date | None = None
    until: date | None = None
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Event(Edit):
    """What one commit did to one object, by the words of that commit; `signed` says that there is a signature."""

    at: datetime = START
    by: tuple[str, ...] = ()
    approved_by: tuple[str, ...] = ()
    request: str = ""
    commit: str = ""
    subject: str = ""
    signed: bool = False

    @property
    def on(self) -> date:
        """Return the day of the commit, in UTC."""
        return self.at.date()

    @property
    def own_approval(self) -> bool:
        """Tell whether somebody approved what he wrote, and nobody else did."""
        return bool(self.approved_by) and set(self.approved_by) <= set(self.by)


def events(versions: Iterable[Version]) -> Iterator[Event]:
    """Yield the event of each version, in their order."""
    for version in versions:
        found, commit = edit(version.ref, version.before, version.after), version.commit
        yield Event(
            found.ref,
            found.what,
            found.changes,
            found.since,
            found.until,
            found.names,
            at=commit.time,
            by=commit.by,
            approved_by=commit.approved_by,
            request=commit.request,
            commit=commit.hash,
            subject=commit.subject,
            signed=commit.signed,
        )


def commits(past: Iterable[Event]) -> tuple[tuple[Event, ...], ...]:
    """Return events by commit, in their order."""
    return tuple(tuple(found) for _, found in groupby(past, key=lambda event: event.commit))


def edits(before: Loaded, after: Loaded) -> Iterator[Edit]:
    """Yield what became of each object whose data differs, by reference; formatting is no difference."""
    today = after.model.aliases
    old = {today.get(name, name): document for name, document in _documents(before).items()}
    new = _documents(after)
    for name in sorted(old.keys() | new.keys()):
        was, now = old.get(name), new.get(name)
        if was is None or now is None or was.data != now.data:
            yield edit(name, was, now)


def _documents(loaded: Loaded) -> dict[Ref, Document]:
    """Return the documents by the reference that they give themselves; of two with one name the first."""
    found: dict[Ref, Document] = {}
    for document in loaded.documents:
        if known := kind_and_name(document):
            found.setdefault(ref(*known), document)
    return found


def edit(name: Ref, before: Document | None, after: Document | None) -> Edit:
    """Return what became of an object: created without `before`, removed without `after`."""
    what: What = "changed" if before and after else "created" if after else "removed"
    changes = tuple(_changes(before, after)) if before and after else ()
    since, until = _window(after or before)
    names = frozenset(name for document in (before, after) if document for name in _names(document))
    return Edit(name, what, changes, since, until, names)


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


def _changes(before: Document, after: Document) -> Iterator[FieldChange]:
    old, new = _leaves(before), _leaves(after)
    for path in sorted(old.keys() | new.keys()):
        if old.get(path) != new.get(path):
            yield FieldChange(_words(path), old.get(path, ""), new.get(path, ""))


def _leaves(document: Document) -> Mapping[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for part in ("metadata", "spec"):
        found.update(_walk((part,), document.data.get(part)))
    return found


def _walk(path: tuple[str, ...], value: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _walk((*path, str(key)), item)
    elif isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
        for position, item in enumerate(value, start=1):
            yield from _walk((*path, str(position)), item)
    else:
        yield path, ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _words(path: tuple[str, ...]) -> str:
    """Return a path as words: `("spec", "bands", "1", "upTo")` as `Bands 1 up to`."""
    text = " ".join(path[1:])
    spaced = re.sub(r"(?<=[a-z])([A-Z])", lambda found: f" {found[1].lower()}", text).replace("-", " ")
    return spaced[:1].upper() + spaced[1:]
