from __future__ import annotations

from itertools import pairwise

from alignctl.site.blocks import Picture, Shape, Table
from alignctl.site.pictures.tidy_tree import Knot, tidy_tree

TWIN = Table("Goals", ("Goal",), ())


def result(title: str, *children: Knot, wrong: str = "") -> Knot:
    return Knot(title, "Sales", wrong, goal=False, children=children)


def goal(title: str, *children: Knot, edge: str = "edge") -> Knot:
    return Knot(title, "Sales", edge=edge, children=children)


def drawn(*roots: Knot) -> Picture:
    picture = tidy_tree("Goals", roots, TWIN)
    assert picture is not None
    return picture


def boxes(picture: Picture) -> list[tuple[float, float, float, float]]:
    found = [shape.attributes for shape in picture.shapes if shape.tag == "rect"]
    return [tuple(float(one[name]) for name in ("x", "y", "width", "height")) for one in found]  # type: ignore[misc]


def texts(picture: Picture) -> list[Shape]:
    return [shape for shape in picture.shapes if shape.tag == "text"]


def test_no_two_boxes_overlap_and_all_are_on_the_canvas() -> None:
    leaves = [result(f"Result {number}") for number in range(4)]
    picture = drawn(
        goal("Top", result("One", goal("Below", *leaves)), result("Two"), goal("Aside", *leaves[:2])),
        goal("Alone"),
    )
    found = boxes(picture)
    for x, y, width, height in found:
        assert min(x, y) >= 0
        assert x + width <= picture.width
        assert y + height <= picture.height
    apart = [
        one == other
        or one[0] + one[2] <= other[0]
        or other[0] + other[2] <= one[0]
        or one[1] + one[3] <= other[1]
        or other[1] + other[3] <= one[1]
        for one in found
        for other in found
    ]
    assert all(apart)


def test_a_goal_stands_amid_its_children_and_left_of_them() -> None:
    picture = drawn(goal("Top", result("One"), result("Two"), result("Three")))
    top, *below = boxes(picture)
    middles = [y + height / 2 for _, y, _, height in below]
    assert top[1] + top[3] / 2 == (middles[0] + middles[-1]) / 2
    assert all(top[0] + top[2] < x for x, *_ in below)
    assert all(upper < lower for upper, lower in pairwise(middles))


def test_what_is_amiss_stands_in_place_of_who_and_edges_have_their_style() -> None:
    picture = drawn(goal("Top", result("One", goal("Against", edge="edge open"), wrong="no contributing team")))
    assert [shape.text for shape in texts(picture) if shape.attributes.get("class") == "wrong"] == [
        "no contributing team"
    ]
    assert [shape.attributes["class"] for shape in picture.shapes if shape.tag == "path"] == ["edge", "edge open"]


def test_a_long_name_takes_two_lines_and_is_cut_at_a_word() -> None:
    picture = drawn(goal("A goal whose name goes on for quite a while and then for some more", result("x" * 40)))
    lines = [shape.text for shape in texts(picture)]
    assert lines[:2] == ["A goal whose name goes on", "for quite a while and…"]
    assert max(map(len, lines)) <= 27


def test_more_than_sixty_nodes_are_no_picture_and_one_alone_is_none() -> None:
    assert tidy_tree("Goals", [goal("Top", *(result(str(number)) for number in range(60)))], TWIN) is None
    assert tidy_tree("Goals", [goal("Top", *(result(str(number)) for number in range(59)))], TWIN) is not None
    assert tidy_tree("Goals", [goal("Top")], TWIN) is None
