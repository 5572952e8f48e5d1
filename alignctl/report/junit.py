"""A report as JUnit XML: one test suite, one case for each rule, its findings as failures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alignctl.model.finding import Located
from alignctl.model.report import Report, Run, View
from alignctl.report.escape import xml

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def render(report: Report, view: View) -> str:
    """Return XML as CI servers read it; errors and warnings fail their rule's case, unreadable files are errors."""
    return "\n".join([HEAD, *_suite(report, view)]) + "\n"


def render_all(runs: Sequence[Run]) -> str:
    """Return XML with one test suite for each workspace."""
    suites = [f"  {line}" for report, view in runs for line in _suite(report, view)]
    return "\n".join([HEAD, "<testsuites>", *suites, "</testsuites>"]) + "\n"


def _suite(report: Report, view: View) -> list[str]:
    name = xml(f"alignctl {view.workspace}".strip())
    cases = [*_unreadable(report, view), *_cases(report, view)]
    failed = sum("<failure" in case for case in cases)
    head = f'tests="{len(cases)}" failures="{failed}" errors="{len(report.unreadable)}"'
    return [f'<testsuite name="{name}" {head}>', *cases, "</testsuite>"]


def _unreadable(report: Report, view: View) -> Iterator[str]:
    for problem in report.unreadable:
        path, told = xml(view.root + problem.place.path), xml(problem.message)
        yield f'  <testcase classname="unreadable" name="{path}"><error message="{told}"/></testcase>'


def _cases(report: Report, view: View) -> Iterator[str]:
    failing: dict[str, list[Located]] = {}
    for located in report.shown(waived=False):
        if located.finding.severity != "info":
            failing.setdefault(located.finding.rule, []).append(located)
    for code, rule in sorted(report.rules.items()):
        head = f'  <testcase classname="{xml(code)}" name="{xml(rule.name)}"'
        failures = "".join(_failure(located, view) for located in failing.get(code, ()))
        yield f"{head}>{failures}</testcase>" if failures else f"{head}/>"


def _failure(located: Located, view: View) -> str:
    finding = located.finding
    where = f"{view.root}{finding.place.path}:{located.span.line}:{located.span.column}"
    kind = xml(finding.severity)
    return f'<failure type="{kind}" message="{xml(finding.message)}">{xml(f"{where} {finding.fix}")}</failure>'
