"""A workspace goes in; the past of each object comes out, from one pass over the main line of a branch.

History is told by object, not by path: an object that moves to another file, or whose file is written anew with the
same content, has not changed; one that lists an earlier name under `formerly` goes on from the object of that name. A
merge stands for all that it brought in. The settings of each time decide which files held documents then; all other
settings are those of the newest commit. A file that could not be read for a while hides what it held, but ends nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from alignctl.load.commit import Names, is_merge, read_commit
from alignctl.load.coverage import Coverage, read_coverage
from alignctl.load.entries import below
from alignctl.load.log import Change, authors_of_merges, read_log
from alignctl.load.repository import Repository
from alignctl.load.succession import Step, Succession
from alignctl.load.version import Version, trace
from alignctl.load.workspace import Workspace
from alignctl.model.ref import Ref
from alignctl.model.settings import Settings

__all__ = ["History", "Step", "Version", "read_history"]

T = TypeVar("T")
BATCH = 2000  # contents that are held at a time, unless one commit has more


@dataclass(frozen=True, slots=True)
class History:
    """The past of a workspace up to `head` (a commit hash); `shallow`: its beginning was not fetched."""

    repository: Repository
    folder: str
    settings: Settings
    coverage: Coverage
    head: str
    shallow: bool

    def steps(self) -> Iterator[Step]:
        """Yield the commits that changed files of the workspace, newest first."""
        yield from self._steps(self._log(self.coverage.covers))

    def _steps(self, log: Iterable[tuple[str, tuple[Change, ...]]]) -> Iterator[Step]:
        authors: Mapping[str, Names] = {}
        for batch in _batches(log):
            objects = self.repository.commits(commit for commit, _ in batch)
            if not authors and any(map(is_merge, objects.values())):
                authors = authors_of_merges(self.repository.lineage(self.head))
            for commit, changes in batch:
                yield Step(read_commit(commit, objects[commit], authors.get(commit, {})), changes)

    def versions(self) -> tuple[Version, ...]:
        """Return what each commit did to each object, newest first, and for one commit by reference."""
        return tuple(chain.from_iterable(reversed(list(self._succession()))))

    def of(self, reference: Ref, versions: Sequence[Version] | None = None) -> tuple[Version, ...]:
        """Return the versions of one object, newest first, under all names that it had; `versions` are all of them."""
        return trace(reference, self.versions() if versions is None else versions)

    def _succession(self) -> Iterator[tuple[Version, ...]]:
        """Yield the versions of each commit, oldest commit first."""
        name = self.coverage.path[len(self._start) :]
        going = Succession(self.settings, self.coverage, name, self._contents)
        log = list(self._log(lambda path: path == name or self.coverage.covers(path)))[::-1]
        for batch in _batches((step, step.changes) for step in self._steps(log)):
            going.open(one for _, changes in batch for change in changes for one in (change.old, change.new) if one)
            for step, _ in batch:
                yield going.advance(step)

    def _contents(self, ids: Iterable[str]) -> Mapping[str, bytes]:
        return self.repository.blobs(ids, self.settings.limits.file_bytes)

    @property
    def _start(self) -> str:
        return f"{self.folder}/" if self.folder else ""

    def _log(self, counts: Callable[[str], bool]) -> Iterator[tuple[str, tuple[Change, ...]]]:
        """Yield the commits, newest first, with those changes whose path (from the folder) counts."""
        start = self._start
        bases = {f"{start}{base}".rstrip("/") for base in self.coverage.bases()}
        under = () if "" in bases else sorted({*bases, self.coverage.path})
        for commit, raw in read_log(self.repository.log(self.head, under)):
            inside = (change for change in raw if change.path.startswith(start))
            own = (Change(change.path[len(start) :], change.old, change.new) for change in inside)
            changes = tuple(sorted((c for c in own if counts(c.path)), key=lambda change: change.path))
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
    file = "/".join(filter(None, (folder, workspace.settings_name)))
    coverage = read_coverage(repository, file, head)
    return History(repository, folder, settings, coverage, head, repository.is_shallow())


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
