"""Every template on a laptop and two sizes of phones, light and dark: nothing sticks out, nothing is hard to read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from alignctl.site.building import build
from tests.site.browsing import LAPTOP, PHONE, inaccessible, reading, templates, too_wide
from tests.site.conftest import Folders
from tests.site.everything import everything
from tests.site.sites import written

LONG = "Donaudampfschifffahrtsgesellschaft" * 300  # ten thousand letters without a place to break


@pytest.mark.parametrize("name", ["martech", "kubernetes"])
def test_no_template_scrolls_sideways(browser: Browser, folders: Folders, history: Path, name: str) -> None:
    root = history if name == "martech" else folders(name)
    with reading(browser, root.as_uri()) as page:
        assert too_wide(page, root, templates(root), (1280, 390, 320)) == []


def test_words_without_an_end_break_no_page(browser: Browser, tmp_path: Path) -> None:
    build(written(everything(LONG), site={"name": LONG, "footer": LONG}), tmp_path)
    with reading(browser, tmp_path.as_uri()) as page:
        assert too_wide(page, tmp_path, templates(tmp_path), (320,)) == []


def test_axe_finds_nothing(browser: Browser, history: Path) -> None:
    with reading(browser, history.as_uri(), bypass_csp=True) as page:
        assert inaccessible(page, history, templates(history, most=30_000)) == []


READERS = {
    "a marketing manager": ("history", "decide/tool-choice.html", "Marketing Operations Lead decides within 2"),
    "a manager before a large purchase": (
        "history",
        "decide/spend-approval.html",
        "Procurement Lead, Controller or Head of Finance decides",
    ),
    "a CFO": ("history", "incentives/index.html", "No plan pulls against a shared goal."),
    "a CFO before the agreement": ("martech/before", "incentives/index.html", "1 plan pulls against a shared goal."),
    "a new head of a function": ("history", "teams/marketing.html", "Marketing decides 2 things, prepares 1"),
    "an auditor of a decision": ("history", "decisions/choose-cdp.html", "Martech Council decided on 10 March 2026."),
    "an auditor of a right": ("history", "decide/tool-choice.html#history", "time to decide"),
    "an auditor of everything": ("history", "log/index.html", "changes since 5 January 2026."),
    "somebody who disagrees": ("history", "conflicts/index.html", "a rule for what takes precedence."),
    "a contributor with a proposal": (
        "kubernetes",
        "decide/sig-node-enhancements.html",
        "Production readiness approvers must agree",
    ),
    "a SIG chair": ("kubernetes", "teams/sig-node.html", "SIG Node decides 2 things"),
    "a new tech lead": ("kubernetes", "roles/sig-node-tech-leads.html", "SIG Node tech leads decide"),
    "the steering committee": ("kubernetes", "health/index.html", "things must change"),
    "a reader of an enhancement": ("kubernetes", "initiatives/index.html", "initiatives: "),
}


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_readers_see_their_answer_without_scrolling(
    browser: Browser, folders: Folders, history: Path, size: tuple[int, int]
) -> None:
    found = {}
    with reading(browser, "file:", size) as page:
        for reader, (site, path, answer) in READERS.items():
            root = history if site == "history" else folders(site)
            page.goto(f"{root.as_uri()}/{path}")
            if answer.casefold() not in seen(page).casefold():
                found[reader] = seen(page)
    assert found == {}


def seen(page: Page) -> str:
    """Return the words within the window, in the order of the page."""
    return re.sub(
        r"\s+",
        " ",
        str(
            page.evaluate(
                """() => {
                    const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
                    const words = [];
                    while (walk.nextNode()) {
                        const range = document.createRange();
                        range.selectNodeContents(walk.currentNode);
                        const box = range.getBoundingClientRect();
                        if (box.height && box.top >= 0 && box.bottom <= innerHeight) {
                            words.push(walk.currentNode.data);
                        }
                    }
                    return words.join('');
                }"""
            )
        ),
    )


def test_sheets_print_on_one_page_each(browser: Browser, folders: Folders, history: Path) -> None:
    sheets = [*sorted((history / "sheets").glob("*.html")), folders("kubernetes") / "sheets" / "sig-architecture.html"]
    with reading(browser, "file:") as page:
        long = {}
        for sheet in sheets:
            if sheet.name != "index.html":
                page.goto(sheet.as_uri())
                pages = len(re.findall(rb"/Type /Page\b(?!s)", page.pdf(format="A4")))
                long |= {sheet.name: pages} if pages != 1 else {}
        assert long == {}


def test_scripts_add_no_number_to_a_page(browser: Browser, history: Path) -> None:
    root = history.as_uri()
    with reading(browser, root) as page, reading(browser, root, java_script_enabled=False) as still:
        page.clock.set_fixed_time("2027-05-31T09:00:00Z")
        differ = []
        for name in templates(history):
            page.goto(f"{root}/{name}")
            still.goto(f"{root}/{name}")
            if numbers(page) != numbers(still):
                differ.append(name)
        assert differ == []


def numbers(page: Page) -> list[str]:
    return re.findall(r"\d+", page.locator("body").inner_text())
