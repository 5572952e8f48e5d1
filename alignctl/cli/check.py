"""`alignctl check`: the gate. Options go in, a report and its exit status come out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import get_args

import click

from alignctl.cli.alone import check_alone
from alignctl.cli.baseline import with_baseline
from alignctl.cli.formats import FORMATS, Output, emit, parse
from alignctl.cli.options import Reading, colored, reading
from alignctl.cli.reading import read_state, start, within
from alignctl.cli.since import against, rulebook
from alignctl.errors import UsageError
from alignctl.model.finding import Severity
from alignctl.model.report import View
from alignctl.policy.checking import judge_state
from alignctl.policy.choose import Choice


@click.command(name="check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@reading
@click.option(
    "--format",
    "-f",
    "outputs",
    multiple=True,
    callback=parse,
    help=f"{', '.join(FORMATS)}; NAME:FILE writes a file. Repeatable.",
)
@click.option("--select", multiple=True, metavar="RULES", help="Run only these codes, names or families (comma list).")
@click.option("--ignore", multiple=True, metavar="RULES", help="Leave these out.")
@click.option("--severity", "severities", multiple=True, metavar="RULE=LEVEL", help="error, warning, info or off.")
@click.option("--tier", type=click.Choice(["core", "strict", "optional"]), help="Which rules run; else as configured.")
@click.option(
    "--fail-on",
    type=click.Choice(get_args(Severity)),
    default="error",
    show_default=True,
    help="The least severity that makes the exit status 1.",
)
@click.option(
    "--since", metavar="REF", help="Judge the change since it parted from REF: by REF's rules, only what is new."
)
@click.option(
    "--approvals",
    type=click.Path(path_type=Path, dir_okay=False),
    help="With --since: JSON {author, approvals: [handle], date} of the change.",
)
@click.option(
    "--policies-from",
    metavar="REV",
    help="Use the policies of this revision, under the same settings; with --since those of REF otherwise.",
)
@click.option("--baseline", type=click.Path(path_type=Path, dir_okay=False), help="Findings in this file are known.")
@click.option("--write-baseline", is_flag=True, help="Write the baseline; one that is there only shrinks.")
@click.option("--schema-only", is_flag=True, help="Check each file in PATH by itself: only its syntax and schema.")
@click.option("--statistics", is_flag=True, help="Count findings by rule instead of listing them (text).")
@click.option("--show-waived", is_flag=True, help="Show findings that a waiver excuses.")
@click.option("--stdin-filename", metavar="PATH", help="Read one document file from stdin, as if it stood here.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@click.option("--quiet", "-q", is_flag=True, help="Print nothing when there is nothing to report.")
@click.option("--verbose", "-v", is_flag=True, help="Show a traceback if alignctl itself fails.")
def command(  # noqa: PLR0913 - one argument for each option
    ask: Reading,
    *,
    paths: tuple[Path, ...],
    outputs: tuple[Output, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    severities: tuple[str, ...],
    tier: str | None,
    fail_on: Severity,
    since: str | None,
    approvals: Path | None,
    policies_from: str | None,
    baseline: Path | None,
    write_baseline: bool,
    schema_only: bool,
    statistics: bool,
    show_waived: bool,
    stdin_filename: str | None,
    color: str,
    quiet: bool,
    verbose: bool,  # noqa: ARG001 - read by the boundary
) -> int:
    """Check a repository of governance documents: schema, references, policies.

    PATH is the folder of the repository (here when absent), or files and folders in it: then the whole repository is
    checked, and only findings in these paths are shown and counted. With --schema-only nothing else is read.
    """
    if schema_only:
        state, report = check_alone(ask, paths)
    else:
        state = read_state(ask, tier=tier, paths=paths, stdin_filename=stdin_filename)
        _refuse_together(since, approvals, baseline)
        if since is not None:
            state = against(ask, state, since, approvals, start=start(ask, paths), tier=tier).state
        if policies_from is not None:
            state = replace(state, rulebook=rulebook(ask, state, policies_from, since, start=start(ask, paths)))
        choice = Choice(select, ignore, _severities(severities))
        report = with_baseline(judge_state(state, choice, within(state, paths)), baseline, write=write_baseline)
    view = View(
        color=colored(color),
        show_waived=show_waived,
        statistics=statistics,
        quiet=quiet,
        fail_on=fail_on,
        root=state.prefix,
    )
    emit(report, outputs, view)
    return report.status(fail_on)


def _refuse_together(since: str | None, approvals: Path | None, baseline: Path | None) -> None:
    if approvals and since is None:
        raise UsageError("--approvals says who approved a change.", fix="Name its base with --since.")
    if baseline and since is not None:
        raise UsageError(
            "--since and --baseline exclude each other: a change could write itself into the baseline.",
            fix="Leave out --baseline; what the base has too is known already.",
        )


def _severities(given: tuple[str, ...]) -> Mapping[str, str]:
    pairs = [item.partition("=") for text in given for item in text.split(",")]
    for rule, equals, level in pairs:
        if not (rule and equals and level):
            raise UsageError(f"`--severity {rule}` names no level.", fix="Write `--severity RULE=warning`.")
    return {rule.strip(): level.strip() for rule, _, level in pairs}
