"""Conflicts between units become a map on a circle; above twelve units a grid of counts stands alone."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from alignctl.model.facts import Tension
from alignctl.model.ref import Ref, name_of
from alignctl.site.atlas import Atlas, address
from alignctl.site.blocks import Line, Link, Picture, Row, Shape, Table

MOST = 12
WIDTH, HEIGHT, RADIUS_X, RADIUS_Y = 680, 400, 235, 150
Pair = tuple[Ref, Ref]


def conflict_map(atlas: Atlas, opposed: Sequence[Tension]) -> Picture | Table:
    """Return the map of opposed tensions, or its table alone where the map would be a tangle."""
    counts = _counts(opposed)
    units = sorted({unit for pair in counts for unit in pair})
    twin = _twin(atlas, counts)
    if len(units) > MOST:
        return _grid(atlas, counts, units)
    spots = {unit: _spot(position, len(units)) for position, unit in enumerate(units)}
    shapes = (*_edges(counts, spots), *(shape for unit in units for shape in _label(atlas, unit, spots[unit])))
    title = "Conflicts between functions: dashed is open, solid is settled by a rule; the number counts them"
    return Picture(title, WIDTH, HEIGHT, shapes, twin)


def _counts(opposed: Sequence[Tension]) -> Mapping[Pair, tuple[int, int]]:
    """Return (open, settled) for each pair of different units."""
    found: dict[Pair, tuple[int, int]] = {}
    for fact in opposed:
        first, second = min(fact.units), max(fact.units)
        if first != second:
            unsettled, settled = found.get((first, second), (0, 0))
            found[first, second] = (unsettled, settled + 1) if fact.covered else (unsettled + 1, settled)
    return dict(sorted(found.items()))


def _twin(atlas: Atlas, counts: Mapping[Pair, tuple[int, int]]) -> Table:
    rows = tuple(
        Row(((atlas.link(first),), (atlas.link(second),), (str(unsettled),), (str(settled),)))
        for (first, second), (unsettled, settled) in counts.items()
    )
    return Table("Conflicts between functions", ("Function", "and", "Open", "Settled"), rows, filterable=True)


def _grid(atlas: Atlas, counts: Mapping[Pair, tuple[int, int]], units: Sequence[Ref]) -> Table:
    """Return one row and one column for each unit; a cell says how many conflicts the two have."""
    rows = tuple(
        Row(((atlas.link(unit),), *(_cell(counts, min(unit, other), max(unit, other)) for other in units)))
        for unit in units
    )
    return Table("Conflicts, function by function", ("Function", *atlas.titles(units)), rows, grid=True)


def _cell(counts: Mapping[Pair, tuple[int, int]], first: Ref, second: Ref) -> Line:
    unsettled, settled = counts.get((first, second), (0, 0))
    said = [f"{number} {word}" for number, word in ((unsettled, "open"), (settled, "settled")) if number]
    return (Link(", ".join(said), f"conflicts/index.html#{pair_anchor((first, second))}"),) if said else ("–",)


def pair_anchor(units: Iterable[Ref]) -> str:
    """Return the fragment of the row that says who settles the conflicts of two units."""
    return "-and-".join(name_of(unit) for unit in sorted(units))


def _spot(position: int, total: int) -> tuple[float, float]:
    angle = 2 * math.pi * position / total - math.pi / 2 + (math.pi / total if total % 2 == 0 else 0)
    return WIDTH / 2 + RADIUS_X * math.cos(angle), HEIGHT / 2 + RADIUS_Y * math.sin(angle)


def _edges(counts: Mapping[Pair, tuple[int, int]], spots: Mapping[Ref, tuple[float, float]]) -> Iterator[Shape]:
    labels = []
    for (first, second), (unsettled, settled) in counts.items():
        (x1, y1), (x2, y2) = spots[first], spots[second]
        style = "edge open" if unsettled else "edge settled"
        width = f"{min(1.5 + 0.75 * (unsettled + settled), 6):g}"
        ends = {"x1": _px(x1), "y1": _px(y1), "x2": _px(x2), "y2": _px(y2)}
        yield Shape("line", {"class": style, "stroke-width": width, **ends})
        # A third of the way along: the middles of crossing lines would fall onto each other.
        href = f"conflicts/index.html#{pair_anchor((first, second))}"
        labels.append((x1 + (x2 - x1) * 0.36, y1 + (y2 - y1) * 0.36, str(unsettled or settled), href))
    for x, y, text, href in labels:
        yield Shape("circle", {"class": "dot", "cx": _px(x), "cy": _px(y), "r": "12"})
        yield Shape("text", {"x": _px(x), "y": _px(y + 5), "text-anchor": "middle"}, text, href)


def _label(atlas: Atlas, unit: Ref, spot: tuple[float, float]) -> Iterator[Shape]:
    text = shorten(atlas.title(unit))
    width = 26 + 9 * len(text)
    x, y = spot
    box = {"class": "box", "x": _px(x - width / 2), "y": _px(y - 19), "width": _px(width), "height": "38", "rx": "19"}
    yield Shape("rect", box)
    yield Shape(
        "text", {"x": _px(x), "y": _px(y + 5), "text-anchor": "middle"}, text, address(unit) if atlas.href(unit) else ""
    )


def shorten(text: str, most: int = 20) -> str:
    """Return text that fits a label.

    >>> shorten("Marketing"), shorten("Marketing and Communications EMEA")
    ('Marketing', 'Marketing and Commu…')
    """
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _px(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
