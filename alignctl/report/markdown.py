"""A report as Markdown for a comment on a pull request: the verdict first, then what counts, worst first."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.model.finding import SEVERITIES, Located, Severity
from alignctl.model.report import Report, View
from alignctl.report.escape import markdown
from alignctl.report.summary import plural, summary

SHOWN = 10  # of these a phone shows one screen; the rest is folded
MARKS: dict[Severity, str] = {"error": "🛑", "warning": "⚠️", "info": "ℹ️"}  # noqa: RUF001 - the sign for information


def render(report: Report, view: View) -> str:
    """Return one heading, at most ten findings, the others folded, and the summary."""
    return "\n".join(_lines(report, view)) + "\n"


def _lines(report: Report, view: View) -> Iterator[str]:
    found = sorted(report.shown(waived=False), key=lambda f: -SEVERITIES.index(f.finding.severity))
    yield f"### {_verdict(report)}"
    yield ""
    for problem in report.unreadable:
        yield f"- 🛑 {markdown(view.root + problem.place.path)} cannot be read: {markdown(problem.message)}"
    yield from (_item(located, view) for located in found[:SHOWN])
    if len(found) > SHOWN:
        yield from ("", f"<details><summary>{len(found) - SHOWN} more</summary>", "")
        yield from (_item(located, view) for located in found[SHOWN:])
        yield from ("", "</details>")
    yield from ("", f"<sub>{markdown(summary(report))}</sub>")


def _verdict(report: Report) -> str:
    if report.unreadable or report.exhausted:
        return "The check could not be completed"
    errors, warnings = report.count("error"), report.count("warning")
    if errors:
        return f"{plural(errors, 'thing')} to mend before this can be merged"
    return f"Nothing stands in the way; {plural(warnings, 'warning')}" if warnings else "All clear"


def _item(located: Located, view: View) -> str:
    finding = located.finding
    fix = f" *{markdown(finding.fix)}*" if finding.fix else ""
    where = markdown(f"{view.root}{finding.place.path}:{located.span.line}")
    return f"- {MARKS[finding.severity]} {markdown(finding.message)}{fix} <sub>{finding.rule} · {where}</sub>"
