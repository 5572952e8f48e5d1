"""The versions of an alignctl.yaml go in; which files held documents at which time comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from alignctl.errors import SettingsError
from alignctl.load import settings as settings_file
from alignctl.load.commit import has_parent
from alignctl.load.log import Change, read_log
from alignctl.load.repository import Repository
from alignctl.load.selection import Selection
from alignctl.model.document import Source
from alignctl.model.settings import Limits, Settings


@dataclass(frozen=True, slots=True)
class Coverage:
    """What every version of the settings file at `path` (from the root of the repository) selects, by its id."""

    path: str
    versions: Mapping[str, Selection]

    def bases(self) -> frozenset[str]:
        """Return everything that was ever looked under."""
        return frozenset(base for selection in self.versions.values() for base in selection.bases)

    def covers(self, path: str) -> bool:
        """Tell whether a file of this path may ever have held documents."""
        return any(selection.covers(path) for selection in self.versions.values())

    def after(self, change: Change, before: Selection) -> Selection:
        """Return what is selected after a change of the settings; one that cannot be used selects what the last did."""
        return self.versions.get(change.new, before)


def read_coverage(repository: Repository, path: str, head: str) -> Coverage:
    """Return what was selected up to a commit (a hash), whose own settings can be used."""
    log = read_log(repository.log(head, (path,)))
    changes = [(commit, change) for commit, found in log for change in found if change.path == path]
    limit = Limits.read({}).file_bytes
    contents = repository.blobs((change.new for _, change in changes if change.new), limit)
    versions = dict(_selections(path, contents))
    if not changes or _was_absent(repository, changes):
        versions[""] = Selection.of(Settings.read({}))
    return Coverage(path, versions)


def _was_absent(repository: Repository, changes: Iterable[tuple[str, Change]]) -> bool:
    """Tell whether there were commits without the settings: before they were written, or after they were deleted."""
    written = repository.commits(commit for commit, change in changes if not change.old)
    return any(not change.new for _, change in changes) or any(map(has_parent, written.values()))


def _selections(path: str, contents: Mapping[str, bytes]) -> Iterator[tuple[str, Selection]]:
    for blob, content in contents.items():
        try:
            yield blob, Selection.of(settings_file.read(Source(path, content)))
        except SettingsError:
            continue
