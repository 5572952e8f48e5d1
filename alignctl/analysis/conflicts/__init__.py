"""Which goals pull apart: stakes and effects go in, tensions, unit pairs and what precedence settles come out."""

from __future__ import annotations

from alignctl.analysis.conflicts.arbiters import arbiters
from alignctl.analysis.conflicts.grouping import by_cause, conflict_facts
from alignctl.analysis.conflicts.meetings import Meetings
from alignctl.analysis.conflicts.pairs import unit_pairs
from alignctl.analysis.conflicts.rules import coverage, precedence_rules
from alignctl.analysis.conflicts.tensions import Telling
from alignctl.model.facts import Arbiter, Conflict, Coverage, Effect, PrecedenceRule, Stake, Tension, UnitPair
from alignctl.model.organisation import Organisation


def conflicts(
    org: Organisation, stakes: tuple[Stake, ...], effects: tuple[Effect, ...]
) -> tuple[Tension | Conflict | UnitPair | Arbiter | Coverage | PrecedenceRule, ...]:
    """Return every pair of units that meets on a metric, a path or a lever, whether they pull apart or together.

    Goals whose success lowers the chance of the other's are the divergences of KAOS (van Lamsweerde et al. 1998) and
    the negative contributions of i* and GRL. Worked example: Marketing is paid 60% on `campaigns` up, which raises
    `response-time` (medium), which Sales is paid 30% to push down: opposed, heat .5 x sqrt(.6 x .3) = .212, a warning;
    an info once a precedence rule puts one of the metrics over the other.
    """
    telling = Telling(org)
    clashes = Meetings(org, stakes, effects).hottest()
    tensions, groups = by_cause((clash, telling.tension(clash)) for clash in clashes)
    told = tuple(zip(clashes, tensions, strict=True))
    found = tuple(conflict_facts(org, groups))
    pairs = tuple(unit_pairs(org, tensions))
    return (
        *tensions,
        *found,
        *pairs,
        *arbiters(org, pairs),
        *coverage(org, found),
        *precedence_rules(org, told),
    )
