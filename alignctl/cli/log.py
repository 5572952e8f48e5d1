"""`alignctl log`: an object goes in; how its meaning changed over the git history, by whom, comes out in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path

import click

from alignctl.cli.completing import objects
from alignctl.cli.lookup import object_of
from alignctl.cli.naming import KIND_NAMES, is_reference, parse_reference
from alignctl.cli.options import CONFIG, DIRECTORY, write
from alignctl.cli.reading import refuse_several
from alignctl.errors import AlignctlError, SourceError, UsageError
from alignctl.load.history import History, Version, read_history
from alignctl.load.loading import load
from alignctl.load.suggest import nearest
from alignctl.load.workspace import Workspace, WorkTree, open_workspace
from alignctl.model.ref import Ref, kind_of, name_of
from alignctl.report.log import Entry, ObjectLog, payload, render, render_markdown
from alignctl.words.changes import describe
from alignctl.words.past import event

SHALLOW = "The history is not complete: the clone is shallow, so older changes are missing."
DEEPEN = "Run `git fetch --unshallow`."


@click.command(name="log")
@click.argument("what", metavar="KIND/NAME", shell_complete=objects)
@CONFIG
@DIRECTORY
@click.option("--rev", metavar="REVISION", default="HEAD", show_default=True, help="The commit to look back from.")
@click.option("--since", metavar="DATE|REF", help="Only changes from this day on, or not in this revision yet.")
@click.option("--number", "-n", type=click.IntRange(1), help="Only the newest changes, so many.")
@click.option("--require-history", is_flag=True, help="Fail where the history is not complete.")
@click.option(
    "--format", "-f", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True
)
def command(  # noqa: PLR0913 - one argument for each option
    *,
    what: str,
    config: Path | None,
    directory: Path,
    rev: str,
    since: str | None,
    number: int | None,
    require_history: bool,
    form: str,
) -> None:
    """Tell how an object changed, such as role/cmo: what, when, by whom, approved by whom.

    The object is followed through other files and earlier names, also if it is there no longer. A new layout is no
    change, and a merge stands for what it brought in.
    """
    workspace = open_workspace(directory, config)
    refuse_several(workspace)
    history = read_history(workspace, rev)
    if history.shallow and require_history:
        raise SourceError(SHALLOW, fix=DEEPEN)
    reference = _reference(workspace, what)
    versions = history.versions()
    found = history.of(reference, versions)
    if not found:
        raise _unknown(reference, versions, workspace, rev)
    entries = [entry for version in found if (entry := _entry(version))]
    shown = tuple(islice(_within(entries, history, since), number))
    names = tuple(dict.fromkeys(name for version in found for name in (version.ref, version.former)))
    log = ObjectLog(found[0].ref, names, shown, len(entries), history.head, shallow=history.shallow)
    if form == "json":
        write(json.dumps(payload(log), indent=2, ensure_ascii=False) + "\n")
    else:
        write(render(log) if form == "text" else render_markdown(log))
    if history.shallow:
        click.echo(f"alignctl: {SHALLOW} {DEEPEN}", err=True)


def _reference(workspace: Workspace, what: str) -> Ref:
    """Return the reference of `KIND/NAME`, which may be gone by now, or of what is called so at present."""
    if is_reference(what):
        return parse_reference(what)
    now = workspace.read(WorkTree())
    return object_of(load(now.sources, now.settings).model, what).ref


def _entry(version: Version) -> Entry | None:
    """Return what is told of a version, with all that it says if it is the first; None if no meaning changed."""
    found = event(version)
    new = version.after if found and found.what == "created" else None
    return Entry(found, describe(new.data, version.units) if new else ()) if found else None


def _within(entries: Sequence[Entry], history: History, since: str | None) -> Iterator[Entry]:
    """Yield the entries from a day on, or those of commits that are not in a revision."""
    first = _day(since)
    if since is None or first:
        return (entry for entry in entries if not first or entry.event.on >= first)
    repository = history.repository
    later = repository.later(repository.commit(since), history.head)
    return (entry for entry in entries if entry.event.commit in later)


def _day(since: str | None) -> date | None:
    try:
        return date.fromisoformat(since) if since else None
    except ValueError:
        return None


def _unknown(reference: Ref, versions: Sequence[Version], workspace: Workspace, rev: str) -> AlignctlError:
    """Return the error for an object that no commit has; one that is not committed, or may be in a broken file, too."""
    now = workspace.read(WorkTree())
    loaded = load(now.sources, now.settings)
    kind, name = KIND_NAMES[kind_of(reference)], name_of(reference)
    if loaded.model.find(reference):
        message = f"The {kind} `{name}` is not in the history of {rev} yet."
        return UsageError(message, fix="Commit it: the log is read from git.")
    names = {known for version in versions for known in (version.ref, version.former)}
    near = nearest(name, (name_of(known) for known in names if kind_of(known) == kind_of(reference)))
    broken = [problem.place.path for problem in (*now.unreadable, *loaded.unreadable)]
    fix = (
        f"Did you mean `{kind.lower()}/{near}`?" if near else f"{broken[0]} cannot be read: mend it." if broken else ""
    )
    return UsageError(f"There is no {kind} `{name}` in the history of {rev}.", fix=fix)
