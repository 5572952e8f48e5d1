"""Shares of pay become bars: one for each plan, name and number above it, the minimum as a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from alignctl.site.blocks import Picture, Shape, Table
from alignctl.site.pictures.conflict_map import shorten
from alignctl.words.quantities import number

WIDTH, STEP, LETTERS = 560, 54, 34
Bar = tuple[str, str, Decimal, bool]


def bars(title: str, rows: Sequence[Bar], minimum: Decimal | None, twin: Table) -> Picture:
    """Return bars for (name, href, percent, falls short), as wide as there is room, a dashed line at the minimum."""
    shapes = [shape for position, row in enumerate(rows) for shape in _bar(position, row)]
    if minimum is not None:
        x = f"{minimum}%"
        for position in range(len(rows)):
            top = position * STEP + 20
            shapes.append(Shape("line", {"class": "rule", "x1": x, "x2": x, "y1": str(top), "y2": str(top + 28)}))
        label = {"class": "soft", "x": x, "y": str(len(rows) * STEP + 14), "text-anchor": "middle"}
        shapes.append(Shape("text", label, f"minimum {number(minimum)}%"))
    return Picture(title, WIDTH, len(rows) * STEP + 22, tuple(shapes), twin, fluid=True)


def _bar(position: int, row: Bar) -> Iterator[Shape]:
    name, href, share, short = row
    top = position * STEP
    place = {"y": str(top + 24), "height": "20", "rx": "3"}
    yield Shape("text", {"x": "0", "y": str(top + 16)}, shorten(name, LETTERS), href)
    style = {"class": "wrong"} if short else {}
    said = f"{'▲ ' if short else ''}{number(share)}%"
    yield Shape("text", {**style, "x": "100%", "y": str(top + 16), "text-anchor": "end"}, said)
    yield Shape("rect", {"class": "rest", "x": "0", "width": "100%", **place})
    yield Shape("rect", {"class": "bar", "x": "0", "width": f"{share}%", **place})
