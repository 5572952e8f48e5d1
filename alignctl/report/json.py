"""A report as one JSON object, as the published schema `schemas/output/check.schema.json` describes it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from alignctl.model.report import Report, Run, View
from alignctl.report.data import combined, payload


def render(report: Report, view: View) -> str:
    """Return one JSON object and a line end; waived findings are always there, marked."""
    return json.dumps(payload(report, view), indent=2, ensure_ascii=False) + "\n"


def render_all(runs: Sequence[Run]) -> str:
    """Return one JSON object about several workspaces; each finding names its own."""
    return json.dumps(combined(runs), indent=2, ensure_ascii=False) + "\n"
