"""Directed graphs of references: successors go in, strongly connected components and shortest paths come out."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping

from alignctl.model.ref import Ref

Graph = Mapping[Ref, Collection[Ref]]


def components(graph: Graph) -> tuple[tuple[Ref, ...], ...]:
    """Return the strongly connected components, each sorted, in the order of their first members.

    Tarjan (1972), with a stack of its own, so that long chains cannot exhaust Python's.
    """
    search = _Search(graph)
    nodes = {*graph, *(target for targets in graph.values() for target in targets)}
    for node in sorted(nodes):
        if node not in search.index:
            search.visit(node)
    return tuple(sorted(search.found))


class _Search:
    """The running state of one Tarjan search."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.index: dict[Ref, int] = {}
        self.low: dict[Ref, int] = {}
        self.stack: list[Ref] = []
        self.open: set[Ref] = set()
        self.found: list[tuple[Ref, ...]] = []

    def visit(self, root: Ref) -> None:
        work = [(root, self.enter(root))]
        while work:
            node, targets = work[-1]
            target = next(targets, None)
            if target is None:
                work.pop()
                self.leave(node)
                if work:
                    above = work[-1][0]
                    self.low[above] = min(self.low[above], self.low[node])
            elif target not in self.index:
                work.append((target, self.enter(target)))
            elif target in self.open:
                self.low[node] = min(self.low[node], self.index[target])

    def enter(self, node: Ref) -> Iterator[Ref]:
        self.index[node] = self.low[node] = len(self.index)
        self.stack.append(node)
        self.open.add(node)
        return iter(sorted(self.graph.get(node, ())))

    def leave(self, node: Ref) -> None:
        if self.low[node] != self.index[node]:
            return
        members: list[Ref] = []
        while not members or members[-1] != node:
            members.append(self.stack.pop())
        self.open.difference_update(members)
        self.found.append(tuple(sorted(members)))


def shortest_path(graph: Graph, start: Ref, end: Ref) -> tuple[Ref, ...]:
    """Return the nodes of a shortest path of one edge or more, first by name among equals; empty if there is none."""
    before: dict[Ref, Ref] = {}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for target in sorted(graph.get(node, ())):
            if target in before:
                continue
            before[target] = node
            if target == end:
                return _trace(before, start, end)
            queue.append(target)
    return ()


def _trace(before: Mapping[Ref, Ref], start: Ref, end: Ref) -> tuple[Ref, ...]:
    steps = [end, before[end]]
    while steps[-1] != start:
        steps.append(before[steps[-1]])
    return tuple(reversed(steps))
