"""HTML for tests: text goes in; headings, links, fragments, elements and what is wrong with them come out."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import unquote


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _names("meta link input img br hr source area base col embed track wbr")
SVG = _names("svg g rect line path circle text")
# What the content model of HTML allows directly below an element, where that is a closed list.
CHILDREN = {
    "ul": _names("li"),
    "ol": _names("li"),
    "dl": _names("div dt dd"),
    "table": _names("caption thead tbody"),
    "thead": _names("tr"),
    "tbody": _names("tr"),
    "tr": _names("th td"),
    "select": _names("option"),
    "html": _names("head body"),
}
PARENTS = {
    "li": _names("ul ol"),
    "tr": _names("thead tbody"),
    "td": _names("tr"),
    "th": _names("tr"),
    "caption": _names("table"),
    "dt": _names("dl div"),
    "dd": _names("dl div"),
    "summary": _names("details"),
    "figcaption": _names("figure"),
    "option": _names("select"),
}
PHRASING = _names("a span strong em code b small br label input select button img svg")
HOLDS_PHRASING = _names("p h1 h2 h3 h4 h5 h6 span strong em code b small label button dt summary pre")
INTERACTIVE = _names("a button input select label details")
NAMED_BY_ARIA = _names("nav svg section form input a button select main header")
PARTS = _names("html head body title script header main footer nav section div figure details form blockquote")
KNOWN = VOID | SVG | PHRASING | HOLDS_PHRASING | PARTS | frozenset((*CHILDREN, *PARENTS))
FORBIDDEN = re.compile(r"on\w+|style|align|valign|bgcolor|border|cellpadding")


class Html(HTMLParser):
    """One page; `faults` says what a validator would complain of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.stray: list[str] = []
        self.heading = ""
        self._open: list[str] = []
        self._levels: list[int] = []
        self._faults: list[str] = []
        self._labelled: set[str] = set()
        self._first: list[bool] = []
        self.feed(text)
        self.close()

    @property
    def unclosed(self) -> list[str]:
        return self._open

    @cached_property
    def faults(self) -> list[str]:
        torn = (*(f"stray </{tag}>" for tag in self.stray), *(f"open <{tag}>" for tag in self._open))
        return [*self._faults, *torn, *self._structure(), *self._references()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        self._judge(tag, attrs, given)
        self.elements.append((tag, given))
        if self._first:
            self._first[-1] = False
        if tag not in VOID:
            self._open.append(tag)
            self._first.append(True)
        if re.fullmatch("h[1-6]", tag):
            self._levels.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()
            self._first.pop()
        else:
            self.stray.append(tag)

    def handle_data(self, data: str) -> None:
        if "h1" in self._open:
            self.heading += data
        above = self._open[-1] if self._open else ""
        if data.strip() and above in CHILDREN:
            self._faults.append(f"text in <{above}>: {data.strip()[:30]}")

    def _judge(self, tag: str, attrs: list[tuple[str, str | None]], given: Mapping[str, str]) -> None:
        self._faults.extend(self._misplaced(tag))
        if len(given) < len(attrs):
            self._faults.append(f"<{tag}> has an attribute twice")
        if "aria-label" in given and tag not in NAMED_BY_ARIA and "role" not in given:
            self._faults.append(f"aria-label on <{tag}> without a role")
        if tag in {"input", "select"} and "label" in self._open:
            self._labelled.add(given.get("id", f"#{len(self.elements)}"))
        if tag not in SVG:
            self._faults.extend(f"{key} on <{tag}>" for key in given if FORBIDDEN.fullmatch(key))

    def _misplaced(self, tag: str) -> Iterator[str]:
        above = self._open[-1] if self._open else ""
        if tag not in KNOWN:
            yield f"<{tag}> is unknown"
        if tag not in CHILDREN.get(above, {tag}) or (above in HOLDS_PHRASING and tag not in PHRASING):
            yield f"<{tag}> in <{above}>"
        if above not in PARENTS.get(tag, {above}):
            yield f"<{tag}> outside of {' and '.join(sorted(PARENTS[tag]))}"
        if tag in {"caption", "summary"} and not self._first[-1]:
            yield f"<{tag}> is not the first in <{above}>"
        inside = [name for name in self._open if name in {"a", "button", "label"}]
        if tag in INTERACTIVE and inside and not (inside == ["label"] and tag in {"input", "select"}):
            yield f"<{tag}> in <{inside[-1]}>"

    def _structure(self) -> Iterator[str]:
        if self._levels[:1] != [1] or self._levels.count(1) != 1:
            yield f"headings {self._levels[:4]}"
        for before, after in pairwise(self._levels):
            if after > before + 1:
                yield f"<h{after}> follows <h{before}>"
        if len(self.tags("title")) != 1 or not any(given.get("lang") for given in self.tags("html")):
            yield "no title or language"

    def _references(self) -> Iterator[str]:
        ids = Counter(self.values("id"))
        yield from (f"id {name} twice" for name, times in ids.items() if times > 1)
        yield from (f"id {name!r} is no name" for name in ids if not name or re.search(r"\s", name))
        for key in ("aria-controls", "aria-labelledby", "for"):
            yield from (f"{key} points at no id" for name in self.values(key) if name not in ids)
        labelled = {given["for"] for given in self.tags("label") if "for" in given} | self._labelled
        for position, (tag, given) in enumerate(self.elements):
            if tag in {"input", "select"} and not {given.get("id", ""), f"#{position}"} & labelled:
                yield f"<{tag}> without a label"
            if tag == "img" and "alt" not in given:
                yield "<img> without alt"

    def values(self, attribute: str) -> list[str]:
        return [attributes[attribute] for _, attributes in self.elements if attribute in attributes]

    def tags(self, name: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.elements if tag == name]


def heading(text: str) -> str:
    return " ".join(Html(text).heading.split())


def dead_links(parsed: Mapping[str, Html], files: Mapping[str, object]) -> Iterator[str]:
    """Yield each address in some pages that leads to no file, or to a fragment that its page lacks."""
    fragments = {path: set(page.values("id")) for path, page in parsed.items()}
    for path, page in parsed.items():
        for href in dict.fromkeys((*page.values("href"), *page.values("src"))):
            if re.match(r"[a-z]+:", href):
                continue
            target, _, fragment = unquote(href).partition("#")
            where = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            if where not in files or (fragment and fragment not in fragments.get(where, ())):
                yield f"{path}: {href}"
