"""A report for the screen: sentence, source with a caret, evidence, fix, and a summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alignctl.model.finding import Located
from alignctl.model.place import Span
from alignctl.model.report import Report, Run, View
from alignctl.report.escape import terminal
from alignctl.report.summary import held, plural, statistics, summary, totals

COLORS = {"error": "31", "warning": "33", "info": "36", "bold": "1", "dim": "2"}


def render(report: Report, view: View) -> str:
    """Return the report as text, one block for each finding, then the summary."""
    blocks = ["\n".join(_unreadable(report, view))] if report.unreadable else []
    if view.statistics:
        blocks.append("\n".join(statistics(report)) or "No findings.")
    elif not (view.quiet and report.status(view.fail_on) == 0):
        blocks += ["\n".join(_block(located, view)) for located in report.shown(waived=view.show_waived)]
    if not view.quiet:
        blocks.append(summary(report))
    elif report.held:
        blocks.append(held(report).removeprefix("; "))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def render_all(runs: Sequence[Run]) -> str:
    """Return the reports on several workspaces, each below its name, and how much was found in all of them."""
    parts = [(view, text) for report, view in runs if (text := render(report, view))]
    blocks = [f"{_paint(terminal(f'Workspace {view.workspace}'), 'bold', view)}\n\n{text}" for view, text in parts]
    if not runs[0][1].quiet:
        blocks.append(f"In all {plural(len(runs), 'workspace')}: {totals([report for report, _ in runs])}\n")
    return "\n".join(blocks)


def _block(located: Located, view: View) -> Iterator[str]:
    finding, span = located.finding, located.span
    where = f"{view.root}{finding.place.path}:{span.line}:{span.column}"
    level = _paint(finding.severity, finding.severity, view)
    waived = f" (waived by {finding.waived_by})" if finding.waived_by else ""
    yield (
        terminal(where).replace(where, _paint(where, "bold", view)) + f" {level} {finding.rule} {finding.name}{waived}"
    )
    yield f"  {terminal(finding.message)}"
    yield from _source(span, located.excerpt, view)
    for evidence, at in zip(finding.evidence, located.evidence, strict=True):
        yield f"   = {terminal(evidence.text)}: {terminal(view.root + evidence.place.path)}:{at.line}:{at.column}"
    if finding.fix:
        yield f"   = fix: {terminal(finding.fix)}"


def _source(span: Span, excerpt: str, view: View) -> Iterator[str]:
    if not excerpt.strip():
        return
    number = str(span.line)
    gutter = " " * len(number)
    end = span.end_column if span.end_line == span.line else len(excerpt) + 1
    carets = "^" * max(1, min(end, len(excerpt) + 1) - span.column)
    lead = terminal(excerpt[: span.column - 1])
    yield f"  {gutter} |"
    yield f"  {number} | {terminal(excerpt)}"
    yield f"  {gutter} | {' ' * len(lead)}{_paint(carets, 'error', view)}"


def _unreadable(report: Report, view: View) -> Iterator[str]:
    for problem in report.unreadable:
        at = f":{problem.span.line}:{problem.span.column}" if problem.span else ""
        where = f"{terminal(view.root + problem.place.path)}{at}"
        yield f"{where} {_paint('unreadable', 'error', view)} {terminal(problem.message)}"


def _paint(text: str, style: str, view: View) -> str:
    return f"\x1b[{COLORS[style]}m{text}\x1b[0m" if view.color else text
