"""A report as one JSON object, as the published schema `schemas/output/check.schema.json` describes it."""

from __future__ import annotations

import json

from alignctl.model.report import Report, View
from alignctl.report.data import payload


def render(report: Report, view: View) -> str:
    """Return one JSON object and a line end; waived findings are always there, marked."""
    return json.dumps(payload(report, view), indent=2, ensure_ascii=False) + "\n"
