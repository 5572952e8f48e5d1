"""Dated duties as iCalendar: due facts go in, one calendar of all-day events comes out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event

from alignctl import __version__
from alignctl.model.facts import Due
from alignctl.model.ref import name_of


def render(duties: Iterable[Due]) -> str:
    """Return RFC 5545 text with CRLF line ends; the UID of an event is the identity of its fact.

    DTSTAMP is the day of the duty, so that equal duties give equal bytes.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//alignctl//{__version__}//EN")
    calendar.add("version", "2.0")
    for duty in duties:
        calendar.add_component(_event(duty))
    text: bytes = calendar.to_ical()
    return text.decode("utf-8")


def _event(duty: Due) -> Event:
    event = Event()
    event.add("uid", f"{duty.id}@alignctl")
    event.add("dtstamp", datetime.combine(duty.on, time(), UTC))
    event.add("dtstart", duty.on)
    event.add("dtend", duty.on + timedelta(days=1))
    event.add("summary", f"{duty.what}: {name_of(duty.of)}")
    event.add("description", ", ".join(name_of(who) for who in duty.who))
    event.add("transp", "TRANSPARENT")
    return event
