"""Influence facts around one metric become a picture: what moves it on the left, what it moves on the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alignctl.model.facts import InfluenceFact
from alignctl.model.ref import Ref
from alignctl.site.atlas import Atlas
from alignctl.site.blocks import Picture, Row, Shape, Table
from alignctl.site.lines import Line
from alignctl.site.pages.common import lean
from alignctl.site.pictures.conflict_map import shorten

MOST = 20
BOX, HIGH, STEP, GAP = 236, 38, 58, 82
SIGNS = {"raises": ("+", "raises"), "lowers": ("−", "lowers")}


def one_hop(atlas: Atlas, center: Ref, facts: Sequence[InfluenceFact]) -> Picture | Table:
    """Return the neighbours of a metric, or their table alone where they are too many."""
    before = [fact for fact in facts if fact.to == center]
    after = [fact for fact in facts if fact.from_ == center]
    twin = influence_table(atlas, facts)
    if max(len(before), len(after)) > MOST:
        return twin
    height = max(len(before), len(after), 1) * STEP + 12
    columns = [column for column in (before, after) if column]
    left = (BOX + GAP) if before else 2
    middle = height / 2
    shapes = [*_box(atlas, center, left, middle - HIGH / 2, here=True)]
    for side, column in ((-1, before), (1, after)):
        for position, fact in enumerate(column):
            shapes.extend(
                _neighbour(
                    atlas, fact, side, (left, middle), (height - len(column) * STEP) / 2 + position * STEP + STEP / 2
                )
            )
    width = BOX + len(columns) * (BOX + GAP) + 4
    return Picture("Left: what moves it. Right: what it moves. + raises, − lowers", width, height, tuple(shapes), twin)


def _neighbour(atlas: Atlas, fact: InfluenceFact, side: int, center: tuple[float, float], y: float) -> Iterator[Shape]:
    left, middle = center
    other, x = (fact.from_, 2.0) if side < 0 else (fact.to, left + BOX + GAP)
    start, end = (x + BOX, left) if side < 0 else (left + BOX, x)
    first, last = (y, middle) if side < 0 else (middle, y)
    bend = (start + end) / 2
    yield Shape(
        "path", {"class": "edge", "d": f"M{start:g} {first:g}C{bend:g} {first:g} {bend:g} {last:g} {end:g} {last:g}"}
    )
    mark = "±" if fact.both_signs else "".join(SIGNS.get(sign, ("?", ""))[0] for sign in fact.signs[:1])
    near = (x + BOX + 20, y) if side < 0 else (x - 20, y)
    yield Shape("circle", {"class": "dot", "cx": f"{near[0]:g}", "cy": f"{near[1]:g}", "r": "12"})
    yield Shape("text", {"x": f"{near[0]:g}", "y": f"{near[1] + 5:g}", "text-anchor": "middle"}, mark)
    yield from _box(atlas, other, x, y - HIGH / 2)


def _box(atlas: Atlas, ref: Ref, x: float, y: float, *, here: bool = False) -> Iterator[Shape]:
    style = "box here" if here else "box"
    yield Shape(
        "rect", {"class": style, "x": f"{x:g}", "y": f"{y:g}", "width": str(BOX), "height": str(HIGH), "rx": "6"}
    )
    text = {"x": f"{x + BOX / 2:g}", "y": f"{y + HIGH / 2 + 5:g}", "text-anchor": "middle"}
    yield Shape("text", text, shorten(atlas.title(ref), 28), "" if here else atlas.href(ref))


def influence_table(atlas: Atlas, facts: Sequence[InfluenceFact]) -> Table:
    """Return influences as rows: what, which way, what."""
    rows = tuple(
        Row(((atlas.link(fact.from_),), _signs(fact), (atlas.link(fact.to),), ("yes" if fact.based else "none",)))
        for fact in facts
    )
    head = ("This", "moves", "that", "Reason given")
    table = Table("What moves what", head, rows, "No influence is written down.", filterable=True)
    return lean(table, silent=("yes",))


def _signs(fact: InfluenceFact) -> Line:
    return (" and ".join(SIGNS.get(sign, ("", sign))[1] for sign in fact.signs),)
