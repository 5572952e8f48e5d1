"""A report for GitLab's code quality widget: one entry for each finding, with a unique fingerprint."""

from __future__ import annotations

import json
from typing import Any

from alignctl.model.finding import Located, Severity
from alignctl.model.report import Report, View
from alignctl.report.escape import terminal

LEVELS: dict[Severity, str] = {"error": "critical", "warning": "minor", "info": "info"}


def render(report: Report, view: View) -> str:
    """Return a JSON array (GitLab, code quality report format); what could not be read is a blocker."""
    rows = [*_unreadable(report, view), *(_entry(located, view) for located in report.shown(waived=False))]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def _unreadable(report: Report, view: View) -> list[dict[str, Any]]:
    return [
        {
            "description": terminal(problem.message),
            "check_name": "unreadable",
            "fingerprint": f"unreadable-{number}",
            "severity": "blocker",
            "location": _location(view.root + problem.place.path, problem.span.line if problem.span else 1),
        }
        for number, problem in enumerate(report.unreadable, 1)
    ]


def _entry(located: Located, view: View) -> dict[str, Any]:
    finding = located.finding
    return {
        "description": terminal(f"{finding.message} {finding.fix}".strip()),
        "check_name": f"{finding.rule} {finding.name}",
        "fingerprint": finding.fingerprint,
        "severity": LEVELS[finding.severity],
        "location": _location(view.root + finding.place.path, located.span.line),
    }


def _location(path: str, line: int) -> dict[str, Any]:
    return {"path": path, "lines": {"begin": line}}
