"""Circles where there must be none: the parents of objects and the rules of precedence go in, knots come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from alignctl.model.facts import Knot
from alignctl.model.graph import circle, knots
from alignctl.model.kinds import Cycle, Domain, Objective, Precedence, Unit
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence, Place
from alignctl.model.precedence import Order
from alignctl.model.pull import counting, goals_that_count
from alignctl.model.ref import Ref, name_of

Edge = tuple[Ref, Ref]


@dataclass(frozen=True, slots=True)
class Structure:
    """One graph that must have no circle: each edge with the place where it is written, and how it is said."""

    graph: str
    scope: str
    edges: Mapping[Edge, Place]
    verb: str

    @property
    def targets(self) -> Mapping[Ref, list[Ref]]:
        """Return the edges by their start."""
        found: dict[Ref, list[Ref]] = {}
        for start, end in self.edges:
            found.setdefault(start, []).append(end)
        return found


def structure(org: Organisation) -> tuple[Knot, ...]:
    """Return a tangled knot for each circle of parents or precedence, and one untangled knot for each sound graph.

    A circle is a strongly connected component of two members or more, or an object that names itself. An untangled
    knot has no members and no subjects; a graph without an edge has no knot. Worked example: one rule puts `security`
    over `uptime`, one `uptime` over `speed`, one `speed` over `security`: each is sensible alone, together no winner
    exists (Condorcet). If the third holds only in the domain `experiments`, only the knot there is tangled.
    """
    trees = (_parents(org, *kind) for kind in ((Unit, "unit"), (Domain, "domain"), (Cycle, "cycle")))
    found = [knot for graph in (*trees, _objectives(org)) for knot in _knots(graph)]
    return (*found, *_precedence(org))


def _parents(org: Organisation, kind: type[Unit | Domain | Cycle], graph: str) -> Structure:
    edges = {
        (child.ref, parent.ref): child.locate("parent")
        for child in org.model.active(kind, org.as_of)
        if (parent := org.model.get(kind, child.parent)) and parent.active(org.as_of)
    }
    return Structure(graph, "", edges, "is part of")


def _objectives(org: Organisation) -> Structure:
    edges = {
        (child.ref, parent.ref): child.locate("parents", number)
        for child, _ in goals_that_count(org)
        for number, name in enumerate(child.parents)
        if (parent := org.model.get(Objective, name)) and counting(org, parent)
    }
    return Structure("objective", "", edges, "supports")


def _precedence(org: Organisation) -> Iterator[Knot]:
    """Yield the knots of each scope that has a rule of its own, without those that stand at the next scope above."""
    rules = org.model.active(Precedence, org.as_of)
    own = sorted({rule.scope for rule in rules if rule.scope and rule.scope in org.domains.parents})
    orders: dict[Ref | None, Order] = {scope: Order.at(org, scope) for scope in (None, *own)}
    tied = {scope: frozenset(knots(order.edges)) for scope, order in orders.items()}
    for scope, order in orders.items():
        lineage = org.domains.lineage(scope)[1:] if scope else ()
        above = next((domain for domain in lineage if domain in orders), None)
        known = tied[above] if scope else frozenset()
        yield from _knots(_preferences(org, scope, order), known)


def _preferences(org: Organisation, scope: Ref | None, order: Order) -> Structure:
    edges = {
        (winner, loser): _rule_place(org, order.pairs[min(winner, loser), max(winner, loser)].rules, winner)
        for winner, losers in sorted(order.edges.items())
        for loser in sorted(losers)
    }
    return Structure("precedence", name_of(scope) if scope else "", edges, "beats")


def _rule_place(org: Organisation, rules: Iterable[Ref], winner: Ref) -> Place:
    found = [rule for name in rules if (rule := org.model.get(Precedence, name))]
    return found[0].locate("order", org.standing(found[0])[winner])


def _knots(graph: Structure, known: frozenset[tuple[Ref, ...]] = frozenset()) -> Iterator[Knot]:
    tangled = knots(graph.targets)
    for members in tangled:
        if members not in known:
            yield _tangled(graph, members)
    if graph.edges and not tangled:
        yield _knot(graph, place=min(graph.edges.values(), key=Place.sort_key))


def _tangled(graph: Structure, members: tuple[Ref, ...]) -> Knot:
    steps = tuple(pairwise(circle(graph.targets, members)))
    said = [f"`{name_of(start)}` {graph.verb} `{name_of(end)}`" for start, end in steps]
    evidence = [Evidence(graph.edges[step], text) for step, text in zip(steps, said, strict=True)]
    return _knot(graph, evidence[0].place, members, ", ".join(said), tuple(evidence[1:]))


def _knot(
    graph: Structure, place: Place, members: tuple[Ref, ...] = (), path: str = "", evidence: tuple[Evidence, ...] = ()
) -> Knot:
    return Knot(
        subjects=members,
        key=f"{graph.graph} {graph.scope}".rstrip(),
        place=place,
        evidence=evidence,
        graph=graph.graph,
        scope=graph.scope,
        members=members,
        tangled=bool(members),
        path=path,
    )
