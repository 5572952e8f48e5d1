"""Reading for every command: options go in, the state of the repository on the day comes out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from alignctl.cli.options import Reading
from alignctl.errors import SourceError, UsageError
from alignctl.load.loading import load
from alignctl.load.settings import find, read
from alignctl.load.sources import Sources, worktree
from alignctl.load.suggest import nearest
from alignctl.model.document import Source
from alignctl.model.entity import Entity
from alignctl.model.ref import Ref, ref
from alignctl.model.rule import RuleInfo
from alignctl.policy.choose import describe_all
from alignctl.policy.library import Shelf, bundled_shelf, open_shelf
from alignctl.policy.state import State

K = TypeVar("K", bound=Entity)


def read_state(ask: Reading, *, tier: str | None = None) -> State:
    """Return what is there, on the day asked for.

    Raises:
        SourceError: there is nothing to check.
        SettingsError: the settings cannot be used.

    """
    root, settings_file = _root(ask.directory, ask.config)
    settings = read(Source("alignctl.yaml", settings_file.read_bytes()) if settings_file else None)
    if tier:
        settings = replace(settings, tier=tier)  # type: ignore[arg-type]  # click has checked it
    sources = worktree(root, settings)
    refuse_nothing(sources)
    loaded = load(sources.files, settings)
    loaded = replace(loaded, unreadable=(*sources.unreadable, *loaded.unreadable))
    return State(loaded, settings, ask.day.resolve(settings), prefix(root))


def read_rules(ask: Reading) -> tuple[Shelf, Mapping[str, RuleInfo]]:
    """Return the known policies and what they say of themselves; outside any repository those that are built in."""
    _, settings_file = _root(ask.directory, ask.config)
    if settings_file is None:
        return bundled_shelf(), describe_all(bundled_shelf(), read(None))
    state = read_state(ask)
    shelf = open_shelf(state.loaded.model, state.loaded.sources)
    return shelf, describe_all(shelf, state.settings)


def _root(start: Path, config: Path | None) -> tuple[Path, Path | None]:
    if config:
        return config.resolve().parent, config.resolve()
    found = find(start.resolve())
    return (found.parent, found) if found else (start.resolve(), None)


def refuse_nothing(sources: Sources) -> None:
    """Raise where there is no document at all: a gate that looks at nothing must not pass."""
    if sources.files or sources.unreadable:
        return
    other = f" {sources.foreign} YAML files belong to other tools." if sources.foreign else ""
    raise SourceError(
        f"There is nothing to check here: no document of alignctl was found.{other}",
        fix="Run `alignctl init`, or name the folders with documents under `paths` in alignctl.yaml.",
    )


def prefix(root: Path) -> str:
    """Return what leads from the current folder to the files, so that places can be opened as they are printed."""
    relative = Path(os.path.relpath(root)).as_posix()
    return "" if relative == "." else f"{relative}/"


def known(state: State, kind: type[K], name: str) -> Ref:
    """Return the reference of a name on the command line; raises UsageError with the nearest that there is."""
    found = state.loaded.model.find(ref(kind.KIND, name.removeprefix(f"{kind.KIND.lower()}:")))
    if found is None:
        near = nearest(name, (entity.name for entity in state.loaded.model.all(kind)))
        hint = f"Did you mean `{near}`?" if near else ""
        raise UsageError(f"There is no {kind.KIND} `{name}`.", fix=hint)
    return found.ref
