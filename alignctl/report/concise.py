"""A report with one line for each finding, as compilers print them."""

from __future__ import annotations

from collections.abc import Sequence

from alignctl.model.report import Report, Run, View
from alignctl.report.escape import terminal


def render(report: Report, view: View) -> str:
    """Return `file:line:column: severity CODE[/check] sentence` lines, unreadable files first."""
    lines = []
    for problem in report.unreadable:
        at = f":{problem.span.line}:{problem.span.column}" if problem.span else ""
        lines.append(f"{view.root}{problem.place.path}{at}: unreadable {problem.message}")
    for located in report.shown(waived=view.show_waived):
        finding, span = located.finding, located.span
        waived = " (waived)" if finding.waived_by else ""
        where = f"{view.root}{finding.place.path}:{span.line}:{span.column}"
        lines.append(f"{where}: {finding.severity} {finding.rule} {finding.message}{waived}")
    return "".join(terminal(line) + "\n" for line in lines)


def render_all(runs: Sequence[Run]) -> str:
    """Return the lines about several workspaces; their paths tell which."""
    return "".join(render(report, view) for report, view in runs)
