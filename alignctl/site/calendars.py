"""Dated duties go in, calendars (RFC 5545) to subscribe to come out: one for all, one for each team and each cycle."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from urllib.parse import urljoin

from icalendar import Calendar, Event, vText

from alignctl import __version__
from alignctl.model.facts import Due
from alignctl.model.facts.fact import digest
from alignctl.model.kinds import Cycle, Unit
from alignctl.model.ref import Ref
from alignctl.site.atlas import Atlas, calendar_of
from alignctl.site.desks import Desks
from alignctl.site.lines import text_of
from alignctl.site.pages.calendar import what
from alignctl.words.past import START, Edit
from alignctl.words.quantities import FIXED, MONTHS

PAST = timedelta(days=92)
END = b"END:VCALENDAR\r\n"
RECURRING = frozenset({"meeting", "check-in"})
_DATE = re.compile(rf"\b\d{{1,2}}{FIXED}(?:{'|'.join(MONTHS)}){FIXED}\d{{4}}\b|\bFREQ=")


def calendars(atlas: Atlas) -> Iterator[tuple[str, bytes]]:
    """Yield the path and content of each calendar; what is more than three months past is left out."""
    since = atlas.site.as_of - PAST
    facts = sorted((f for f in atlas.facts(Due) if f.on >= since), key=lambda f: (f.on, f.of, f.what))
    entries = _entries(atlas, facts)
    concerned = _concerned(facts)
    yield "calendar/all.ics", _calendar("All dates", entries)
    for cycle in atlas.all(Cycle):
        numbers = (number for number in concerned.get(cycle.ref, ()) if facts[number].of == cycle.ref)
        yield calendar_of(cycle.ref), _calendar(cycle.title, (entries[number] for number in numbers))
    desks = Desks(atlas)
    for unit in atlas.all(Unit):
        mine = {unit.ref, *desks.seats(frozenset({unit.ref}))}
        mine.update(desks.forums(mine))
        its_own = sorted({number for party in mine for number in concerned.get(party, ())})
        yield calendar_of(unit.ref), _calendar(unit.title, (entries[number] for number in its_own))


def _concerned(facts: Iterable[Due]) -> Mapping[Ref, list[int]]:
    """Return the positions of the duties of each object and of each party."""
    found: dict[Ref, list[int]] = {}
    for number, fact in enumerate(facts):
        for concerned in {fact.of, *fact.who}:
            found.setdefault(concerned, []).append(number)
    return found


def _calendar(name: str, entries: Iterable[bytes]) -> bytes:
    """Return a calendar around its entries, which were written once for all calendars."""
    calendar = Calendar()
    calendar.add("prodid", f"-//alignctl//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(name))
    return bytes(calendar.to_ical()).removesuffix(END) + b"".join(entries) + END


def _entries(atlas: Atlas, facts: Sequence[Due]) -> Sequence[bytes]:
    """Return the entry of each duty, in their order."""
    often = Counter((fact.of, fact.what) for fact in facts)
    return [bytes(_entry(atlas, fact, once=often[fact.of, fact.what] == 1).to_ical()) for fact in facts]


def _entry(atlas: Atlas, fact: Due, *, once: bool) -> Event:
    past = atlas.past.get(fact.of, ())
    at = past[0].at if past else START
    event = Event()
    event.add("uid", _uid(fact, once=once))
    event.add("dtstamp", at)
    if past:
        event.add("last-modified", at)
    event.add("sequence", sum(_moves_dates(one) for one in past))
    event.add("dtstart", fact.on)
    event.add("dtend", fact.on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", f"{atlas.title(fact.of)}: {what(fact)}")
    who = text_of(atlas.links(fact.who))
    if who:
        event.add("description", f"For {who}.")
    page = atlas.href(fact.of)
    base = atlas.site.settings.site.url
    if base and page:
        event.add("url", urljoin(f"{base.rstrip('/')}/", page))
    return event


def _uid(fact: Due, *, once: bool) -> str:
    """Return an identity that stays when the day moves; of what recurs each day is an entry of its own."""
    single = once and fact.what not in RECURRING
    name = digest("Due", fact.subjects, fact.what) if single else fact.id
    return f"{name}@alignctl"


def _moves_dates(edit: Edit) -> bool:
    """Tell whether a change is one of dates: each raises the sequence of the object's entries by one."""
    return any(_DATE.search(f"{change.before} {change.after}") for change in edit.changes)
