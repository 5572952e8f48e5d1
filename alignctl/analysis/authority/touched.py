"""The documents before and after a change go in; which cases rest on some of them comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from alignctl.model.claim import claims
from alignctl.model.kinds import DecisionRight, Domain, Forum, Role
from alignctl.model.model import Model
from alignctl.model.power import Turn
from alignctl.model.ref import Ref, kind_of

Ways = dict[Ref, set[Ref]]
Touched = Callable[[tuple[Ref, ...]], bool]
"""Domains that cases touch together go in; whether these cases may be decided otherwise comes out."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What rests on what, on whichever day: too much costs time only, too little hides a change.

    A domain's cases rest on the domains above it, on the rights that name it or one of those, and on the seats that
    these give cases to. A seat rests on its members, on the roles that stand in for it and on the next in its chain;
    the deputies of a role count where it decides itself or as a member, not further up.
    """

    below: Ways = field(default_factory=dict)
    above: Ways = field(default_factory=dict)
    named: Ways = field(default_factory=dict)
    resting: Ways = field(default_factory=dict)
    forums: Ways = field(default_factory=dict)

    @classmethod
    def of(cls, *models: Model) -> Reach:
        """Return the reach over all states of a model together."""
        found = cls()
        for model in models:
            found._domains(model)
            found._rights(model)
            found._seats(model)
        return found

    def _domains(self, model: Model) -> None:
        for domain in model.all(Domain):
            if domain.parent:
                _lead(self.below, domain.parent, [domain.ref])
                _lead(self.above, domain.ref, [domain.parent])

    def _rights(self, model: Model) -> None:
        """Note what a right names under itself, its deciders and each of its domains: one that goes splits the rest."""
        for right in model.all(DecisionRight):
            for source in (right.ref, *right.domains, *(claim.decide for claim in claims(right))):
                _lead(self.named, source, right.domains)

    def _seats(self, model: Model) -> None:
        for forum in model.all(Forum):
            for member in forum.members:
                _lead(self.forums, member, [forum.ref])
                _lead(self.resting, member, [forum.ref])
        for role in model.all(Role):
            for deputy in role.deputies:
                _lead(self.resting, Ref(deputy.to), [role.ref])
        seats: tuple[Role | Forum, ...] = (*model.all(Role), *model.all(Forum))
        for seat in seats:
            if seat.escalates_to:
                _lead(self.resting, seat.escalates_to, [seat.ref])

    def of_objects(self, objects: frozenset[Ref]) -> Touched:
        """Return what rests on some objects, as a whole."""
        return self._resting_on(_spread(self.resting, objects), objects)

    def of_turn(self, turn: Turn) -> Touched:
        """Return what rests on all that turns on a day."""
        seats = _spread(self.resting, turn.objects) | turn.roles | _next(self.forums, turn.roles)
        return self._resting_on(seats, turn.objects)

    def _resting_on(self, found: set[Ref], objects: frozenset[Ref]) -> Touched:
        """Return the cases in which some rights, seats and domains count; by a domain the one above may be a leaf."""
        domains = _spread(self.below, found | _next(self.named, found)) | _next(self.above, objects)
        order = any(kind_of(one) == "precedence" for one in objects)
        return lambda asked: not domains.isdisjoint(asked) or (order and len(asked) > 1)


def _lead(ways: Ways, source: Ref, targets: Iterable[Ref]) -> None:
    ways.setdefault(source, set()).update(targets)


def _next(ways: Mapping[Ref, set[Ref]], sources: Iterable[Ref]) -> set[Ref]:
    """Return what is one step away."""
    return {target for source in sources for target in ways.get(source, ())}


def _spread(ways: Mapping[Ref, set[Ref]], sources: Iterable[Ref]) -> set[Ref]:
    """Return the sources and all that is any number of steps away."""
    found, fresh = set(sources), set(sources)
    while fresh := _next(ways, fresh) - found:
        found |= fresh
    return found
