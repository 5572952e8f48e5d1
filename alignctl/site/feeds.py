"""Events go in; Atom feeds (RFC 4287) to subscribe to come out: one for all changes, one for each team's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from alignctl.model.kinds import Domain, Metric, Unit
from alignctl.model.ref import Ref, name_of
from alignctl.site.atlas import Atlas, feed_of
from alignctl.site.desks import Desks
from alignctl.site.lines import text_of
from alignctl.site.page import ALL_CHANGES, relative
from alignctl.site.pages.log import commit_path, described, summary
from alignctl.site.pages.teams import whole
from alignctl.words.past import Event, commits

ENTRIES = 50
TOLD = 20  # objects of one entry
ATOM = "http://www.w3.org/2005/Atom"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML 1.0
register_namespace("", ATOM)


def feeds(atlas: Atlas) -> Iterator[tuple[str, bytes]]:
    """Yield the path and content of each feed, newest entry first; none without a history."""
    found = commits(atlas.site.past)
    if not found:
        return
    yield ALL_CHANGES, _feed(atlas, ALL_CHANGES, "All changes", found, found[-1][0])
    concerned = _concerned(atlas, found)
    for unit in atlas.all(Unit):
        mine = [found[number] for number in concerned.get(unit.ref, ())]
        yield feed_of(unit.ref), _feed(atlas, feed_of(unit.ref), f"Changes for {unit.title}", mine, found[-1][0])


def _concerned(atlas: Atlas, found: Iterable[tuple[Event, ...]]) -> Mapping[Ref, list[int]]:
    """Return, for each unit, the numbers of the commits with an object that is, was or names one of its own."""
    units = _units_of(atlas)
    concerned: dict[Ref, list[int]] = {}
    for number, events in enumerate(found):
        words = {word for event in events for word in (event.ref, *event.names)}
        for unit in sorted({unit for word in words for unit in units.get(word, ())}):
            concerned.setdefault(unit, []).append(number)
    return concerned


def _units_of(atlas: Atlas) -> Mapping[str, set[Ref]]:
    """Return the units that a reference, or a bare name, concerns: their own, and those of the teams below."""
    desks, found = Desks(atlas), dict[str, set[Ref]]()
    for unit in atlas.all(Unit):
        units = whole(atlas, unit.ref)
        own = {*units, *desks.seats(units)}
        own.update(domain.ref for domain in atlas.all(Domain) if domain.owning_unit in units)
        own.update(metric.ref for metric in atlas.all(Metric) if metric.owning_unit in units)
        for ref in own:
            found.setdefault(ref, set()).add(unit.ref)
            found.setdefault(name_of(ref), set()).add(unit.ref)
    return found


def _feed(atlas: Atlas, path: str, title: str, found: Iterable[tuple[Event, ...]], begin: Event) -> bytes:
    newest = list(found)[:ENTRIES]
    feed = Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "en"})
    organisation = _organisation(atlas)
    _add(feed, "id", _urn(f"{atlas.site.settings.site.url or begin.commit} {path}"))
    _add(feed, "title", f"{title} – {organisation}")
    _add(feed, "updated", _stamp(newest[0][0].at if newest else begin.at))
    _add(SubElement(feed, f"{{{ATOM}}}author"), "name", organisation)
    _link(feed, "alternate", _href(atlas, path, "log/index.html"))
    if atlas.site.settings.site.url:
        _link(feed, "self", _href(atlas, path, path))
    for events in newest:
        _entry(atlas, feed, path, events)
    return bytes(tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def _entry(atlas: Atlas, feed: Element, path: str, events: tuple[Event, ...]) -> None:
    first, entry = events[0], SubElement(feed, f"{{{ATOM}}}entry")
    _add(entry, "id", _urn(first.commit))
    _add(entry, "title", text_of(summary(atlas, events)))
    _add(entry, "updated", _stamp(first.at))
    for name in first.people(first.by) or ("unknown",):
        _add(SubElement(entry, f"{{{ATOM}}}author"), "name", name)
    _link(entry, "alternate", _href(atlas, path, commit_path(first.commit)))
    content = SubElement(entry, f"{{{ATOM}}}content", {"type": "html"})
    content.text = tostring(_list(atlas, events), encoding="unicode", method="html")


def _list(atlas: Atlas, events: tuple[Event, ...]) -> Element:
    """Return what a commit did as an HTML list; it is escaped once more as the text of the entry."""
    found = Element("ul")
    for event in events[:TOLD]:
        SubElement(found, "li").text = _clean(text_of(described(atlas, event)))
    if len(events) > TOLD:
        SubElement(found, "li").text = f"and {len(events) - TOLD} more"
    return found


def _organisation(atlas: Atlas) -> str:
    company = atlas.org.company
    return atlas.site.settings.site.name or (company.title if company else "Who decides")


def _href(atlas: Atlas, path: str, target: str) -> str:
    """Return an address as seen from a feed: whole where it is known where the site is published."""
    base = atlas.site.settings.site.url
    return urljoin(f"{base.rstrip('/')}/", target) if base else relative(target, path)


def _urn(name: str) -> str:
    """Return an identity that stays the same wherever the site is published and however often it is built."""
    return uuid5(NAMESPACE_URL, f"alignctl:{name}").urn


def _stamp(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")


def _add(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, f"{{{ATOM}}}{tag}").text = _clean(text)


def _link(parent: Element, rel: str, href: str) -> None:
    SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "href": href})


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
