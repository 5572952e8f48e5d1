"""A case and perhaps two sides go in; what takes precedence there, and who settles a dispute by when, comes out."""

from __future__ import annotations

from alignctl.analysis.authority import Answer
from alignctl.analysis.pipeline import only
from alignctl.cli.lookup import the_one
from alignctl.model.entity import Entity
from alignctl.model.facts import Conflict, UnitPair
from alignctl.model.kinds import Domain, Metric, Objective, Unit
from alignctl.model.quantity import total
from alignctl.model.ref import Ref
from alignctl.model.standing import home, ruling, standing
from alignctl.policy.state import State
from alignctl.report.standing import Dispute, Ground

SIDES: tuple[type[Entity], ...] = (Unit, Metric, Objective, Domain)


def ground(state: State, domains: tuple[Ref, ...], answer: Answer, sides: tuple[str, ...]) -> Ground:
    """Return what takes precedence where a case is decided; of several domains in the nearest one above all."""
    org = state.org
    scope = org.domains.common(domains)
    lineage = org.domains.lineage(scope) if scope else ()
    conflicts = only(Conflict, state.facts) if any(one in org.precedence for one in lineage) else ()
    here = tuple(one for one in conflicts if any(rule.scope in lineage for rule in one.exceptions))
    dispute = _dispute(state, scope, answer, sides) if sides else None
    return Ground(scope, standing(org, scope), here, dispute)


def _dispute(state: State, scope: Ref | None, answer: Answer, sides: tuple[str, ...]) -> Dispute:
    first, second = (_side(state, name) for name in sides)
    org = state.org
    homes = frozenset(unit for side in (first, second) if (unit := home(org, side)))
    pairs = (pair for pair in only(UnitPair, state.facts) if frozenset(pair.units) == homes)
    arbiter = next((pair.arbiter for pair in pairs), None)
    one = (answer.regions or (answer,))[0]
    ladder = [rung.seat for rung in one.escalation]
    settles = arbiter or (ladder[-1] if ladder else one.decider)
    people = tuple(sorted(org.people(settles))) if settles else ()
    return Dispute((first, second), ruling(org, scope, first, second), settles, people, _by(one, settles))


def _by(answer: Answer, settles: Ref | None) -> str:
    """Return by when a seat has settled a dispute about a case: all steps of its ladder up to that seat."""
    seats = [rung.seat for rung in answer.escalation]
    if settles in seats:
        return f"within {total(rung.within for rung in answer.escalation[: seats.index(settles) + 1]).words}"
    if settles == answer.decider and answer.sla:
        return f"within {answer.sla.words}"
    return "with no time set"


def _side(state: State, name: str) -> Ref:
    """Return the unit, metric, goal or subject that is called so; raises UsageError where none is, or several are."""
    there = [entity for kind in SIDES for entity in state.loaded.model.all(kind)]
    return the_one(there, name.replace("/", ":", 1), "unit, metric, objective or domain").ref
