"""What moves what through others: a signed graph goes in, the strongest path of each sign comes out."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush

from alignctl.analysis.influence.links import Edge, Edges
from alignctl.model.facts import Effect
from alignctl.model.ref import Ref, name_of
from alignctl.model.settings import AnalysisSettings

Path = tuple[Edge, ...]
PATIENCE = 1_000  # links followed from one source before it pays to ask whether the search may end


@dataclass(slots=True)
class Ways:
    """The strongest path of each sign to one metric: (strength, path), or strength 0."""

    positive: tuple[float, Path] = (0.0, ())
    negative: tuple[float, Path] = (0.0, ())

    def offer(self, sign: int, strength: float, path: Path) -> None:
        """Keep a path if it beats the one of its sign: stronger, then fewer hops, then first by name."""
        best = self.positive if sign > 0 else self.negative
        if strength < best[0] or (strength == best[0] and _order(path) >= _order(best[1])):
            return
        if sign > 0:
            self.positive = strength, path
        else:
            self.negative = strength, path


@dataclass(slots=True)
class Search:
    """A search over simple paths; `used` counts the links that were followed, up to `limit`.

    Effects take the strongest path of each sign; parallel paths are never added up (they share causes) and signs never
    netted: Giorgini et al. (2002) keep evidence for and against apart, the sign algebra with its `?` is that of
    qualitative probabilistic networks (Wellman 1990). Simple paths of a given sign are NP-hard to find in general
    (LaPaugh & Papadimitriou 1984), hence the bound on hops and the budget.
    """

    graph: Edges
    hops: int
    weakest: float
    rho: float
    limit: int
    used: int = 0

    @classmethod
    def of(cls, graph: Edges, settings: AnalysisSettings) -> Search:
        """Return a search that has followed no link yet."""
        return cls(graph, settings.max_hops, float(settings.min_strength), float(settings.rho), settings.path_budget)

    @property
    def exhausted(self) -> bool:
        """Tell whether the search stopped before its end."""
        return self.used > self.limit

    def effects(self, sources: Iterable[Ref], targets: frozenset[Ref]) -> Iterator[Effect]:
        """Yield one effect for each source and target with a path between them."""
        for source in sources:
            found = self.reach(source)
            for target in sorted(target for target in found if target in targets):
                yield self.effect(source, target, found[target])

    def reach(self, source: Ref) -> dict[Ref, Ways]:
        """Return the strongest paths from a node to each that it reaches.

        Best first: paths that can still be continued are followed by strength, then by fewest hops. A continuation is
        never stronger and always longer, so the search ends as soon as it could not improve anything.
        """
        found: dict[Ref, Ways] = {}
        wanted: frozenset[tuple[Ref, int]] = frozenset()
        soon = self.used + PATIENCE
        count = itertools.count()  # paths of one rank in the order in which they were found
        open_paths: list[tuple[float, int, int, Ref, int, Path]] = [(-1.0, 0, 0, source, 1, ())]
        last: tuple[float, int] = (0.0, 0)
        while open_paths and not self.exhausted:
            rank = open_paths[0][:2]
            if rank != last and self.used > soon:
                wanted = wanted or walks(self.graph, source, self.hops, self.weakest)
                if _settled(found, wanted, rank):
                    break
            last = rank
            negated, hops, _, node, sign, path = heappop(open_paths)
            edges = self.graph.get(node, ())
            self.used += len(edges)
            seen = {source, *(edge.to for edge in path)}
            for edge in edges:
                product = -negated * edge.strength
                if edge.to in seen or round(product, 3) < self.weakest:
                    continue
                way, turned = (*path, edge), sign * edge.sign
                found.setdefault(edge.to, Ways()).offer(turned, product, way)
                if hops + 1 < self.hops:
                    heappush(open_paths, (-product, hops + 1, next(count), edge.to, turned, way))
        return found

    def effect(self, source: Ref, target: Ref, ways: Ways) -> Effect:
        """Return the fact: the verdict's path first, the other one as counter path."""
        positive, negative = round(ways.positive[0], 3), round(ways.negative[0], 3)
        verdict = judge(ways.positive[0], ways.negative[0], self.rho)
        path, counter = ways.positive[1], ways.negative[1]
        if verdict == "lowers":
            path, counter = counter, path
        return Effect(
            subjects=tuple(sorted((source, target))),
            key=f"{name_of(source)} {name_of(target)}",
            place=path[0].evidence.place,
            evidence=tuple(edge.evidence for edge in (*path, *counter)),
            from_=source,
            to=target,
            positive=positive,
            negative=negative,
            verdict=verdict,
            strength=max(positive, negative),
            path=_text(source, path),
            counter_path=_text(source, counter),
            via=tuple(edge.to for edge in path),
            signs=tuple("raises" if edge.sign > 0 else "lowers" for edge in path),
        )


def walks(graph: Edges, source: Ref, hops: int, weakest: float) -> frozenset[tuple[Ref, int]]:
    """Return each node and sign that a chain of links may lead to, were it allowed to pass a node twice."""
    ahead: dict[tuple[Ref, int], float] = {(source, 1): 1.0}
    reached: dict[tuple[Ref, int], float] = {}
    for _ in range(hops):
        layer: dict[tuple[Ref, int], float] = {}
        for (node, sign), strength in ahead.items():
            for edge in graph.get(node, ()):
                product, to = strength * edge.strength, (edge.to, sign * edge.sign)
                if edge.to != source and round(product, 3) >= weakest and product > reached.get(to, 0.0):
                    layer[to] = max(product, layer.get(to, 0.0))
        reached.update(layer)
        ahead = layer
    return frozenset(reached)


def _settled(found: dict[Ref, Ways], wanted: frozenset[tuple[Ref, int]], rank: tuple[float, int]) -> bool:
    """Tell whether all that can be reached is reached by paths that nothing of a rank (-strength, hops) can better."""
    nothing: Ways = Ways()
    for node, sign in wanted:
        ways = found.get(node, nothing)
        strength, path = ways.positive if sign > 0 else ways.negative
        if not path or (-strength, len(path)) >= (rank[0], rank[1] + 1):
            return False
    return True


def judge(positive: float, negative: float, rho: float) -> str:
    """Return raises or lowers if only that sign has a path or its path is `rho` times as strong, else unresolved.

    >>> judge(0.75, 0.375, 2.0), judge(0.5, 0.375, 2.0), judge(0.0, 0.5, 2.0)
    ('raises', 'unresolved', 'lowers')
    """
    smaller, larger = sorted((positive, negative))
    if smaller and (smaller == larger or round(larger / smaller, 3) < rho):
        return "unresolved"
    return "raises" if positive > negative else "lowers"


def _order(path: Path) -> tuple[int, tuple[Ref, ...]]:
    return len(path), tuple(edge.to for edge in path)


def _text(source: Ref, path: Path) -> str:
    return name_of(source) + "".join(edge.label for edge in path) if path else ""
