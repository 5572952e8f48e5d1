"""The workspaces and what is asked of them go in; the report on each comes out, also where one cannot be checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from alignctl.cli.alone import check_alone
from alignctl.cli.baseline import with_baseline
from alignctl.cli.reading import read_state
from alignctl.cli.since import against, rulebook
from alignctl.cli.targets import Target, within
from alignctl.errors import AlignctlError, UsageError
from alignctl.load.selection import SETTINGS_NAME
from alignctl.model.finding import SEVERITIES
from alignctl.model.place import Place, Span
from alignctl.model.report import Report, Run, Unreadable, View
from alignctl.model.settings import Settings
from alignctl.policy.checking import judge_state
from alignctl.policy.choose import Choice

WHERE = re.compile(r"(.+?):(\d+):(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the options ask of every workspace."""

    choice: Choice
    tier: str | None = None
    since: str | None = None
    approvals: Path | None = None
    policies_from: str | None = None
    baseline: Path | None = None
    write_baseline: bool = False
    schema_only: bool = False
    stdin_filename: str | None = None


def judge_all(named: Sequence[Target], order: Order, view: View) -> list[Run]:
    """Return the report on each workspace; where there are several, one that cannot be checked hides no other.

    Raises:
        UsageError: the options cannot be used together, or not for this workspace.
        AlignctlError: the only workspace cannot be checked.

    """
    _refuse_together(order, several=len(named) > 1)
    if len(named) == 1:
        return [(_judge(named[0], order), replace(view, root=named[0].prefix))]
    return [(_judged(one, order), replace(view, root=one.prefix, workspace=one.name)) for one in named]


def tell_powerless(runs: Sequence[Run], choice: Choice) -> None:
    """Say where a level changes nothing, and where no rule could have made the check fail, whatever it found."""
    for report, view in runs:
        names = {word for rule in report.rules.values() for word in (rule.code, rule.code.lower(), rule.name)}
        for word, level in choice.severities.items():
            if report.rules and level != "off" and word not in names:
                told = f"`--severity {word}={level}` changes nothing: that rule does not run here."
                click.echo(f"alignctl: {told} Choose it with --select or --tier.", err=True)
        if report.rules and SEVERITIES.index(report.ceiling) < SEVERITIES.index(view.fail_on):
            rules = "the rule that runs is" if len(report.rules) == 1 else "the rules that run are"
            told = f"This check cannot fail: {rules} at most {report.ceiling}, and it fails on {view.fail_on}."
            click.echo(f"alignctl: {told}", err=True)


def _judge(target: Target, order: Order) -> Report:
    if order.schema_only:
        return check_alone(target)
    ask = target.ask
    state = read_state(ask, tier=order.tier, stdin_filename=order.stdin_filename, named=target.inner)
    about = within(target, state)
    if order.since is not None:
        state = against(ask, state, order.since, order.approvals, tier=order.tier).state
    if order.policies_from is not None:
        state = replace(state, rulebook=rulebook(ask, state, order.policies_from, order.since))
    report = judge_state(state, order.choice, about)
    return with_baseline(report, order.baseline, target, write=order.write_baseline)


def _judged(target: Target, order: Order) -> Report:
    """Return the report on one of several workspaces, also if all that it says is why it cannot be checked."""
    try:
        return _judge(target, order)
    except UsageError:
        raise
    except AlignctlError as error:
        day = target.ask.day.resolve(Settings.read({}))
        return Report(as_of=day, files=0, documents=0, evaluations=0, findings=(), unreadable=(_unreadable(error),))


def _unreadable(error: AlignctlError) -> Unreadable:
    """Return an error as what stands in the way of a check; without a place it is about the settings."""
    at = WHERE.fullmatch(error.where)
    line, column = (int(at[2]), int(at[3])) if at else (1, 1)
    place = Place(at[1] if at else error.where or SETTINGS_NAME)
    return Unreadable(
        place, f"{error.message} {error.fix}".strip(), Span(line, column, line, column + 1) if at else None
    )


def _refuse_together(order: Order, *, several: bool) -> None:
    if order.schema_only:  # which refuses them all
        return
    if order.approvals and order.since is None:
        raise UsageError("--approvals says who approved a change.", fix="Name its base with --since.")
    if order.baseline and order.since is not None:
        raise UsageError(
            "--since and --baseline exclude each other: a change could write itself into the baseline.",
            fix="Leave out --baseline; what the base has too is known already.",
        )
    if several and order.baseline:
        raise UsageError(
            "A baseline lists the known findings of one workspace, and several are named.",
            fix="Check each by itself, with a baseline of its own.",
        )
    if several and order.stdin_filename is not None:
        raise UsageError("--stdin-filename is one file in one workspace, and several are named.", fix="Name its own.")
