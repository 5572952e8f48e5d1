"""The base of a change: a state and the name of a base go in; the state with its base and approvals comes out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from alignctl.cli.options import Reading
from alignctl.cli.reading import prefix
from alignctl.errors import SettingsError, SourceError, UsageError
from alignctl.load.entries import below
from alignctl.load.loading import Loaded, load
from alignctl.load.sources import committed
from alignctl.load.workspace import Revision, Workspace, open_past, open_workspace
from alignctl.model.approvals import Approvals
from alignctl.model.document import Source
from alignctl.model.settings import Settings
from alignctl.policy.state import State

MEND = "Mend it on the base branch, and merge that into this one: who must approve is computed from there."


@dataclass(frozen=True, slots=True)
class Compared:
    """A state that knows its base; `base` and `head` are commits, `head` empty for the work tree or the index."""

    state: State
    base: str
    head: str


def against(ask: Reading, state: State, ref: str, approvals: Path | None, *, tier: str | None = None) -> Compared:
    """Return the state with the commit from which it and `ref` parted as its base; nothing is checked out.

    What changed is measured from there; who may approve it and which rules hold is what `ref` says now, so that a
    branch that lags behind is not judged by people who have left. A `tier` of the command line holds for all three.

    Raises:
        SourceError: there is no such revision, no common history, or a base that cannot be read.
        SettingsError: the approvals cannot be understood.
        UsageError: the file with the approvals is not there.

    """
    folder = ask.directory
    repository, _ = open_workspace(folder, ask.config).git()
    head, tip = repository.commit(ask.rev or "HEAD"), repository.commit(ref)
    commit = repository.merge_base(tip, head)
    base = _without(ask, folder, commit, state, tier)
    law = base if tip == commit else _without(ask, folder, tip, state, tier)
    proven = read_approvals(approvals) if approvals else None
    return Compared(replace(state, base=base, law=law, approvals=proven), commit, head if ask.rev else "")


def rulebook(ask: Reading, state: State, ref: str, since: str | None) -> Loaded:
    """Return what `ref` holds, whose policies are to be used; of the change since `since` it must be no part.

    Raises:
        SourceError: there is no such revision, or it cannot be read.
        UsageError: the change brings the revision along, and would be its own judge.

    """
    repository, _ = open_workspace(ask.directory, ask.config).git()
    commit = repository.commit(ref)
    if since is not None:
        tip, head = repository.commit(since), repository.commit(ask.rev or "HEAD")
        if repository.contains(head, commit) and not repository.contains(tip, commit):
            raise UsageError(
                f"The policies of `{ref}` come with the change itself, so they cannot judge it.",
                fix=f"Name a revision that `{since}` has, or leave out --policies-from.",
            )
    return _without(ask, ask.directory, commit, state, None, of="the revision", fix="Name another revision.").loaded


def _without(  # noqa: PLR0913 - how the folder is found, and how it is called where it cannot be read
    ask: Reading,
    folder: Path,
    commit: str,
    state: State,
    tier: str | None,
    *,
    of: str = "the base",
    fix: str = MEND,
) -> State:
    """Return what a commit without the change holds, on the day of the check."""
    workspace = open_past(folder, ask.config, commit)
    try:
        found = workspace.read(Revision(commit))
        overlaid = () if ask.rev or ask.staged else _overlaid(workspace, commit, state, found.settings)
    except SettingsError as error:
        told = f"The settings of {of} {commit[:12]} cannot be used: {error.message}"
        raise SettingsError(told, where=error.where, fix=fix) from error
    loaded = load((*found.sources, *overlaid), found.settings)
    for problem in (*found.unreadable, *loaded.unreadable):
        raise SourceError(
            f"{of[:1].upper()}{of[1:]} {commit[:12]} cannot be read: {problem.message}",
            where=problem.place.path,
            fix=fix,
        )
    settings = replace(found.settings, tier=tier) if tier else found.settings  # type: ignore[arg-type]  # checked
    return State(loaded, settings, state.as_of, prefix(workspace.root))


def _overlaid(workspace: Workspace, commit: str, state: State, settings: Settings) -> tuple[Source, ...]:
    """Return what the overlays of the work tree hold without the change.

    In the folder itself that is what the commit has. What is outside of the repository no commit knows, and no change
    alters. What is elsewhere in the repository seems new: better said too often than never.
    """
    repository, folder = workspace.git()
    top = repository.root.resolve()
    places = {overlay.rstrip("/"): (workspace.root / overlay).resolve() for overlay in settings.overlays}
    outside = tuple(f"{overlay}/" for overlay, place in places.items() if not place.is_relative_to(top))
    carried = (source for path, source in state.loaded.sources.items() if outside and path.startswith(outside))
    inside = tuple(name for name, place in places.items() if place.is_relative_to(workspace.root))
    if not inside:
        return tuple(carried)
    entries = below(repository.tree(commit, folder), folder)
    own = replace(settings, paths=inside, policies=(), overlays=())
    return (*carried, *committed(repository, entries, own, (), commit).files)


def read_approvals(path: Path) -> Approvals:
    """Read the approvals that the forge's wrapper wrote; raises UsageError where there is no such file."""
    try:
        return Approvals.read(path.read_text(encoding="utf-8-sig"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The approvals `{path}` cannot be read.", fix="Mend --approvals.") from error
