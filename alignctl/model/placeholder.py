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

# What stands for a person who is not known, after hyphens, dots and underscores have become spaces.
_NOBODY = re.compile(
    r"nobody|no ?one|some ?(one|body)|any ?(one|body)|vacan(t|cy)|unassigned|unstaffed|unfilled|dummy|username|no ?name"
    r"|open (position|post|role)|(new|next|future) hire"
    r"|to be (hired|named|appointed|recruited|found|filled)"
    r"|(no|not) (yet )?(nick|name|handle|user|email|lead|owner|holder|person)?"
    r"( ?(supplied|given|known|yet|available|assigned))?"
)
_MANY = re.compile(
    r"(.* )?(team|squad|group|department|dept|committee|crew|staff|everyone|everybody|colleagues|leads|heads|managers)"
    r"|all( .*)?|.+ (and|or) .+|(team|squad|group|department|committee) .*"
)


def is_nobody(handle: str) -> bool:
    """Tell whether a handle names no person: a placeholder, "nobody", "vacant", "to-be-hired", "no-nick-supplied".

    >>> [is_nobody(handle) for handle in ("tbd", "n-a", "unknown2", "no-nick-supplied", "noname", "nora", "4711")]
    [True, True, True, True, True, False, False]
    """
    words = _spaced(handle)
    return is_placeholder(words) or words == "n a" or _NOBODY.fullmatch(words) is not None


def is_crowd(handle: str) -> bool:
    """Tell whether one handle stands for several people: "sales-team", "everyone", "ann-and-bob".

    >>> [is_crowd(handle) for handle in ("sales-team", "all", "ann-and-bob", "allan", "teamer", "ann.land")]
    [True, True, True, False, False, False]
    """
    return _MANY.fullmatch(_spaced(handle)) is not None


def _spaced(handle: str) -> str:
    """Return a handle as words, without a number behind them: `tbd-2` is a second `tbd`."""
    words = re.sub(r"[-._]+", " ", handle.casefold())
    return words.rstrip("0123456789 ") or words


def is_placeholder(text: str) -> bool:
    """Tell whether a text as a whole says nothing: blank, "TBD", "n/a", "to be defined", "???".

    >>> [is_placeholder(text) for text in ("TBD", " to be defined. ", "-", "signed orders")]
    [True, True, True, False]
    """
    words = " ".join(text[:LONGEST].casefold().split())
    return len(text) < LONGEST and _PLACEHOLDER.fullmatch(words) is not None
