"""Phases of a planning cycle become a timeline: a lane for each unit, a bar for each step, months on top."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from alignctl.site.blocks import Picture, Shape, Table
from alignctl.site.pictures.conflict_map import shorten
from alignctl.words.quantities import month

LEFT, LANE, TOP, WIDTH = 190, 46, 34, 640


@dataclass(frozen=True, slots=True)
class Span:
    """One step on one lane; `gate` marks the last day."""

    lane: str
    name: str
    first: date
    last: date
    gate: bool = False


def timeline(title: str, spans: Sequence[Span], twin: Table) -> Picture:
    """Return the timeline of some steps; every step stands on the lane of its name."""
    lanes = list(dict.fromkeys(span.lane for span in spans))
    start = min(span.first for span in spans).replace(day=1)
    end = max(span.last for span in spans) + timedelta(days=1)
    days = max((end - start).days, 1)
    height = TOP + LANE * len(lanes) + 8
    shapes = [*_months(start, end, days, height)]
    for position, lane in enumerate(lanes):
        shapes.extend(_lane(position, lane))
        for span in spans:
            if span.lane == lane:
                shapes.extend(_span(position, span, start, days))
    return Picture(title, LEFT + WIDTH + 120, height, tuple(shapes), twin)


def _x(on: date, start: date, days: int) -> float:
    return LEFT + WIDTH * (on - start).days / days


def _months(start: date, end: date, days: int, height: int) -> Iterator[Shape]:
    on, step = start, max(1, days // 365)
    shown = 0
    while on < end:
        if shown % step == 0:
            x = f"{_x(on, start, days):.1f}"
            yield Shape("line", {"class": "grid", "x1": x, "x2": x, "y1": "24", "y2": str(height)})
            year = f" {on.year}" if shown == 0 or on.month == 1 else ""
            yield Shape("text", {"class": "soft", "x": x, "y": "16"}, month(on) + year)
        shown += 1
        on = (on.replace(day=1) + timedelta(days=32)).replace(day=1)


def _lane(position: int, name: str) -> Iterator[Shape]:
    y = str(TOP + LANE * position + 24)
    yield Shape("text", {"x": str(LEFT - 14), "y": y, "text-anchor": "end"}, shorten(name))


def _span(position: int, span: Span, start: date, days: int) -> Iterator[Shape]:
    x, end = _x(span.first, start, days), _x(span.last + timedelta(days=1), start, days)
    y = TOP + LANE * position + 8
    width = max(end - x, 3)
    yield Shape(
        "rect", {"class": "bar", "x": f"{x:.1f}", "y": str(y), "width": f"{width:.1f}", "height": "12", "rx": "3"}
    )
    yield Shape("text", {"x": f"{x:.1f}", "y": str(y + 28)}, shorten(span.name, 24))
    if span.gate:
        yield Shape("path", {"class": "gate", "d": f"M{end:.1f} {y - 2}l8 8l-8 8l-8 -8z"})
