"""`alignctl check --schema-only`: files go in; what is wrong in each by itself comes out."""

from __future__ import annotations

from collections.abc import Sequence

import click
from click.core import ParameterSource

from alignctl.cli.reading import MOST, read_state
from alignctl.cli.targets import Target, unseen
from alignctl.errors import UsageError
from alignctl.model.report import Report
from alignctl.policy.alone import judge_alone
from alignctl.report.escape import terminal

EXCLUDED = (
    *("since", "approvals", "baseline", "write_baseline", "stdin_filename"),
    *("select", "ignore", "severities", "tier", "policies_from"),
)


def check_alone(target: Target) -> Report:
    """Return the report on the named files and folders of a workspace; what is passed over is named on stderr.

    Raises:
        UsageError: another option asks for more than one file can tell, or a path is not in the revision or the index.
        SourceError: as `read_state`; without paths, that there is nothing to check.

    """
    context = click.get_current_context()
    for option in context.command.params:
        name = option.name or ""
        if name in EXCLUDED and context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise UsageError(f"--schema-only looks at each file by itself, and {option.opts[-1]} at more.")
    state = read_state(target.ask, only=target.paths)
    _tell_left_out(unseen(target, state))
    return judge_alone(state)


def _tell_left_out(found: Sequence[tuple[str, str]]) -> None:
    """Say which files are passed over, as a hook hands over those of other tools too; the first of each reason."""
    reasons: dict[str, list[str]] = {}
    for told, why in found:
        reasons.setdefault(why, []).append(told)
    for why, files in reasons.items():
        more = f" So are {len(files) - MOST} more." if len(files) > MOST else ""
        for told in files[:MOST]:
            click.echo(f"alignctl: {terminal(told)} {terminal(why)}", err=True)
        if more:
            click.echo(f"alignctl: {more.strip()}", err=True)
