"""A report as plain data, as the published schema `schemas/output/check.schema.json` describes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from alignctl.model.finding import SEVERITIES, Located
from alignctl.model.place import Place, Span
from alignctl.model.report import Report, Run, View

VERSION = 1
SCHEMA = "alignctl/check/v1"


def payload(report: Report, view: View) -> dict[str, Any]:
    """Return a whole report."""
    return {
        "schema": SCHEMA,
        "version": VERSION,
        **_totals(report),
        "findings": [finding(located, view) for located in report.shown(waived=True)],
        "unreadable": unreadable(report, view),
    }


def combined(runs: Sequence[Run]) -> dict[str, Any]:
    """Return the reports on several workspaces as one: totals, everything found, and the totals of each workspace."""
    parts = [payload(report, view) for report, view in runs]
    rules = {code for report, _ in runs for code in report.rules}
    counts = {name: sum(part["counts"][name] for part in parts) for name in parts[0]["counts"]}
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "asOf": max(part["asOf"] for part in parts),
        "complete": all(part["complete"] for part in parts),
        "counts": {**counts, "rules": len(rules)},
        "findings": [found for part in parts for found in part["findings"]],
        "unreadable": [problem for part in parts for problem in part["unreadable"]],
        "workspaces": [{"workspace": view.workspace, **_totals(report)} for report, view in runs],
    }


def _totals(report: Report) -> dict[str, Any]:
    counts: dict[str, int] = {severity: report.count(severity) for severity in reversed(SEVERITIES)}
    counts |= {"waived": len(report.waived), "held": len(report.held)}
    counts |= {"files": report.files, "documents": report.documents}
    counts |= {"rules": len(report.rules), "evaluations": report.evaluations}
    complete = report.complete and not report.refused
    return {"asOf": report.as_of.isoformat(), "complete": complete, "counts": counts}


def unreadable(report: Report, view: View) -> list[dict[str, Any]]:
    """Return the files that could not be read."""
    return [
        {
            **_workspace(view),
            "file": view.root + problem.place.path,
            "message": problem.message,
            **_region(problem.span),
        }
        for problem in report.unreadable
    ]


def finding(located: Located, view: View) -> dict[str, Any]:
    """Return one finding."""
    found = located.finding
    return {
        **_workspace(view),
        "rule": found.rule,
        "name": found.name,
        "check": found.check,
        "severity": found.severity,
        "subjects": list(found.subjects),
        "message": found.message,
        **_where(found.place, located.span, view),
        "evidence": [
            {"text": evidence.text, **_where(evidence.place, span, view)}
            for evidence, span in zip(found.evidence, located.evidence, strict=True)
        ],
        "fix": found.fix,
        "fingerprint": found.fingerprint,
        "waived": bool(found.waived_by),
        "waivedBy": found.waived_by,
    }


def pointer(place: Place) -> str:
    """Return the JSON pointer (RFC 6901) of a place in its document."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in place.pointer)


def _workspace(view: View) -> dict[str, str]:
    return {"workspace": view.workspace} if view.workspace else {}


def _where(place: Place, span: Span, view: View) -> dict[str, Any]:
    return {"file": view.root + place.path, **_region(span), "pointer": pointer(place)}


def _region(span: Span | None) -> Mapping[str, int]:
    if span is None:
        return {}
    return {"line": span.line, "column": span.column, "endLine": span.end_line, "endColumn": span.end_column}
