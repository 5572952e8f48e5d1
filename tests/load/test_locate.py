"""Places become lines and columns: the smallest node, the key where it is asked for, the parent of what is missing."""

from __future__ import annotations

from typing import Any

import pytest

from alignctl.load.locate import Locator, locate
from alignctl.load.yaml import positions
from alignctl.model.document import Source
from alignctl.model.place import Place, Span

TEXT = "a: 1\n---\nb:\n  cc: [x, 'ü😀', y]\n  d:\ne: {f: g}\r\n"
SOURCE = Source("x.yaml", b"\xef\xbb\xbf" + TEXT.encode())
SOURCES = {"x.yaml": SOURCE}


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place("x.yaml"), (1, 1, 1, 5)),
        (Place("x.yaml", 0, ("a",)), (1, 4, 1, 5)),
        (Place("x.yaml", 1, ("b", "cc", 0)), (4, 8, 4, 9)),
        (Place("x.yaml", 1, ("b", "cc", 2)), (4, 17, 4, 18)),
        (Place("x.yaml", 1, ("b", "cc")), (4, 7, 4, 19)),
        (Place("x.yaml", 1, ("b", "cc"), key=True), (4, 3, 4, 5)),
        (Place("x.yaml", 1, ("b", "cc", 0), key=True), (4, 8, 4, 9)),
        (Place("x.yaml", 1, ("b", "d")), (5, 3, 5, 4)),
        (Place("x.yaml", 1, ("e", "f")), (6, 8, 6, 9)),
        (Place("x.yaml", 1, ("e", "zz", 3)), (6, 4, 6, 10)),
        (Place("x.yaml", 1, ("e", "zz"), key=True), (6, 4, 6, 10)),
        (Place("x.yaml", 1, ("zz",)), (3, 1, 6, 10)),
        (Place("x.yaml", 7, ("zz",)), (1, 1, 1, 1)),
        (Place("y.yaml", 0, ("a",)), (1, 1, 1, 1)),
        (Place("x.yaml", 0, ("a",), span=Span(9, 9, 9, 9)), (9, 9, 9, 9)),
    ],
)
def test_places(place: Place, expected: tuple[int, int, int, int]) -> None:
    assert locate(place, SOURCES) == Span(*expected)


def test_the_line_of_a_place() -> None:
    locator = Locator(SOURCES)
    assert locator.excerpt(Place("x.yaml", 1, ("b", "cc", 1))) == "  cc: [x, 'ü😀', y]"
    assert locator.excerpt(Place("x.yaml", 1, ("e", "f"))) == "e: {f: g}"
    assert locator.excerpt(Place("x.yaml", 0, ("a",))) == "a: 1"
    assert locator.excerpt(Place("x.yaml", span=Span(99, 1, 99, 2))) == ""
    assert locator.excerpt(Place("y.yaml")) == ""


def test_bytes_that_are_no_text_have_a_line_all_the_same() -> None:
    place = Place("z.yaml", span=Span(1, 1, 1, 2))
    assert Locator({"z.yaml": Source("z.yaml", b"a: \xff\n")}).excerpt(place) == "a: \ufffd"


def test_the_lines_of_a_file_are_found_once_for_all_its_places() -> None:
    read: list[str] = []

    class Counted(bytes):
        def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
            read.append(encoding)
            return super().decode(encoding, errors)

    locator = Locator({"x.yaml": Source("x.yaml", Counted(b"a: 1\nb: 2\n"))})
    assert [locator.excerpt(Place("x.yaml", 0, (key,))) for key in "abab"] == ["a: 1", "b: 2"] * 2
    assert read == ["utf-8-sig"]


def test_a_file_is_read_once_and_no_further_than_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[Any] = []

    def counted(source: Source) -> Any:
        for found in positions(source):
            taken.append(source.path)
            yield found

    monkeypatch.setattr("alignctl.load.locate.positions", counted)
    locator = Locator(SOURCES)
    for _ in range(3):
        locator.locate(Place("x.yaml", 0, ("a",)))
    assert len(taken) == 1
    locator.locate(Place("x.yaml", 1, ("b",)))
    locator.locate(Place("x.yaml", 9, ("b",)))
    assert len(taken) == 2
