"""A report for GitLab's code quality widget: one entry for each finding, with a unique fingerprint."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from alignctl.model.finding import Located, Severity
from alignctl.model.report import Report, Run, View
from alignctl.report.escape import terminal

LEVELS: dict[Severity, str] = {"error": "critical", "warning": "minor", "info": "info"}


def render(report: Report, view: View) -> str:
    """Return a JSON array (GitLab, code quality report format); what could not be read is a blocker."""
    return render_all([(report, view)])


def render_all(runs: Sequence[Run]) -> str:
    """Return one JSON array about several workspaces; what is found in two of them has two fingerprints."""
    rows = [row for report, view in runs for row in _rows(report, view)]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def _rows(report: Report, view: View) -> list[dict[str, Any]]:
    rows = [*_unreadable(report, view), *(_entry(located, view) for located in report.shown(waived=False))]
    return [{**row, "fingerprint": _identity(row["fingerprint"], view)} for row in rows]


def _identity(fingerprint: str, view: View) -> str:
    if not view.workspace:
        return fingerprint
    return sha256(f"{view.workspace}|{fingerprint}".encode("utf-8", "surrogateescape")).hexdigest()[:16]


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
