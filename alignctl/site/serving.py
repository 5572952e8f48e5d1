"""A folder with a site goes in, a server for this machine alone comes out that tells open pages to reload."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote, urlsplit

from alignctl.site.lines import Code, Line
from alignctl.site.render import environment
from alignctl.words.quantities import count

EVENTS, SCRIPT, PROBLEMS = "/__events", "/__reload.js", "/__problems.html"
RELOAD = 'new EventSource("{events}?{seen}").addEventListener("reload", function () {{ location.reload(); }});\n'
STYLE = "/assets/site.css"
PULSE = 15.0  # seconds between signs of life
HOSTS = frozenset({"127.0.0.1", "localhost"})


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps documents from being shown: a sentence, where (`path:line:column`), that line, and what would help."""

    sentence: str
    where: str = ""
    line: str = ""
    fix: str = ""


class Board:
    """The state that all requests share: how often the site was built, and what could not be read for it."""

    def __init__(self) -> None:
        """Begin with nothing built."""
        self._changed = threading.Condition()
        self._number = 0
        self._problems: tuple[Problem, ...] = ()
        self._built = False

    @property
    def number(self) -> int:
        """Return how many builds were announced."""
        return self._number

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what could not be read for the last build."""
        return self._problems

    @property
    def built(self) -> bool:
        """Tell whether the last build made a site, although documents may be missing from it."""
        return self._built

    def announce(self, problems: Iterable[Problem] = (), *, built: bool = True) -> None:
        """Tell all open pages that there is something new to see."""
        with self._changed:
            self._number += 1
            self._problems, self._built = tuple(problems), built
            self._changed.notify_all()

    def wait(self, seen: int) -> int:
        """Wait for another build than the one numbered `seen`, at most `PULSE` seconds; return the last number.

        The number can be lower: a page may have been open since before the server was started anew.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._number != seen, PULSE)
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
        address = urlsplit(self.path)
        path, seen = unquote(address.path), int(address.query) if address.query.isdecimal() else self._board.number
        if path == EVENTS:
            self._events(seen)
        elif path == SCRIPT:
            self._send(RELOAD.format(events=EVENTS, seen=seen).encode(), "text/javascript")
        elif path == STYLE and not Path(self.translate_path(path)).is_file():  # nothing could be built yet
            self._send((files("alignctl.site") / STYLE.lstrip("/")).read_bytes(), "text/css")
        elif path.endswith(("/", ".html")):
            self._page(path + "index.html" if path.endswith("/") else path)
        else:
            super().do_GET()

    def _page(self, path: str) -> None:
        number, problems, target = self._board.number, self._board.problems, Path(self.translate_path(path))
        if not self._board.built or path == PROBLEMS or (problems and not target.is_file()):
            status = HTTPStatus.OK if self._board.built and not problems else HTTPStatus.INTERNAL_SERVER_ERROR
            self._send(problem_page(problems, number), "text/html", status)
            return
        found = target if target.is_file() else Path(self.directory) / "404.html"
        text = found.read_text(encoding="utf-8")
        text = text.replace("script-src 'self'", "connect-src 'self'; script-src 'self'", 1)
        text = text.replace("</head>", f'<script src="{SCRIPT}?{number}" defer></script>\n</head>', 1)
        if problems:
            text = text.replace("</header>", f"{_strip(problems)}</header>", 1)
        self._send(text.encode(), "text/html", HTTPStatus.OK if found == target else HTTPStatus.NOT_FOUND)

    def _send(self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _events(self, seen: int) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            while True:
                self.wfile.write(b": here\n\n")
                self.wfile.flush()
                number = self._board.wait(seen)
                if number != seen:
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


def problem_page(problems: Sequence[Problem], number: int) -> bytes:
    """Return the page that stands in for the site of a build: what cannot be read, and what would help."""
    shown = [
        {"sentence": _line(one.sentence), "where": one.where, "line": one.line, "fix": _line(one.fix)}
        for one in problems
    ]
    return (
        environment()
        .get_template("problems.html")
        .render(problems=shown, counted=count(len(shown), "thing"), script=f"{SCRIPT}?{number}")
        .encode()
    )


def _line(text: str) -> Line:
    """Return a sentence in which what stands between backticks is set as it stands in files."""
    return tuple(Code(part) if place % 2 else part for place, part in enumerate(text.split("`")))


def _strip(problems: Sequence[Problem]) -> str:
    told = count(len(problems), "problem keeps", "problems keep")
    return f'<p class="notice bad">{told} documents from this site. <a href="{PROBLEMS}">See what to mend</a></p>\n'
