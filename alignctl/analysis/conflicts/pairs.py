"""Where two units can settle what pulls them apart: open conflicts go in, arbiters and shared forums come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from alignctl.model.facts import Tension, UnitPair
from alignctl.model.kinds import Forum, IncentivePlan, Unit
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence
from alignctl.model.recurrence import longest_gap, longest_gap_in_months
from alignctl.model.ref import Ref


def unit_pairs(org: Organisation, tensions: Iterable[Tension]) -> Iterator[UnitPair]:
    """Yield one fact for each pair of units with an opposed tension (A3).

    The arbiter is the first seat on both leads' chains that is not of one side: nobody is a judge in their own cause.
    Where each is, the last arbiter settles it all the same. Worked example: the heads of Marketing and IT both
    escalate to the CEO, who is final: `settled_below` is false, unless a decision forum that is not final has members
    of both and is not ruled by one of them.
    """
    opposed: dict[tuple[Ref, ...], list[Tension]] = {}
    for tension in tensions:
        if tension.opposed:
            opposed.setdefault(tension.units, []).append(tension)
    forums = _Forums(org)
    for units in sorted(opposed):
        yield _pair(org, units, opposed[units], forums.shared(units))


class _Forums:
    """The forums in force, with the functions that sit in them and how long they can go without meeting."""

    def __init__(self, org: Organisation) -> None:
        self.org = org
        self.seated = [(forum, _functions(org, forum)) for forum in org.model.active(Forum, org.as_of)]

    def shared(self, units: tuple[Ref, ...]) -> list[Forum]:
        functions = {self.org.function(unit) for unit in units}
        return [forum for forum, seated in self.seated if functions <= seated]


def _functions(org: Organisation, forum: Forum) -> frozenset[Ref]:
    homes = (org.unit_of(member) for member in forum.members)
    return frozenset(org.function(home) for home in homes if home)


def _pair(org: Organisation, units: tuple[Ref, ...], tensions: list[Tension], forums: list[Forum]) -> UnitPair:
    still_open = [tension for tension in tensions if not tension.covered]
    hottest = max(still_open or tensions, key=lambda tension: (tension.raw_heat, tension.subjects))
    parties = _Parties.of(org, units, still_open or tensions)
    arbiter = _arbiter(org, parties, *units)
    bodies = tuple(forum.ref for forum in forums if parties.may_settle(forum))
    first = org.model.get(Unit, units[0])
    return UnitPair(
        subjects=units,
        place=first.place if first else hottest.place,
        evidence=(Evidence(hottest.place, hottest.clash),),
        units=units,
        open=len({tension.conflict for tension in still_open}),
        open_heat=max((tension.raw_heat for tension in still_open), default=0.0),
        arbiter=arbiter,
        settled_below=(arbiter is not None and not org.final(arbiter)) or bool(bodies),
        bodies=bodies,
        forums=tuple(forum.ref for forum in forums),
        forum_gap_days=_least(longest_gap(forum.cadence, org.as_of) for forum in forums),
        forum_gap_months=_least(longest_gap_in_months(forum.cadence, org.as_of) for forum in forums),
    )


@dataclass(frozen=True, slots=True)
class _Parties:
    """The people behind each of two units that disagree: its lead, and those who are paid for what it wants."""

    org: Organisation
    one: frozenset[str]
    other: frozenset[str]

    @classmethod
    def of(cls, org: Organisation, units: tuple[Ref, ...], tensions: Iterable[Tension]) -> _Parties:
        sides = [side for tension in tensions for side in tension.sides]
        one, other = (_behind(org, unit, [side.source for side in sides if side.unit == unit]) for unit in units)
        return cls(org, one, other)

    def includes(self, seat: Ref) -> bool:
        """Tell whether a role is held by somebody of one side alone; who is on both, or a body, can weigh them."""
        people = self.org.people(seat)
        one_sided = bool(people & self.one) != bool(people & self.other)
        return one_sided and not isinstance(self.org.seat(seat), Forum)

    def may_settle(self, forum: Forum) -> bool:
        """Tell whether a body below the top decides, and not by the word of a chair who is a party."""
        ruled = forum.decision_rule == "chair" and forum.chair is not None and self.includes(forum.chair)
        return bool(forum.decision_rule) and not forum.final and not ruled


def _behind(org: Organisation, unit: Ref, sources: Iterable[Ref]) -> frozenset[str]:
    lead = org.lead(unit)
    plans = (org.model.get(IncentivePlan, source) for source in sources)
    paid = (role for plan in plans if plan for role in plan.roles)
    return frozenset().union(*(org.people(seat) for seat in (*((lead,) if lead else ()), *paid)))


def _arbiter(org: Organisation, parties: _Parties, one: Ref, other: Ref) -> Ref | None:
    """Return the first seat on the chains of both leads that is no party, else the last arbiter that is on both."""
    reach = [org.chain(lead) if (lead := org.lead(unit)) else () for unit in (one, other)]
    common = [seat for seat in reach[0] if seat in reach[1]]
    neutral = next((seat for seat in common if not parties.includes(seat)), None)
    return neutral or next((seat for seat in common if org.final(seat)), None)


def _least(gaps: Iterable[int | None]) -> int | None:
    """Return the gap of the forum that meets most often."""
    return min((gap for gap in gaps if gap is not None), default=None)
