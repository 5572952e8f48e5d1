"""The commits of a branch, oldest first, with the contents of files go in; what each did to each object comes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from alignctl.load.commit import Commit
from alignctl.load.identity import kind_and_name
from alignctl.load.log import Change
from alignctl.load.roster import Roster, former_names
from alignctl.load.selection import Selection, is_foreign
from alignctl.load.version import Version
from alignctl.load.yaml import parse
from alignctl.model.document import Document, Source
from alignctl.model.ref import Ref, ref
from alignctl.model.settings import Settings

Objects = Mapping[Ref, Document]


@dataclass(frozen=True, slots=True)
class Step:
    """A commit of the main line and the files of the workspace that it changed, by path."""

    commit: Commit
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """The objects that a file holds; of a `broken` one those before the place where it cannot be read."""

    objects: Objects
    broken: bool = False


@dataclass(slots=True)
class Succession:
    """What there is after one commit, so that the next can be compared with it; contents are handed over in batches.

    A file that cannot be read hides what it held, but ends nothing: `hidden` keeps that, by path, until it is mended.
    """

    settings: Settings
    selection: Selection
    roster: Roster = field(default_factory=Roster)
    hidden: dict[str, Objects] = field(default_factory=dict)
    _contents: Mapping[str, bytes] = field(default_factory=dict)
    _known: dict[tuple[str, str], Held] = field(default_factory=dict)

    def open(self, contents: Mapping[str, bytes]) -> None:
        """Take the contents of files for the next steps; most are met twice, after one commit and before the next."""
        self._contents, self._known = contents, {}

    def advance(self, step: Step) -> tuple[Version, ...]:
        """Return what a commit did to each object, by reference."""
        before, after, lost = dict[Ref, Document](), dict[Ref, Document](), dict[Ref, str]()
        for change in step.changes:
            old = self.hidden.pop(change.path, None)
            old = self._read(change.path, change.old).objects if old is None else old
            new = self._read(change.path, change.new)
            kept = {name: old[name] for name in old.keys() - new.objects.keys()} if new.broken else {}
            if new.broken:
                self.hidden[change.path] = {**kept, **new.objects}
            lost |= dict.fromkeys(kept, change.path)
            for objects, found in ((before, old), (after, {**new.objects, **kept})):
                for name, document in found.items():
                    objects.setdefault(name, document)  # of two with one name the first by path
        return tuple(self._versions(step.commit, before, after, lost))

    def _versions(self, commit: Commit, before: Objects, after: Objects, lost: Mapping[Ref, str]) -> Iterator[Version]:
        pairs = list(_pairs(before, after))
        for name, former in pairs:
            self.roster.put(name, former, after.get(name))
        names = self.roster.names()
        for name, former in pairs:
            old, new = before.get(former), after.get(name)
            hidden = lost.get(name, "") if old is new else ""
            if hidden or old is None or new is None or old.data != new.data:
                yield Version(commit, name, old, new, hidden, self.roster.units(new or old), names)  # type: ignore[arg-type]  # one is there

    def _read(self, path: str, blob: str) -> Held:
        if not blob:
            return Held({})
        if (path, blob) not in self._known:
            self._known[path, blob] = self._parse(Source(path, self._contents[blob]))
        return self._known[path, blob]

    def _parse(self, source: Source) -> Held:
        if not self.selection.is_strict(source.path) and is_foreign(source.content):
            return Held({})
        parsed = parse(source, self.settings.limits)
        found: dict[Ref, Document] = {}
        for document in parsed.documents:
            if named := kind_and_name(document):
                found.setdefault(ref(*named), document)
        return Held(found, parsed.unreadable is not None)


def _pairs(before: Objects, after: Objects) -> Iterator[tuple[Ref, Ref]]:
    """Yield the name of each object with the one that it had before, by reference."""
    earlier = {name: _earlier_name(name, after, before) for name in after}
    gone = before.keys() - set(earlier.values())
    for name in sorted(after.keys() | gone):
        yield name, earlier.get(name, name)


def _earlier_name(name: Ref, after: Objects, before: Objects) -> Ref:
    """Return the name that an object had before: its own, or one under `formerly` that nothing has any longer."""
    if name in before:
        return name
    return next((former for former in former_names(after[name]) if former in before and former not in after), name)
