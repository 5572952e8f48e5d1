"""The baseline of a gate: a report and a file of known findings go in, the report with these marked comes out."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from alignctl.cli.targets import Target
from alignctl.errors import UsageError
from alignctl.model.report import Report
from alignctl.policy.baseline import Entry, compare_baseline, read_baseline, write_baseline
from alignctl.report.summary import plural

LARGEST = 1 << 28  # bytes of a baseline in git that are read


def with_baseline(report: Report, file: Path | None, target: Target, *, write: bool) -> Report:
    """Return the report with the findings marked that a baseline knows.

    A baseline in the repository is read from where the documents are: the work tree, the index or a revision. One from
    elsewhere is taken as it is, like the approvals.

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
    known = _write(report, file, _read(file)) if write else _known(file, target)
    compared = compare_baseline(known, (located.finding for located in report.findings))
    if compared.removable:
        lines = plural(len(compared.removable), "line")
        click.echo(f"Mended since then: {lines} of `{file}`, which --write-baseline takes out.", err=True)
    pairs = zip(report.findings, compared.findings, strict=True)
    return replace(report, findings=tuple(replace(located, finding=finding) for located, finding in pairs))


def _known(file: Path, target: Target) -> frozenset[Entry]:
    """Return what a baseline knows, as it belongs to what is checked; raises UsageError where there is none."""
    ask, place = target.ask, _place(file, target)
    if place is None:
        if (known := _read(file)) is None:
            raise UsageError(f"There is no baseline `{file}`.", fix="Write it with --write-baseline.")
        return known
    repository, _ = target.workspace.git()
    entries = repository.tree(repository.commit(ask.rev)) if ask.rev else repository.index()
    entry = next((one for one in entries if one.path == place and one.plain), None)
    if entry is None and ask.rev:
        raise UsageError(
            f"There is no baseline `{file}` in the revision {ask.rev}.", fix="Commit it, or leave out --baseline."
        )
    if entry is None:
        raise UsageError(f"There is no baseline `{file}` in the git index.", fix=f"Run `git add {file}`.")
    return _entries(repository.blobs((entry.blob,), LARGEST)[entry.blob], file)


def _place(file: Path, target: Target) -> str | None:
    """Return where in the commit or the index a baseline is; None where the file on disk counts."""
    if not (target.ask.staged or target.ask.rev):
        return None
    repository, _ = target.workspace.git()
    if repository.bare:
        return file.as_posix()
    absolute = Path(os.path.abspath(file))  # noqa: PTH100 - `..` is taken as it is written
    real, top = absolute.parent.resolve() / absolute.name, repository.root.resolve()
    return real.relative_to(top).as_posix() if real.is_relative_to(top) else None


def _read(file: Path) -> frozenset[Entry] | None:
    try:
        return _entries(file.read_bytes(), file)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(
            f"The baseline `{file}` cannot be read: {error.strerror}.", fix="Look at --baseline."
        ) from error


def _entries(content: bytes, file: Path) -> frozenset[Entry]:
    return read_baseline(content.decode("utf-8", "replace"), str(file))  # no line with a replaced character is one


def _write(report: Report, file: Path, known: frozenset[Entry] | None) -> frozenset[Entry]:
    if report.status("error") > 1:
        raise UsageError(
            "The check is not complete, so no baseline was written.", fix="Mend what cannot be read first."
        )
    text = write_baseline((located.finding for located in report.standing), within=known)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
    return read_baseline(text, str(file))
