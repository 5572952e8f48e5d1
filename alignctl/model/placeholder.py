"""Words, and a day, that stand where something is still to be said: text goes in, whether it is one comes out."""

from __future__ import annotations

import re
from datetime import date

LONGEST = 80
NEVER = date.max  # stands where a day is still to be said
_PLACEHOLDER = re.compile(
    r"(tbd|tba|tbc|todo|to do|fixme|xxx+|n/?a|n\.a\.|none|not applicable|pending|unknown|placeholder|lorem ipsum"
    r"|(to be|yet to be|still to be) (defined|determined|decided|done|confirmed|agreed|announced|filled in)"
    r"|[-_.?\u2026\u2013\u2014 ]*)[.!:]*"
)


def is_placeholder(text: str) -> bool:
    """Tell whether a text as a whole says nothing: blank, "TBD", "n/a", "to be defined", "???".

    >>> [is_placeholder(text) for text in ("TBD", " to be defined. ", "-", "signed orders")]
    [True, True, True, False]
    """
    words = " ".join(text[:LONGEST].casefold().split())
    return len(text) < LONGEST and _PLACEHOLDER.fullmatch(words) is not None
