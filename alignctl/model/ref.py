"""References: the text `kind:name`, kind in lower case, as one type."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NewType

Ref = NewType("Ref", str)


def ref(kind: str, name: str) -> Ref:
    """Return the reference to `name` of `kind`."""
    return Ref(f"{kind.lower()}:{name}")


def kind_of(reference: str) -> str:
    """Return the lower-case kind of `kind:name`."""
    return reference.partition(":")[0]


def name_of(reference: str) -> str:
    """Return the name of `kind:name`."""
    return reference.partition(":")[2]


def closest(word: str, known: Iterable[str]) -> str:
    """Return the known word that `word` most likely means, or an empty text.

    >>> closest("marketting", ["marketing", "sales"])
    'marketing'
    """
    near = get_close_matches(word.lower(), sorted(known), n=1, cutoff=0.6)
    return near[0] if near else ""
