from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from alignctl.site.serving import Board, Problem, server
from tests.command import COMMAND, environment

UNIT = "apiVersion: alignctl/v1\nkind: Unit\nmetadata: {name: acme, title: %s}\nspec: {type: company}\n"
ROLE = """\
apiVersion: alignctl/v1
kind: Role
metadata: {name: boss}
spec:
  holdrs: [ana]
  unit: acme
"""
PAGE = "<head><meta content=\"default-src 'none'; script-src 'self'\"></head><header></header><main>hello</main>"


@pytest.fixture
def board() -> Board:
    found = Board()
    found.announce()
    return found


@pytest.fixture
def port(tmp_path: Path, board: Board) -> Iterator[int]:
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "404.html").write_text(PAGE.replace("hello", "lost"), encoding="utf-8")
    running = server(tmp_path, 0, board)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield running.server_port
    running.shutdown()
    running.server_close()


def get(port: int, path: str, host: str = "") -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Host": host or f"127.0.0.1:{port}"})
    response = connection.getresponse()
    found = response.status, response.read().decode()
    connection.close()
    return found


def test_a_page_gets_the_script_that_reloads_it_and_may_listen(port: int) -> None:
    status, text = get(port, "/")
    assert status == 200
    assert '<script src="/__reload.js?1" defer></script>' in text
    assert "connect-src 'self'" in text


def test_a_missing_page_shows_the_sites_own(port: int) -> None:
    status, text = get(port, "/nothing.html")
    assert (status, "lost" in text) == (404, True)


def test_nobody_outside_of_this_machine_is_answered(port: int) -> None:
    assert get(port, "/", host="evil.example:80")[0] == 403


def test_a_failed_build_is_shown_instead_of_an_old_page(port: int, board: Board) -> None:
    problem = Problem("This is <b>broken</b>.", "a.yaml:3:1", "  - [", "Close the bracket.")
    board.announce((problem,), built=False)
    status, text = get(port, "/")
    assert status == 500
    for part in ("<strong>1 thing</strong>", "This is &lt;b&gt;broken&lt;/b&gt;.", "a.yaml:3:1", "  - [", "Close the"):
        assert part in text
    board.announce()
    assert get(port, "/")[0] == 200


def test_documents_that_are_left_out_are_told_on_every_page_and_in_full_on_one(port: int, board: Board) -> None:
    board.announce((Problem("`decde` is no field.", "a.yaml:9:3"), Problem("This is not YAML.", "b.yaml")))
    status, text = get(port, "/")
    assert (status, "2 problems keep documents from this site." in text, "hello" in text) == (200, True, True)
    status, text = get(port, "/__problems.html")
    assert (status, "<code>decde</code> is no field." in text, "b.yaml" in text) == (500, True, True)
    assert get(port, "/nothing.html")[1] == text, "a page that is missing may be one of those that were left out"
    board.announce()
    assert get(port, "/__problems.html")[0] == 200
    assert "keep documents" not in get(port, "/")[1]


def test_before_anything_could_be_built_the_page_has_its_style_all_the_same(port: int, board: Board) -> None:
    board.announce((Problem("There is nothing to check here."),), built=False)
    assert "There is nothing to check here." in get(port, "/")[1]
    assert get(port, "/assets/site.css")[0] == 200


def listen(port: int, seen: str, act: Callable[[], None]) -> list[bytes]:
    """Return what a page hears: first that the server is there, then, after `act`, what it says next."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", f"/__events{seen}", headers={"Host": f"localhost:{port}"})
    response = connection.getresponse()
    found = [response.readline(), response.readline()]
    act()
    found += [response.readline()]
    connection.close()
    return found


def test_open_pages_are_told_to_reload(port: int, board: Board) -> None:
    assert listen(port, "", board.announce) == [b": here\n", b"\n", b"event: reload\n"]


def test_a_page_that_was_made_before_the_last_build_is_told_at_once(port: int, board: Board) -> None:
    board.announce()
    assert listen(port, "?1", lambda: None)[-1] == b"event: reload\n"


def test_a_page_from_before_a_restart_is_told_as_well(port: int) -> None:
    assert listen(port, "?7", lambda: None)[-1] == b"event: reload\n"


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[tuple[Path, int]]:
    """Return a folder and the port of the command that serves it."""
    (tmp_path / "alignctl.yaml").write_text("tier: core\n", encoding="utf-8")
    (tmp_path / "unit.yaml").write_text(UNIT % "Before", encoding="utf-8")
    arguments = [str(COMMAND), "serve", str(tmp_path), "--port", "0", "--as-of", "2026-06-15"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment()) as process:
        assert process.stdout
        yield tmp_path, int(process.stdout.readline().decode().strip().rstrip("/").rpartition(":")[2])
        process.terminate()


def test_a_change_reaches_a_page_that_is_open(serving: tuple[Path, int], browser: Browser) -> None:
    folder, port = serving
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{port}/teams/acme.html")
    assert "Before" in page.inner_text("h1")
    (folder / "unit.yaml").write_text(UNIT % "Afterwards", encoding="utf-8")
    page.get_by_role("heading", level=1, name="Afterwards").wait_for()
    page.close()


def test_a_broken_file_is_shown_and_the_page_comes_back_once_it_is_mended(
    serving: tuple[Path, int], browser: Browser
) -> None:
    folder, port = serving
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{port}/teams/acme.html")
    (folder / "unit.yaml").write_text((UNIT % "Broken").replace("company}", "company]"), encoding="utf-8")
    page.get_by_role("heading", level=1, name="1 thing in the files cannot be read.").wait_for()
    told = page.inner_text("main")
    assert "unit.yaml:4:21" in told
    assert "spec: {type: company]" in told
    assert axe(page) == []
    (folder / "unit.yaml").write_text(UNIT % "Mended", encoding="utf-8")
    page.get_by_role("heading", level=1, name="Mended").wait_for()
    page.close()


def test_a_document_that_is_refused_is_told_above_the_pages_that_remain(
    serving: tuple[Path, int], browser: Browser
) -> None:
    folder, port = serving
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{port}/")
    (folder / "role.yaml").write_text(ROLE, encoding="utf-8")
    page.get_by_role("link", name="See what to mend").wait_for()
    assert axe(page) == []
    page.get_by_role("link", name="See what to mend").click()
    told = page.inner_text("main")
    assert "role.yaml:5:" in told
    assert "holdrs" in told
    assert "Did you mean holders?" in told
    page.close()


def test_settings_that_cannot_be_used_are_shown_too(serving: tuple[Path, int], browser: Browser) -> None:
    folder, port = serving
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{port}/")
    (folder / "alignctl.yaml").write_text("teir: core\n", encoding="utf-8")
    page.get_by_role("heading", level=1, name="1 thing in the files cannot be read.").wait_for()
    assert "alignctl.yaml" in page.inner_text("main")
    (folder / "alignctl.yaml").write_text("tier: core\n", encoding="utf-8")
    page.get_by_role("heading", level=1, name="What do you want to do?").wait_for()
    page.close()


def axe(page: Page) -> list[str]:
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found]
