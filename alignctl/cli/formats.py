"""Report formats by name: `NAME[:FILE]` goes in, rendered text goes to stdout or into the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

import click

from alignctl.cli.options import write
from alignctl.load.suggest import nearest
from alignctl.model.report import Run

FORMATS: Mapping[str, str] = {
    "text": "alignctl.report.text",
    "concise": "alignctl.report.concise",
    "json": "alignctl.report.json",
    "sarif": "alignctl.report.sarif",
    "github": "alignctl.report.github",
    "gitlab": "alignctl.report.gitlab",
    "junit": "alignctl.report.junit",
    "markdown": "alignctl.report.markdown",
    "jsonl": "alignctl.report.jsonl",
}


@dataclass(frozen=True, slots=True)
class Output:
    """One format and where it goes; None is stdout."""

    name: str
    file: Path | None


def parse(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> tuple[Output, ...]:
    """Read `NAME[:FILE]` values; text on stdout when none is given."""
    outputs = tuple(_output(value) for value in given or ("text",))
    if sum(output.file is None for output in outputs) > 1:
        raise click.BadParameter("only one format can go to the screen; write the others as NAME:FILE")
    files = [output.file for output in outputs if output.file]
    if twice := next((file for file in files if files.count(file) > 1), None):
        raise click.BadParameter(f"two formats would be written to `{twice}`; give each a file of its own")
    return outputs


def _output(value: str) -> Output:
    name, _, file = value.partition(":")
    if name not in FORMATS:
        near = nearest(name, FORMATS)
        hint = f"did you mean `{near}`?" if near else f"choose from {', '.join(FORMATS)}"
        raise click.BadParameter(f"`{name}` is no format; {hint}")
    return Output(name, Path(file) if file else None)


def emit(runs: Sequence[Run], outputs: tuple[Output, ...]) -> None:
    """Write the reports, one for each workspace, in every format asked for; files get no colour."""
    for output in outputs:
        if output.file is None:
            write(_rendered(output, runs))
        else:
            output.file.parent.mkdir(parents=True, exist_ok=True)
            text = _rendered(output, [(report, replace(view, color=False)) for report, view in runs])
            output.file.write_text(text, encoding="utf-8", newline="\n")


def _rendered(output: Output, runs: Sequence[Run]) -> str:
    form = import_module(FORMATS[output.name])
    text: str = form.render(*runs[0]) if len(runs) == 1 else form.render_all(runs)
    return text
