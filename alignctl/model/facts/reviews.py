"""Facts about who met, and who did not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from alignctl.model.facts.fact import Fact
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class CadenceFact(Fact):
    """One per forum or objective with a cadence."""

    KIND: ClassVar[str] = "Cadence"

    of: Ref
    kind: str
    expected: int
    held: int
    adherence: float
    recorded: bool
    overdue_days: int
    overdue_since: date | None = None
    miss_run: int
    last: date | None = None
    next: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes(Fact):
    """One for the company, if a forum should have met by now; silent: the forums without a single record."""

    company: Ref
    forums: int
    silent: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Fact):
    """One per review record of the last 365 days."""

    review: Ref
    forum: Ref
    on: date
    present: int
    quorum: int
    quorate: bool
    absent_units: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Charter(Fact):
    """One per forum."""

    forum: Ref
    missing: tuple[str, ...]
