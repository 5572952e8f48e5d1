"""A folder and a selection go in, the paths of the files that may hold documents come out; no link is followed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from alignctl.load.names import shown
from alignctl.load.selection import Selection, is_left_out
from alignctl.model.place import Place
from alignctl.model.report import Unreadable

LINK_PROBLEM = (
    "This link leads to a place that is not checked: put the file itself here, or list the link under `exclude`."
)
DANGLING_PROBLEM = "This link leads nowhere: put the file here, mend the link, or list it under `exclude`."
FOLDER_PROBLEM = "This is a folder, though it is named like a document: rename it, or list it under `exclude`."
SUFFIX_PROBLEM = "This file is listed under `paths`, but is not read: rename it to end in `.yaml` or `.yml`."
MISSING_PROBLEM = "This path does not exist: create it (`git add` it, where the index is checked), or mend the path."


def unreadable(path: str, message: str) -> Unreadable:
    """Return what is said of a path as a whole."""
    return Unreadable(Place(shown(path) or "."), message)


def walk(root: Path, selection: Selection) -> Iterator[str | Unreadable]:
    """Yield the paths (from `root`, with `/`) of covered files, and what stands in the way, in no order.

    Pipes, devices and the like come out as paths when their names cover them: reading them says what they are.
    """
    for base in sorted(selection.bases):
        if link := _first_link(root, base):
            yield unreadable(link, LINK_PROBLEM)
        elif (root / base).is_dir():
            yield from _walk_folder(root, base, selection)
        elif not os.path.lexists(root / base):
            yield unreadable(base, MISSING_PROBLEM)
        elif selection.covers(base):
            yield base
        elif selection.disappoints(base):
            yield unreadable(base, SUFFIX_PROBLEM)


def _first_link(root: Path, base: str) -> str:
    path = PurePosixPath(base)
    return next((str(part) for part in (*reversed(path.parents), path) if (root / part).is_symlink() and base), "")


def _walk_folder(root: Path, base: str, selection: Selection) -> Iterator[str | Unreadable]:
    pending = [base]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(root / folder) as found:
                entries = list(found)
        except OSError as error:
            if not selection.excludes(folder, folder=True):
                yield unreadable(folder, f"This folder cannot be read: {error.strerror}.")
            continue
        if folder != base and not selection.is_strict(folder) and any(entry.name == ".git" for entry in entries):
            continue  # another repository, which no commit of this one holds
        entries = [entry for entry in entries if not is_left_out(entry.name)]
        start = f"{folder}/" if folder else ""
        for entry in entries:
            path = start + entry.name
            if entry.is_symlink():
                yield from _judge(root, path, selection)
            elif entry.is_dir(follow_symlinks=False):
                pending.append(path)
                if selection.covers_folder(path):
                    yield unreadable(path, FOLDER_PROBLEM)
            elif selection.covers(path):
                yield path


def _judge(root: Path, path: str, selection: Selection) -> Iterator[Unreadable]:
    """Report a link that may stand for documents, unless they are read where they really are."""
    if not selection.covers_link(path):
        return
    target = Path(os.path.realpath(root / path))
    inside = target.relative_to(root).as_posix() if target.is_relative_to(root) else None
    if inside is None:
        yield unreadable(path, LINK_PROBLEM)
    elif not os.path.exists(target):  # noqa: PTH110 - also where a folder on the way cannot be entered
        yield unreadable(path, DANGLING_PROBLEM)
    elif target.is_dir() and selection.covers_folder(path):
        yield unreadable(path, FOLDER_PROBLEM)
    elif not (selection.reaches(inside) if target.is_dir() else selection.covers(inside)):
        yield unreadable(path, LINK_PROBLEM)
