"""`alignctl build`: the static site. A repository goes in, a folder of pages comes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import click

from alignctl.cli.options import Reading, reading
from alignctl.cli.reading import below, read_state
from alignctl.cli.since import against
from alignctl.errors import SourceError, UsageError
from alignctl.load.history import History, read_history
from alignctl.load.workspace import open_workspace
from alignctl.model.refused import Refused
from alignctl.policy.checking import judge_state
from alignctl.policy.choose import Choice
from alignctl.policy.state import State
from alignctl.report.escape import terminal
from alignctl.site.audience import AUDIENCES, Audience, restrict
from alignctl.site.branding import branding
from alignctl.site.building import rebuild
from alignctl.site.fingerprint import fingerprint
from alignctl.site.input import Proposal, SiteInput
from alignctl.words.past import Event, edits, events
from alignctl.words.quantities import day

INCOMPLETE = 2
PROPOSAL = "A proposal, not in force."


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
@click.option(
    "--compare",
    metavar="BASE",
    help="Show a change under review: what it means since it parted from BASE, who must approve, which pages change.",
)
@click.option(
    "--approvals",
    type=click.Path(path_type=Path, dir_okay=False),
    help="With --compare, JSON {author, approvals, date}: tells which approvals are still missing.",
)
@click.option("--require-history", is_flag=True, help="Fail where the git history is missing or not complete.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but problems.")
def command(  # noqa: PLR0913 - one argument for each option
    ask: Reading,
    *,
    path: Path | None,
    output: Path,
    audience: Audience,
    compare: str | None,
    approvals: Path | None,
    require_history: bool,
    quiet: bool,
) -> int:
    """Build the site that everybody reads: open index.html in it, from a server or from the folder itself.

    PATH is the folder of the repository (here when absent).
    """
    if approvals and not compare:
        raise UsageError("--approvals says who approved a change.", fix="Name its base with `--compare`.")
    ask = below(ask, path)
    state = read_state(ask)
    past = read_past(ask, needed=require_history)
    if compare:
        state = against(ask, state, compare, approvals).state
    notice = PROPOSAL if compare else _notice(ask, state.as_of)
    inputs = fingerprint(state, _brand(state), audience, notice, past.head, str(past.shallow), past.folder)
    done = rebuild(output, inputs, lambda: restrict(_site(state, past, notice), audience))
    for told in _left_out(state.refused):
        click.echo(f"alignctl: {terminal(told)}", err=True)
    if not quiet:
        changed = f"{done.written} files written, {done.removed} removed"
        click.echo(f"{done.pages} pages in {output} ({changed}, {done.size / 1_000_000:.1f} MB in all)")
    return INCOMPLETE if state.refused else 0


def _left_out(refused: Sequence[Refused]) -> Iterator[str]:
    """Yield what is missing from the site, one sentence for each file."""
    for file in sorted({one.place.path for one in refused}):
        named = ", ".join(str(one) for one in refused if one.place.path == file and one.ref)
        what = f"{file} cannot be read in full" + (f": {named}" if named else "")
        yield f"{what}. The site says that it is incomplete; `alignctl check` says what is wrong."


@dataclass(frozen=True)
class Past:
    """What happened up to the commit `head`, as far as it is at hand; it is told only when it is asked for.

    `folder` leads from the top of the repository to the documents; `shallow` says that the beginning is missing.
    """

    history: History | None = None
    shallow: bool = False
    folder: str = ""
    head: str = ""

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Return what happened, newest first."""
        return tuple(events(self.history.versions())) if self.history else ()


def gather(state: State, past: Past) -> SiteInput:
    """Return what the site is made of: facts, findings, history and the organisation's own look."""
    site = SiteInput.of(state, judge_state(state, Choice()), _brand(state))
    return replace(site, past=past.events, shallow=past.shallow, folder=past.folder, head=past.head)


def _brand(state: State) -> Mapping[str, bytes]:
    return dict(branding(state.settings.site, Path() / state.prefix))


def _site(state: State, past: Past, notice: str) -> SiteInput:
    """Return the input of the site; where the state knows its base, with the change as a proposal."""
    site = replace(gather(replace(state, base=None, law=None, approvals=None), past), notice=notice)
    return replace(site, proposal=_proposal(state, site))


def read_past(ask: Reading, known: Past | None = None, *, needed: bool = False) -> Past:
    """Return the history in git, or an empty one where there is none; `known` is it, if there is no newer commit.

    Raises:
        SourceError: it is needed, and missing or cut off.

    """
    try:
        found = read_history(open_workspace(ask.directory, ask.config), ask.rev or "HEAD")
    except SourceError:
        if needed:
            raise
        return Past()
    if needed and found.shallow:
        raise SourceError("The history is not complete: the clone is shallow.", fix="Run `git fetch --unshallow`.")
    if known and known.head == found.head:
        return known
    return Past(found, found.shallow, found.folder, found.head)


def _proposal(state: State, site: SiteInput) -> Proposal | None:
    """Return what the change from the base of a state means; both sides of the comparison have the same past."""
    if state.base is None:
        return None
    base = SiteInput.of(state.base, judge_state(state.base, Choice()))
    return Proposal(
        base=replace(base, past=site.past, shallow=site.shallow, folder=site.folder, head=site.head),
        changes=state.changes,
        edits=tuple(edits(state.base.loaded, state.loaded)),
        findings=judge_state(state, Choice()).standing,
        proven=state.approvals is not None,
    )


def _notice(ask: Reading, as_of: date) -> str:
    """Return what every page says of a site about a revision, or about a day that was asked for."""
    if ask.rev:
        return f"This site shows {ask.rev} as of {day(as_of)}."
    return f"This site shows what holds on {day(as_of)}." if ask.day.given else ""
