"""A change under review in a real Chromium: what it means is seen first, and every page of it can be read by all."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.site.browsing import LAPTOP, PHONE, inaccessible, reading, too_wide
from tests.site.review import approvals, built, company

NAMES = ("changes/index.html", "index.html", "log/index.html", "teams/sales.html")


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    repo = company(tmp_path_factory.mktemp("review") / "company")
    built(repo, "--compare", "main", "--approvals", approvals(repo, "june", "vera"))
    return repo.path.parent / "site"


def test_nothing_scrolls_sideways(browser: Browser, review: Path) -> None:
    with reading(browser, review.as_uri()) as page:
        assert too_wide(page, review, NAMES, (1280, 390, 320)) == []


def test_axe_finds_nothing(browser: Browser, review: Path) -> None:
    with reading(browser, review.as_uri(), bypass_csp=True) as page:
        assert inaccessible(page, review, NAMES) == []


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_a_reviewer_sees_what_it_means_and_who_is_asked_without_scrolling(
    browser: Browser, review: Path, size: tuple[int, int]
) -> None:
    with reading(browser, review.as_uri(), size, java_script_enabled=False) as page:
        page.goto(f"{review.as_uri()}/index.html")
        page.get_by_role("link", name="See it").click()
        heading = page.locator("h1")
        box = heading.bounding_box()
        below = page.get_by_role("heading", name="Who must approve").bounding_box()
        assert "must still approve it." in heading.inner_text()
        assert box is not None
        assert below is not None
        assert box["y"] + box["height"] < 600
        assert below["y"] < size[1]


def test_an_auditor_goes_from_an_object_to_the_commit_and_on_to_the_year(browser: Browser, review: Path) -> None:
    with reading(browser, review.as_uri(), java_script_enabled=False) as page:
        page.goto(f"{review.as_uri()}/roles/head-of-marketing.html#history")
        page.get_by_role("link", name="2 March 2026").first.click()
        assert page.inner_text("h1") == "Head of Marketing: now held by tom."
        page.get_by_role("link", name="2026", exact=True).first.click()
        assert page.inner_text("h1").endswith("in 2026.")
