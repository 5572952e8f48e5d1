"""`alignctl score`: the scorecard of one day, or over the revisions of the repository."""

from __future__ import annotations

import json
from collections.abc import Sequence

import click

from alignctl.analysis.pipeline import only
from alignctl.cli.options import Reading, reading, write
from alignctl.cli.reading import read_state
from alignctl.model.facts import Measure
from alignctl.model.report import View
from alignctl.report.score import render
from alignctl.report.tree import fact


@click.command(name="score")
@reading
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(ask: Reading, form: str) -> None:
    """Say in numbers how aligned the organisation is; "n/a" where there is nothing to measure."""
    state = read_state(ask)
    measures = only(Measure, state.facts)
    if form == "text":
        write(render(measures))
        return
    payload = {
        "schema": "alignctl/score/v1",
        "version": 1,
        "asOf": state.as_of.isoformat(),
        "measures": rows(measures),
    }
    write(json.dumps(payload, indent=2, ensure_ascii=False) + "\n")


def rows(measures: Sequence[Measure]) -> list[dict[str, object]]:
    """Return measures as data."""
    return [fact(measure, View()) for measure in measures]
