"""Who acts on a day: the decider and the case go in; people, and the steps that led to them, come out (A1.6, A1.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from alignctl.analysis.authority.outcome import Outcome
from alignctl.model.axes import Segment
from alignctl.model.deputies import entrusted, stand_ins, within_limits
from alignctl.model.kinds import DecisionRight, Forum, Role
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence
from alignctl.model.quantity import Duration
from alignctl.model.recurrence import longest_gap
from alignctl.model.ref import Ref, name_of

DEFAULT_RESPONSE = Duration("2bd")


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder above the decider, with the time until it has answered."""

    seat: Ref
    within: Duration


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts: the seat that is reached and its people, for a forum its members' holders; nobody if all are away."""

    seat: Ref | None
    people: tuple[str, ...]
    forum: bool
    trace: tuple[Evidence, ...]


def ladder(org: Organisation, outcome: Outcome) -> tuple[Rung, ...]:
    """Return the rungs above the decider: those that a right names, else the chain of `escalatesTo`."""
    if outcome.decider is None:
        return ()
    own = [claim.right for claim in outcome.claims if claim.decide == outcome.decider and claim.right.escalation]
    if own:
        return tuple(Rung(step.to, _within(org, step.to, step.within)) for step in own[0].escalation)
    above = (seat for seat in dict.fromkeys(org.chain(outcome.decider)) if seat != outcome.decider)
    return tuple(Rung(seat, _within(org, seat, None)) for seat in above)


def _within(org: Organisation, seat: Ref, within: Duration | None) -> Duration:
    found = org.seat(seat)
    promised = within or (found.respond_within if found else None)
    if not isinstance(found, Forum):
        return promised or DEFAULT_RESPONSE
    gap = longest_gap(found.cadence, org.as_of)
    known = [span for span in (promised, Duration(f"{gap}d") if gap else None) if span]
    return max(known, key=lambda span: span.hours, default=DEFAULT_RESPONSE)


def acting(org: Organisation, outcome: Outcome, case: Mapping[str, Segment], proposer: str | None) -> Acting:
    """Return who acts for the decider, going up the ladder until somebody is there and allowed."""
    steps: list[Evidence] = []
    seats = () if outcome.decider is None else (outcome.decider, *(rung.seat for rung in ladder(org, outcome)))
    for seat in dict.fromkeys(seats):
        found = org.seat(seat)
        if isinstance(found, Forum):
            steps.append(Evidence(found.place, f"`{found.name}` decides as a body."))
            return Acting(seat, tuple(sorted(org.people(seat))), forum=True, trace=tuple(steps))
        if isinstance(found, Role):
            search = _Search(org, found, outcome, case, proposer)
            people = search.people()
            steps.extend(search.steps)
            if people:
                return Acting(seat, people, forum=False, trace=tuple(steps))
    return Acting(None, (), forum=False, trace=tuple(steps))


class _Search:
    """One role's people for one case; `steps` tells why each is taken or passed over."""

    def __init__(
        self, org: Organisation, role: Role, outcome: Outcome, case: Mapping[str, Segment], proposer: str | None
    ) -> None:
        self.org = org
        self.role = role
        self.rights = tuple(claim.right for claim in outcome.claims if claim.decide == outcome.decider)
        self.case = case
        self.barred = proposer if proposer and any(_apart(right, role.ref) for right in self.rights) else None
        self.steps: list[Evidence] = []

    def people(self) -> tuple[str, ...]:
        there = [person for person in self._present() if person != self.barred]
        acting = list(self._deputies(only_concurrent=bool(there)))
        return tuple(dict.fromkeys([*there, *acting]))

    def _present(self) -> tuple[str, ...]:
        role, present = self.role, self.org.present(self.role)
        if not role.holders:
            self._say(f"`{role.name}` is vacant.", "holders")
        for number, absence in enumerate(role.unavailable):
            if absence.holder in role.holders and absence.from_ <= self.org.as_of <= absence.until:
                self._say(f"{absence.holder} is away until {absence.until}.", "unavailable", number)
        for person in present:
            self._say(f"{person} holds `{role.name}`{self._bar(person)}.", "holders", role.holders.index(person))
        return present

    def _deputies(self, *, only_concurrent: bool) -> Iterator[str]:
        waiting = not only_concurrent
        for number, deputy in enumerate(self.role.deputies):
            if not (waiting or deputy.concurrent):
                continue
            refusal = self._refusal(number)
            people = [p for p in stand_ins(self.org, self.role, deputy) if p != self.barred] if not refusal else []
            if not people:
                why = refusal or "is not there or may not decide what he or she proposed"
                self._say(
                    f"{name_of(deputy.to) or deputy.to}, a deputy of `{self.role.name}`, {why}.", "deputies", number
                )
                continue
            end = f" until {deputy.until}" if deputy.until else ""
            self._say(f"{' and '.join(people)} stands in for `{self.role.name}`{end}.", "deputies", number)
            waiting = False
            yield from people

    def _refusal(self, number: int) -> str:
        deputy = self.role.deputies[number]
        if deputy.from_ and self.org.as_of < deputy.from_:
            return f"acts only from {deputy.from_}"
        if deputy.until and deputy.until < self.org.as_of:
            return f"acted only until {deputy.until}"
        if not any(entrusted(deputy, right) for right in self.rights):
            return "has not been given this right, or it may not be delegated"
        return "" if within_limits(deputy, self.case) else "has a limit that excludes this case"

    def _bar(self, person: str) -> str:
        return ", but proposed it and may not decide it as well" if person == self.barred else ""

    def _say(self, text: str, *steps: str | int) -> None:
        self.steps.append(Evidence(self.role.locate(*steps), text))


def _apart(right: DecisionRight, seat: Ref) -> bool:
    """Tell whether a right keeps its proposer apart from its decider, or from the seat that would decide."""
    return any("proposer" in pair and {"decider", seat} & set(pair) for pair in right.sod)
