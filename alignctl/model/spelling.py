"""Words and values of documents go in; how sentences say them comes out."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from alignctl.model.quantity import Duration
from alignctl.model.ranges import grouped
from alignctl.model.ref import name_of

SPELT = {
    "c-suite": "C-suite",
    "cross-cutting": "cross-cutting",
    "evp": "EVP",
    "svp": "SVP",
    "vp": "VP",
}
"""Words that are spelt otherwise than with spaces for hyphens."""
NOUNS = {"Cycle": "planning cycle", "Domain": "subject", "IncentivePlan": "pay plan"}
"""What people call a kind, where that is not its own name."""


def spelt(slug: str) -> str:
    """Return a slug as words.

    >>> spelt("annual-cost"), spelt("vp"), spelt("c-suite")
    ('annual cost', 'VP', 'C-suite')
    """
    return SPELT.get(slug) or slug.replace("-", " ").replace("_", " ")


def noun(kind: str) -> str:
    """Return what people call a kind of object.

    >>> noun("DecisionRight"), noun("IncentivePlan")
    ('decision right', 'pay plan')
    """
    return NOUNS.get(kind) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).lower()


def said(value: Any) -> str:
    """Return one value in words; an object by its name between backticks, a sentence between quotation marks.

    >>> said(True), said(Decimal("25000")), said(Duration("2bd")), said("role:cfo"), said("The shop.")
    ('yes', '25 000', '2 working days', '`cfo`', '“The shop.”')
    """
    match value:
        case None | bool():
            text = "nothing" if value is None else "yes" if value else "no"
        case Decimal() | int():
            text = grouped(Decimal(value))
        case Duration():
            text = value.words
        case str() if " " in value:
            text = f"“{value}”"
        case str() if ":" in value:
            text = f"`{name_of(value)}`"
        case _:
            text = str(value)
    return text
