"""`alignctl due`: what ends or is expected soon, by who has to do it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta

import click

from alignctl.analysis.pipeline import only
from alignctl.cli.gaps import warn
from alignctl.cli.options import Reading, reading, write
from alignctl.cli.reading import read_state
from alignctl.model.facts import Due
from alignctl.model.quantity import Duration
from alignctl.model.ref import Ref, name_of
from alignctl.model.report import View
from alignctl.policy.state import State
from alignctl.report.due import render
from alignctl.report.tree import fact


def _duration(_context: click.Context, _option: click.Parameter, value: str) -> Duration:
    if not (value[:-1].isdigit() and value[-1] in "dw"):
        raise click.BadParameter(f"`{value}` is no number of days or weeks; write 30d or 4w")
    return Duration(value)


@click.command(name="due")
@reading
@click.option("--within", default="30d", show_default=True, callback=_duration, help="How far ahead to look.")
@click.option("--who", metavar="NAME", help="Only what this role, unit or forum has to do.")
@click.option("--format", "-f", "form", type=click.Choice(["text", "json", "ical"]), default="text", show_default=True)
def command(ask: Reading, within: Duration, who: str | None, form: str) -> int:
    """List meetings, check-ins, reviews, delegations, waivers and decisions that are late, or due soon."""
    state = read_state(ask)
    last = state.as_of + timedelta(hours=float(within.hours))
    duties = [duty for duty in only(Due, state.facts) if _falls(duty, state.as_of, last) and _concerns(duty, who)]
    duties.sort(key=lambda duty: (duty.on, duty.subjects, duty.key))
    missing = state.refused
    write(_shown(duties, form, state, complete=not missing))
    return warn(missing)


def _falls(duty: Due, today: date, last: date) -> bool:
    return duty.late or today <= duty.on <= last


def _concerns(duty: Due, who: str | None) -> bool:
    return who is None or any(who in {reference, name_of(reference)} for reference in (*duty.who, Ref(duty.of)))


def _shown(duties: Sequence[Due], form: str, state: State, *, complete: bool) -> str:
    if form == "ical":
        from alignctl.exchange import calendar

        return calendar.render(duties)
    if form == "text":
        return render(duties, state.as_of)
    rows = [fact(duty, View(root=state.prefix)) for duty in duties]
    head = {"schema": "alignctl/due/v1", "version": 1, "asOf": state.as_of.isoformat(), "complete": complete}
    return json.dumps({**head, "due": rows}, indent=2, ensure_ascii=False) + "\n"
