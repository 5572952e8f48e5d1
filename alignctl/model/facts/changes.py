"""Facts about what a change means."""

from __future__ import annotations

from dataclasses import dataclass

from alignctl.model.facts.fact import Fact
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Fact):
    """One per changed thing between base and head, `able`: who can give what is missing; key: what, action, whom."""

    what: str
    of: Ref
    region: str
    base: str
    head: str
    sentence: str
    required: tuple[str, ...]
    missing: tuple[str, ...]
    able: tuple[str, ...]
    awaited: str
    asked: tuple[str, ...]
    waiting: tuple[str, ...]
    author: str
    author_gains: bool
    independent: bool
    mid_cycle: bool
    retroactive: bool
    closed_record: bool
    loosened: bool
