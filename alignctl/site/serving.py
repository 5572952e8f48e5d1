"""A folder with a site goes in, a server for this machine alone comes out that tells open pages to reload."""

from __future__ import annotations

import html
import threading
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

EVENTS, SCRIPT = "/__events", "/__reload.js"
RELOAD = f'new EventSource("{EVENTS}").addEventListener("reload", function () {{ location.reload(); }});\n'
PULSE = 15.0  # seconds between signs of life
HOSTS = frozenset({"127.0.0.1", "localhost"})


class Board:
    """The state that all requests share: how often the site was built, and why the last build failed, if it did."""

    def __init__(self) -> None:
        """Begin with nothing built."""
        self._changed = threading.Condition()
        self._number = 0
        self._problem = ""

    @property
    def number(self) -> int:
        """Return how many builds were announced."""
        return self._number

    @property
    def problem(self) -> str:
        """Return why the last build failed, or an empty text."""
        return self._problem

    def announce(self, problem: str = "") -> None:
        """Tell all open pages that there is something new to see."""
        with self._changed:
            self._number += 1
            self._problem = problem
            self._changed.notify_all()

    def wait(self, seen: int) -> int:
        """Wait for a build after the one numbered `seen`, at most `PULSE` seconds; return the last number."""
        with self._changed:
            self._changed.wait_for(lambda: self._number > seen, PULSE)
            return self._number


class _Handler(SimpleHTTPRequestHandler):
    """Pages with a script that waits for the next build; never cached, only for this machine."""

    def __init__(self, *arguments: object, board: Board, directory: str) -> None:
        self._board = board
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]  # they come from the server

    def do_GET(self) -> None:
        if (self.headers.get("Host") or "").rpartition(":")[0] not in HOSTS:
            self.send_error(HTTPStatus.FORBIDDEN, "only for this machine")
            return
        path = unquote(urlsplit(self.path).path)
        if path == EVENTS:
            self._events()
        elif path == SCRIPT:
            self._send(RELOAD.encode(), "text/javascript")
        elif path.endswith(("/", ".html")):
            self._page(path + "index.html" if path.endswith("/") else path)
        else:
            super().do_GET()

    def _page(self, path: str) -> None:
        if self._board.problem:
            self._send(_problem_page(self._board.problem), "text/html", HTTPStatus.INTERNAL_SERVER_ERROR)
            return
        target = Path(self.translate_path(path))
        found = target if target.is_file() else Path(self.directory) / "404.html"
        text = found.read_text(encoding="utf-8")
        text = text.replace("script-src 'self'", "connect-src 'self'; script-src 'self'", 1)
        text = text.replace("</head>", f'<script src="{SCRIPT}" defer></script>\n</head>', 1)
        self._send(text.encode(), "text/html", HTTPStatus.OK if found == target else HTTPStatus.NOT_FOUND)

    def _send(self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _events(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        seen = self._board.number
        try:
            while True:
                self.wfile.write(b": here\n\n")
                self.wfile.flush()
                number = self._board.wait(seen)
                if number > seen:
                    seen = number
                    self.wfile.write(b"event: reload\ndata: built\n\n")
                    self.wfile.flush()
        except OSError:
            return

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal shows builds."""


def server(folder: Path, port: int, board: Board) -> ThreadingHTTPServer:
    """Return a server of a folder on 127.0.0.1; port 0 takes any free one.

    Raises:
        OSError: the port is taken.

    """
    made = ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, board=board, directory=str(folder)))
    made.daemon_threads = True
    return made


def _problem_page(problem: str) -> bytes:
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Not built</title>'
        f'<link rel="stylesheet" href="/assets/site.css"><script src="{SCRIPT}" defer></script></head>'
        '<body><main><div class="answer"><p class="eyebrow">The site could not be built</p>'
        "<h1>Something in the files cannot be read.</h1></div>"
        f"<pre>{html.escape(problem)}</pre><p>This page comes back by itself once it is mended.</p>"
        "</main></body></html>\n"
    ).encode()
