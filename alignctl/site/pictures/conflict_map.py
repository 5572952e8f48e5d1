"""Conflicts between units, or functions where units are many, become a map on a circle, a grid, or a list of pairs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from alignctl.model.facts import Tension
from alignctl.model.ref import Ref, name_of
from alignctl.site.atlas import Atlas, address
from alignctl.site.blocks import Picture, Row, Shape, Table
from alignctl.site.lines import Line, Link

MOST, WIDEST = 12, 60
WIDTH, HEIGHT, RADIUS_X, RADIUS_Y = 680, 400, 235, 150
PLACES, APART = (0.5, 0.42, 0.58, 0.34, 0.66), 16  # of a number along its line, and from the next line in pixels
Pair = tuple[Ref, Ref]
Spot = tuple[float, float]
Segment = tuple[Spot, Spot]
Counts = Mapping[Pair, tuple[int, int]]
Href = Callable[[Pair], str]


def conflict_map(atlas: Atlas, opposed: Sequence[Tension]) -> Picture | Table:
    """Return the map of opposed tensions, between functions where there are many units; its table where it is a tangle.

    Above `MOST` a grid stands alone, above `WIDEST`, where a grid is too large to read or to send, the list of pairs.
    """
    counts = _counts((fact.units, fact.conflict, fact.covered) for fact in opposed)
    href: Href = _pair_href
    if len(_units(counts)) > MOST:
        functions = _counts((tuple(map(atlas.org.function, t.units)), t.conflict, t.covered) for t in opposed)
        counts, href = (functions, _all_pairs) if functions else (counts, href)
    units = _units(counts)
    twin = _twin(atlas, counts)
    if len(units) > MOST:
        return _grid(atlas, counts, units, href) if len(units) <= WIDEST else twin
    spots = {unit: _spot(position, len(units)) for position, unit in enumerate(units)}
    shapes = (*_edges(counts, spots, href), *(shape for unit in units for shape in _label(atlas, unit, spots[unit])))
    title = "Conflicts between functions: dashed is open, solid is settled by a rule; the number counts them"
    return Picture(title, WIDTH, HEIGHT, shapes, twin)


def _counts(opposed: Iterable[tuple[tuple[Ref, ...], str, bool]]) -> Counts:
    """Return how many conflicts are (open, settled) for each pair of different units."""
    found: dict[Pair, dict[str, bool]] = {}
    for units, conflict, covered in opposed:
        first, second = min(units), max(units)
        if first != second:
            settled = found.setdefault((first, second), {})
            settled[conflict] = settled.get(conflict, True) and covered
    return {pair: (sum(not s for s in states.values()), sum(states.values())) for pair, states in sorted(found.items())}


def _units(counts: Counts) -> list[Ref]:
    return sorted({unit for pair in counts for unit in pair})


def _pair_href(pair: Pair) -> str:
    return f"conflicts/index.html#{pair_anchor(pair)}"


def _all_pairs(_pair: Pair) -> str:
    return "conflicts/index.html#pairs"


def _twin(atlas: Atlas, counts: Counts) -> Table:
    rows = tuple(
        Row(((atlas.link(first),), (atlas.link(second),), (str(unsettled),), (str(settled),)))
        for (first, second), (unsettled, settled) in counts.items()
    )
    return Table("Conflicts between functions", ("Function", "and", "Open", "Settled"), rows, filterable=True)


def _grid(atlas: Atlas, counts: Counts, units: Sequence[Ref], href: Href) -> Table:
    """Return one row and one column for each unit; a cell says how many conflicts the two have."""
    rows = tuple(
        Row(((atlas.link(unit),), *(_cell(counts, (min(unit, other), max(unit, other)), href) for other in units)))
        for unit in units
    )
    return Table("Conflicts, function by function", ("Function", *atlas.titles(units)), rows, grid=True)


def _cell(counts: Counts, pair: Pair, href: Href) -> Line:
    unsettled, settled = counts.get(pair, (0, 0))
    said = [f"{number} {word}" for number, word in ((unsettled, "open"), (settled, "settled")) if number]
    return (Link(", ".join(said), href(pair)),) if said else ("–",)


def pair_anchor(units: Iterable[Ref]) -> str:
    """Return the fragment of the row that says who settles the conflicts of two units."""
    return "-and-".join(name_of(unit) for unit in sorted(units))


def _spot(position: int, total: int) -> Spot:
    angle = 2 * math.pi * position / total - math.pi / 2 + (math.pi / total if total % 2 == 0 else 0)
    return WIDTH / 2 + RADIUS_X * math.cos(angle), HEIGHT / 2 + RADIUS_Y * math.sin(angle)


def _edges(counts: Counts, spots: Mapping[Ref, Spot], href: Href) -> Iterator[Shape]:
    lines = {pair: (spots[pair[0]], spots[pair[1]]) for pair in counts}
    for pair, (unsettled, settled) in counts.items():
        (x1, y1), (x2, y2) = lines[pair]
        style = "edge open" if unsettled else "edge settled"
        width = f"{min(1.5 + 0.75 * (unsettled + settled), 6):g}"
        ends = {"x1": _px(x1), "y1": _px(y1), "x2": _px(x2), "y2": _px(y2)}
        yield Shape("line", {"class": style, "stroke-width": width, **ends})
    for pair, (unsettled, settled) in counts.items():
        x, y = _free(lines[pair], [line for other, line in lines.items() if other != pair])
        yield Shape("circle", {"class": "dot", "cx": _px(x), "cy": _px(y), "r": "12"})
        place = {"x": _px(x), "y": _px(y + 5), "text-anchor": "middle"}
        yield Shape("text", place, str(unsettled or settled), href(pair))


def _free(line: Segment, others: Sequence[Segment]) -> Spot:
    """Return where the number of a line stands: in the middle, or where other lines are farther away."""
    (x1, y1), (x2, y2) = line
    places = [(x1 + (x2 - x1) * part, y1 + (y2 - y1) * part) for part in PLACES]
    return max(places, key=lambda place: min((APART, *(_distance(place, other) for other in others))))


def _distance(spot: Spot, line: Segment) -> float:
    """Return how far a spot is from the nearest point of a line, in pixels."""
    (x, y), ((x1, y1), (x2, y2)) = spot, line
    along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / math.dist(*line) ** 2
    part = min(max(along, 0), 1)
    return math.dist(spot, (x1 + (x2 - x1) * part, y1 + (y2 - y1) * part))


def _label(atlas: Atlas, unit: Ref, spot: Spot) -> Iterator[Shape]:
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
