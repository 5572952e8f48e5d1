from __future__ import annotations

from alignctl.report.phone import HEIGHT, WIDTH, fitting, lines_of, shortened


def test_marks_take_no_room_and_headings_have_some_around_them() -> None:
    assert lines_of("- **hugo**, `cfo`") == 1
    assert lines_of("x" * WIDTH) == 1
    assert lines_of("x" * (WIDTH + 1)) == 2
    assert lines_of("### x") == lines_of("**x**") == 2
    assert lines_of("") == 0


def test_what_fits_below_what_is_there_already() -> None:
    assert list(fitting(["x"] * 100)) == ["x"] * HEIGHT
    assert list(fitting(["x"] * 100, used=HEIGHT - 1)) == ["x"]
    assert list(fitting(["x" * 9999, "y"], used=HEIGHT)) == ["x" * 9999]


def test_a_long_sentence_ends_after_a_word() -> None:
    assert shortened("short") == "short"
    cut = shortened("word " * 100)
    assert cut.endswith("word …")
    assert lines_of(cut) <= 6
