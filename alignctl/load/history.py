"""A workspace goes in; the past of each object comes out, from one pass over the main line of a branch.

History is told by object, not by path: an object that moves to another file, or whose file is written anew with the
same content, has not changed; one that lists an earlier name under `formerly` goes on from the object of that name. A
merge stands for all that it brought in. The settings of the newest commit decide which files of the past are looked at;
a file that could not be read in the past held nothing then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from alignctl.load.commit import Commit, is_merge, read_commit
from alignctl.load.entries import below
from alignctl.load.identity import kind_and_name
from alignctl.load.log import Change, authors_of_merges, read_log
from alignctl.load.repository import Repository
from alignctl.load.selection import Selection, is_foreign
from alignctl.load.workspace import Workspace
from alignctl.load.yaml import parse
from alignctl.model.document import Document, Source
from alignctl.model.ref import Ref, ref
from alignctl.model.settings import Settings

T = TypeVar("T")
BATCH = 2000  # contents that are held at a time, unless one commit has more


@dataclass(frozen=True, slots=True)
class Step:
    """A commit of the main line and the files of the workspace that it changed, by path."""

    commit: Commit
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """An object before and after a commit that changed its data: created without `before`, removed without `after`.

    `ref` is its name after the commit, or its last one; `before` may have an earlier name.
    """

    commit: Commit
    ref: Ref
    before: Document | None
    after: Document | None


@dataclass(frozen=True, slots=True)
class History:
    """The past of a workspace up to `head` (a commit hash); `shallow`: its beginning was not fetched."""

    repository: Repository
    folder: str
    settings: Settings
    head: str
    shallow: bool

    def steps(self) -> Iterator[Step]:
        """Yield the commits that changed files of the workspace, newest first."""
        authors: Mapping[str, tuple[str, ...]] = {}
        for batch in _batches(self._log()):
            objects = self.repository.commits(commit for commit, _ in batch)
            if not authors and any(map(is_merge, objects.values())):
                authors = authors_of_merges(self.repository.lineage(self.head))
            for commit, changes in batch:
                yield Step(read_commit(commit, objects[commit], authors.get(commit, ())), changes)

    def versions(self) -> Iterator[Version]:
        """Yield what each commit did to each object, newest first, and for one commit by reference."""
        selection, limits = Selection.of(self.settings), self.settings.limits
        for batch in _batches((step, step.changes) for step in self.steps()):
            ids = (one for _, changes in batch for change in changes for one in (change.old, change.new) if one)
            contents = self.repository.blobs(ids, limits.file_bytes)
            reader = _Reader(contents, selection, self.settings)
            for step, changes in batch:
                before = reader.objects((change.path, change.old) for change in changes)
                after = reader.objects((change.path, change.new) for change in changes)
                yield from _compare(step.commit, before, after)

    def of(self, reference: Ref) -> tuple[Version, ...]:
        """Return the versions of one object, newest first, under the earlier names that it lists as well."""
        names, found = {reference}, []
        for version in self.versions():
            if version.ref in names:
                found.append(version)
                names.update(former for side in (version.before, version.after) if side for former in _former(side))
        return tuple(found)

    def _log(self) -> Iterator[tuple[str, tuple[Change, ...]]]:
        selection = Selection.of(self.settings)
        start = f"{self.folder}/" if self.folder else ""
        bases = sorted(f"{start}{base}".rstrip("/") for base in selection.bases)
        under = () if "" in bases else bases
        for commit, raw in read_log(self.repository.log(self.head, under)):
            inside = (change for change in raw if change.path.startswith(start))
            own = (Change(change.path[len(start) :], change.old, change.new) for change in inside)
            changes = tuple(sorted((c for c in own if selection.covers(c.path)), key=lambda change: change.path))
            if changes:
                yield commit, changes


def read_history(workspace: Workspace, name: str = "HEAD") -> History:
    """Return the history of a workspace up to a revision.

    Raises:
        SourceError: there is no repository or no such revision.
        SettingsError: the alignctl.yaml of the revision is refused.

    """
    repository, folder = workspace.git()
    head = repository.commit(name)
    settings = workspace.committed_settings(repository, below(repository.tree(head, folder), folder), head)
    return History(repository, folder, settings, head, repository.is_shallow())


def _batches(items: Iterable[tuple[T, tuple[Change, ...]]]) -> Iterator[list[tuple[T, tuple[Change, ...]]]]:
    """Yield as many commits at a time as keep about `BATCH` contents."""
    batch, size = list[tuple[T, tuple[Change, ...]]](), 0
    for item in items:
        batch.append(item)
        size += 2 * len(item[1])
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@dataclass(frozen=True, slots=True)
class _Reader:
    """The objects in contents of the past; most contents are met twice, after one commit and before the next."""

    contents: Mapping[str, bytes]
    selection: Selection
    settings: Settings
    known: dict[tuple[str, str], tuple[tuple[Ref, Document], ...]] = field(default_factory=dict)

    def objects(self, files: Iterable[tuple[str, str]]) -> dict[Ref, Document]:
        """Return the objects in files (path and id of content); of two with one name the first by path."""
        found: dict[Ref, Document] = {}
        for path, blob in files:
            for name, document in self._read(path, blob) if blob else ():
                found.setdefault(name, document)
        return found

    def _read(self, path: str, blob: str) -> tuple[tuple[Ref, Document], ...]:
        if (path, blob) not in self.known:
            self.known[path, blob] = tuple(self._parse(Source(path, self.contents[blob])))
        return self.known[path, blob]

    def _parse(self, source: Source) -> Iterator[tuple[Ref, Document]]:
        if not self.selection.is_strict(source.path) and is_foreign(source.content):
            return
        for document in parse(source, self.settings.limits).documents:
            if found := kind_and_name(document):
                yield ref(*found), document


def _compare(commit: Commit, before: Mapping[Ref, Document], after: Mapping[Ref, Document]) -> Iterator[Version]:
    """Yield the objects that differ; those that only moved or were written anew do not."""
    earlier = {name: _earlier_name(name, after, before) for name in after}
    gone = before.keys() - set(earlier.values())
    for name in sorted(after.keys() | gone):
        old, new = before.get(earlier.get(name, name)), after.get(name)
        if old is None or new is None or old.data != new.data:
            yield Version(commit, name, old, new)


def _earlier_name(name: Ref, after: Mapping[Ref, Document], before: Mapping[Ref, Document]) -> Ref:
    """Return the name that an object had before: its own, or one under `formerly` that nothing has any longer."""
    if name in before:
        return name
    return next((former for former in _former(after[name]) if former in before and former not in after), name)


def _former(document: Document) -> tuple[Ref, ...]:
    """Return the references under which an object was known, as far as they can be read."""
    metadata, kind = document.data.get("metadata"), document.data.get("kind")
    former = metadata.get("formerly") if isinstance(metadata, dict) else None
    names = former if isinstance(former, list) else []
    return tuple(ref(str(kind), name) for name in names if isinstance(name, str))
