"""The REST interface of a forge: a path goes in, JSON comes out; a missing answer is an error, never an empty list."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import IO, Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from alignctl_forge.errors import ForgeError, plain

SECONDS = 30
PAGES = 200  # of a hundred entries each; a longer thread is refused rather than read in part


class _NoRedirects(HTTPRedirectHandler):
    """A redirect would carry the token to another address."""

    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Api:
    """Where the interface is, such as `https://api.github.com`, and the headers that say who asks."""

    base: str
    headers: Mapping[str, str]

    def get(self, path: str) -> Any:
        """Return what is at a path; raises ForgeError when it cannot be had."""
        return self.send("GET", path)

    def pages(self, path: str) -> Iterator[Any]:
        """Return the entries of all pages; only an empty page is the end, as a forge may give fewer than asked for."""
        for number in range(1, PAGES + 2):  # the page after the last is empty
            entries = self.get(f"{path}?per_page=100&page={number}")
            if not isinstance(entries, list):
                raise ForgeError(f"{path} is not a list.")
            if not entries:
                return
            if number <= PAGES:
                yield from entries
        raise ForgeError(f"{path} has more than {PAGES} pages.")

    def send(self, method: str, path: str, data: Mapping[str, str] | None = None) -> Any:
        """Return the answer to a request; raises ForgeError for every status but success."""
        address = self.base.rstrip("/") + path
        if not address.startswith(("https://", "http://")):
            raise ForgeError(f"`{plain(address)}` is no web address.")
        body = None if data is None else json.dumps(data).encode()
        headers = {**self.headers, **({"Content-Type": "application/json"} if body else {})}
        request = Request(address, body, headers, method=method)  # noqa: S310 - checked above
        try:
            with build_opener(_NoRedirects).open(request, timeout=SECONDS) as answer:
                return json.load(answer)
        except HTTPError as error:
            raise ForgeError(f"{method} {path} was answered with {error.code}{_told(error)}.", error.code) from error
        except (OSError, HTTPException, ValueError) as error:
            raise ForgeError(f"{method} {path} was not answered: {plain(str(error))}.") from error


def _told(answer: IO[bytes]) -> str:
    try:
        told = json.loads(answer.read(10_000)).get("message")
    except (OSError, HTTPException, ValueError, AttributeError):
        return ""
    return f" ({plain(told, 200)})" if isinstance(told, str) else ""
