from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from alignctl.site.serving import Board, server
from tests.command import COMMAND, environment

UNIT = "apiVersion: alignctl/v1\nkind: Unit\nmetadata: {name: acme, title: %s}\nspec: {type: company}\n"
PAGE = "<head><meta content=\"default-src 'none'; script-src 'self'\"></head><body>hello</body>"


@pytest.fixture
def board() -> Board:
    return Board()


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
    assert '<script src="/__reload.js" defer></script>' in text
    assert "connect-src 'self'" in text


def test_a_missing_page_shows_the_sites_own(port: int) -> None:
    status, text = get(port, "/nothing.html")
    assert (status, "lost" in text) == (404, True)


def test_nobody_outside_of_this_machine_is_answered(port: int) -> None:
    assert get(port, "/", host="evil.example:80")[0] == 403


def test_a_failed_build_is_shown_instead_of_an_old_page(port: int, board: Board) -> None:
    board.announce("a.yaml:3: <b>broken</b>")
    status, text = get(port, "/")
    assert status == 500
    assert "&lt;b&gt;broken&lt;/b&gt;" in text
    board.announce()
    assert get(port, "/")[0] == 200


def test_open_pages_are_told_to_reload(port: int, board: Board) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/__events", headers={"Host": f"localhost:{port}"})
    response = connection.getresponse()
    assert response.readline() == b": here\n"
    board.announce()
    lines = [response.readline() for _ in range(2)]
    assert lines[1] == b"event: reload\n"
    connection.close()


def test_the_command_shows_a_change_within_seconds(tmp_path: Path) -> None:
    (tmp_path / "alignctl.yaml").write_text("tier: core\n", encoding="utf-8")
    (tmp_path / "unit.yaml").write_text(UNIT % "Before", encoding="utf-8")
    arguments = [str(COMMAND), "serve", str(tmp_path), "--port", "0", "--as-of", "2026-06-15"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment()) as process:
        assert process.stdout
        port = int(process.stdout.readline().decode().strip().rstrip("/").rpartition(":")[2])
        assert "Before" in get(port, "/teams/acme.html")[1]
        events = HTTPConnection("127.0.0.1", port, timeout=20)
        events.request("GET", "/__events", headers={"Host": f"127.0.0.1:{port}"})
        response = events.getresponse()
        response.readline()
        (tmp_path / "unit.yaml").write_text(UNIT % "Afterwards", encoding="utf-8")
        while response.readline() != b"event: reload\n":
            pass
        assert "Afterwards" in get(port, "/teams/acme.html")[1]
        events.close()
        process.terminate()
