"""A report as SARIF 2.1.0, as code scanning services accept it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from alignctl import __version__
from alignctl.model.finding import Located, Severity
from alignctl.model.place import Place, Span
from alignctl.model.report import Report, Run, Unreadable, View
from alignctl.model.rule import RuleInfo

LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
HOME = "https://github.com/alignctl/alignctl"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(report: Report, view: View) -> str:
    """Return one SARIF log with one run; waived findings are there as suppressed results."""
    return render_all([(report, view)])


def render_all(runs: Sequence[Run]) -> str:
    """Return one SARIF log with one run for each workspace."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, view) for report, view in runs]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _run(report: Report, view: View) -> dict[str, Any]:
    """Return one run; where there are several, each is a category of its own, as code scanning asks for."""
    rules = [_rule(info) for _, info in sorted(report.rules.items())]
    index = {code: position for position, code in enumerate(sorted(report.rules))}
    category = {"automationDetails": {"id": f"alignctl/{quote(view.workspace, safe='/')}/"}} if view.workspace else {}
    return {
        "tool": {"driver": {"name": "alignctl", "version": __version__, "informationUri": HOME, "rules": rules}},
        **category,
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": report.complete,
                "toolExecutionNotifications": [_notification(problem, view) for problem in report.unreadable],
            }
        ],
        "results": [_result(located, index, view) for located in report.shown(waived=True)],
    }


def _rule(info: RuleInfo) -> dict[str, Any]:
    level = LEVELS.get(info.severity, "warning")  # type: ignore[call-overload]  # CEL severities show as warning
    return {
        "id": info.code,
        "name": info.name,
        "shortDescription": {"text": info.title},
        "fullDescription": {"text": info.why},
        "help": {"text": f"{info.why} {info.fix}".strip(), "markdown": f"{info.why}\n\n{info.fix}".strip()},
        "helpUri": f"{HOME}/blob/main/docs/rules.md#{info.code.lower()}",
        "defaultConfiguration": {"level": level},
        "properties": {"tags": ["governance", info.tier]},
    }


def _result(located: Located, index: dict[str, int], view: View) -> dict[str, Any]:
    finding = located.finding
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": LEVELS[finding.severity],
        "message": {"text": finding.message + (f"\n{finding.fix}" if finding.fix else "")},
        "locations": [_location(finding.place, located.span, view)],
        "relatedLocations": [
            {**_location(evidence.place, span, view), "message": {"text": evidence.text}}
            for evidence, span in zip(finding.evidence, located.evidence, strict=True)
        ],
        "partialFingerprints": {"alignctl/v1": finding.fingerprint},
    }
    if finding.rule in index:
        result["ruleIndex"] = index[finding.rule]
    if finding.waived_by:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": finding.waived_by}]
    return result


def _location(place: Place, span: Span, view: View) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": _artifact(place, view), "region": _region(span)}}


def _artifact(place: Place, view: View) -> dict[str, str]:
    return {"uri": quote(view.root + place.path, safe="/")}


def _region(span: Span) -> dict[str, int]:
    """Return a region of one line: services show no more of a longer one."""
    if span.end_line != span.line:
        return {"startLine": span.line, "startColumn": span.column, "endLine": span.line, "endColumn": span.column + 1}
    end = max(span.end_column, span.column + 1)
    return {"startLine": span.line, "startColumn": span.column, "endLine": span.end_line, "endColumn": end}


def _notification(problem: Unreadable, view: View) -> dict[str, Any]:
    span = problem.span or Span(1, 1, 1, 2)
    return {
        "level": "error",
        "message": {"text": problem.message},
        "locations": [_location(problem.place, span, view)],
    }
