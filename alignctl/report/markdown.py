"""A report as Markdown for a comment on a pull request: the verdict first, then what counts, worst first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from alignctl.model.facts import Change
from alignctl.model.finding import SEVERITIES, Finding, Located, Severity
from alignctl.model.report import Report, Run, Unreadable, View
from alignctl.report import changes as meaning
from alignctl.report.escape import markdown
from alignctl.report.phone import fitting, shortened
from alignctl.report.summary import plural, summary
from alignctl.report.titles import Titles

MARKS: dict[Severity, str] = {"error": "🛑", "warning": "⚠️", "info": "ℹ️"}  # noqa: RUF001 - the sign for information
CAUSES = ("RF", "ST")  # a name that leads nowhere, and a document that says what it may not: others follow from these
KEPT = 5  # lines of the first screen for the verdict and for what opens the details


def render(report: Report, view: View) -> str:
    """Return the verdict, what a change means, and as many findings as fit on a screen; all are folded away below."""
    found = sorted(report.shown(waived=False), key=_weight)
    titles = Titles(report.titles)
    found = [replace(one, finding=_titled(one.finding, titles)) for one in found]
    first = _alone(report, found, view) if report.changes is None else _changed(report.changes, report, found, titles)
    return "\n".join((*first, *_details(found, view), "", f"<sub>{markdown(summary(report))}</sub>")) + "\n"


def render_all(runs: Sequence[Run]) -> str:
    """Return the verdict on each of several workspaces, then what is said of each below its name."""
    short = [f"- {markdown(view.workspace)}: {markdown(verdict(report))}" for report, view in runs]
    parts = [f"## {markdown(view.workspace)}\n\n{render(report, view)}" for report, view in runs]
    return "\n".join([*short, "", *parts])


def verdict(report: Report) -> str:
    """Return in a few words whether what a report is about can pass."""
    return _verdict(report) if report.changes is None else _ready(report)


def _alone(report: Report, found: Sequence[Located], view: View) -> Iterator[str]:
    unread = [_unread(file, view) for file in report.unreadable]  # what was found without them may be wrong
    yield from (f"### {_verdict(report)}", "")
    yield from fitting(unread or map(_item, found), KEPT)


def _titled(finding: Finding, titles: Titles) -> Finding:
    """Return a finding in whose words objects have their titles; what to do names fields too, so only subjects."""
    own = Titles({one: title for one, title in titles.of.items() if one in finding.subjects})
    message, fix = titles.say(finding.message, finding.subjects), own.say(finding.fix, finding.subjects)
    return replace(finding, message=message, fix=fix)


def _changed(changes: Sequence[Change], report: Report, found: Sequence[Located], titles: Titles) -> Iterator[str]:
    """Yield what a change means; findings that only say who has not approved it stand in its words already."""
    rules = report.rules
    others = [_item(located) for located in found if rules[located.finding.rule].on != Change.fact_kind()]
    yield meaning.render_markdown(changes, titles, f"### {_ready(report)}", others).rstrip()


def _details(found: Sequence[Located], view: View) -> Iterator[str]:
    if found:
        yield from ("", f"<details><summary>{plural(len(found), 'finding')}, what to do, and where</summary>", "")
        yield from (_entry(located, view) for located in found)
        yield from ("", "</details>")


def _verdict(report: Report) -> str:
    if not report.complete:
        return "The check could not be completed"
    errors, warnings = report.count("error"), report.count("warning")
    if errors:
        return f"{plural(errors, 'thing')} to mend before this can be merged"
    return f"Nothing stands in the way; {plural(warnings, 'warning')}" if warnings else "All clear"


def _ready(report: Report) -> str:
    errors, warnings = report.count("error"), report.count("warning")
    if not report.complete:
        return _verdict(report)
    if errors:
        return f"Not ready to merge: {plural(errors, 'thing')} in the way"
    if any(change.missing for change in report.changes or ()):
        return "The rules let this pass, though not everybody has approved"
    return f"Ready to merge; {plural(warnings, 'warning')}" if warnings else "Ready to merge"


def _weight(located: Located) -> tuple[int, bool]:
    """Return what orders findings: the worst first, and before others what these may follow from."""
    return -SEVERITIES.index(located.finding.severity), located.finding.rule[:2] not in CAUSES


def _unread(file: Unreadable, view: View) -> str:
    line = f":{file.span.line}" if file.span else ""
    return f"- 🛑 {markdown(f'{view.root}{file.place.path}{line}')} cannot be read: {markdown(file.message)}"


def _item(located: Located) -> str:
    return f"- {MARKS[located.finding.severity]} {markdown(shortened(located.finding.message))}"


def _entry(located: Located, view: View) -> str:
    finding = located.finding
    fix = f" *{markdown(finding.fix)}*" if finding.fix else ""
    where = markdown(f"{view.root}{finding.place.path}:{located.span.line}")
    return f"- {MARKS[finding.severity]} {markdown(finding.message)}{fix} <sub>{finding.rule} · {where}</sub>"
