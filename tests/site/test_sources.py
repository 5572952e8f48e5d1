from __future__ import annotations

import pytest

from alignctl.model.ref import Ref
from tests.site.sites import written

UNIT = "apiVersion: alignctl/v1\nkind: Unit\nmetadata: {name: %s}\nspec: {}\n"
A, B = UNIT % "a", UNIT % "b"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"{A}---\n{B}", (1, 6)),
        (f"# head\n---\n{A}---\n{B}", (3, 8)),
        (f"{A}---\n# nothing\n---\n{B}", (1, 8)),
        (f"\n\n{A}--- # second\n\n{B}", (3, 9)),
        (f"{A}---\r\n{B}", (1, 6)),
    ],
)
def test_each_object_has_its_own_text_and_line(text: str, lines: tuple[int, int]) -> None:
    site = written(text)
    assert (site.lines[Ref("unit:a")], site.lines[Ref("unit:b")]) == lines
    assert site.texts[Ref("unit:a")].endswith(A)
    assert site.texts[Ref("unit:b")].endswith(B)
