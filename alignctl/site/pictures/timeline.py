"""Steps of a planning cycle become a timeline: a lane for each unit, a bar for each step, months on top."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from alignctl.site.blocks import Picture, Shape, Table
from alignctl.site.pictures.conflict_map import shorten
from alignctl.words.quantities import month

LEFT, RIGHT, ROW, TOP, WIDTH = 150, 130, 46, 34, 720
BAR, LETTER, STRIPE = 12, 8.2, 7
MONTHS_SHOWN = 15


@dataclass(frozen=True, slots=True)
class Span:
    """One step on one lane; `needs` names the steps that it waits for.

    `gate` marks the last day; in a `freeze` nothing is changed.
    """

    lane: str
    name: str
    first: date
    last: date
    needs: tuple[str, ...] = ()
    gate: bool = False
    freeze: bool = False


@dataclass(frozen=True, slots=True)
class _Bar:
    span: Span
    x: float
    end: float
    y: float


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days become pixels."""

    start: date
    end: date

    @property
    def days(self) -> int:
        return max((self.end - self.start).days, 1)

    def x(self, on: date) -> float:
        return LEFT + WIDTH * (on - self.start).days / self.days


def timeline(title: str, spans: Sequence[Span], twin: Table) -> Picture:
    """Return the timeline of some steps; every step stands on the lane of its name, below another if they overlap.

    The mark of today is added in the browser, from the first and last day that the picture carries as data.
    """
    scale = _Scale(min(s.first for s in spans).replace(day=1), max(s.last for s in spans) + timedelta(days=1))
    bars: list[_Bar] = []
    lanes: list[Shape] = []
    top = TOP
    for lane in dict.fromkeys(span.lane for span in spans):
        label = {"x": str(LEFT - 14), "y": str(top + 18), "text-anchor": "end"}
        lanes.append(Shape("text", label, shorten(lane, 16)))
        placed, rows = _rows([span for span in spans if span.lane == lane], scale, top)
        bars.extend(placed)
        top += rows * ROW
    shapes = (*_months(scale, top), *lanes, *_needs(bars), *(shape for bar in bars for shape in _bar(bar)))
    data = {
        "from": scale.start.isoformat(),
        "until": scale.end.isoformat(),
        "left": str(LEFT),
        "right": str(LEFT + WIDTH),
    }
    return Picture(title, LEFT + WIDTH + RIGHT, top + 8, shapes, twin, data=data)


def _rows(spans: Iterable[Span], scale: _Scale, top: float) -> tuple[list[_Bar], int]:
    """Return the bars of a lane, each in the first row in which it and its name have room, and the number of rows."""
    ends: list[float] = []
    placed = []
    for span in sorted(spans, key=lambda s: (s.first, s.last, s.name)):
        x, end = scale.x(span.first), scale.x(span.last + timedelta(days=1))
        end = max(end, x + 3)
        row = next((number for number, taken in enumerate(ends) if taken <= x), len(ends))
        ends[row : row + 1] = [max(end + 14, x + LETTER * len(shorten(span.name, 24)) + 10)]
        placed.append(_Bar(span, x, end, top + row * ROW + 6))
    return placed, max(len(ends), 1)


def _months(scale: _Scale, height: float) -> Iterator[Shape]:
    on, shown = scale.start, 0
    step = max(1, -(-scale.days // (31 * MONTHS_SHOWN)))
    while on < scale.end:
        if shown % step == 0:
            x = f"{scale.x(on):.1f}"
            yield Shape("line", {"class": "grid", "x1": x, "x2": x, "y1": "24", "y2": f"{height:g}"})
            year = f" {on.year}" if shown == 0 or on.month == 1 else ""
            yield Shape("text", {"class": "soft", "x": x, "y": "16"}, month(on) + year)
        shown += 1
        on = (on.replace(day=1) + timedelta(days=32)).replace(day=1)


def _bar(bar: _Bar) -> Iterator[Shape]:
    place = {"x": f"{bar.x:.1f}", "y": f"{bar.y:g}", "width": f"{bar.end - bar.x:.1f}", "height": str(BAR), "rx": "3"}
    yield Shape("rect", {"class": "frozen" if bar.span.freeze else "bar", **place})
    if bar.span.freeze:
        yield Shape("path", {"class": "hatch", "d": _hatch(bar)})
    yield Shape("text", {"x": f"{bar.x:.1f}", "y": f"{bar.y + 28:g}"}, shorten(bar.span.name, 24))
    if bar.span.gate:
        yield Shape("path", {"class": "gate", "d": f"M{bar.end:.1f} {bar.y - 2:g}l8 8l-8 8l-8 -8z"})


def _hatch(bar: _Bar) -> str:
    """Return slanting lines across a bar, none beyond its ends."""
    stripes = int(max(bar.end - bar.x - BAR, 0) // STRIPE) + 1
    return "".join(f"M{bar.x + number * STRIPE:.1f} {bar.y + BAR:g}l{BAR} -{BAR}" for number in range(stripes))


def _needs(bars: Sequence[_Bar]) -> Iterator[Shape]:
    """Yield an arrow from each step to those that wait for it."""
    for bar in bars:
        for other in bars:
            if other.span.name in bar.span.needs and (other.y != bar.y or other.end + 8 < bar.x):
                yield from _arrow(other.end, other.y + BAR / 2, bar.x - 1, bar.y + BAR / 2)


def _arrow(x1: float, y1: float, x2: float, y2: float) -> Iterator[Shape]:
    bend = max((x1 + x2) / 2, x1 + 12)
    curve = f"M{x1:.1f} {y1:g}C{bend:.1f} {y1:g} {bend:.1f} {y2:g} {x2 - 4:.1f} {y2:g}"
    yield Shape("path", {"class": "edge", "d": curve})
    yield Shape("path", {"class": "tip", "d": f"M{x2:.1f} {y2:g}l-7 -4v8z"})
