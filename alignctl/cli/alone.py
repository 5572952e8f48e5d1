"""`alignctl check --schema-only`: files go in; what is wrong in each by itself comes out."""

from __future__ import annotations

import os
from pathlib import Path

import click
from click.core import ParameterSource

from alignctl.cli.options import Reading
from alignctl.cli.reading import read_state
from alignctl.errors import UsageError
from alignctl.model.report import Report
from alignctl.policy.alone import judge_alone
from alignctl.policy.state import State

EXCLUDED = (
    *("since", "approvals", "baseline", "write_baseline", "stdin_filename"),
    *("select", "ignore", "severities", "tier"),
)


def check_alone(ask: Reading, paths: tuple[Path, ...]) -> tuple[State, Report]:
    """Return what was read of these files and folders, and the report on it; files of other tools are passed over.

    Raises:
        UsageError: another option asks for more than one file can tell, or a path is not there.
        SourceError: as `read_state`; without paths, that there is nothing to check.

    """
    context = click.get_current_context()
    for option in context.command.params:
        name = option.name or ""
        if name in EXCLUDED and context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise UsageError(f"--schema-only looks at each file by itself, and {option.opts[-1]} at more.")
    for path in () if ask.staged or ask.rev else paths:
        if not os.path.lexists(path):
            raise UsageError(f"`{path}` does not exist.")
    state = read_state(ask, only=paths)
    if not state.loaded.files and not state.loaded.unreadable:
        click.echo("None of these files holds documents of alignctl.", err=True)
    return state, judge_alone(state)
