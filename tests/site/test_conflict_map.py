from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations

import pytest

from alignctl.model.document import Source
from alignctl.model.facts import Tension
from alignctl.model.ref import Ref
from alignctl.site.atlas import Atlas
from alignctl.site.blocks import Picture, Table
from alignctl.site.lines import text_of
from alignctl.site.pictures.conflict_map import conflict_map
from benchmarks.generate import repository
from tests.site.sites import example, site_of


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    sources = [Source(path, text.encode()) for path, text in repository(1000) if path != "alignctl.yaml"]
    return Atlas(site_of(sources))


def tensions(pairs: list[tuple[str, str]]) -> list[Tension]:
    atlas = Atlas(example("martech/before"))
    one = atlas.tensions(atlas.conflicts[0])[0]
    return [
        replace(one, units=(Ref(f"unit:{first}"), Ref(f"unit:{second}")), conflict=str(number))
        for number, (first, second) in enumerate(pairs)
    ]


def told(table: Table) -> list[tuple[str, ...]]:
    return [tuple(text_of(cell) for cell in row.cells) for row in table.rows]


def test_few_units_are_drawn_and_lead_to_who_settles_it(atlas: Atlas) -> None:
    drawn = conflict_map(atlas, tensions([("sales-0001", "people-0006")]))
    assert isinstance(drawn, Picture)
    links = [shape.href for shape in drawn.shapes if shape.tag == "text"]
    assert "conflicts/index.html#people-0006-and-sales-0001" in links


def test_conflicts_of_many_units_are_drawn_between_their_functions(atlas: Atlas) -> None:
    teams = ("", "-north", "-south", "-east")
    pairs = [(f"sales-000{number}{team}", "people-0006") for number in (1, 9) for team in teams]
    pairs += [(f"finance-0002{team}", "people-0006-north") for team in teams[:3]]
    drawn = conflict_map(atlas, tensions(pairs))
    assert isinstance(drawn, Picture)
    assert told(drawn.twin) == [("Finance", "People", "3", "0"), ("People", "Sales", "8", "0")]


def test_conflicts_inside_one_function_are_not_lost(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alignctl.site.pictures.conflict_map.MOST", 2)
    grid = conflict_map(atlas, tensions([("sales-0001", "sales-0009"), ("sales-0001", "sales-0001-north")]))
    assert isinstance(grid, Table)
    assert told(grid)[0][2:] == ("1 open", "1 open")
    assert grid.head[1:] == ("Department, sales 1", "Team North, sales 1", "Department, sales 9")


def test_more_functions_than_a_grid_can_show_are_a_list(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alignctl.site.pictures.conflict_map.MOST", 2)
    monkeypatch.setattr("alignctl.site.pictures.conflict_map.WIDEST", 2)
    listed = conflict_map(atlas, tensions([("sales-0001", "people-0006"), ("sales-0009", "finance-0002")]))
    assert isinstance(listed, Table)
    assert told(listed) == [("Finance", "Sales", "1", "0"), ("People", "Sales", "1", "0")]


def test_the_numbers_of_crossing_lines_stand_apart(atlas: Atlas) -> None:
    units = ("sales-0001", "people-0006", "sales-0009", "finance-0002")
    drawn = conflict_map(atlas, tensions(list(combinations(units, 2))))
    assert isinstance(drawn, Picture)
    dots = [shape.attributes for shape in drawn.shapes if shape.tag == "circle"]
    spots = [(float(dot["cx"]), float(dot["cy"])) for dot in dots]
    assert len(spots) == 6
    assert min(math.dist(one, other) for one, other in combinations(spots, 2)) > 24
