"""The baseline of a gate: a report and a file of known findings go in, the report with these marked comes out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from alignctl.errors import UsageError
from alignctl.model.report import Report
from alignctl.policy.baseline import Entry, compare_baseline, read_baseline, write_baseline
from alignctl.report.summary import plural


def with_baseline(report: Report, file: Path | None, *, write: bool) -> Report:
    """Return the report with the findings marked that a baseline knows.

    With `write` a file that is not there is written with all findings that count, and one that is there is shrunk to
    what still stands; a finding that it does not know is never added.

    Raises:
        UsageError: there is no baseline file, or the check was not complete enough to write one.
        SettingsError: the file is no baseline.

    """
    if file is None:
        if write:
            raise UsageError("--write-baseline does not say where.", fix="Add --baseline FILE.")
        return report
    known = _read(file)
    if write:
        known = _write(report, file, known)
    elif known is None:
        raise UsageError(f"There is no baseline `{file}`.", fix="Write it with --write-baseline.")
    compared = compare_baseline(known, (located.finding for located in report.findings))
    if compared.removable:
        lines = plural(len(compared.removable), "line")
        click.echo(f"Mended since then: {lines} of `{file}`, which --write-baseline takes out.", err=True)
    pairs = zip(report.findings, compared.findings, strict=True)
    return replace(report, findings=tuple(replace(located, finding=finding) for located, finding in pairs))


def _read(file: Path) -> frozenset[Entry] | None:
    if not file.exists():
        return None
    return read_baseline(file.read_text(encoding="utf-8"), str(file))


def _write(report: Report, file: Path, known: frozenset[Entry] | None) -> frozenset[Entry]:
    if report.status("error") > 1:
        raise UsageError(
            "The check is not complete, so no baseline was written.", fix="Mend what cannot be read first."
        )
    text = write_baseline((located.finding for located in report.standing), within=known)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
    return read_baseline(text, str(file))
