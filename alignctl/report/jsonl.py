"""A report as JSON lines: one finding in each line, as `check` gives it in JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from alignctl.model.report import Report, Run, View
from alignctl.report.data import finding, unreadable


def render(report: Report, view: View) -> str:
    """Return one JSON object for each line: what could not be read first, then findings by file and line."""
    rows = [{"unreadable": row} for row in unreadable(report, view)]
    found = [finding(located, view) for located in report.shown(waived=True)]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in (*rows, *found))


def render_all(runs: Sequence[Run]) -> str:
    """Return the lines about several workspaces, one after the other; each line names its own."""
    return "".join(render(report, view) for report, view in runs)
