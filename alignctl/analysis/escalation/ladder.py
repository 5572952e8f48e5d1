"""The ladder of a disputed case: a claim goes in; its rungs, how they end and how long they take come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from alignctl.analysis.escalation.wait import Clock, Step, stated
from alignctl.model.claim import Claim
from alignctl.model.kinds import Forum, Role
from alignctl.model.organisation import Organisation
from alignctl.model.quantity import Duration
from alignctl.model.ref import Ref

Written = tuple[Ref, Duration | None]
"""A rung and the time that an `escalation` list gives it."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """Who is asked in turn; `end` is final, deadEnd or loop, `last` the seat where it ends or the first that repeats.

    `steps` are the seats as they are written, the decider first; of `decider` and `rungs` those that follow each other
    and lead to the same single person that day are one, under the name of the highest, with the longer time. Where
    nobody is there, a seat leads to the next.
    """

    steps: tuple[Step, ...]
    decider: Step
    rungs: tuple[Step, ...]
    end: str
    last: Ref

    @property
    def waits(self) -> tuple[Duration, ...]:
        """Return how long each seat takes in the worst case, the decider first."""
        return tuple(one.wait for one in (self.decider, *self.rungs))

    @property
    def worst(self) -> Decimal:
        """Return the worst case in hours, decider included."""
        return sum((wait.hours for wait in self.waits), Decimal(0))

    @property
    def disputed(self) -> Decimal:
        """Return how long a dispute takes in hours, from the decision on: the decider's own time is no part of it."""
        return sum((one.wait.hours for one in self.rungs), Decimal(0))

    def path(self, org: Organisation) -> str:
        """Return the ladder in words."""
        return self._path(org, self.decider.words())

    def dispute(self, org: Organisation) -> str:
        """Return the ladder in words, from the decision on: without the time that it took."""
        return self._path(org, "")

    def _path(self, org: Organisation, decided: str) -> str:
        parts = [f"{_title(org, one.seat)}{one.words()}" for one in self.rungs]
        back = [_title(org, self.last)] if self.end == "loop" else []
        return " -> ".join([_title(org, self.decider.seat) + decided, *parts, *back])

    def reasons(self, org: Organisation) -> Iterator[tuple[Role | Forum, str]]:
        """Yield each seat that is asked, with what its document says."""
        for one in self.steps:
            if seat := org.seat(one.seat):
                final = ", and is final" if seat.final else ""
                yield seat, f"{stated(seat)}{final}"


def ladder(clock: Clock, claim: Claim) -> Ladder | None:
    """Return the ladder of a case: the right's `escalation` list, else the `escalatesTo` of the decider and so on.

    It ends at the first final seat, at the first seat that repeats, or where nothing follows. A loop inside one merged
    rung is a dead end: one person would ask himself. None where a seat does not exist or is out of its dates: that is
    a broken reference, told as such, and no ladder can be known.
    """
    org = clock.org
    asked: list[Written] = []
    seen: set[Ref] = set()
    end = "deadEnd"
    for seat, within in _written(org, claim):
        if org.seat(seat) is None:
            if _broken(org, seat):
                return None
            break
        repeats = seat in seen
        seen.add(seat)
        asked.append((seat, within))
        if repeats or (org.final(seat) and (len(asked) > 1 or not claim.right.escalation)):
            end = "loop" if repeats else "final"
            break
    return _ladder(clock, claim, asked or [(claim.decide, None)], end)


def _written(org: Organisation, claim: Claim) -> Iterator[Written]:
    """Yield the decider and who follows as written, without an end where it goes round."""
    yield claim.decide, None
    if claim.right.escalation:
        yield from ((rung.to, rung.within) for rung in claim.right.escalation)
        return
    found = org.seat(claim.decide)
    while found and not found.final and found.escalates_to:
        yield found.escalates_to, None
        found = org.seat(found.escalates_to)


def _broken(org: Organisation, seat: Ref) -> bool:
    found = org.model.find(seat)
    return found is None or (found.metadata.status == "active" and not found.active(org.as_of))


def _ladder(clock: Clock, claim: Claim, asked: list[Written], end: str) -> Ladder:
    steps = [clock.step(seat, within, claim.sla if not place else None) for place, (seat, within) in enumerate(asked)]
    groups = _groups(steps)
    last = steps[-1].seat
    if end == "loop":
        circle = groups[-1][:-1]
        end = "deadEnd" if any(one.seat == last for one in circle) else "loop"
        groups = [*groups[:-1], circle] if circle else groups[:-1]
        steps = steps[:-1]
    merged = _merge(groups[0])
    decider = merged if merged.seat == claim.decide else replace(merged, seat=claim.decide)
    rungs = tuple(_merge(group) for group in groups[1:])
    return Ladder(tuple(steps), decider, rungs, end, steps[-1].seat if end == "deadEnd" else last)


def _groups(steps: list[Step]) -> list[list[Step]]:
    """Put together what follows each other and leads to the same single person; a vacant seat leads to the next."""
    found = [steps[:1]]
    for one in steps[1:]:
        before = found[-1][-1]
        if before.vacant or (one.alone and one.alone == before.alone):
            found[-1].append(one)
        else:
            found.append([one])
    return found


def _merge(group: list[Step]) -> Step:
    if len(group) == 1:
        return group[0]
    slowest = max(group, key=lambda one: one.wait.hours)
    return replace(
        slowest, seat=group[-1].seat, within=max((one.within for one in group), key=lambda within: within.hours)
    )


def _title(org: Organisation, seat: Ref) -> str:
    found = org.model.find(seat)
    return found.title if found else seat
