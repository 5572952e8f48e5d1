"""Where two units can settle what pulls them apart: open conflicts go in, arbiters and shared forums come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alignctl.model.facts import Tension, UnitPair
from alignctl.model.kinds import Forum, Unit
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence
from alignctl.model.recurrence import longest_gap
from alignctl.model.ref import Ref


def unit_pairs(org: Organisation, tensions: Iterable[Tension]) -> Iterator[UnitPair]:
    """Yield one fact for each pair of units with an opposed tension (A3).

    The arbiter is the first seat on both leads' chains. Worked example: the heads of Marketing and IT both escalate to
    the CEO, who is final: `settled_below` is false, unless a decision forum that is not final has members of both.
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
    arbiter = _arbiter(org, *units)
    below = arbiter is not None and not org.final(arbiter)
    first = org.model.get(Unit, units[0])
    return UnitPair(
        subjects=units,
        place=first.place if first else hottest.place,
        evidence=(Evidence(hottest.place, hottest.clash),),
        units=units,
        open=len({tension.conflict for tension in still_open}),
        open_heat=max((tension.raw_heat for tension in still_open), default=0.0),
        arbiter=arbiter,
        settled_below=below or any(forum.decision_rule and not forum.final for forum in forums),
        forums=tuple(forum.ref for forum in forums),
        forum_gap_days=_gap(org, forums),
    )


def _arbiter(org: Organisation, one: Ref, other: Ref) -> Ref | None:
    """Return the first seat that is on the chains of both leads."""
    reach = [org.chain(lead) if (lead := org.lead(unit)) else () for unit in (one, other)]
    return next((seat for seat in reach[0] if seat in reach[1]), None)


def _gap(org: Organisation, forums: list[Forum]) -> int | None:
    gaps = (longest_gap(forum.cadence, org.as_of) for forum in forums)
    return min((gap for gap in gaps if gap is not None), default=None)
