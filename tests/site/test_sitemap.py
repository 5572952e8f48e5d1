"""The list of pages for search engines."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from alignctl.site import sitemap
from alignctl.site.atlas import Atlas
from alignctl.site.page import Page
from tests.site.sites import example, files_of

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ADDRESS = {"url": "https://rules.example.org/who"}


def locations(text: str) -> list[str]:
    return [found.text or "" for found in ET.fromstring(text.encode()).iter(f"{NAMESPACE}loc")]  # noqa: S314 - our own


def test_every_page_is_listed_once_under_its_whole_address(tmp_path: Path) -> None:
    files = files_of(example("martech/after", site=ADDRESS), tmp_path)
    found = locations(files["sitemap.xml"])
    listed = {path.removeprefix("https://rules.example.org/who/") for path in found}
    pages = {path for path in files if path.endswith(".html")} - {"404.html"}
    assert len(found) == len(listed)
    assert listed == {path.removesuffix("index.html") for path in pages}


def test_without_an_address_there_is_no_sitemap(after: dict[str, str]) -> None:
    assert [path for path in after if path.startswith("sitemap")] == []


def test_a_large_site_has_several_lists_and_one_of_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST", 2)
    pages = [Page(path=f"a/{name}.html", title=name, heading=()) for name in "xyz"]
    made = dict(sitemap.sitemaps(Atlas(example("martech/after", site=ADDRESS)), pages))
    assert locations(made["sitemap.xml"].decode()) == [
        "https://rules.example.org/who/sitemap-1.xml",
        "https://rules.example.org/who/sitemap-2.xml",
    ]
    parts = [locations(made[f"sitemap-{number}.xml"].decode()) for number in (1, 2)]
    assert parts == [
        ["https://rules.example.org/who/a/x.html", "https://rules.example.org/who/a/y.html"],
        ["https://rules.example.org/who/a/z.html"],
    ]


def test_an_earlier_address_of_an_object_is_not_listed() -> None:
    pages = [
        Page(path="a/old.html", title="", heading=(), moved_to="a/new.html"),
        Page(path="a/new.html", title="", heading=()),
    ]
    made = dict(sitemap.sitemaps(Atlas(example("martech/after", site=ADDRESS)), pages))
    assert locations(made["sitemap.xml"].decode()) == ["https://rules.example.org/who/a/new.html"]
