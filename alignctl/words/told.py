"""One thing that changed in a document, as sentences tell it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that changed: the sentence, and what it is about before and after, empty where it was not there.

    In all of them objects stand as mentions (`alignctl.words.mentions`).
    """

    about: str
    before: str
    after: str
    sentence: str
