"""`alignctl build`: the static site. A repository goes in, a folder of pages comes out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from alignctl.cli.options import Reading, reading
from alignctl.cli.reading import read_state
from alignctl.errors import SourceError
from alignctl.load.history import History, read_history
from alignctl.load.workspace import open_workspace
from alignctl.policy.checking import judge_state
from alignctl.policy.choose import Choice
from alignctl.policy.state import State
from alignctl.site.audience import AUDIENCES, Audience, restrict
from alignctl.site.branding import branding
from alignctl.site.building import build
from alignctl.site.input import SiteInput
from alignctl.site.past import events

INCOMPLETE = 2


@click.command(name="build")
@click.argument("path", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@reading
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("site"),
    show_default=True,
    help="The folder that holds the site; files in it that are not the site's stay.",
)
@click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    default="leaders",
    show_default=True,
    help="For whom: what is for a narrower audience (`site.audiences`; pay plans) is left out everywhere.",
)
@click.option("--require-history", is_flag=True, help="Fail where the git history is missing or not complete.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but problems.")
def command(  # noqa: PLR0913 - one argument for each option
    ask: Reading, *, path: Path | None, output: Path, audience: Audience, require_history: bool, quiet: bool
) -> int:
    """Build the site that everybody reads: open index.html in it, from a server or from the folder itself.

    PATH is the folder of the repository (here when absent).
    """
    ask = replace(ask, directory=path) if path else ask
    state = read_state(ask)
    site = gather(state, audience, _history(ask, needed=require_history))
    summary = build(site, output)
    for problem in site.report.unreadable:
        click.echo(f"alignctl: {problem.place.path} could not be read and is missing from the site.", err=True)
    if not quiet:
        changed = f"{summary.written} files written, {summary.removed} removed"
        click.echo(f"{summary.pages} pages in {output} ({changed}, {summary.size / 1_000_000:.1f} MB in all)")
    return INCOMPLETE if site.report.unreadable else 0


def gather(state: State, audience: Audience, history: History | None = None) -> SiteInput:
    """Return what the site is made of: facts, findings, history and the organisation's own look, for an audience."""
    report = judge_state(state, Choice())
    brand = dict(branding(state.settings.site, Path() / state.prefix))
    site = SiteInput.of(state, report, brand)
    if history:
        site = replace(site, past=tuple(events(history.versions())), shallow=history.shallow)
    return restrict(site, audience)


def _history(ask: Reading, *, needed: bool) -> History | None:
    """Return the history in git, or None where there is none."""
    try:
        found = read_history(open_workspace(ask.directory, ask.config), ask.rev or "HEAD")
    except SourceError:
        if needed:
            raise
        return None
    if needed and found.shallow:
        raise SourceError("The history is not complete: the clone is shallow.", fix="Run `git fetch --unshallow`.")
    return found
