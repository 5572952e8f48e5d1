"""`alignctl diff`: what a change means. Two revisions go in; who loses, who gains and who must approve comes out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import click

from alignctl.cli.options import Reading, reading, write
from alignctl.cli.reading import read_state
from alignctl.cli.since import against
from alignctl.errors import UsageError
from alignctl.model.report import View
from alignctl.report.changes import payload, render, render_markdown


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
def command(ask: Reading, *, base: str, head: str | None, approvals: Path | None, form: str) -> None:
    """Say what a change means: who loses and gains authority, which goals, pay and rules differ, who must approve.

    HEAD is compared with the commit from which it and BASE parted; without HEAD, the work tree is. Documents that
    were only moved or written in another way are no change.
    """
    if head and (ask.rev or ask.staged):
        raise UsageError("HEAD, --rev and --staged exclude each other.")
    ask = replace(ask, rev=head or ask.rev)
    compared = against(ask, read_state(ask), base, approvals)
    state = compared.state
    if form == "text":
        write(render(state.changes))
    elif form == "markdown":
        write(render_markdown(state.changes))
    else:
        found = payload(
            state.changes,
            View(root=state.prefix),
            as_of=state.as_of.isoformat(),
            base=compared.base,
            head=compared.head,
        )
        write(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
