"""What stands in a line, before any HTML: words, links and marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal

from markupsafe import Markup

Tone = Literal["plain", "good", "warn", "bad", "fill", "outline"]


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads to `href`: a path from the site's root (with a fragment, if any), or an outside address."""

    text: str
    href: str
    what: ClassVar[str] = "link"


@dataclass(frozen=True, slots=True)
class Strong:
    """Text that carries the answer."""

    text: str
    what: ClassVar[str] = "strong"


@dataclass(frozen=True, slots=True)
class Code:
    """A name as it stands in a file."""

    text: str
    what: ClassVar[str] = "code"


@dataclass(frozen=True, slots=True)
class Badge:
    """A short word with a shape and a tone, never colour alone."""

    text: str
    tone: Tone = "plain"
    what: ClassVar[str] = "badge"


@dataclass(frozen=True, slots=True)
class Rich:
    """Text that its author marked up: `html` is safe to show, `text` are its words alone."""

    text: str
    html: Markup
    what: ClassVar[str] = "rich"


Inline = str | Link | Strong | Code | Badge | Rich
Line = tuple[Inline, ...]


def text_of(line: Iterable[Inline]) -> str:
    """Return a line without its links and marks.

    >>> text_of((Strong("Finance"), " must agree."))
    'Finance must agree.'
    """
    return "".join(part if isinstance(part, str) else part.text for part in line)


def sentence(items: Iterable[Inline], last: str = "and") -> Line:
    """Return items as one enumeration.

    >>> text_of(sentence(("Sales", "Data", "IT")))
    'Sales, Data and IT'
    """
    parts = list(items)
    joined: list[Inline] = []
    for position, part in enumerate(parts):
        if position:
            joined.append(f" {last} " if position == len(parts) - 1 else ", ")
        joined.append(part)
    return tuple(joined)
