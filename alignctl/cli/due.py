"""`alignctl due`: what ends or is expected soon, by who has to do it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta

import click

from alignctl.analysis.pipeline import only
from alignctl.cli.gaps import refuse_unread, warn
from alignctl.cli.lookup import did_you_mean, meant, several
from alignctl.cli.options import Reading, reading, write
from alignctl.cli.reading import read_state
from alignctl.errors import UsageError
from alignctl.model.entity import Entity
from alignctl.model.facts import Due
from alignctl.model.kinds import Forum, Role, Unit
from alignctl.model.quantity import Duration
from alignctl.model.ref import Ref, ref
from alignctl.model.report import View
from alignctl.policy.state import State
from alignctl.report.due import render, render_by_day
from alignctl.report.tree import fact


def _duration(_context: click.Context, _option: click.Parameter, value: str) -> Duration:
    if not (value[:-1].isdigit() and value[-1] in "dw"):
        raise click.BadParameter(f"`{value}` is no number of days or weeks; write 30d or 4w")
    return Duration(value)


@click.command(name="due")
@reading
@click.option("--within", default="30d", show_default=True, callback=_duration, help="How far ahead to look.")
@click.option("--who", metavar="NAME", help="Only what this role, unit, forum or person has to do.")
@click.option("--format", "-f", "form", type=click.Choice(["text", "json", "ical"]), default="text", show_default=True)
def command(ask: Reading, within: Duration, who: str | None, form: str) -> int:
    """List meetings, check-ins, reviews, delegations, waivers and decisions that are late, or due soon."""
    state = read_state(ask)
    wanted = _wanted(state, who) if who is not None else None
    last = state.as_of + timedelta(hours=float(within.hours))
    duties = [duty for duty in only(Due, state.facts) if _falls(duty, state.as_of, last) and _concerns(duty, wanted)]
    duties.sort(key=lambda duty: (duty.on, duty.subjects, duty.key))
    missing = state.refused
    write(_shown(duties, form, state, complete=not missing, by_day=who is not None))
    return warn(missing)


def _falls(duty: Due, today: date, last: date) -> bool:
    return duty.late or today <= duty.on <= last


def _concerns(duty: Due, wanted: frozenset[Ref] | None) -> bool:
    return wanted is None or not wanted.isdisjoint((*duty.who, Ref(duty.of)))


def _wanted(state: State, who: str) -> frozenset[Ref]:
    """Return the roles, units and forums of a name, or those that a person acts for.

    Raises:
        UsageError: there is nobody of that name, with the nearest, or it can mean several.

    """
    model = state.loaded.model
    bodies: tuple[Entity, ...] = (*model.all(Role), *model.all(Unit), *model.all(Forum))
    if exact := [body.ref for body in bodies if who in (body.name, body.ref)]:
        return frozenset(exact)
    if seats := _seats(state, who):
        return seats
    found = meant(bodies, who)
    if len(found) > 1:
        raise several(found, who)
    if found:
        return frozenset({found[0].ref})
    for kind in (Role, Unit, Forum):
        refuse_unread(state, ref(kind.KIND, who))
    people = {holder for role in model.all(Role) for holder in role.holders}
    fix = did_you_mean(who, bodies, people)
    raise UsageError(f"There is no role, unit, forum or person `{who}`.", fix=fix)


def _seats(state: State, person: str) -> frozenset[Ref]:
    """Return the roles that a person holds, the units that these lead, and the forums that they sit in."""
    model, org = state.loaded.model, state.org
    roles = {role.ref for role in model.all(Role) if person in role.holders}
    units = {unit.ref for unit in model.all(Unit) if unit.lead in roles}
    forums = {forum.ref for forum in model.all(Forum) if person in org.people(forum.ref)}
    return frozenset(roles | units | forums)


def _shown(duties: Sequence[Due], form: str, state: State, *, complete: bool, by_day: bool) -> str:
    if form == "ical":
        from alignctl.exchange import calendar

        return calendar.render(duties)
    if form == "text":
        return (render_by_day if by_day else render)(duties, state.as_of)
    rows = [fact(duty, View(root=state.prefix)) for duty in duties]
    head = {"schema": "alignctl/due/v1", "version": 1, "asOf": state.as_of.isoformat(), "complete": complete}
    return json.dumps({**head, "due": rows}, indent=2, ensure_ascii=False) + "\n"
