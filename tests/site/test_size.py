from __future__ import annotations

from pathlib import Path

import pytest

from alignctl.model.document import Source
from alignctl.site.building import build
from benchmarks.generate import repository
from tests.site.conftest import Folders
from tests.site.sites import EXAMPLES, example, files_of, site_of

LARGEST = 300_000  # bytes of a page: a second on a slow connection, even before compression
ENTRY = 300  # bytes of a page in the search index
OBJECT = 12_000  # bytes of a site for each object: 120 MB for ten thousand


@pytest.mark.parametrize("name", ["martech/after", "martech/before", "kubernetes"])
def test_no_page_of_an_example_is_too_large(name: str, folders: Folders) -> None:
    sizes = {path: path.stat().st_size for path in folders(name).rglob("*.html")}
    assert {path.name: size for path, size in sizes.items() if size > LARGEST} == {}


def test_the_search_index_grows_by_little_for_each_page(folders: Folders) -> None:
    index = folders("kubernetes") / "search-docs.js"
    assert index.stat().st_size < ENTRY * len([*folders("kubernetes").rglob("*.html")])


def test_a_site_grows_with_its_objects_and_not_with_their_square(tmp_path: Path) -> None:
    sizes = []
    for size in (0, 550, 1050):
        sources = [Source(path, text.encode()) for path, text in repository(size) if path != "alignctl.yaml"]
        done = build(site_of(sources, governanceOwner="role:ceo"), tmp_path / str(size))
        sizes.append((len(sources), done.size))
    (none, empty), (few, small), (many, large) = sizes
    first, then = (small - empty) / (few - none), (large - small) / (many - few)
    assert then < 1.1 * first
    assert then < OBJECT


def changed(tmp_path: Path, path: str, before: str, after: str) -> tuple[set[str], dict[str, str]]:
    """Return which files of a site change with some words of a document, and the site with the new words."""
    site = example("martech/after")
    folder = EXAMPLES / "martech" / "after"
    sources = {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in (folder / "governance").rglob("*.yaml")
    }
    assert before.encode() in sources[path]
    sources[path] = sources[path].replace(before.encode(), after.encode())
    old = files_of(site, tmp_path / "old")
    new = files_of(site_of(Source(*item) for item in sorted(sources.items())), tmp_path / "new")
    differ = {name for name in {*old, *new} if old.get(name) != new.get(name)}
    return differ - {"build.json"}, {name: f"{old.get(name, '')}\n{new.get(name, '')}" for name in differ}


def test_only_pages_that_tell_a_changed_text_change(tmp_path: Path) -> None:
    was = "Runs the marketing tools day to day."
    differ, _ = changed(tmp_path, "governance/organisation.yaml", was, "Runs zebras.")
    assert differ == {"roles/marketing-ops-lead.html", "roles/marketing-ops-lead.json"}


def test_only_pages_that_name_an_object_change_with_its_title(tmp_path: Path) -> None:
    was = "Marketing Operations Lead"
    differ, texts = changed(tmp_path, "governance/organisation.yaml", was, "Zebra Lead")
    assert {"roles/marketing-ops-lead.html", "roles/index.html", "a-z.html", "search-docs.js"} <= differ
    assert {name for name in differ if "Zebra Lead" not in texts[name]} == set()
    assert "kpis/uptime.html" not in differ
