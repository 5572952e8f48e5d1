"""A folder goes in; the settings and sources of the repository around it come out, whatever they are read from."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from alignctl.errors import SettingsError, SourceError, UsageError
from alignctl.load import settings as settings_file
from alignctl.load.entries import below
from alignctl.load.files import NotPlainError, read_plain
from alignctl.load.listing import Entry
from alignctl.load.names import shown
from alignctl.load.repository import Repository
from alignctl.load.selection import SETTINGS_NAME
from alignctl.load.sources import Sources, committed, stdin, worktree
from alignctl.model.document import Source
from alignctl.model.report import Unreadable
from alignctl.model.settings import Limits, Settings


@dataclass(frozen=True, slots=True)
class WorkTree:
    """The files as they are now; `paths` (from the current folder) narrow those of the settings, as in every origin."""

    paths: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Revision:
    """The files of a commit, by any name that git knows for it, with the settings of that commit."""

    ref: str
    paths: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Staged:
    """The files of the index, with the settings in the index: what would be committed now."""

    paths: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Stdin:
    """A text that stands in for the file `filename` (from the current folder) of the work tree, or that is all."""

    text: bytes
    filename: str = ""


Origin = WorkTree | Revision | Staged | Stdin


@dataclass(frozen=True, slots=True)
class Reading:
    """What an origin holds: `foreign` counts YAML files of other tools, `revision` is a commit hash or empty."""

    settings: Settings
    sources: tuple[Source, ...]
    unreadable: tuple[Unreadable, ...]
    foreign: int
    revision: str = ""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with governance documents: `root` is resolved, and all paths count from there.

    `settings_path` is the alignctl.yaml in `root`, or None; a revision and the index may have another, or one where the
    work tree has none.
    """

    root: Path
    settings_path: Path | None = None

    @property
    def settings_name(self) -> str:
        """Return the name of the settings file in `root`."""
        return self.settings_path.name if self.settings_path else SETTINGS_NAME

    @property
    def repository(self) -> Repository | None:
        """Return the git repository that the root is in, or None; this asks git."""
        return Repository.discover(self.root)

    def read(self, origin: Origin) -> Reading:
        """Read the settings and every file that may hold documents.

        Raises:
            SettingsError: the alignctl.yaml of the origin is refused.
            SourceError: the origin cannot be read at all.
            UsageError: a given path is outside the workspace.

        """
        if isinstance(origin, WorkTree):
            return self._read_worktree(tuple(self.relative(path) for path in origin.paths))
        if isinstance(origin, Stdin):
            return self._read_stdin(origin)
        return self._read_git(origin)

    def git(self) -> tuple[Repository, str]:
        """Return the repository, and the path of `root` in it (empty at its top).

        Raises:
            SourceError: there is no repository.

        """
        repository = self.repository
        if repository is None:
            message = f"`{shown(str(self.root))}` is not in a git repository."
            raise SourceError(message, fix="Run `git init`, or check the files as they are.")
        if repository.bare:
            return repository, ""
        top = repository.root.resolve()
        if not self.root.is_relative_to(top):
            raise SourceError(
                f"The repository's work tree is elsewhere: `{shown(str(top))}`.", fix="Run alignctl there."
            )
        return repository, "/".join(self.root.relative_to(top).parts)

    def committed_settings(self, repository: Repository, entries: tuple[Entry, ...], commit: str = "") -> Settings:
        """Return the settings among the entries of a commit or of the index, their paths counted from `root`.

        Raises:
            SettingsError: they are refused.

        """
        name = self.settings_name
        entry = next((entry for entry in entries if entry.path == name), None)
        if entry is None:
            return settings_file.read(None)
        if not entry.plain:
            raise SettingsError("This is a link or a submodule, not a file.", where=name, fix="Put a plain file here.")
        content = repository.blobs((entry.blob,), Limits.read({}).file_bytes)[entry.blob]
        return settings_file.read(Source(name, content, commit))

    def relative(self, path: Path) -> str:
        """Return a path from the root, with `/`; links on the way to it are followed, the last name is not."""
        absolute = Path(os.path.abspath(path))  # noqa: PTH100 - `..` is taken as it is written
        real = absolute.parent.resolve() / absolute.name
        if not real.is_relative_to(self.root):
            message = f"`{shown(str(path))}` is outside `{shown(str(self.root))}`."
            raise UsageError(message, fix="Name a path in the folder of alignctl.yaml, or use --config.")
        return "/".join(real.relative_to(self.root).parts)

    def _read_worktree(self, paths: tuple[str, ...]) -> Reading:
        settings = settings_file.read(self._settings_source())
        return _reading(settings, worktree(self.root, settings, paths))

    def _read_stdin(self, origin: Stdin) -> Reading:
        """Lay the text over the work tree, so that what refers to it and what it refers to is known."""
        if not origin.filename:
            return _reading(settings_file.read(self._settings_source()), stdin(origin.text, ""))
        path = self.relative(Path(origin.filename))
        if path == SETTINGS_NAME:
            settings = settings_file.read(Source(path, origin.text))
            return _reading(settings, worktree(self.root, settings))
        now = self._read_worktree(())
        others = (source for source in now.sources if source.path != path)
        sources = sorted((*others, *stdin(origin.text, path).files), key=lambda source: source.path)
        unreadable = tuple(item for item in now.unreadable if item.place.path != path)
        return replace(now, sources=tuple(sources), unreadable=unreadable)

    def _read_git(self, origin: Revision | Staged) -> Reading:
        repository, folder = self.git()
        commit = repository.commit(origin.ref) if isinstance(origin, Revision) else ""
        entries = below(repository.tree(commit, folder) if commit else repository.index(), folder)
        settings = self.committed_settings(repository, entries, commit)
        paths = tuple(self.relative(path) for path in origin.paths)
        return _reading(settings, committed(repository, entries, settings, paths, commit), commit)

    def _settings_source(self) -> Source | None:
        if self.settings_path is None:
            return None
        name = self.settings_path.name
        try:
            return Source(name, read_plain(str(self.settings_path), Limits.read({}).file_bytes))
        except NotPlainError as error:
            raise SettingsError(f"This {error}.", where=name, fix="Put a plain file here.") from error
        except OSError as error:
            raise SettingsError(f"The file cannot be read: {error.strerror}.", where=name) from error


