"""Versions of objects go in; events come out: when, what changed from what to what, by whom, approved by whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from alignctl.load.history import Version
from alignctl.model.document import Document
from alignctl.model.ref import Ref

MOST = 12  # fields of one change that are told one by one


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field in words, before and after; empty where it was not there."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Event:
    """What one commit did to one object."""

    on: date
    ref: Ref
    what: Literal["created", "changed", "removed"]
    changes: tuple[FieldChange, ...]
    by: tuple[str, ...]
    approved_by: tuple[str, ...]
    request: str
    commit: str
    subject: str

    @property
    def own_approval(self) -> bool:
        """Tell whether somebody approved what he wrote, and nobody else did."""
        return bool(self.approved_by) and set(self.approved_by) <= set(self.by)


def events(versions: Iterable[Version]) -> Iterator[Event]:
    """Yield the event of each version, in their order."""
    for version in versions:
        commit = version.commit
        yield Event(
            commit.time.date(),
            version.ref,
            "changed" if version.before and version.after else "created" if version.after else "removed",
            tuple(_changes(version.before, version.after)) if version.before and version.after else (),
            commit.by,
            commit.approved_by,
            commit.request,
            commit.hash,
            commit.subject,
        )


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
