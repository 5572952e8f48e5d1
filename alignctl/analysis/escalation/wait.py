"""How long a seat may take: a role or forum and what is written go in, hours and the reason come out."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal

from alignctl.model.kinds import Forum, Role
from alignctl.model.organisation import Organisation
from alignctl.model.quantity import Duration
from alignctl.model.recurrence import YEAR, longest_gap
from alignctl.model.ref import Ref

ROLE_DEFAULT = Duration("2bd")


@dataclass(frozen=True, slots=True)
class Step:
    """One seat of a ladder: `within` is promised and `wait` the worst case.

    `known` tells whether the wait follows from what is written, a promise or days of meetings. `gap` is the longest
    time in days between two meetings where that is the worst case, else None. `alone` is the only person who is there
    that day, a deputy included, or empty; `vacant` says that nobody is.
    """

    seat: Ref
    within: Duration
    wait: Duration
    known: bool
    gap: int | None
    alone: str
    vacant: bool = False

    def words(self) -> str:
        """Return what is waited for, to follow the name of the seat."""
        if self.gap is None:
            return f" {self.wait.words}"
        rare = self.gap >= YEAR
        return f", which {'meets less than twice a year' if rare else f'can go {self.gap} days without meeting'}"


@dataclass(frozen=True, slots=True)
class Clock:
    """How long the seats of an organisation may take; what was found once is kept, since ladders share their rungs."""

    org: Organisation
    known: dict[tuple[Ref, Duration | None, Duration | None], Step] = field(default_factory=dict)

    def step(self, seat: Ref, within: Duration | None, sla: Duration | None = None) -> Step:
        """Return the time of a seat: the decider's `sla`, else what is written or 2bd; of a forum at least its gap.

        A forum that is not known to meet twice in the coming year counts as meeting once in 365 days.
        """
        key = seat, within, sla
        if key not in self.known:
            self.known[key] = self._step(seat, within, sla)
        return self.known[key]

    def _step(self, seat: Ref, within: Duration | None, sla: Duration | None) -> Step:
        found = self.org.seat(seat)
        people = self.org.there(seat)
        alone, vacant = (next(iter(people)) if len(people) == 1 else ""), not people
        written = sla or within or (found.respond_within if found else None)
        if sla or not isinstance(found, Forum):
            promised = written or ROLE_DEFAULT
            return Step(seat, promised, promised, written is not None, None, alone, vacant)
        planned = longest_gap(found.cadence, self.org.as_of)
        gap = planned or YEAR
        meets = Duration(f"{gap}d")
        promised = written or meets
        if promised.hours > meets.hours:
            return Step(seat, promised, promised, known=True, gap=None, alone=alone, vacant=vacant)
        return Step(seat, promised, meets, planned is not None, gap, alone, vacant)


def forum_gap(org: Organisation, forum: Forum) -> int:
    """Return the most days that a forum can go without meeting."""
    return longest_gap(forum.cadence, org.as_of) or YEAR


def days(hours: Decimal) -> Decimal:
    """Return hours as days with one decimal."""
    return (hours / 24).quantize(Decimal("0.1"), ROUND_HALF_EVEN)


def stated(seat: Role | Forum) -> str:
    """Return when a seat answers, as it is written."""
    if seat.respond_within:
        return f"answers within {seat.respond_within.words}"
    return "does not say how fast it answers"
