"""Who acts on a day: the decider and the case go in; people, and the steps that led to them, come out (A1.6, A1.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from alignctl.analysis.authority.outcome import Outcome
from alignctl.model.axes import Segment
from alignctl.model.deputies import entrusted, within_limits
from alignctl.model.kinds import DecisionRight, Forum, Role
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence
from alignctl.model.quantity import Duration
from alignctl.model.recurrence import longest_gap
from alignctl.model.ref import Ref, kind_of, name_of

DEFAULT_RESPONSE = Duration("2bd")


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder above the decider: the time until it has answered, and who is there to answer."""

    seat: Ref
    within: Duration
    people: tuple[str, ...] = ()
    forum: bool = False


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
        return tuple(Rung(step.to, within(org, step.to, step.within)) for step in own[0].escalation)
    above = (seat for seat in dict.fromkeys(org.chain(outcome.decider)) if seat != outcome.decider)
    return tuple(Rung(seat, within(org, seat, None)) for seat in above)


def disputed(org: Organisation, outcome: Outcome, case: Mapping[str, Segment], decided: Acting) -> tuple[Rung, ...]:
    """Return who is asked in turn if a decision is disputed, from the first who has not decided it.

    A rung below the seat that decides, one where nobody is there, and one whose people have all decided already are
    passed over. Rungs that follow each other and lead to the same people are one: the higher, with the longer time.
    """
    rungs = ladder(org, outcome)
    reached = next((place for place, rung in enumerate(rungs, 1) if rung.seat == decided.seat), 0)
    found: list[Rung] = []
    for rung in rungs[reached:]:
        there = _there(org, rung, outcome, case)
        if not there.people or set(there.people) <= set(decided.people):
            continue
        if found and set(found[-1].people) == set(there.people):
            slower = max(found.pop(), there, key=lambda one: one.within.hours)
            there = replace(there, within=slower.within)
        found.append(there)
    return tuple(found)


def _there(org: Organisation, rung: Rung, outcome: Outcome, case: Mapping[str, Segment]) -> Rung:
    found = org.seat(rung.seat)
    if isinstance(found, Role):
        return replace(rung, people=_Search(org, found, outcome, case, None).people())
    return replace(rung, people=tuple(sorted(org.people(rung.seat))), forum=isinstance(found, Forum))


def approvers(org: Organisation, outcome: Outcome, case: Mapping[str, Segment], party: Ref) -> tuple[str, ...]:
    """Return who can give the approval of a party that day: of a unit its lead, of a forum its members."""
    seat = org.lead(party) if kind_of(party) == "unit" else party
    found = org.seat(seat) if seat else None
    if isinstance(found, Forum):
        return tuple(sorted(org.people(found.ref)))
    return _Search(org, found, outcome, case, None).people() if found else ()


def within(org: Organisation, seat: Ref, promise: Duration | None) -> Duration:
    """Return how long a seat has to answer: as promised, else as it says itself, else 2bd; a forum at least its gap."""
    found = org.seat(seat)
    promised = promise or (found.respond_within if found else None)
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
        held = self.org.holders(role)
        if not held:
            self._say(f"`{role.name}` is vacant.", "holders")
        for person in held:
            if absence := self.org.away(person):
                self.steps.append(Evidence(absence.place, f"{person} is away until {absence.ends}."))
        for person in present:
            self._say(f"{person} holds `{role.name}`{self._bar(person)}.", "holders", role.holders.index(person))
        return present

    def _deputies(self, *, only_concurrent: bool) -> Iterator[str]:
        waiting = not only_concurrent
        for number, deputy in enumerate(self.role.deputies):
            if not (waiting or deputy.concurrent):
                continue
            refusal = self._refusal(number)
            people = [p for p in self.org.standing_in(deputy) if p != self.barred] if not refusal else []
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
