"""`alignctl score`: the scorecard of one day, or over the commits of the repository."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

import click

from alignctl.analysis.pipeline import only
from alignctl.cli.gaps import warn, without_private_pay
from alignctl.cli.options import Day, Reading, reading, write
from alignctl.cli.reading import read_state
from alignctl.errors import SourceError, UsageError
from alignctl.load.history import read_history
from alignctl.load.workspace import open_workspace
from alignctl.model.facts import Measure
from alignctl.model.report import View
from alignctl.policy.discreet import discreet
from alignctl.report import score
from alignctl.report.tree import fact

Point = tuple[str, str, Sequence[Measure]]  # commit, its day, its numbers


@click.command(name="score")
@reading
@click.option("--history", is_flag=True, help="Over the commits that changed documents, each on its own day.")
@click.option("--last", type=click.IntRange(1), default=20, show_default=True, help="How many commits, with --history.")
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(ask: Reading, *, history: bool, last: int, form: str) -> int:
    """Say in numbers how aligned the organisation is; "n/a" where there is nothing to measure."""
    if history:
        points = _points(ask, last)
        write(score.history([(day, measures) for _, day, measures in points]) if form == "text" else _series(points))
        return 0
    state = without_private_pay(read_state(ask))
    measures = only(Measure, state.facts)
    missing = state.refused
    write(score.render(measures) if form == "text" else _card(state.as_of.isoformat(), measures, complete=not missing))
    return warn(missing)


def _points(ask: Reading, last: int) -> list[Point]:
    """Return the numbers of the last commits that changed documents, oldest first; the work tree is not touched."""
    if ask.staged or ask.day.given:
        raise UsageError("--history looks at each commit on its own day; leave out --staged and --as-of.")
    workspace = open_workspace(ask.directory, ask.config)
    steps = islice(read_history(workspace, ask.rev or "HEAD").steps(), last)
    return list(_measured(ask, [(step.commit.hash, step.commit.time.date().isoformat()) for step in steps]))[::-1]


def _measured(ask: Reading, commits: Sequence[tuple[str, str]]) -> Iterator[Point]:
    for commit, day in commits:
        try:
            state = discreet(read_state(replace(ask, rev=commit, day=Day(day))))
        except SourceError:  # this commit holds no documents yet
            continue
        yield commit, day, only(Measure, state.facts)


def _card(as_of: str, measures: Sequence[Measure], *, complete: bool) -> str:
    head = {"schema": "alignctl/score/v1", "version": 1, "asOf": as_of, "complete": complete}
    return _json({**head, "measures": _rows(measures)})


def _series(points: Sequence[Point]) -> str:
    rows = [{"commit": commit, "on": day, "measures": _rows(measures)} for commit, day, measures in points]
    return _json({"schema": "alignctl/score-history/v1", "version": 1, "history": rows})


def _rows(measures: Sequence[Measure]) -> list[dict[str, object]]:
    return [fact(measure, View()) for measure in measures]


def _json(payload: object) -> str:
    return json.dumps(payload, indent=2, ensure_ascii=False) + "\n"
