"""A place where documents are kept and the settings go in; the files that hold documents come out, by path.

Four origins, one shape: the work tree, a git revision, the git index, and a text on standard input.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from alignctl.errors import SourceError
from alignctl.load.entries import read_entries
from alignctl.load.files import NotPlainError, read_plain
from alignctl.load.listing import Entry
from alignctl.load.names import code_point
from alignctl.load.repository import Repository
from alignctl.load.selection import Selection, is_foreign, is_misplaced
from alignctl.load.walk import MISSING_PROBLEM, unreadable, walk
from alignctl.model.document import Source
from alignctl.model.report import Unreadable
from alignctl.model.settings import Settings

Found = Source | Unreadable
SETTINGS_PROBLEM = (
    "Only one file of this name is read, the one above, so nothing in here counts. "
    "Move what it says there, or list this file under `exclude`."
)


@dataclass(frozen=True, slots=True)
class Sources:
    """The files that hold documents, what could not be read, and how many YAML files belong to other tools."""

    files: tuple[Source, ...]
    unreadable: tuple[Unreadable, ...] = ()
    foreign: int = 0


def worktree(root: Path, settings: Settings, paths: tuple[str, ...] = ()) -> Sources:
    """Read the files below `root` (a resolved path), or only those at and below `paths`; and all overlays.

    Raises:
        SourceError: there are more files than `limits.files`.

    """
    selection = Selection.of(settings, paths)
    found = list(_read_folder(root, selection, settings))
    for overlay in () if paths else settings.overlays:
        found += _read_overlay(root, overlay, settings)
    return choose(found, selection, settings)


def committed(
    repository: Repository,
    entries: tuple[Entry, ...],
    settings: Settings,
    paths: tuple[str, ...] = (),
    revision: str = "",
) -> Sources:
    """Read the files of a commit or of the index, or only those at and below `paths`; no submodules, no overlays.

    Raises:
        SourceError: an object is missing, or there are more files than `limits.files`.

    """
    selection = Selection.of(settings, paths)
    found = read_entries(repository, entries, selection, settings.limits.file_bytes, revision)
    return choose(found, selection, settings)


def stdin(text: bytes, filename: str) -> Sources:
    """Take a text as the whole of the file `filename`."""
    return Sources((Source(filename or "<stdin>", text),))


def choose(found: Iterable[Found], selection: Selection, settings: Settings) -> Sources:
    """Sort what was found, leave out what belongs to other tools, and refuse what exceeds the limits.

    Raises:
        SourceError: there are more files than `limits.files`.

    """
    files: dict[str, Source] = {}
    refused: set[Unreadable] = set()
    foreign: set[str] = set()
    for item in found:
        if isinstance(item, Unreadable):
            refused.add(item)
        elif is_misplaced(item.path, item.content):
            refused.add(unreadable(item.path, SETTINGS_PROBLEM))
        elif not selection.is_strict(item.path) and is_foreign(item.content):
            foreign.add(item.path)
        elif problem := _problem(item, settings):
            refused.add(unreadable(item.path, problem))
        else:
            files[item.path] = item
        if len(files) + len(foreign) + len(refused) > settings.limits.files:
            message = f"There are more than {settings.limits.files} YAML files."
            raise SourceError(message, fix="Narrow `paths` in alignctl.yaml, or raise `limits.files`.")
    return Sources(
        tuple(files[path] for path in sorted(files)),
        tuple(sorted(refused, key=lambda item: (item.place.path, item.message))),
        len(foreign),
    )


def _problem(source: Source, settings: Settings) -> str:
    """Say why a file of ours is not read at all, if so."""
    limit = settings.limits.file_bytes
    if len(source.content) > limit:
        return f"The file is larger than {limit} bytes (`limits.fileBytes`): split it."
    if not source.path.isprintable():
        strange = next(character for character in source.path if not character.isprintable())
        return f"The file name holds the character {code_point(strange)}, which cannot be shown: rename the file."
    return ""


def _read_folder(root: Path, selection: Selection, settings: Settings) -> Iterator[Found]:
    start, limit = f"{root}/", settings.limits.file_bytes
    for path in walk(root, selection):
        if isinstance(path, Unreadable):
            yield path
            continue
        try:
            yield Source(path, read_plain(start + path, limit))
        except NotPlainError as error:
            yield unreadable(path, f"This {error}: put a plain file here, or list it under `exclude`.")
        except OSError as error:
            yield unreadable(path, f"The file cannot be read: {error.strerror}.")


def _read_overlay(root: Path, overlay: str, settings: Settings) -> Iterator[Found]:
    """Read a further root; its files are named as the settings write it, such as `../pay/plans.yaml`."""
    place = overlay.rstrip("/")
    if not (root / place).is_dir():
        yield unreadable(place, MISSING_PROBLEM)
        return
    further = Selection.of(replace(settings, paths=(".",), policies=()))
    for item in _read_folder((root / place).resolve(), further, settings):
        if isinstance(item, Unreadable):
            below = item.place.path
            yield unreadable(place if below == "." else f"{place}/{below}", item.message)
        else:
            yield replace(item, path=f"{place}/{item.path}")
