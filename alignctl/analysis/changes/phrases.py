"""Names and lists of names go in; the words in which the sentences about changes show them come out."""

from __future__ import annotations

from collections.abc import Sequence

from alignctl.model.quantity import Duration
from alignctl.model.ref import name_of


def quoted(reference: str) -> str:
    """Return the name of a reference as sentences show it."""
    return f"`{name_of(reference) or reference}`"


def listed(names: Sequence[str], none: str = "nobody") -> str:
    """Return names in a row.

    >>> listed(["`a`", "`b`", "`c`"])
    '`a`, `b` and `c`'
    """
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:]))) or none


def lasting(span: Duration | None, none: str = "no limit") -> str:
    """Return a duration in words.

    >>> lasting(Duration("2bd")), lasting(Duration("1w")), lasting(None)
    ('2 working days', '1 week', 'no limit')
    """
    return span.words if span else none
