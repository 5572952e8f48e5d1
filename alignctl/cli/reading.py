"""Reading for every command: options go in, the state of the repository on the day comes out."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from alignctl.cli.gaps import refuse_unread
from alignctl.cli.lookup import meant, the_one
from alignctl.cli.options import Reading
from alignctl.errors import SourceError, UsageError
from alignctl.load.loading import load
from alignctl.load.names import shown
from alignctl.load.nested import workspaces_below
from alignctl.load.workspace import Origin, Revision, Staged, Stdin, Workspace, WorkTree, open_past, open_workspace
from alignctl.model.document import Source
from alignctl.model.entity import Entity
from alignctl.model.ref import Ref, ref
from alignctl.model.report import Unreadable
from alignctl.model.rule import RuleInfo
from alignctl.model.settings import Settings
from alignctl.policy.choose import describe_all
from alignctl.policy.library import Shelf, bundled_shelf, open_shelf
from alignctl.policy.state import State

MOST = 5  # folders that one sentence names
K = TypeVar("K", bound=Entity)


def read_state(
    ask: Reading,
    *,
    tier: str | None = None,
    only: tuple[Path, ...] = (),
    stdin_filename: str | None = None,
    named: tuple[Path, ...] | None = None,
) -> State:
    """Return what is there, on the day asked for; `only` narrows what is read.

    Raises:
        SourceError: there is nothing to check, or it cannot be read at all.
        SettingsError: the settings cannot be used.
        UsageError: options that exclude each other, or a path outside of the workspace.

    """
    start = ask.directory
    workspace = open_past(start, ask.config, ask.rev) if ask.rev else open_workspace(start, ask.config)
    origin = _origin(ask, stdin_filename, only)
    if not only and not isinstance(origin, Revision):
        refuse_several(workspace, named)
    found = workspace.read(origin)
    if not found.sources and isinstance(origin, WorkTree) and (workspace.root / "objects" / "pack").is_dir():
        raise SourceError("A bare repository has no files.", fix="Name a revision, such as `--rev HEAD`.")
    if not only:
        refuse_nothing(found.sources, found.unreadable, found.foreign, prefix(workspace.root))
    settings = replace(found.settings, tier=tier) if tier else found.settings  # type: ignore[arg-type]  # checked
    loaded = load(found.sources, settings)
    loaded = replace(loaded, unreadable=(*found.unreadable, *loaded.unreadable))
    return State(loaded, settings, ask.day.resolve(settings), prefix(workspace.root))


def refuse_several(workspace: Workspace, named: Sequence[Path] | None = None) -> None:
    """Raise where a folder has no settings but holds some that do: read as one, they would contradict each other.

    Which of them count is not guessed, or one whose settings are deleted would no longer be looked at: one is chosen,
    or those to look at are named, where a command takes several; `named` are the paths in it, if any.
    """
    root = workspace.root
    found = [] if workspace.settings_path else [shown(prefix(root) + folder) for folder in workspaces_below(root)]
    if found:
        names = ", ".join(f"`{name}`" for name in found[:MOST]) + (
            f" and {len(found) - MOST} more" * (len(found) > MOST)
        )
        where = f"in or above `{shown(str(named[0]))}`, but elsewhere" if named else "here, but below"
        message = f"There is no alignctl.yaml {where}: {names}."
        choose = f"Choose one, such as `-C {found[0]}`"
        if named is not None:
            choose = f"Name those to check, such as `alignctl check {' '.join(found[:MOST])}`"
        raise UsageError(message, fix=f"{choose}, or write an alignctl.yaml here.")


def _origin(ask: Reading, stdin_filename: str | None, only: tuple[Path, ...]) -> Origin:
    given = [
        name
        for name, there in (("--rev", ask.rev), ("--staged", ask.staged), ("--stdin-filename", stdin_filename))
        if there
    ]
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} exclude each other.")
    if stdin_filename:
        return Stdin(sys.stdin.buffer.read(), stdin_filename)
    if ask.rev is not None:
        return Revision(ask.rev, only)
    return Staged(only) if ask.staged else WorkTree(only)


def read_rules(ask: Reading) -> tuple[Shelf, Mapping[str, RuleInfo]]:
    """Return the known policies and what they say of themselves; outside any repository those that are built in."""
    elsewhere = ask.rev or ask.staged
    if not elsewhere and open_workspace(ask.directory, ask.config).settings_path is None:
        return bundled_shelf(), describe_all(bundled_shelf(), Settings.read({}))
    state = read_state(ask)
    shelf = open_shelf(state.loaded.model, state.loaded.sources)
    return shelf, describe_all(shelf, state.settings)


def refuse_nothing(
    sources: tuple[Source, ...], unreadable: tuple[Unreadable, ...], foreign: int, prefix: str = ""
) -> None:
    """Raise where there is no document at all: a gate that looks at nothing must not pass."""
    if sources or unreadable:
        return
    here = f"in `{shown(prefix.rstrip('/'))}`" if prefix else "here"
    other = f" {foreign} YAML files belong to other tools." if foreign else ""
    raise SourceError(
        f"There is nothing to check {here}: no document of alignctl was found.{other}",
        fix="Run `alignctl init`, or name the folders with documents under `paths` in alignctl.yaml.",
    )


def prefix(root: Path) -> str:
    """Return what leads from the current folder to the files, so that places can be opened as they are printed."""
    relative = Path(os.path.relpath(root)).as_posix()
    return "" if relative == "." else f"{relative}/"


def below(ask: Reading, path: Path | None) -> Reading:
    """Return how a folder is read that is given as PATH; raises UsageError where -C names one too."""
    if path is None:
        return ask
    if ask.directory != Path():
        raise UsageError(f"Both PATH `{path}` and -C `{ask.directory}` say where to look.", fix="Keep one of them.")
    return replace(ask, directory=path)


def known(state: State, kind: type[K], name: str) -> Ref:
    """Return the reference of what is called so on the command line; raises an error with what there is instead."""
    there = state.loaded.model.all(kind)
    if not meant(there, name):
        refuse_unread(state, ref(kind.KIND, name.removeprefix(f"{kind.KIND.lower()}:")))
    return the_one(there, name, kind.KIND).ref
