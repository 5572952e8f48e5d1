"""The commits of a branch, oldest first, with the contents of files go in; what each did to each object comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from alignctl.load.canonical import canonical
from alignctl.load.commit import Commit
from alignctl.load.coverage import Coverage
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
    """What there is after one commit, so that the next can be compared with it; `fetch` reads contents by their ids.

    A file that cannot be read hides what it held, but ends nothing: `hidden` keeps that, by path, until it is mended.
    `files` are the ids of all files that may ever hold documents: when `settings_name` changes, others may count.
    """

    settings: Settings
    coverage: Coverage
    settings_name: str
    fetch: Callable[[Iterable[str]], Mapping[str, bytes]]
    selection: Selection = field(default_factory=lambda: Selection.of(Settings.read({})))
    roster: Roster = field(default_factory=Roster)
    hidden: dict[str, Objects] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    _contents: dict[str, bytes] = field(default_factory=dict)
    _known: dict[tuple[str, str, bool], Held] = field(default_factory=dict)

    def open(self, ids: Iterable[str]) -> None:
        """Read the contents of files for the next steps at once; most are met twice, after a commit and before it."""
        self._contents, self._known = dict(self.fetch(ids)), {}

    def advance(self, step: Step) -> tuple[Version, ...]:
        """Return what a commit did to each object, by reference."""
        before, after, lost = dict[Ref, Document](), dict[Ref, Document](), dict[Ref, str]()
        then, self.selection = self.selection, self._selection(step)
        for change in self._changes(step, then):
            old = self.hidden.pop(change.path, None)
            old = self._read(change.path, change.old, then).objects if old is None else old
            new = self._read(change.path, change.new, self.selection)
            kept = {name: old[name] for name in old.keys() - new.objects.keys()} if new.broken else {}
            if new.broken:
                self.hidden[change.path] = {**kept, **new.objects}
            lost |= dict.fromkeys(kept, change.path)
            for objects, found in ((before, old), (after, {**new.objects, **kept})):
                for name, document in found.items():
                    objects.setdefault(name, document)  # of two with one name the first by path
        return tuple(self._versions(step.commit, before, after, lost))

    def _selection(self, step: Step) -> Selection:
        settings = (change for change in step.changes if change.path == self.settings_name)
        return next((self.coverage.after(change, self.selection) for change in settings), self.selection)

    def _changes(self, step: Step, then: Selection) -> list[Change]:
        """Return the changes of a commit, and the files that begin or cease to count since the settings changed."""
        found = [change for change in step.changes if change.path != self.settings_name]
        if then != self.selection:
            touched = {change.path for change in found}
            rest = (path for path in self.files if path not in touched)
            turned = [path for path in rest if then.covers(path) != self.selection.covers(path)]
            found += [Change(path, self.files[path], self.files[path]) for path in turned]
            found.sort(key=lambda change: change.path)
            self._contents |= self.fetch(self.files[path] for path in turned)
        self.files |= {change.path: change.new for change in step.changes if change.new}
        for change in step.changes:
            if not change.new:
                self.files.pop(change.path, None)
        return found

    def _versions(self, commit: Commit, before: Objects, after: Objects, lost: Mapping[Ref, str]) -> Iterator[Version]:
        pairs = list(_pairs(before, after))
        then = {name: canonical(document, self.roster) for name, document in before.items()}
        for name, former in pairs:
            self.roster.put(name, former, after.get(name))
        names = self.roster.names()
        for name, former in pairs:
            old, new = then.get(former), after.get(name)
            hidden = lost.get(name, "") if before.get(former) is new else ""
            new = canonical(new, self.roster) if new else None
            if hidden or old is None or new is None or old.data != new.data:
                yield Version(commit, name, old, new, hidden, self.roster.units(new or old), names)  # type: ignore[arg-type]  # one is there

    def _read(self, path: str, blob: str, selection: Selection) -> Held:
        if not blob or not selection.covers(path):
            return Held({})
        key = path, blob, selection.is_strict(path)
        if key not in self._known:
            self._known[key] = self._parse(Source(path, self._contents[blob]), strict=key[2])
        return self._known[key]

    def _parse(self, source: Source, *, strict: bool) -> Held:
        if not strict and is_foreign(source.content):
            return Held({})
        parsed = parse(source, self.settings.limits)
        found: dict[Ref, Document] = {}
        for document in parsed.documents:
            if named := kind_and_name(document):
                found.setdefault(ref(*named), canonical(document))
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
