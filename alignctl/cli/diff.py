"""`alignctl diff`: what a change means. Two revisions go in; who loses, who gains and who must approve comes out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import click

from alignctl.cli.gaps import warn, without_private_pay
from alignctl.cli.options import Reading, reading, write
from alignctl.cli.reading import read_state
from alignctl.cli.since import against
from alignctl.errors import SourceError, UsageError
from alignctl.model.report import View
from alignctl.policy.state import State
from alignctl.report.changes import payload, render, render_markdown
from alignctl.report.titles import Titles


@click.command(name="diff")
@click.argument("base")
@click.argument("head", required=False)
@reading
@click.option(
    "--approvals",
    type=click.Path(path_type=Path, dir_okay=False),
    help="JSON {author, approvals, date}: tells which approvals are still missing.",
)
@click.option(
    "--format", "-f", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True
)
def command(ask: Reading, *, base: str, head: str | None, approvals: Path | None, form: str) -> int:
    """Say what a change means: who loses and gains authority, which goals, pay and rules differ, who must approve.

    HEAD is compared with the commit from which it and BASE parted; without HEAD, the work tree is. Documents that
    were only moved or written in another way are no change.
    """
    if head is not None and (ask.rev or ask.staged):
        raise UsageError("HEAD, --rev and --staged exclude each other.")
    ask = replace(ask, rev=ask.rev if head is None else head)
    now = read_state(ask)
    _refuse_broken_files(now)
    compared = against(ask, now, base, approvals)
    state = without_private_pay(compared.state)
    missing = (*state.refused, *(state.base.refused if state.base else ()))
    if form == "text":
        write(render(state.changes))
    elif form == "markdown":
        write(render_markdown(state.changes, Titles(state.titles)))
    else:
        found = payload(
            state.changes,
            View(root=state.prefix),
            as_of=state.as_of.isoformat(),
            base=compared.base,
            head=compared.head,
            complete=not missing,
        )
        write(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
    return warn(missing)


def _refuse_broken_files(state: State) -> None:
    """Raise for a file that cannot be read: nothing tells for sure which of its documents are still there."""
    for problem in state.loaded.unreadable:
        told = f"What the change means cannot be told: {problem.message}"
        raise SourceError(told, where=problem.place.path, fix="`alignctl check` lists all such files.")
