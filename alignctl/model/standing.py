"""Precedence at one place: a domain goes in; which rules stand there, and instead of which others, comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from alignctl.model.kinds import Domain, Metric, Objective, Precedence
from alignctl.model.organisation import Organisation
from alignctl.model.precedence import Order
from alignctl.model.ref import Ref, kind_of


@dataclass(frozen=True, slots=True)
class Standing:
    """What a rule says at a place, as far as no nearer rule says otherwise.

    `orders` is its whole order, or where only some pairs of it stand each of these, the winner first.
    """

    rule: Precedence
    orders: tuple[tuple[Ref, ...], ...]
    instead_of: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """Which of two sides wins at a place, by which rules; `winner` is None where no rule, or each side's, says so."""

    winner: Ref | None
    rules: tuple[Ref, ...]
    instead_of: tuple[Ref, ...]


def standing(org: Organisation, scope: Ref | None) -> tuple[Standing, ...]:
    """Return the rules that stand in a domain (None: in the whole company), the nearest first."""
    order = Order.at(org, scope)
    lineage: tuple[Ref | None, ...] = (*(org.domains.lineage(scope) if scope else ()), None)
    rules = (rule for level in lineage for rule in org.precedence.get(level, ()))
    found = ((rule, tuple(_standing_pairs(order, rule))) for rule in rules)
    return tuple(
        Standing(rule, (rule.order,) if len(pairs) == _number(rule) else pairs, overridden(org, rule))
        for rule, pairs in found
        if pairs
    )


def overridden(org: Organisation, rule: Precedence) -> tuple[Ref, ...]:
    """Return the rules around the scope of a rule that put a pair of its members in the other order."""
    if rule.scope is None or rule.scope not in org.domains.parents:
        return ()
    above = next(iter(org.domains.lineage(rule.scope)[1:]), None)
    around, places = Order.at(org, above), org.standing(rule)
    found = set[Ref]()
    for pair, said in around.pairs.items():
        if said.winner and all(member in places for member in pair):
            loser = pair[1] if said.winner == pair[0] else pair[0]
            if places[loser] < places[said.winner]:
                found.update(said.rules)
    return tuple(sorted(found - {rule.ref}))


def ruling(org: Organisation, scope: Ref | None, first: Ref, second: Ref) -> Ruling:
    """Return which of two units, metrics, goals or domains wins in a domain, by all that rules may call them."""
    order = Order.at(org, scope)
    mine, theirs = frozenset(_names(org, first)), frozenset(_names(org, second))
    ours, others = mine - theirs, theirs - mine
    wins, loses = order.wins_any(ours, others), order.wins_any(others, ours)
    if bool(wins) == bool(loses):
        return Ruling(None, tuple(sorted({*wins, *loses})), ())
    rules = wins or loses
    known = (org.model.get(Precedence, rule) for rule in rules)
    instead = {other for rule in known if rule for other in overridden(org, rule)}
    return Ruling(first if wins else second, rules, tuple(sorted(instead)))


def home(org: Organisation, side: Ref) -> Ref | None:
    """Return the unit that answers for a side."""
    if kind_of(side) == "unit":
        return side
    if metric := org.model.get(Metric, side):
        return metric.owning_unit
    if objective := org.model.get(Objective, side):
        return next(iter(objective.owners), None)
    domain = org.model.get(Domain, side)
    return domain.owning_unit if domain else None


def _names(org: Organisation, side: Ref) -> Iterator[Ref]:
    """Yield all by which a rule may speak about a side: of a unit what it wants too, of a goal whose it is."""
    yield side
    if unit := home(org, side):
        yield from org.units.lineage(unit)
    if kind_of(side) == "domain":
        yield from org.domains.lineage(side)
    if kind_of(side) == "unit":
        yield from (metric.ref for metric in org.model.active(Metric, org.as_of) if metric.owning_unit == side)
        yield from (goal.ref for goal in org.model.active(Objective, org.as_of) if side in goal.owners)
    if goal := org.model.get(Objective, side):
        yield from (result.metric for result in goal.key_results)


def _standing_pairs(order: Order, rule: Precedence) -> Iterable[tuple[Ref, Ref]]:
    for first, second in combinations(dict.fromkeys(rule.order), 2):
        said = order.pairs.get((min(first, second), max(first, second)))
        if said and said.winner == first and rule.ref in said.rules:
            yield first, second


def _number(rule: Precedence) -> int:
    members = len(set(rule.order))
    return members * (members - 1) // 2
