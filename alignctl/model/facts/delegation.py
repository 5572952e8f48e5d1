"""Facts about who stands in for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from alignctl.model.facts.fact import Fact
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation(Fact):
    """One per entry of `deputies`, future and ended ones too; place: the entry; key: to."""

    grantor: Ref
    to: str
    from_: date | None = None
    until: date | None = None
    ended: bool
    excess: tuple[str, ...]
    forbidden: tuple[Ref, ...]
    passed_on: bool
