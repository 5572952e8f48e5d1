"""Options and paths of the command line go in; the workspaces that they name come out, each with its paths."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import click
from click.core import ParameterSource

from alignctl.cli.options import Reading
from alignctl.cli.reading import prefix
from alignctl.errors import UsageError
from alignctl.load.names import shown
from alignctl.load.omission import omission
from alignctl.load.selection import Selection
from alignctl.load.suggest import nearest
from alignctl.load.workspace import Workspace, open_past, open_workspace
from alignctl.policy.state import State

WHOLE: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """One workspace to look at: how it is read, and the paths in it that were named; none stand for all of it."""

    ask: Reading
    workspace: Workspace
    paths: tuple[Path, ...] = ()

    @property
    def prefix(self) -> str:
        """Return what leads from the current folder to its files."""
        return prefix(self.workspace.root)

    @property
    def name(self) -> str:
        """Return how a report calls it: its folder, from the current one."""
        return self.prefix.rstrip("/") or "."

    @property
    def inner(self) -> tuple[Path, ...]:
        """Return the paths that are strictly inside of it."""
        return tuple(path for path in self.paths if self.workspace.root in path.resolve().parents)


def targets(ask: Reading, paths: tuple[Path, ...], stdin_filename: str | None = None) -> tuple[Target, ...]:
    """Return the workspaces that paths are in, in the order in which they were named first.

    With -C or --config there is one, and every path must be in it; without any path it is that of the current folder,
    or of the file that standard input stands for.

    Raises:
        UsageError: a path does not exist, or is not in the workspace that was chosen.

    """
    for path in paths:
        _refuse_missing(ask, path)
    if is_given("directory") or ask.config is not None:
        target = _target(ask, ask.directory, paths)
        for path in paths:
            _refuse_elsewhere(target, path)
        return (target,)
    if not paths:
        return (_target(ask, Path(stdin_filename).parent if stdin_filename else ask.directory),)
    found: dict[Path, Target] = {}
    for path in paths:
        one = _target(ask, path.parent if os.path.lexists(path) and not path.is_dir() else path)
        first = found.setdefault(one.workspace.root, one)
        found[one.workspace.root] = replace(first, paths=(*first.paths, path))
    return tuple(found.values())


def is_given(option: str) -> bool:
    """Tell whether an option of the running command was set, on the command line or by the environment."""
    return click.get_current_context().get_parameter_source(option) is not ParameterSource.DEFAULT


def within(target: Target, state: State) -> tuple[str, ...]:
    """Return what a report is about: paths from the root of the workspace; none stand for everything.

    Raises:
        UsageError: nothing is looked at under one of the paths.

    """
    if reasons := unseen(target, state):
        message, fix = reasons[0]
        raise UsageError(message, fix=fix)
    inside = [place for path in target.paths for place in _places(target, path)]
    whole = not all(inside) or target.workspace.settings_name in inside
    return WHOLE if whole else tuple(inside)


def unseen(target: Target, state: State) -> list[tuple[str, str]]:
    """Return what of the named paths is not looked at, and why."""
    read = {head for path in _read(state) for head in _heads(path)} | {"", target.workspace.settings_name}
    left_out = [path for path in target.paths if not read.intersection(_places(target, path))]
    return [_why(target, state, path) for path in left_out]


def _why(target: Target, state: State, path: Path) -> tuple[str, str]:
    ask, place = target.ask, target.workspace.relative(path)
    told = shown(str(path))
    if ask.rev and not _is_committed(target, place):
        return f"`{told}` is not in the revision {ask.rev}.", ""
    if ask.staged and not _is_staged(target, place):
        return f"`{told}` is not in the git index.", ""
    folder = path.is_dir()
    return f"`{told}` is not checked.", omission(place, Selection.of(state.settings), folder=folder)


def _is_committed(target: Target, place: str) -> bool:
    repository, folder = target.workspace.git()
    full = "/".join(filter(None, (folder, place)))
    return bool(repository.held(repository.commit(target.ask.rev or "HEAD"), (full,)))


def _is_staged(target: Target, place: str) -> bool:
    repository, folder = target.workspace.git()
    full = "/".join(filter(None, (folder, place)))
    return any(full in _heads(entry.path) for entry in repository.index())


def _read(state: State) -> Iterable[str]:
    yield from state.loaded.sources
    yield from (problem.place.path for problem in state.loaded.unreadable)


def _heads(path: str) -> list[str]:
    """Return a path and the folders above it."""
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]


def _places(target: Target, path: Path) -> tuple[str, ...]:
    """Return where a path is in the workspace: as it is written, and where a link leads."""
    root, real = target.workspace.root, path.resolve()
    if real == root or real in root.parents:
        return ("",)
    linked = (real.relative_to(root).as_posix(),) if real.is_relative_to(root) else ()
    return tuple(dict.fromkeys((target.workspace.relative(path), *linked)))


def _target(ask: Reading, folder: Path, paths: tuple[Path, ...] = ()) -> Target:
    workspace = open_past(folder, ask.config, ask.rev) if ask.rev else open_workspace(folder, ask.config)
    return Target(replace(ask, directory=folder), workspace, paths)


def _refuse_missing(ask: Reading, path: Path) -> None:
    """Raise for a path that the work tree lacks; what a revision or the index has is known once it is read."""
    if ask.rev or ask.staged or os.path.lexists(path):
        return
    if os.path.lexists(ask.directory / path):
        fix = f"Paths count from the current folder: did you mean `{shown(str(ask.directory / path))}`?"
    else:
        beside = (one.name for one in path.parent.iterdir()) if path.parent.is_dir() else ()
        near = nearest(path.name, beside)
        fix = f"Did you mean `{shown(str(path.with_name(near)))}`?" if near else ""
    raise UsageError(f"`{shown(str(path))}` does not exist.", fix=fix)


def _refuse_elsewhere(target: Target, path: Path) -> None:
    """Raise for a path outside of the workspace that was chosen, or in another one below it."""
    target.workspace.relative(path)
    own = _target(target.ask, path if path.is_dir() else path.parent).workspace if not target.ask.config else None
    if own and own.settings_path and own.root != target.workspace.root:
        told = (
            f"`{shown(str(path))}` is in the workspace `{prefix(own.root).rstrip('/') or '.'}`, not in `{target.name}`."
        )
        raise UsageError(told, fix="Leave out -C: the workspace of each path is found.")
