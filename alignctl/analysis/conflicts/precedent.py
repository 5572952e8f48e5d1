"""What a precedence rule settles: two stakes go in, the rules by which one wins over the other come out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from alignctl.analysis.conflicts.clash import Clash
from alignctl.model.facts import Stake
from alignctl.model.facts.conflicts import Elsewhere
from alignctl.model.kinds import Initiative, Precedence
from alignctl.model.organisation import Organisation
from alignctl.model.precedence import Order
from alignctl.model.pull import goals_that_count, plans_that_count, pulls_of_objective, pulls_of_plan
from alignctl.model.ref import Ref

Wish = tuple[Ref, Ref, str]


@dataclass(frozen=True, slots=True)
class Settled:
    """The unit that wins, and the rules that say so."""

    winner: Ref
    rules: tuple[Ref, ...]


class Precedent:
    """The precedence of one model; `also` are rules taken as if they were in force."""

    def __init__(
        self,
        org: Organisation,
        also: tuple[Precedence, ...] = (),
        objectives: Mapping[Wish, frozenset[Ref]] | None = None,
    ) -> None:
        """Find out which objectives each unit pursues by which metric, unless that is known."""
        self.org = org
        self.also = also
        self.orders: dict[Ref | None, Order] = {}
        self.named: dict[Ref | None, frozenset[Ref]] = {}
        self.objectives = _objectives(org) if objectives is None else objectives
        self.known: dict[tuple[Ref | None, frozenset[Ref], frozenset[Ref]], tuple[Ref, ...]] = {}

    def settle(self, clash: Clash) -> Settled | None:
        """Return who wins by the rules in force, or None where neither side or each reaches the other (A7).

        The references of a side are its metric, its unit with all above, and its objectives.
        """
        return self._settle(clash, self._scope(clash))

    def exceptions(self, clash: Clash) -> tuple[Elsewhere, ...]:
        """Return the domains below the scope of a clash in which their own rules end it in another way than around.

        Only domains are looked at whose rules name something of a side.
        """
        outer, tree = self._scope(clash), self.org.domains
        spoken = self.references(clash.first) | self.references(clash.second)
        near = {scope for reference in spoken & self._scoped.keys() for scope in self._scoped[reference]}
        found = []
        for scope in sorted(near - {outer}):
            lineage = tree.lineage(scope)
            if outer is not None and outer not in lineage:
                continue
            around = next((one for one in lineage[1:] if one in near or one == outer), outer)
            here = self._settle(clash, scope)
            if here != self._settle(clash, around):
                rules = here.rules if here else self._contradicting(clash, scope)
                found.append(Elsewhere(scope=scope, wins=here.winner if here else None, covered_by=rules))
        return tuple(found)

    @cached_property
    def _scoped(self) -> Mapping[Ref, set[Ref]]:
        """Return the domains with rules of their own, by what these name."""
        found: dict[Ref, set[Ref]] = {}
        for scope, rules in self.org.precedence.items():
            if scope is not None and scope in self.org.domains.parents:
                for member in {member for rule in rules for member in rule.order}:
                    found.setdefault(member, set()).add(scope)
        return found

    def _contradicting(self, clash: Clash, scope: Ref) -> tuple[Ref, ...]:
        """Return the rules of a domain that name something of both sides, where they leave it open who wins."""
        sides = self.references(clash.first), self.references(clash.second)
        rules = self.org.precedence.get(scope, ())
        return tuple(sorted(rule.ref for rule in rules if all(side.intersection(rule.order) for side in sides)))

    def _settle(self, clash: Clash, scope: Ref | None) -> Settled | None:
        first, second = (self._sayable(scope, stake) for stake in (clash.first, clash.second))
        wins, loses = self._rules(scope, first, second), self._rules(scope, second, first)
        if bool(wins) == bool(loses):
            return None
        return Settled(clash.first.unit, wins) if wins else Settled(clash.second.unit, loses)

    def _scope(self, clash: Clash) -> Ref | None:
        """Return the lowest domain above all that an initiative touches; for all else the whole company."""
        initiative = self.org.model.get(Initiative, clash.lever)
        touched = [domain for domain in initiative.domains if domain in self.org.domains.parents] if initiative else []
        return self.org.domains.common(touched)

    def _order(self, scope: Ref | None) -> Order:
        if scope not in self.orders:
            self.orders[scope] = Order.at(self.org, scope, self.also)
            self.named[scope] = frozenset(member for pair in self.orders[scope].pairs for member in pair)
        return self.orders[scope]

    def _sayable(self, scope: Ref | None, stake: Stake) -> frozenset[Ref]:
        """Return the references of a side about which a rule speaks; mostly there are none, and no search is needed."""
        self._order(scope)
        named = self.named[scope]
        if not named:
            return frozenset()
        return named & self.references(stake)

    def references(self, stake: Stake) -> frozenset[Ref]:
        """Return all by which a rule may speak about a side."""
        objectives = self.objectives.get((stake.unit, stake.metric, stake.direction), frozenset())
        return frozenset({stake.metric, *self.org.units.lineage(stake.unit), *objectives})

    def _rules(self, scope: Ref | None, first: frozenset[Ref], second: frozenset[Ref]) -> tuple[Ref, ...]:
        key = scope, first, second
        if key not in self.known:
            self.known[key] = self._order(scope).wins_any(first, second)
        return self.known[key]


def _objectives(org: Organisation) -> dict[Wish, frozenset[Ref]]:
    """Return the objectives behind each (unit, metric, direction): pursued as a contributor, or paid for."""
    found: dict[Wish, set[Ref]] = {}
    for objective, _ in goals_that_count(org):
        for pull in pulls_of_objective(org, objective):
            for unit in pull.contributors:
                found.setdefault((unit, pull.metric.ref, pull.direction), set()).add(objective.ref)
    for plan, _ in plans_that_count(org):
        units = {home for role in plan.roles if (home := org.unit_of(role))}
        for pull in pulls_of_plan(org, plan):
            if pull.objective:
                for unit in units:
                    found.setdefault((unit, pull.metric.ref, pull.direction), set()).add(pull.objective)
    return {wish: frozenset(objectives) for wish, objectives in found.items()}
