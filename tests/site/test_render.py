from __future__ import annotations

from dataclasses import replace

import pytest

from alignctl.site import render
from alignctl.site.page import Page

FRAME = {
    "name": "Acme",
    "logo": "",
    "sheets": (),
    "more": (),
    "outside": (),
    "footer": "",
    "as_of": "15 June 2026",
    "notice": "",
    "proposal": "",
    "feed": "",
    "audience": "leaders",
    "gaps": "",
}
ONE = Page(path="a.html", title="A", heading=("Ana decides.",))
TWO = Page(path="b.html", title="B", heading=("Bob decides.",))


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the paths of the pages that are rendered."""
    found: list[str] = []
    whole = render.render

    def noted(page: Page, frame: dict[str, object]) -> str:
        found.append(page.path)
        return whole(page, frame)

    monkeypatch.setattr(render, "render", noted)
    return found


def test_only_a_page_that_differs_is_rendered_again(rendered: list[str]) -> None:
    drawn = render.Drawn()
    first = dict(drawn.draw((ONE, TWO), FRAME))
    changed = replace(TWO, heading=("Eve decides.",))
    second = dict(drawn.draw((replace(ONE), changed), FRAME))
    assert rendered == ["a.html", "b.html", "b.html"]
    assert second["a.html"] == first["a.html"]
    assert b"Eve decides." in second["b.html"]


def test_another_frame_is_another_page(rendered: list[str]) -> None:
    drawn = render.Drawn()
    dict(drawn.draw((ONE,), FRAME))
    again = dict(drawn.draw((ONE,), {**FRAME, "footer": "To be kept secret."}))
    assert rendered == ["a.html", "a.html"]
    assert b"To be kept secret." in again["a.html"]


def test_a_page_that_is_gone_does_not_come_back(rendered: list[str]) -> None:
    drawn = render.Drawn()
    for pages in ((ONE, TWO), (ONE,), (ONE, TWO)):
        assert [path for path, _ in drawn.draw(pages, FRAME)] == [page.path for page in pages]
    assert rendered == ["a.html", "b.html", "b.html"]