def open_workspace(start: Path, config: Path | None = None) -> Workspace:
    """Return the workspace that a folder is in: that of `config`, else of the nearest alignctl.yaml, else its own.

    Without an alignctl.yaml it is the root of the work tree, or `start` outside of one.

    Raises:
        UsageError: `config` does not exist.

    """
    if config is not None and not config.is_file():
        raise UsageError(f"There is no file `{shown(str(config))}`.", fix="Mend --config.")
    here = start.resolve()
    settings_path = config or settings_file.find(here)
    if settings_path:
        root = settings_path.parent.resolve()
        return Workspace(root, root / settings_path.name)
    return Workspace(next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here))


def open_past(start: Path, config: Path | None, ref: str) -> Workspace:
    """Return the workspace that a folder was in at a revision, which another alignctl.yaml may have begun then.

    A change that moves alignctl.yaml, or puts one nearer, must not take the settings that judge it out of sight. Of a
    workspace whose folder was not there at all, there was nothing.

    Raises:
        UsageError: `config` does not exist.
        SourceError: there is no repository, or no such revision.

    """
    now = open_workspace(start, config)
    repository, place = now.git()
    commit = repository.commit(ref)
    if config or repository.bare or (place and not repository.held(commit, (place,))):
        return now
    top, here = repository.root.resolve(), start.resolve()
    folders = [folder for folder in (here, *here.parents) if folder.is_relative_to(top)]
    places = {(folder / SETTINGS_NAME).relative_to(top).as_posix(): folder for folder in folders}
    held = repository.held(commit, tuple(places))
    root = next((folder for place, folder in places.items() if place in held), None)
    return Workspace(root, root / SETTINGS_NAME) if root else Workspace(top)


def _reading(settings: Settings, found: Sources, commit: str = "") -> Reading:
    return Reading(settings, found.files, found.unreadable, found.foreign, commit)
