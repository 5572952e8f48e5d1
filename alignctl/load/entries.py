"""Files of a commit or of the index go in; the contents of those that may hold documents come out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping

from alignctl.load.listing import GITLINK, LINK, Entry
from alignctl.load.repository import Repository
from alignctl.load.selection import Selection
from alignctl.load.walk import (
    DANGLING_PROBLEM,
    FOLDER_PROBLEM,
    LINK_PROBLEM,
    MISSING_PROBLEM,
    SUFFIX_PROBLEM,
    unreadable,
)
from alignctl.model.document import Source
from alignctl.model.report import Unreadable

SUBMODULE_PROBLEM = (
    "This is a submodule: its files, and their history, are in another repository. "
    "Run alignctl there, or list it under `exclude`."
)
FOLLOWED = 40  # links that lead on from one to the next, as many as Linux follows


def below(entries: Iterable[Entry], folder: str) -> tuple[Entry, ...]:
    """Return the entries below a folder, their paths from there."""
    start = f"{folder}/" if folder else ""
    return tuple(
        Entry(entry.mode, entry.blob, entry.path[len(start) :]) for entry in entries if entry.path.startswith(start)
    )


def read_entries(
    repository: Repository, entries: tuple[Entry, ...], selection: Selection, limit: int, revision: str
) -> Iterator[Source | Unreadable]:
    """Yield the covered files, of longer ones the first `limit + 1` bytes, and what stands in the way.

    Raises:
        SourceError: an object is missing.

    """
    known = {entry.path for entry in entries if entry.plain}
    modules = [entry.path for entry in entries if entry.mode == GITLINK]
    missing = (base for base in _missing(entries, selection) if not _is_below(base, modules))
    yield from (unreadable(base, MISSING_PROBLEM) for base in missing)
    yield from (unreadable(path, SUBMODULE_PROBLEM) for path in modules if _stands_in_the_way(path, selection))
    yield from (unreadable(path, FOLDER_PROBLEM) for path in _folders(known) if selection.covers_folder(path))
    yield from (
        unreadable(path, SUFFIX_PROBLEM) for path in sorted(known & selection.bases) if selection.disappoints(path)
    )
    yield from _links(repository, entries, selection, known)
    files = [entry for entry in entries if entry.plain and selection.covers(entry.path)]
    contents = repository.blobs((entry.blob for entry in files), limit)
    for entry in files:
        yield Source(entry.path, contents[entry.blob], revision)


def _missing(entries: tuple[Entry, ...], selection: Selection) -> list[str]:
    """Return the configured paths at and below which there is nothing."""
    heads = {""}
    for entry in entries:
        head = entry.path
        while head not in heads:
            heads.add(head)
            head = head.rpartition("/")[0]
    return sorted(selection.bases - heads)


def _is_below(path: str, folders: Iterable[str]) -> bool:
    """Tell whether a path is one of some folders, or below one."""
    return any(f"{path}/".startswith(f"{folder}/") for folder in folders)


def _stands_in_the_way(module: str, selection: Selection) -> bool:
    """Tell whether documents were to be looked for in a submodule: those that only lie about are left alone."""
    below_base = (selection.is_strict(module) and selection.reaches(module)) or selection.covers_folder(module)
    return below_base or any(_is_below(base, (module,)) for base in selection.bases)


def _folders(files: Iterable[str]) -> frozenset[str]:
    """Return the folders that files are in."""
    found: set[str] = set()
    for path in files:
        head = path.rpartition("/")[0]
        while head and head not in found:
            found.add(head)
            head = head.rpartition("/")[0]
    return frozenset(found)


def _links(
    repository: Repository, entries: tuple[Entry, ...], selection: Selection, known: set[str]
) -> Iterator[Unreadable]:
    """Report links that may stand for documents, unless they are read where they really are."""
    links = [entry for entry in entries if entry.mode == LINK]
    if not any(selection.covers_link(entry.path) for entry in links):
        return
    contents = repository.blobs((entry.blob for entry in links), limit=4096)
    targets = {entry.path: contents[entry.blob].decode("utf-8", "surrogateescape") for entry in links}
    folders = _folders(known)
    for path in (path for path in targets if selection.covers_link(path)):
        inside = _followed(path, targets)
        if inside is None:
            yield unreadable(path, LINK_PROBLEM)
        elif inside in folders and selection.covers_folder(path):
            yield unreadable(path, FOLDER_PROBLEM)
        elif inside not in folders and inside not in known:
            yield unreadable(path, DANGLING_PROBLEM)
        elif not (selection.reaches(inside) if inside in folders else selection.covers(inside)):
            yield unreadable(path, LINK_PROBLEM)


def _followed(path: str, targets: Mapping[str, str]) -> str | None:
    """Return where a link leads in the end, through other links and linked folders; None if that is outside.

    One that leads in a circle is returned as it is: no file has its path.
    """
    for _ in range(FOLLOWED):
        link = next((head for head in _heads(path) if head in targets), None)
        if link is None:
            break
        rest = path[len(link) + 1 :]
        path = posixpath.normpath(posixpath.join(posixpath.dirname(link), targets[link], rest))
        if path.startswith(("/", "../")) or path == "..":
            return None
    return path


def _heads(path: str) -> Iterator[str]:
    """Yield the folders above a path, outermost first, and the path."""
    parts = path.split("/")
    return ("/".join(parts[:count]) for count in range(1, len(parts) + 1))
