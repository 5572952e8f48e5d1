"""Facts about which findings are excused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from alignctl.model.facts.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption(Fact):
    """One per waiver document or ignore comment that has begun, ended ones too; place: it; key: rule and pointer.

    `span_days` counts from its first day, or from today where none is given; `ran`: its rule was run, or is unknown.
    """

    of: str
    rule: str
    reasoned: bool
    until: date | None = None
    span_days: int
    ended: bool
    matches: int
    entitled: bool
    own: bool
    waivable: bool
    ran: bool
