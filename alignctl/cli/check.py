"""`alignctl check`: the gate. Options go in, a report and its exit status come out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import get_args

import click

from alignctl.cli.formats import FORMATS, Output, emit, parse
from alignctl.cli.gate import Order, judge_all, tell_powerless
from alignctl.cli.options import Reading, colored, reading
from alignctl.cli.targets import targets
from alignctl.errors import UsageError
from alignctl.model.finding import Severity
from alignctl.model.report import View
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
    """Check governance documents: schema, references, policies.

    PATH is a folder with an alignctl.yaml, a workspace (here when absent), or a file or folder in one: then the whole
    workspace is checked, and only findings in these paths are shown and counted. With --schema-only nothing else is
    read. Several workspaces are checked one after the other, and the worst result counts.
    """
    order = Order(
        choice=Choice(select, ignore, _severities(severities)),
        tier=tier,
        since=since,
        approvals=approvals,
        policies_from=policies_from,
        baseline=baseline,
        write_baseline=write_baseline,
        schema_only=schema_only,
        stdin_filename=stdin_filename,
    )
    view = View(color=colored(color), show_waived=show_waived, statistics=statistics, quiet=quiet, fail_on=fail_on)
    runs = judge_all(targets(ask, paths, stdin_filename), order, view)
    emit(runs, outputs)
    tell_powerless(runs, order.choice)
    return max(report.status(fail_on) for report, _ in runs)


def _severities(given: tuple[str, ...]) -> Mapping[str, str]:
    pairs = [item.partition("=") for text in given for item in text.split(",")]
    rules = [rule.strip() for rule, _, _ in pairs]
    for rule, equals, level in pairs:
        if not (rule and equals and level):
            raise UsageError(f"`--severity {rule}` names no level.", fix="Write `--severity RULE=warning`.")
        if rules.count(rule.strip()) > 1:
            raise UsageError(f"`--severity` gives `{rule.strip()}` several levels.", fix="Keep one of them.")
    return {rule.strip(): level.strip() for rule, _, level in pairs}
