"""A report as Markdown for a comment on a pull request: the verdict first, then what counts, worst first."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.model.finding import SEVERITIES, Located, Severity
from alignctl.model.report import Report, View
from alignctl.report.escape import markdown
from alignctl.report.phone import fitting, shortened
from alignctl.report.summary import plural, summary

MARKS: dict[Severity, str] = {"error": "🛑", "warning": "⚠️", "info": "ℹ️"}  # noqa: RUF001 - the sign for information
KEPT = 5  # lines of the first screen for the verdict and for what opens the details


def render(report: Report, view: View) -> str:
    """Return the verdict and as many findings as fit on a screen; all, with what to do and where, are folded away."""
    return "\n".join(_lines(report, view)) + "\n"


def _lines(report: Report, view: View) -> Iterator[str]:
    found = sorted(report.shown(waived=False), key=lambda f: -SEVERITIES.index(f.finding.severity))
    yield f"### {_verdict(report)}"
    yield ""
    first = [
        *(
            f"- 🛑 {markdown(view.root + p.place.path)} cannot be read: {markdown(p.message)}"
            for p in report.unreadable
        ),
        *(_item(located) for located in found),
    ]
    yield from fitting(first, KEPT)
    if found:
        yield from ("", f"<details><summary>{plural(len(found), 'finding')}, what to do, and where</summary>", "")
        yield from (_entry(located, view) for located in found)
        yield from ("", "</details>")
    yield from ("", f"<sub>{markdown(summary(report))}</sub>")


def _verdict(report: Report) -> str:
    if report.unreadable or report.exhausted:
        return "The check could not be completed"
    errors, warnings = report.count("error"), report.count("warning")
    if errors:
        return f"{plural(errors, 'thing')} to mend before this can be merged"
    return f"Nothing stands in the way; {plural(warnings, 'warning')}" if warnings else "All clear"


def _item(located: Located) -> str:
    return f"- {MARKS[located.finding.severity]} {markdown(shortened(located.finding.message))}"


def _entry(located: Located, view: View) -> str:
    finding = located.finding
    fix = f" *{markdown(finding.fix)}*" if finding.fix else ""
    where = markdown(f"{view.root}{finding.place.path}:{located.span.line}")
    return f"- {MARKS[finding.severity]} {markdown(finding.message)}{fix} <sub>{finding.rule} · {where}</sub>"
