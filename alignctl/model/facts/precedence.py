"""Facts about what wins."""

from __future__ import annotations

from dataclasses import dataclass

from alignctl.model.facts.fact import Fact
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference(Fact):
    """One per unordered pair with an effective rule, at the highest scope where it reads so; key: scope."""

    scope: str
    first: Ref
    second: Ref
    rules: tuple[Ref, ...]
    winner: Ref | None = None
    contradicted: bool
