"""Who wins over whom in a scope: precedence rules go in, an order without contradictions and circles comes out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, pairwise

from alignctl.model.graph import Graph, components
from alignctl.model.kinds import Precedence
from alignctl.model.organisation import Organisation
from alignctl.model.ref import Ref

Pair = tuple[Ref, Ref]


@dataclass(frozen=True, slots=True)
class Preferred:
    """What the nearest rules say about one pair: `winner` is None where they contradict each other."""

    rules: tuple[Ref, ...]
    winner: Ref | None


@dataclass(frozen=True)
class Order:
    """The effective precedence at one scope.

    `pairs` holds every unordered pair (sorted) that a rule in force speaks about. Of several rules about one pair
    those of the nearest scope stand; where these disagree the pair has no winner.
    """

    pairs: Mapping[Pair, Preferred]
    _searched: dict[Ref, Mapping[Ref, Ref]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def at(cls, org: Organisation, scope: Ref | None, also: tuple[Precedence, ...] = ()) -> Order:
        """Return the order in force in a domain, or, for None, in the whole company; `also` as if in force."""
        pairs: dict[Pair, Preferred] = {}
        for rules in _by_distance(org, scope, also):
            pairs = {**_read(rules), **pairs}
        return cls(pairs)

    @cached_property
    def edges(self) -> Graph:
        """Return winner -> losers, of all pairs that have a winner, circles included."""
        found: dict[Ref, set[Ref]] = {}
        for pair, said in self.pairs.items():
            if said.winner:
                found.setdefault(said.winner, set()).update(set(pair) - {said.winner})
        return found

    @cached_property
    def circles(self) -> tuple[tuple[Ref, ...], ...]:
        """Return the groups whose members each win, in the end, over themselves: no winner exists there."""
        return tuple(group for group in components(self.edges) if len(group) > 1)

    @cached_property
    def sound(self) -> Graph:
        """Return winner -> losers without the edges inside a circle: what can be relied on."""
        circle = {member: number for number, group in enumerate(self.circles) for member in group}
        return {
            winner: {loser for loser in losers if winner not in circle or circle[winner] != circle.get(loser)}
            for winner, losers in self.edges.items()
        }

    def wins(self, first: Ref, second: Ref) -> bool:
        """Tell whether `first` wins over `second`, directly or through others, without a circle on the way."""
        return bool(self.path(first, second))

    def path(self, first: Ref, second: Ref) -> tuple[Ref, ...]:
        """Return the references by which `first` wins over `second`, both included; empty if it does not."""
        before = self._before(first)
        if second not in before or first == second:
            return ()
        steps = [second]
        while steps[-1] != first:
            steps.append(before[steps[-1]])
        return tuple(reversed(steps))

    def _before(self, first: Ref) -> Mapping[Ref, Ref]:
        """Return the step before each that `first` wins over, on the shortest way; looked for once."""
        if first not in self._searched:
            before = {first: first}
            queue = deque([first])
            while queue:
                node = queue.popleft()
                for loser in sorted(self.sound.get(node, ())):
                    if loser not in before:
                        before[loser] = node
                        queue.append(loser)
            self._searched[first] = before
        return self._searched[first]

    def rules(self, first: Ref, second: Ref) -> tuple[Ref, ...]:
        """Return the rules, by name, by which `first` wins over `second`; empty if it does not."""
        steps = pairwise(self.path(first, second))
        return tuple(sorted({rule for a, b in steps for rule in self.pairs[min(a, b), max(a, b)].rules}))

    def wins_any(self, first: Iterable[Ref], second: Iterable[Ref]) -> tuple[Ref, ...]:
        """Return the rules by which some member of `first` wins over one of `second`; empty if none does.

        Of several ways the shortest counts, then the first by name.
        """
        ends = [(a, b) for a in sorted(set(first)) for b in sorted(set(second)) if a != b]
        found = [(a, b) for a, b in ends if self.wins(a, b)]
        return self.rules(*min(found, key=lambda ab: (len(self.path(*ab)), ab))) if found else ()


def _by_distance(org: Organisation, scope: Ref | None, also: tuple[Precedence, ...]) -> Iterator[list[Precedence]]:
    """Yield the rules in force at a scope, those of the nearest domain first, company-wide ones last."""
    lineage: tuple[Ref | None, ...] = (*(org.domains.lineage(scope) if scope else ()), None)
    for level in lineage:
        yield [*org.precedence.get(level, ()), *(rule for rule in also if rule.scope == level)]


def _read(rules: Iterable[Precedence]) -> dict[Pair, Preferred]:
    said: dict[Pair, dict[Ref, set[Ref]]] = {}
    for rule in rules:
        for first, second in combinations(rule.order, 2):
            if first != second:
                said.setdefault((min(first, second), max(first, second)), {}).setdefault(first, set()).add(rule.ref)
    return {pair: _judge(winners) for pair, winners in sorted(said.items())}


def _judge(winners: Mapping[Ref, set[Ref]]) -> Preferred:
    rules = sorted({rule for named in winners.values() for rule in named})
    return Preferred(tuple(rules), next(iter(winners)) if len(winners) == 1 else None)
