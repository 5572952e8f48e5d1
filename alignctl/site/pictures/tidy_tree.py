"""Goals with what hangs below them become a drawn tree: roots left, leaves right, each parent amid its children."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alignctl.site.blocks import Picture, Shape, Table

MOST = 60
LETTERS = 26
GOAL, RESULT, GAP = 236, 210, 40
HIGH, LOW, LINE, SPACE = 78, 46, 20, 12


@dataclass(frozen=True, slots=True)
class Knot:
    """One node: a goal in a box or a key result without one; `note` stands below, `wrong` says what is amiss.

    `edge` is the style of the line from its parent.
    """

    title: str
    note: str
    wrong: str = ""
    href: str = ""
    goal: bool = True
    edge: str = "edge"
    children: tuple[Knot, ...] = ()


@dataclass(frozen=True, slots=True)
class _Placed:
    knot: Knot
    x: int
    y: float
    children: tuple[_Placed, ...]

    @property
    def width(self) -> int:
        return GOAL if self.knot.goal else RESULT

    @property
    def end(self) -> int:
        """Return where the lines to the children begin: behind the box, or behind the words without one."""
        longest = max(len(self.knot.title), len(self.knot.wrong or self.knot.note))
        return self.x + (GOAL if self.knot.goal else min(RESULT, round(20 + 8.2 * longest)))


def tidy_tree(title: str, roots: Sequence[Knot], twin: Table) -> Picture | None:
    """Return the drawing of a forest, or nothing where it would hold more than sixty nodes."""
    if not 1 < sum(map(_size, roots)) <= MOST:
        return None
    placed, bottom = [], 0.0
    for root in roots:
        tree, bottom = _place(root, 0, bottom)
        placed.append(tree)
    width = max(spot.x + spot.width for tree in placed for spot in _walk(tree))
    shapes = [shape for tree in placed for spot in _walk(tree) for shape in (*_edges(spot), *_node(spot))]
    return Picture(title, width + 2, round(bottom), tuple(shapes), twin, wide=True)


def _size(knot: Knot) -> int:
    return 1 + sum(map(_size, knot.children))


def _place(knot: Knot, column: int, top: float) -> tuple[_Placed, float]:
    """Return a node with its place, and where the next one below may begin."""
    x = 1 + (column + 1) // 2 * (GOAL + GAP) + column // 2 * (RESULT + GAP)
    high = HIGH if knot.goal else LOW
    children, bottom = [], top
    for child in knot.children:
        step = 2 if knot.goal and child.goal else 1
        spot, bottom = _place(child, column + step, bottom)
        children.append(spot)
    middle = (children[0].y + children[-1].y) / 2 if children else top + high / 2
    middle = max(middle, top + high / 2)
    return _Placed(knot, x, middle, tuple(children)), max(bottom, middle + high / 2 + SPACE)


def _walk(spot: _Placed) -> Iterator[_Placed]:
    yield spot
    for child in spot.children:
        yield from _walk(child)


def _edges(spot: _Placed) -> Iterator[Shape]:
    start = spot.end
    for child in spot.children:
        end = child.x if spot.knot.goal != child.knot.goal else start + GAP
        bend = (start + end) / 2
        path = f"M{start} {spot.y:g}C{bend:g} {spot.y:g} {bend:g} {child.y:g} {end} {child.y:g}H{child.x}"
        yield Shape("path", {"class": child.knot.edge, "d": path})


def _node(spot: _Placed) -> Iterator[Shape]:
    knot = spot.knot
    high = HIGH if knot.goal else LOW
    box = {
        "x": str(spot.x),
        "y": f"{spot.y - high / 2:g}",
        "width": str(spot.end - spot.x),
        "height": str(high),
        "rx": "6",
    }
    yield Shape("rect", {"class": "box" if knot.goal else "plate", **box})
    lines = textwrap.wrap(knot.title, LETTERS, max_lines=2 if knot.goal else 1, placeholder="…") or ["?"]
    first = spot.y - len(lines) * LINE / 2 + 5
    for position, line in enumerate(lines):
        place = {"x": str(spot.x + 12), "y": f"{first + position * LINE:g}"}
        yield Shape("text", place, line, knot.href)
    note = {"class": "wrong" if knot.wrong else "soft", "x": str(spot.x + 12), "y": f"{first + len(lines) * LINE:g}"}
    yield Shape("text", note, textwrap.shorten(knot.wrong or knot.note, LETTERS, placeholder="…"))
