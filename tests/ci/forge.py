"""A forge on 127.0.0.1 that gives recorded answers and remembers what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

RECORDED = Path(__file__).parent


def recorded(name: str, **changes: Any) -> dict[str, Any]:
    """Return the answer in `name`.json, with some of its top-level fields replaced."""
    found = json.loads((RECORDED / f"{name}.json").read_text(encoding="utf-8"))
    return {**found, **changes}


@dataclass
class Forge:
    """Answers by `METHOD path`: a value, or `pages` of a list; `failing` holds an HTTP status instead."""

    url: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    pages: dict[str, list[list[Any]]] = field(default_factory=dict)
    failing: dict[str, int] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str], Any]] = field(default_factory=list)

    def answer(self, request: str, page: int, headers: Mapping[str, str], body: Any) -> tuple[int, Any]:
        self.asked.append((request, headers, body))
        if request in self.failing:
            return self.failing[request], {"message": "Resource not accessible by integration"}
        if request in self.pages:
            pages = self.pages[request]
            return 200, pages[page - 1] if page <= len(pages) else []
        if request in self.answers:
            return 200, self.answers[request]
        return 404, {"message": "Not Found"}

    def sent(self, request: str) -> list[Any]:
        """Return the bodies that came with a request."""
        return [body for name, _, body in self.asked if name == request]

    def wrote(self) -> list[str]:
        """Return the requests that change something, in order."""
        return [name for name, _, _ in self.asked if not name.startswith("GET ")]


@contextmanager
def serving() -> Iterator[Forge]:
    """Serve a forge until the block ends."""
    forge = Forge()

    class Handler(BaseHTTPRequestHandler):
        def respond(self) -> None:
            address = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            page = int(parse_qs(address.query).get("page", ["1"])[0])
            status, told = forge.answer(f"{self.command} {address.path}", page, dict(self.headers.items()), body)
            text = json.dumps(told).encode()
            self.send_response(status)
            if status in {301, 302}:
                self.send_header("Location", f"{forge.url}/elsewhere")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST = do_PATCH = do_PUT = respond  # noqa: N815 - the names that the server looks for

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    host, port = cast("tuple[str, int]", server.server_address[:2])
    forge.url = f"http://{host}:{port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield forge
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
