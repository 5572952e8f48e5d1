"""A page before it becomes HTML: where it stands, its answer, and the blocks below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from alignctl.model.facts.fact import Fact
from alignctl.model.ref import Ref
from alignctl.site.blocks import Block
from alignctl.site.lines import Line, Link

SECTIONS = (
    ("decide", "Decide", "decide/index.html"),
    ("teams", "Teams", "teams/index.html"),
    ("conflicts", "Conflicts", "conflicts/index.html"),
    ("precedence", "Precedence", "precedence/index.html"),
    ("goals", "Goals", "goals/index.html"),
    ("incentives", "Pay", "incentives/index.html"),
    ("calendar", "Calendar", "calendar/index.html"),
    ("health", "Health", "health/index.html"),
)
ALL_CHANGES = "feeds/changes.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`heading` is the answer, `eyebrow` the question it answers; `about` are the objects the page is about.

    `label` says in search what kind of page it is; `words` are more words by which it is found. Pages without a label
    are not in the index. `shows` are the facts on it, where these are not the ones about the object that it describes.
    `moved_to` is where the object of an earlier name is found today. `feed` is the path of its own changes to
    subscribe to; `data` is what only the JSON beside it has.
    """

    path: str
    title: str
    section: str = ""
    crumbs: tuple[Link, ...] = ()
    eyebrow: str = ""
    heading: Line
    lead: Line = ()
    blocks: tuple[Block, ...] = ()
    about: tuple[Ref, ...] = ()
    shows: tuple[Fact, ...] = ()
    label: str = ""
    words: str = ""
    edit: str = ""
    moved_to: str = ""
    feed: str = ""
    data: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


def relative(href: str, page: str) -> str:
    """Return the address of `href` (a path from the site's root) as seen from the page at `page`.

    >>> relative("teams/sales.html#goals", "decide/index.html")
    '../teams/sales.html#goals'
    >>> relative("#bands", "decide/index.html")
    '#bands'
    """
    path, mark, fragment = href.partition("#")
    if not path:
        return href
    here, there = page.split("/")[:-1], path.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "../" * (len(here) - shared) + "/".join(there[shared:]) + mark + fragment
