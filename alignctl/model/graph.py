"""Directed graphs of references: edges go in, strongly connected components and circles come out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from alignctl.model.ref import Ref

Graph = Mapping[Ref, Iterable[Ref]]


def components(graph: Graph) -> tuple[tuple[Ref, ...], ...]:
    """Return the strongly connected components, each sorted, in the order of their first members.

    Tarjan, "Depth-first search and linear graph algorithms" (1972), without recursion: O(V + E), plus the sorting.
    A node that is only pointed at counts as a node.

    >>> a, b, c = Ref("unit:a"), Ref("unit:b"), Ref("unit:c")
    >>> components({a: [b], b: [a, c]})
    (('unit:a', 'unit:b'), ('unit:c',))
    """
    search = _Search({node: tuple(sorted(set(targets))) for node, targets in graph.items()})
    for node in sorted(graph):
        search.visit(node)
    return tuple(sorted(search.found))


def knots(graph: Graph) -> tuple[tuple[Ref, ...], ...]:
    """Return the components that hold a circle: those of two or more members, and nodes that point at themselves."""
    return tuple(part for part in components(graph) if len(part) > 1 or part[0] in set(graph.get(part[0], ())))


def circle(graph: Graph, members: Iterable[Ref]) -> tuple[Ref, ...]:
    """Return a shortest walk inside `members` from the first of them back to itself, which stands at both ends.

    It is empty where there is none; of several the first by name.
    """
    inside = set(members)
    start = min(inside)
    before: dict[Ref, Ref] = {}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for target in sorted(inside.intersection(graph.get(node, ()))):
            if target == start:
                return _walk(before, start, node)
            if target not in before:
                before[target] = node
                queue.append(target)
    return ()


def _walk(before: Mapping[Ref, Ref], start: Ref, last: Ref) -> tuple[Ref, ...]:
    steps = [start, last]
    while steps[-1] != start:
        steps.append(before[steps[-1]])
    return tuple(reversed(steps)) if last != start else (start, start)


@dataclass(slots=True)
class _Search:
    edges: Mapping[Ref, tuple[Ref, ...]]
    found: list[tuple[Ref, ...]] = field(default_factory=list)
    index: dict[Ref, int] = field(default_factory=dict)
    low: dict[Ref, int] = field(default_factory=dict)
    stack: list[Ref] = field(default_factory=list)
    waiting: set[Ref] = field(default_factory=set)

    def visit(self, root: Ref) -> None:
        """Go through what can be reached from a node and has not been seen."""
        if root in self.index:
            return
        path = [(root, self._enter(root))]
        while path:
            node, targets = path[-1]
            step = next(targets, None)
            if step is None:
                path.pop()
                self._leave(node, path[-1][0] if path else None)
            elif step not in self.index:
                path.append((step, self._enter(step)))
            elif step in self.waiting:
                self.low[node] = min(self.low[node], self.index[step])

    def _enter(self, node: Ref) -> Iterator[Ref]:
        self.index[node] = self.low[node] = len(self.index)
        self.stack.append(node)
        self.waiting.add(node)
        return iter(self.edges.get(node, ()))

    def _leave(self, node: Ref, parent: Ref | None) -> None:
        if parent is not None:
            self.low[parent] = min(self.low[parent], self.low[node])
        if self.low[node] == self.index[node]:
            part = [self.stack.pop()]
            while part[-1] != node:
                part.append(self.stack.pop())
            self.waiting.difference_update(part)
            self.found.append(tuple(sorted(part)))
