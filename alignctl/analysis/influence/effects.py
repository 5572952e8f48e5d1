"""What moves what through others: a signed graph goes in, the strongest path of each sign comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from alignctl.analysis.influence.links import Edge, Edges
from alignctl.model.facts import Effect
from alignctl.model.ref import Ref, name_of
from alignctl.model.settings import AnalysisSettings

Path = tuple[Edge, ...]


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
            for target in sorted(targets & found.keys()):
                yield self.effect(source, target, found[target])

    def reach(self, source: Ref) -> dict[Ref, Ways]:
        """Return the strongest paths from a node to each that it reaches."""
        found: dict[Ref, Ways] = {}
        stack: list[tuple[Ref, int, float, Path, frozenset[Ref]]] = [(source, 1, 1.0, (), frozenset((source,)))]
        while stack and not self.exhausted:
            node, sign, strength, path, seen = stack.pop()
            edges = self.graph.get(node, ())
            self.used += len(edges)
            for edge in edges:
                product = strength * edge.strength
                if edge.to in seen or round(product, 3) < self.weakest:
                    continue
                way, turned = (*path, edge), sign * edge.sign
                found.setdefault(edge.to, Ways()).offer(turned, product, way)
                if len(way) < self.hops:
                    stack.append((edge.to, turned, product, way, seen | {edge.to}))
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
        )


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
