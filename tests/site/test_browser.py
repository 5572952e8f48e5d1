"""The site in a real Chromium: from a folder and a server, on a phone, in the dark, by keyboard, without scripts."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from alignctl.site.building import build
from tests.site.sites import example

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"
TEMPLATES = (
    "index",
    "decide/index",
    "decide/spend-approval",
    "decide/customer-platform",
    "escalation/index",
    "matrix/index",
    "matrix/software-spend",
    "teams/index",
    "teams/fernhill",
    "roles/controller",
    "sheets/marketing",
    "conflicts/index",
    "precedence/index",
    "goals/index",
    "goals/profitable-growth-2026",
    "goals/unaligned",
    "kpis/pipeline",
    "influences/index",
    "initiatives/cdp-rollout",
    "decisions/choose-cdp",
    "incentives/index",
    "incentives/marketing-pay-2026",
    "calendar/index",
    "calendar/h2-2026",
    "reviews/martech-council",
    "health/index",
    "rules/index",
    "kinds/role",
    "a-z",
    "glossary",
    "how-to-change",
    "404",
)


class Strict(SimpleHTTPRequestHandler):
    """A server that sends the policy as a header, and is silent."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("browser")
    build(example("martech/after"), root)
    return root


@pytest.fixture(scope="session")
def server(folder: Path) -> Iterator[str]:
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), partial(Strict, directory=str(folder)))
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}/"
    httpd.shutdown()
    httpd.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture(params=["file", "http"])
def root(request: pytest.FixtureRequest, folder: Path, server: str) -> str:
    return f"{folder.as_uri()}/" if request.param == "file" else server


class Watch:
    """What a page complained of, and what it asked for outside its own root."""

    def __init__(self, page: Page, root: str) -> None:
        self.complaints: list[str] = []
        self.outside: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith(root) else self.outside.append(request.url))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    return page


def test_search_finds_with_a_typo_and_leads_to_the_page(browser: Browser, root: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    watch = Watch(page, root)
    page.goto(f"{root}teams/marketing.html")
    page.keyboard.press("/")
    page.keyboard.type("controler")
    page.locator(".hits a").first.wait_for()
    assert page.locator(".hits a").first.inner_text().startswith("Controller")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/roles/controller.html")
    assert (watch.complaints, watch.outside) == ([], [])
    context.close()


def test_the_finder_shows_the_one_answer_for_a_subject_and_an_amount(browser: Browser, root: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    watch = Watch(page, root)
    page.goto(f"{root}decide/index.html")
    page.get_by_label("Subject").select_option("domain:software-spend")
    page.get_by_label("Amount").fill("10000")
    rows = page.locator("tr[data-domain='domain:software-spend']:visible")
    assert rows.count() == 1
    assert "Procurement Lead" in rows.inner_text()
    page.get_by_label("Amount").fill("10000.01")
    assert "Controller" in rows.inner_text()
    assert (watch.complaints, watch.outside) == ([], [])
    context.close()


def test_without_scripts_the_search_is_gone_and_the_finder_is_a_list(browser: Browser, root: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = opened(context, f"{root}decide/index.html")
    assert not page.locator("[data-search]").is_visible()
    assert not page.locator("[data-finder]").is_visible()
    assert page.locator("tr[data-domain]:visible").count() >= 10
    page.get_by_role("link", name="A\N{EN DASH}Z").click()
    assert page.get_by_role("link", name="Controller", exact=True).is_visible()
    context.close()


def test_the_keyboard_reaches_the_answer_first(browser: Browser, root: str) -> None:
    context = browser.new_context()
    page = opened(context, f"{root}decide/tool-choice.html")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the answer"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    context.close()


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_no_page_scrolls_sideways_and_none_complains(browser: Browser, folder: Path, width: int) -> None:
    root = f"{folder.as_uri()}/"
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    watch = Watch(page, root)
    wide = []
    for name in TEMPLATES:
        page.goto(f"{root}{name}.html")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(name)
    assert (wide, watch.complaints, watch.outside) == ([], [], [])
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing(browser: Browser, folder: Path, scheme: str, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
    )
    page = context.new_page()
    found = []
    for name in TEMPLATES:
        page.goto(f"{folder.as_uri()}/{name}.html")
        result = Axe().run(page, options={"preload": False})
        found += [f"{name}: {rule['id']}: {rule['nodes'][0]['html']}" for rule in result.response["violations"]]
    assert "\n".join(found) == ""
    context.close()


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("decide/tool-choice", "Marketing Operations Lead decides within 2 working days."),
        ("incentives/index", "No plan pulls against a shared goal."),
        ("teams/marketing", "Marketing decides 2 things, must agree to 0, is asked on 1."),
        ("decisions/choose-cdp", "Martech Council decided on 10 March 2026."),
        ("conflicts/index", "have a rule for what takes precedence."),
    ],
)
@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_five_readers_see_their_answer_without_scrolling(
    browser: Browser, folder: Path, path: str, answer: str, size: tuple[int, int]
) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = opened(context, f"{folder.as_uri()}/{path}.html")
    heading = page.locator("h1")
    box = heading.bounding_box()
    assert answer in " ".join(heading.inner_text().split())
    assert box is not None
    assert box["y"] + box["height"] < 600
    context.close()


def test_a_sheet_prints_on_one_page(browser: Browser, folder: Path) -> None:
    context = browser.new_context()
    page = opened(context, f"{folder.as_uri()}/sheets/marketing.html")
    pdf = page.pdf(format="A4")
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") == 1
    context.close()
