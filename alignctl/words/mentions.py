"""Sentences that mention objects go in; the objects, or the sentence with them as a reader calls them, come out.

An object stands in a sentence as its reference between marks, so that a report shows a name, a page a link, and nobody
has to guess which words were names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from alignctl.model.ref import Ref, name_of
from alignctl.words.quantities import FIXED, THIN

OPEN, CLOSE = "⟦", "⟧"
_MENTION = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")
_MARKS = str.maketrans({OPEN: "[", CLOSE: "]"})

Naming = Callable[[Ref], str]


def mention(reference: Ref) -> str:
    """Return the words that stand for an object.

    >>> say(mention(Ref("role:cfo")) + " decides")
    '`cfo` decides'
    """
    return f"{OPEN}{reference.translate(_MARKS)}{CLOSE}"


def quoted(reference: Ref) -> str:
    """Return an object as reports call it: its name between backticks."""
    return f"`{name_of(reference) or reference}`"


def verbatim(text: str) -> str:
    """Return text of a document on one line and without marks, so that it mentions nothing."""
    return " ".join(text.translate(_MARKS).split())


def plain(sentence: str) -> str:
    """Return a sentence for a terminal: names between backticks, and only spaces that every font has."""
    return say(sentence).replace(THIN, " ").replace(FIXED, " ")


def pieces(sentence: str) -> Iterator[tuple[str, Ref | None]]:
    """Yield the parts of a sentence: words, or the object that is mentioned."""
    for position, part in enumerate(_MENTION.split(sentence)):
        if position % 2:
            yield "", Ref(part)
        elif part:
            yield part, None


def say(sentence: str, name: Naming = quoted) -> str:
    """Return a sentence in which objects are called by `name`."""
    return _MENTION.sub(lambda found: name(Ref(found[1])), sentence)
