"""A report as GitHub annotations: workflow commands, worst first, at most ten of a level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alignctl.model.finding import SEVERITIES, Located, Severity
from alignctl.model.report import Report, Run, Unreadable, View
from alignctl.report.escape import terminal, workflow_data, workflow_property
from alignctl.report.summary import summary

COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
LIMIT = 10


def render(report: Report, view: View) -> str:
    """Return the commands, then one notice that counts what GitHub would not show, then the summary."""
    return render_all([(report, view)])


def render_all(runs: Sequence[Run]) -> str:
    """Return the commands about several workspaces, which share the room that GitHub gives to one step."""
    return "".join(line + "\n" for line in _lines(runs))


def _lines(runs: Sequence[Run]) -> Iterator[str]:
    unreadable = [_unreadable(problem, view) for report, view in runs for problem in report.unreadable]
    yield from unreadable
    left_out = 0
    shown = [(located, view) for report, view in runs for located in report.shown(waived=False)]
    for severity in reversed(SEVERITIES):
        of_level = [(located, view) for located, view in shown if located.finding.severity == severity]
        room = LIMIT - (len(unreadable) if severity == "error" else 0) - (severity == "info")
        yield from (_command(located, view) for located, view in of_level[: max(room, 0)])
        left_out += len(of_level[max(room, 0) :])
    if left_out:
        yield f"::notice title=alignctl::{left_out} more findings are in the full report"
    for report, view in runs:
        yield workflow_data(terminal(f"{view.workspace}: " if view.workspace else "") + summary(report))


def _unreadable(problem: Unreadable, view: View) -> str:
    at = f",line={problem.span.line},col={problem.span.column}" if problem.span else ""
    file = workflow_property(terminal(view.root + problem.place.path))
    return f"::error file={file}{at},title=unreadable::{workflow_data(terminal(problem.message))}"


def _command(located: Located, view: View) -> str:
    finding, span = located.finding, located.span
    properties = {
        "file": view.root + finding.place.path,
        "line": str(span.line),
        "col": str(span.column),
        "title": f"{finding.rule} {finding.name}",
    }
    if span.end_line == span.line:
        properties |= {"endLine": str(span.end_line), "endColumn": str(span.end_column)}
    pairs = ",".join(f"{key}={workflow_property(terminal(value))}" for key, value in properties.items())
    text = finding.message + (f" Fix: {finding.fix}" if finding.fix else "")
    return f"::{COMMANDS[finding.severity]} {pairs}::{workflow_data(terminal(text))}"
