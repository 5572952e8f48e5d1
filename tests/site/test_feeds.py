"""Atom feeds as a reader of feeds takes them (RFC 4287)."""

from __future__ import annotations

import dataclasses
import re
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from alignctl.model.ref import Ref
from alignctl.site.atlas import Atlas
from alignctl.site.feeds import feeds
from alignctl.words.past import Event, FieldChange
from tests.site.html import Html
from tests.site.review import built, company, settings
from tests.site.sites import example, files_of

ATOM = "{http://www.w3.org/2005/Atom}"
PAID = (
    "Pay for Closed revenue: weight 35 instead of 30; Pay for Accuracy of the sales forecast: weight 15 instead of 20"
)
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    repo = company(tmp_path_factory.mktemp("feeds") / "company")
    repo.git("switch", "--quiet", "main")
    return built(repo)


def feed(text: str) -> ET.Element:
    return ET.fromstring(text.encode())  # noqa: S314 - made by the code under test


def identities(root: ET.Element) -> list[str | None]:
    return [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]


def entries(text: str) -> list[tuple[str, str, str]]:
    """Return title, day and what the content says of each entry."""
    return [
        (
            entry.findtext(f"{ATOM}title") or "",
            (entry.findtext(f"{ATOM}updated") or "")[:10],
            " ".join(re.sub(r"<[^>]*>", " ", entry.findtext(f"{ATOM}content") or "").split()),
        )
        for entry in feed(text).iter(f"{ATOM}entry")
    ]


def test_every_feed_has_what_the_format_asks_for(files: dict[str, str]) -> None:
    feeds = {path: feed(text) for path, text in files.items() if path.startswith("feeds/")}
    assert len(feeds) == 7, "one for all, one for each unit"
    for path, root in feeds.items():
        for element in (root, *root.iter(f"{ATOM}entry")):
            assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", element.findtext(f"{ATOM}id") or ""), path
            assert element.findtext(f"{ATOM}title"), path
            assert STAMP.fullmatch(element.findtext(f"{ATOM}updated") or ""), path
            assert element.findtext(f"{ATOM}author/{ATOM}name"), path
            assert [one.get("rel") for one in element.findall(f"{ATOM}link")] == ["alternate"], path
    ids = [root.findtext(f"{ATOM}id") for root in feeds.values()]
    assert len(ids) == len(set(ids))


def test_the_newest_change_comes_first_in_words(files: dict[str, str]) -> None:
    found = entries(files["feeds/changes.xml"])
    assert found[0] == (
        "Variable pay in Sales \N{EN DASH} Pay more for orders",
        "2026-06-12",
        f"Variable pay in Sales (pay plan): {PAID}",
    )
    assert [day for _, day, _ in found] == ["2026-06-12", "2026-05-20", "2026-03-02", "2026-01-05"]
    assert feed(files["feeds/changes.xml"]).findtext(f"{ATOM}updated") == "2026-06-12T12:00:00Z"


def test_a_team_hears_of_what_concerns_it_and_of_nothing_else(files: dict[str, str]) -> None:
    def days(team: str) -> list[str]:
        return [day for _, day, _ in entries(files[f"feeds/team-{team}.xml"])]

    assert days("sales") == ["2026-06-12", "2026-05-20", "2026-01-05"], "its pay plan; decisions that name its roles"
    assert days("marketing") == ["2026-05-20", "2026-03-02", "2026-01-05"], (
        "who leads it; decisions that name its roles"
    )
    assert days("it") == ["2026-05-20", "2026-01-05"]
    assert days("fernhill") == ["2026-06-12", "2026-05-20", "2026-03-02", "2026-01-05"], "all of it"


def test_links_lead_to_the_pages_of_the_commits(files: dict[str, str]) -> None:
    for path, text in files.items():
        if path.startswith("feeds/"):
            hrefs = [one.get("href", "") for one in feed(text).iter(f"{ATOM}link")]
            assert {href.replace("../", "") in files for href in hrefs} == {True}, path


def test_pages_name_their_feeds(files: dict[str, str]) -> None:
    def alternates(path: str) -> list[str]:
        return [link["href"] for link in Html(files[path]).tags("link") if link.get("rel") == "alternate"]

    assert alternates("teams/sales.html") == ["../feeds/team-sales.xml", "../feeds/changes.xml"]
    assert alternates("index.html") == ["feeds/changes.xml"]


def test_an_address_makes_links_whole_and_leaves_identities_as_they_are(files: dict[str, str], tmp_path: Path) -> None:
    repo = company(tmp_path / "company")
    repo.git("switch", "--quiet", "main")
    settings(repo, "  url: https://rules.example.org/who/\n")
    text = built(repo)["feeds/changes.xml"]
    root = feed(text)
    links = {one.get("rel"): one.get("href") for one in root.findall(f"{ATOM}link")}
    assert links["self"] == "https://rules.example.org/who/feeds/changes.xml"
    assert links["alternate"] == "https://rules.example.org/who/log/index.html"
    assert identities(root) == identities(feed(files["feeds/changes.xml"]))


def test_hostile_words_stay_words() -> None:
    text = "<script>alert(1)</script> ]]> &amp; \x0b\ud800"
    change = FieldChange("Title", "", text, f"Title: {text}")
    at = datetime(2026, 1, 1, tzinfo=UTC)
    event = Event(Ref("role:x"), "changed", (change,), at=at, by=("a<b",), commit="a" * 40, subject=text)
    site = dataclasses.replace(example("martech/after"), past=(event,))
    found = dict(feeds(Atlas(site)))
    root = feed(found["feeds/changes.xml"].decode())
    content = root.findtext(f"{ATOM}entry/{ATOM}content") or ""
    assert "<script" not in content
    assert "&lt;script&gt;" in content


def test_without_a_history_there_is_no_feed_and_none_is_named(tmp_path: Path) -> None:
    files = files_of(example("martech/after"), tmp_path)
    assert [path for path in files if path.startswith("feeds/")] == []
    assert "application/atom+xml" not in files["index.html"]


def test_what_is_for_leaders_is_not_in_the_feeds_of_all_staff(tmp_path: Path) -> None:
    repo = company(tmp_path / "company")
    told = "".join(text for path, text in built(repo, "--audience", "all-staff").items() if path.startswith("feeds/"))
    assert [
        word for word in ("Variable pay", "sales-pay", "Pay more for orders", "Pay for", "weight") if word in told
    ] == []
    assert "Tom" not in told, "the subjects of commits may tell what is hidden"
