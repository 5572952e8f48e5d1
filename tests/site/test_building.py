from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from alignctl.site.building import build
from tests.site.html import Html, heading
from tests.site.sites import example, files_of, written

HOSTILE = "<img src=x onerror=alert(1)>\"'`{{ 7*7 }}</script>"


def pages(files: dict[str, str]) -> dict[str, Html]:
    return {path: Html(text) for path, text in files.items() if path.endswith(".html")}


@pytest.mark.parametrize("name", ["after", "before"])
def test_every_page_has_one_answer_and_a_policy_that_allows_nothing_from_outside(
    name: str, request: pytest.FixtureRequest
) -> None:
    for path, page in pages(request.getfixturevalue(name)).items():
        assert len(page.tags("h1")) == 1, path
        assert page.heading.strip(), path
        policies = [meta["content"] for meta in page.tags("meta") if "Content-Security-Policy" in meta.values()]
        assert [policy.partition(";")[0] for policy in policies] == ["default-src 'none'"], path


@pytest.mark.parametrize("name", ["after", "before"])
def test_elements_nest_and_names_are_unique(name: str, request: pytest.FixtureRequest) -> None:
    for path, page in pages(request.getfixturevalue(name)).items():
        assert (page.unclosed, page.stray) == ([], []), path
        ids = page.values("id")
        assert len(ids) == len(set(ids)), path


@pytest.mark.parametrize("name", ["after", "before"])
def test_no_style_or_script_stands_in_a_page(name: str, request: pytest.FixtureRequest) -> None:
    for path, page in pages(request.getfixturevalue(name)).items():
        assert not page.values("style"), path
        assert not page.tags("style"), path
        assert all("src" in script for script in page.tags("script")), path
        assert not [key for _, attributes in page.elements for key in attributes if key.startswith("on")], path


@pytest.mark.parametrize("name", ["after", "before"])
def test_every_link_leads_somewhere(name: str, request: pytest.FixtureRequest) -> None:
    files = request.getfixturevalue(name)
    assert list(dead_links(files)) == []


def dead_links(files: dict[str, str]) -> Iterator[str]:
    parsed = pages(files)
    fragments = {path: set(page.values("id")) for path, page in parsed.items()}
    for path, page in parsed.items():
        for href in [*page.values("href"), *page.values("src")]:
            target, _, fragment = unquote(href).partition("#")
            where = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            if "://" not in href and (where not in files or (fragment and fragment not in fragments[where])):
                yield f"{path}: {href}"


def test_every_page_is_reached_within_three_clicks(after: dict[str, str]) -> None:
    parsed = pages(after)
    reached, ahead = {"index.html"}, {"index.html"}
    for _ in range(3):
        ahead = {
            posixpath.normpath(posixpath.join(posixpath.dirname(path), href.partition("#")[0]))
            for path in ahead
            for href in parsed[path].values("href")
            if href.partition("#")[0].endswith(".html") and "://" not in href
        } - reached
        reached |= ahead
    assert set(parsed) - reached == {"404.html"}


def test_two_builds_are_equal_to_the_byte_and_the_second_writes_nothing(tmp_path: Path) -> None:
    site = example("martech/after")
    first = files_of(site, tmp_path / "a")
    assert files_of(example("martech/after"), tmp_path / "b") == first
    assert build(site, tmp_path / "a").written == 0


def test_every_page_has_its_twin_and_every_twin_is_json(after: dict[str, str]) -> None:
    for path in pages(after):
        twin = json.loads(after[path.removesuffix(".html") + ".json"])
        assert twin["page"] == path
        assert twin["answer"]


def test_the_twin_carries_the_facts_of_its_object(after: dict[str, str]) -> None:
    twin = json.loads(after["decide/spend-approval.json"])
    bands = [fact["bands"] for fact in twin["facts"] if fact["kind"] == "Right"]
    assert [band["decider"] for band in bands[0]] == [
        "role:procurement-lead",
        "role:controller",
        "role:head-of-finance",
    ]


def test_hostile_text_stays_text_in_every_file(tmp_path: Path) -> None:
    quoted = json.dumps(HOSTILE)
    text = f"""
apiVersion: alignctl/v1
kind: Unit
metadata: {{name: company, title: {quoted}, description: {quoted}}}
spec: {{type: company, lead: boss}}
---
apiVersion: alignctl/v1
kind: Role
metadata: {{name: boss, title: {quoted}, description: {quoted}}}
spec: {{unit: company, holders: [ana], final: true}}
---
apiVersion: alignctl/v1
kind: Domain
metadata: {{name: subject, title: {quoted}}}
spec: {{owningUnit: company}}
---
apiVersion: alignctl/v1
kind: DecisionRight
metadata: {{name: right, title: {quoted}, description: {quoted}}}
spec: {{domains: [subject], decide: role:boss}}
---
apiVersion: alignctl/v1
kind: Metric
metadata: {{name: number, title: {quoted}, description: {quoted}}}
spec: {{owningUnit: company, direction: up, definition: {quoted}, source: {quoted}, unitOfMeasure: {quoted}}}
"""
    files = files_of(written(text, site={"name": HOSTILE, "footer": HOSTILE}), tmp_path)
    assert heading(files["decide/right.html"]) == f"{HOSTILE} decides."
    for path, page in pages(files).items():
        assert not [tag for tag, attributes in page.elements if "onerror" in attributes], path
        assert {image["src"] for image in page.tags("img")} == set(), path
    assert "<" not in files["search-docs.js"]


def test_an_outside_link_with_a_script_in_it_leads_nowhere(tmp_path: Path) -> None:
    text = "apiVersion: alignctl/v1\nkind: Unit\nmetadata: {name: company}\nspec: {type: company}\n"
    links = [{"title": "click", "url": "javascript:alert(1)//://"}]
    files = files_of(written(text, site={"links": links}), tmp_path)
    assert "javascript:" not in files["index.html"]


def test_an_empty_repository_still_makes_a_site(tmp_path: Path) -> None:
    files = files_of(written("# nothing yet\n"), tmp_path)
    assert heading(files["decide/index.html"]).startswith("0 decisions")
    assert list(dead_links(files)) == []


def test_names_of_the_sites_own_pages_can_be_names_of_objects(tmp_path: Path) -> None:
    text = "apiVersion: alignctl/v1\nkind: Unit\nmetadata: {name: index}\nspec: {type: company}\n"
    files = files_of(written(text), tmp_path)
    assert heading(files["teams/index_.html"]).startswith("index decides")
    assert heading(files["teams/index.html"]).startswith("1 team")
