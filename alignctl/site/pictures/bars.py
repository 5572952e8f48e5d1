"""Shares of pay become bars: one for each plan, numbers beside, the minimum as a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from alignctl.site.blocks import Picture, Shape, Table
from alignctl.site.pictures.conflict_map import shorten
from alignctl.words.quantities import number

LEFT, BAR, RIGHT, STEP = 250, 300, 110, 40
Bar = tuple[str, str, Decimal, bool]


def bars(title: str, rows: Sequence[Bar], minimum: Decimal | None, twin: Table) -> Picture:
    """Return bars for (name, href, percent, falls short), with a dashed line at the minimum."""
    shapes = [shape for position, row in enumerate(rows) for shape in _bar(position, row)]
    if minimum is not None:
        x = f"{LEFT + float(minimum) * BAR / 100:g}"
        shapes.append(Shape("line", {"class": "rule", "x1": x, "x2": x, "y1": "4", "y2": str(len(rows) * STEP + 2)}))
        label = {"class": "soft", "x": x, "y": str(len(rows) * STEP + 20), "text-anchor": "middle"}
        shapes.append(Shape("text", label, f"minimum {number(minimum)}%"))
    return Picture(title, LEFT + BAR + RIGHT, len(rows) * STEP + 28, tuple(shapes), twin)


def _bar(position: int, row: Bar) -> Iterator[Shape]:
    name, href, share, short = row
    top = position * STEP + 8
    filled = f"{float(share) * BAR / 100:g}"
    place = {"y": str(top), "height": "22", "rx": "3"}
    yield Shape("text", {"x": str(LEFT - 14), "y": str(top + 16), "text-anchor": "end"}, shorten(name, 28), href)
    yield Shape("rect", {"class": "rest", "x": str(LEFT), "width": str(BAR), **place})
    yield Shape("rect", {"class": "bar", "x": str(LEFT), "width": filled, **place})
    mark = " ▲" if short else ""
    yield Shape("text", {"x": str(LEFT + BAR + 14), "y": str(top + 16)}, f"{number(share)}%{mark}")
