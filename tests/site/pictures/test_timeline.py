from __future__ import annotations

from datetime import date
from itertools import pairwise

from alignctl.site.blocks import Picture, Shape, Table
from alignctl.site.pictures.timeline import Span, timeline

TWIN = Table("Steps", ("Step",), ())


def drawn(*spans: Span) -> Picture:
    return timeline("Steps", spans, TWIN)


def shapes(picture: Picture, style: str) -> list[Shape]:
    return [shape for shape in picture.shapes if shape.attributes.get("class", "") == style]


def place(picture: Picture, text: str) -> tuple[float, float]:
    found = next(shape for shape in picture.shapes if shape.text == text)
    return float(found.attributes["x"]), float(found.attributes["y"])


def test_a_bar_is_as_long_as_its_step_lasts() -> None:
    picture = drawn(
        Span("Finance", "budget", date(2026, 1, 1), date(2026, 1, 31)),
        Span("Sales", "quota", date(2026, 2, 1), date(2026, 4, 1)),
    )
    budget, quota = (float(shape.attributes["width"]) for shape in shapes(picture, "bar"))
    assert round(quota / budget, 2) == round(60 / 31, 2)
    assert place(picture, "Finance")[1] < place(picture, "Sales")[1]


def test_steps_of_one_lane_that_overlap_stand_below_each_other() -> None:
    picture = drawn(
        Span("Sales", "first", date(2026, 1, 1), date(2026, 3, 31)),
        Span("Sales", "second", date(2026, 3, 1), date(2026, 5, 31)),
        Span("Sales", "third", date(2026, 5, 1), date(2026, 6, 30)),
    )
    first, second, third = (place(picture, name)[1] for name in ("first", "second", "third"))
    assert first < second
    assert third == first


def test_a_freeze_is_hatched_within_its_bar() -> None:
    picture = drawn(
        Span("All", "code freeze", date(2026, 1, 10), date(2026, 1, 20), freeze=True),
        Span("All", "commit", date(2026, 2, 1), date(2026, 2, 28), gate=True),
    )
    (frozen,), (hatch,), (bar,) = (shapes(picture, style) for style in ("frozen", "hatch", "bar"))
    left = float(frozen.attributes["x"])
    starts = [float(part.partition(" ")[0]) for part in hatch.attributes["d"].split("M")[1:]]
    assert left <= min(starts)
    assert max(starts) + 12 <= left + float(frozen.attributes["width"]) + 0.1
    assert bar is not frozen
    assert len(shapes(picture, "gate")) == 1


def test_an_arrow_leads_from_what_is_waited_for() -> None:
    picture = drawn(
        Span("Marketing", "plan", date(2026, 1, 1), date(2026, 1, 31)),
        Span("Sales", "quota", date(2026, 2, 15), date(2026, 3, 15), needs=("plan", "unknown")),
    )
    (edge,) = shapes(picture, "edge")
    plan, quota = shapes(picture, "bar")
    end = float(plan.attributes["x"]) + float(plan.attributes["width"])
    assert edge.attributes["d"].startswith(f"M{end:.1f} ")
    assert edge.attributes["d"].split()[-2] == f"{float(quota.attributes['x']) - 5:.1f}"


def test_the_days_for_the_mark_of_today_are_data_and_no_day_of_the_build() -> None:
    picture = drawn(Span("All", "plan", date(2026, 1, 12), date(2026, 2, 27)))
    assert (picture.data["from"], picture.data["until"]) == ("2026-01-01", "2026-02-28")
    assert not shapes(picture, "today")


def test_years_are_told_in_steps_of_months_that_can_be_read() -> None:
    picture = drawn(Span("All", "plan", date(2024, 1, 1), date(2033, 12, 31)))
    places = [float(shape.attributes["x"]) for shape in shapes(picture, "soft")]
    assert 10 <= len(places) <= 20
    assert min(after - before for before, after in pairwise(places)) > 35
