"""Plain data goes in; what it takes to write it out in full, without aliases, comes out."""

from __future__ import annotations

from alignctl.model.document import Data


def measure(value: Data) -> tuple[int, int, int]:
    """Return how many nodes, levels of nesting and characters a value has, written out in full."""
    if isinstance(value, str):
        return 1, 0, len(value)
    if not isinstance(value, (list, dict)):
        return 1, 0, 1
    parts = [measure(part) for part in (value.values() if isinstance(value, dict) else value)]
    keys = list(value) if isinstance(value, dict) else []
    nodes = 1 + len(keys) + sum(part[0] for part in parts)
    height = 1 + max((part[1] for part in parts), default=0)
    return nodes, height, sum(part[2] for part in parts) + sum(map(len, keys))
