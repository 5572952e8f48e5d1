"""Trees of objects that name their parent: ancestors, depth and common ancestors, safe on circles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True)
class Tree:
    """A forest given by the parent of each node; a node whose parent is unknown is a root."""

    parents: Mapping[Ref, Ref | None]

    def upwards(self, node: Ref) -> Iterator[Ref]:
        """Yield the node, its parent, and so on up to the root; a circle ends where it would repeat."""
        seen: set[Ref] = set()
        step: Ref | None = node
        while step is not None and step not in seen and step in self.parents:
            yield step
            seen.add(step)
            step = self.parents[step]

    def lineage(self, node: Ref) -> tuple[Ref, ...]:
        """Return all that `upwards` yields."""
        return tuple(self.upwards(node))

    def covers(self, ancestor: Ref, node: Ref) -> bool:
        """Tell whether `ancestor` is the node itself or above it."""
        return ancestor in self.upwards(node)

    def common(self, nodes: Iterable[Ref]) -> Ref | None:
        """Return the lowest node that covers all `nodes`, or None where they share none."""
        lines = [self.lineage(node)[::-1] for node in nodes]
        if not lines:
            return None
        shared = [level[0] for level in takewhile(lambda level: len(set(level)) == 1, zip(*lines, strict=False))]
        return shared[-1] if shared else None

    def children(self, node: Ref) -> tuple[Ref, ...]:
        """Return the nodes directly below, by name."""
        return tuple(sorted(child for child, parent in self.parents.items() if parent == node))

    def leaves(self) -> frozenset[Ref]:
        """Return the nodes that nobody names as parent."""
        return frozenset(self.parents) - {parent for parent in self.parents.values() if parent is not None}
