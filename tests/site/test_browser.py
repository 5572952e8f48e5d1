"""The site in a real Chromium does what it says: from a folder and a server, by keyboard, without scripts."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.site.browsing import LAPTOP, PHONE, reading

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"


class Strict(SimpleHTTPRequestHandler):
    """A server that sends the policy as a header, and is silent."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def server(history: Path) -> Iterator[str]:
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), partial(Strict, directory=str(history)))
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}/"
    httpd.shutdown()
    httpd.server_close()


@pytest.fixture(params=["file", "http"])
def root(request: pytest.FixtureRequest, history: Path, server: str) -> str:
    return f"{history.as_uri()}/" if request.param == "file" else server


def test_search_finds_with_a_typo_and_leads_to_the_page(browser: Browser, root: str) -> None:
    with reading(browser, root) as page:
        page.goto(f"{root}teams/marketing.html")
        page.keyboard.press("/")
        page.keyboard.type("controler")
        page.locator(".hits a").first.wait_for()
        assert page.locator(".hits a").first.inner_text().startswith("Controller")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/roles/controller.html")


def test_a_search_without_a_hit_says_where_to_look(browser: Browser, root: str) -> None:
    with reading(browser, root) as page:
        page.goto(f"{root}index.html")
        page.get_by_role("searchbox").fill("zzzzzz")
        page.get_by_text("Nothing found.").wait_for()


def test_the_finder_shows_the_one_answer_for_a_subject_and_an_amount(browser: Browser, root: str) -> None:
    with reading(browser, root) as page:
        page.goto(f"{root}decide/index.html")
        page.get_by_label("Subject").select_option("domain:software-spend")
        page.get_by_label("Annual cost (EUR a year)").fill("10000")
        rows = page.locator("tr[data-domain='domain:software-spend']:visible")
        assert rows.count() == 1
        assert "Procurement Lead" in rows.inner_text()
        page.get_by_label("Annual cost (EUR a year)").fill("10000.01")
        assert "Controller" in rows.inner_text()


@pytest.mark.parametrize("written", ["50000", "50k", "50 000", "50'000", "50.000,00", "50,000.00"])
def test_an_amount_is_read_as_people_write_it(browser: Browser, root: str, written: str) -> None:
    with reading(browser, root) as page:
        page.goto(f"{root}decide/index.html")
        page.get_by_label("Subject").select_option("domain:software-spend")
        page.get_by_label("Annual cost (EUR a year)").fill(written)
        rows = page.locator("tr[data-domain='domain:software-spend']:visible")
        assert "over 10" in rows.inner_text()


def test_the_page_reads_amounts_as_the_command_does(browser: Browser, history: Path) -> None:
    cases = json.loads((Path(__file__).parents[1] / "amounts.json").read_text(encoding="utf-8"))
    with reading(browser, f"{history.as_uri()}/") as page:
        page.goto(f"{history.as_uri()}/decide/index.html")
        field = page.get_by_label("Annual cost (EUR a year)")
        found = []
        for text, _ in cases:
            field.fill(text)
            found.append([text, (field.get_attribute("data-readings") or "").split()])
        assert found == cases


def test_an_amount_that_can_mean_two_numbers_is_refused_with_both(browser: Browser, root: str) -> None:
    with reading(browser, root) as page:
        page.goto(f"{root}decide/index.html")
        field = page.get_by_label("Annual cost (EUR a year)")
        told = page.locator("form [role=status]", has_text="can mean")
        field.fill("42.000")
        assert page.locator("tr[data-domain]:visible").count() == 0
        assert told.inner_text() == "42.000 can mean 42 or 42000: write 42000 or 42.0."
        field.fill("42,125")
        assert told.inner_text() == "42,125 can mean 42.125 or 42125: write 42125 or 42.1250."
        field.fill("€42,000")
        told = page.locator("form [role=status]", has_text="is not an amount")
        assert told.inner_text() == "“€42,000” is not an amount: write the number alone, such as 42000 or 42.5."


def test_an_amount_without_a_subject_leaves_the_decisions_that_depend_on_one(browser: Browser, root: str) -> None:
    with reading(browser, root) as page:
        page.goto(f"{root}decide/index.html")
        page.get_by_label("Annual cost (EUR a year)").fill("60000")
        rows = page.locator("tbody tr:visible")
        names = [row.locator("th").inner_text() for row in rows.all()]
        assert names == ["Approve spending on software", "Decide what touches several parts of the customer platform"]
        page.get_by_label("Words").fill("zzzz")
        assert page.get_by_role("status").filter(has_text="No decision fits.").is_visible()


def test_a_decision_is_found_by_a_subject_that_its_row_does_not_show(browser: Browser, root: str) -> None:
    with reading(browser, root) as page:
        page.goto(f"{root}decide/index.html")
        page.get_by_label("Words").fill("council spending")
        rows = page.locator("tbody tr:visible")
        assert {row.locator("th").inner_text() for row in rows.all()} == {
            "Decide what touches several parts of the customer platform"
        }
        assert "Spending" not in rows.first.inner_text()


def test_without_scripts_the_search_is_gone_and_the_finder_is_a_list(browser: Browser, root: str) -> None:
    with reading(browser, root, java_script_enabled=False) as page:
        page.goto(f"{root}decide/index.html")
        assert not page.locator("[data-search]").is_visible()
        assert not page.locator("[data-finder]").is_visible()
        assert page.locator("tr[data-domain]:visible").count() >= 10
        page.get_by_role("link", name="A\N{EN DASH}Z").click()
        assert page.get_by_role("link", name="Controller", exact=True).is_visible()


def test_the_keyboard_reaches_the_answer_first(browser: Browser, root: str) -> None:
    with reading(browser, root) as page:
        page.goto(f"{root}decide/tool-choice.html")
        page.keyboard.press("Tab")
        assert page.locator(":focus").inner_text() == "Skip to the answer"
        page.keyboard.press("Enter")
        assert page.url.endswith("#main")


def test_today_is_marked_on_a_timeline_by_the_day_of_reading(browser: Browser, history: Path) -> None:
    root = f"{history.as_uri()}/"
    with reading(browser, root) as page:
        page.clock.set_fixed_time("2026-05-31T09:00:00Z")
        page.goto(f"{root}calendar/h2-2026.html")
        places = page.locator("svg rect.bar").evaluate_all("bars => bars.map(bar => bar.getBoundingClientRect().right)")
        today = page.locator("svg line.today").bounding_box()
        assert today
        assert places[1] < today["x"] < places[2]
        page.clock.set_fixed_time("2027-05-31T09:00:00Z")
        page.reload()
        assert page.locator("svg line.today").count() == 0


def test_the_tree_of_goals_is_drawn_where_there_is_room(browser: Browser, history: Path) -> None:
    root = f"{history.as_uri()}/"
    with reading(browser, root, LAPTOP) as page:
        page.goto(f"{root}goals/index.html")
        assert page.locator(".picture.wide").is_visible()
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        assert not page.locator(".picture.wide").is_visible()
        assert page.locator(".tree").is_visible()


def test_a_request_is_copied_and_said_to_be(browser: Browser, history: Path) -> None:
    root = f"{history.as_uri()}/"
    with reading(browser, root) as page:
        page.goto(f"{root}decide/tool-choice.html")
        page.get_by_role("button", name="Copy request text").click()
        assert page.get_by_text("Copied.").is_visible()
