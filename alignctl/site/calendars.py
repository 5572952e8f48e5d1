"""Dated duties go in, calendars (RFC 5545) to subscribe to come out: one for all, one for each team and each cycle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event

from alignctl import __version__
from alignctl.model.facts import Due
from alignctl.model.kinds import Cycle, Unit
from alignctl.site.atlas import Atlas, calendar_of
from alignctl.site.blocks import text_of
from alignctl.site.desks import Desks
from alignctl.site.pages.calendar import what

PAST = timedelta(days=92)


def calendars(atlas: Atlas) -> Iterator[tuple[str, bytes]]:
    """Yield the path and content of each calendar; what is more than three months past is left out."""
    since = atlas.site.as_of - PAST
    facts = sorted((f for f in atlas.facts(Due) if f.on >= since), key=lambda f: (f.on, f.of, f.what))
    yield "calendar/all.ics", _calendar(atlas, "All dates", facts)
    for cycle in atlas.all(Cycle):
        yield calendar_of(cycle.ref), _calendar(atlas, cycle.title, [f for f in facts if f.of == cycle.ref])
    desks = Desks(atlas)
    for unit in atlas.all(Unit):
        mine = {unit.ref, *desks.seats(frozenset({unit.ref}))}
        mine.update(desks.forums(mine))
        yield calendar_of(unit.ref), _calendar(atlas, unit.title, [f for f in facts if mine & {f.of, *f.who}])


def _calendar(atlas: Atlas, name: str, facts: Iterable[Due]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", f"-//alignctl//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for fact in facts:
        calendar.add_component(_event(atlas, fact))
    return bytes(calendar.to_ical())


def _event(atlas: Atlas, fact: Due) -> Event:
    event = Event()
    event.add("uid", f"{fact.id}@alignctl")
    event.add("dtstamp", datetime.combine(fact.on, time(), UTC))
    event.add("sequence", 0)
    event.add("dtstart", fact.on)
    event.add("dtend", fact.on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", f"{atlas.title(fact.of)}: {what(fact)}")
    who = text_of(atlas.links(fact.who))
    if who:
        event.add("description", f"For {who}.")
    return event
