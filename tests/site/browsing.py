"""Sites in a browser: a folder goes in, its templates, and what a page complains of while it is read, come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Browser, ConsoleMessage, Page

LAPTOP, PHONE, SMALL = (1280, 800), (390, 844), (320, 640)
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
CONTRAST = {"runOnly": ["color-contrast"]}  # what a dark page could do otherwise than a light one


def templates(folder: Path, most: int = 1 << 20) -> tuple[str, ...]:
    """Return one page of every template, the fullest that has at most so many bytes: new ones are looked at, too."""
    found: dict[tuple[str, str], Path] = {}
    for page in sorted(folder.rglob("*.html")):
        path = page.relative_to(folder)
        sort = path.name if path.parent.name == "" or path.name in {"index.html", "unaligned.html"} else "an object"
        if path.parent.name == "log" and sort == "an object":
            sort = "a year" if path.stem.isdigit() and len(path.stem) < 5 else "a commit"
        key = (path.parent.as_posix(), sort)
        if key not in found or _fuller(page, found[key], most):
            found[key] = page
    return tuple(sorted(page.relative_to(folder).as_posix() for page in found.values()))


def _fuller(page: Path, other: Path, most: int) -> bool:
    size, before = page.stat().st_size, other.stat().st_size
    return size < before if before > most else before < size <= most


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
            self.complaints.append(f"{message.location.get('url')}: {message.text}")


@contextmanager
def reading(browser: Browser, root: str, size: tuple[int, int] = LAPTOP, **options: object) -> Iterator[Page]:
    """Give a page in a window of some size; at the end nothing may have gone wrong or been asked for elsewhere."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)  # type: ignore[arg-type]  # names of options
    page = context.new_page()
    watch = Watch(page, root)
    try:
        yield page
        assert (watch.complaints, watch.outside) == ([], [])
    finally:
        context.close()


def too_wide(page: Page, root: Path, names: Iterable[str], widths: tuple[int, ...]) -> list[str]:
    """Return the pages that can be scrolled sideways, at some widths of the window."""
    found = []
    for name in names:
        page.goto(f"{root.as_uri()}/{name}")
        for width in widths:
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{name} at {width}")
    return found


def inaccessible(page: Page, root: Path, names: Iterable[str]) -> list[str]:
    """Return what axe finds on some pages, on a laptop and a small phone, light and dark; the policy must not hold."""
    page.add_init_script(path=AXE)
    found = []
    for name in names:
        page.goto(f"{root.as_uri()}/{name}")
        for width, height in (LAPTOP, SMALL):
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme="light")
            found += [f"{name} at {width}: {fault}" for fault in _violations(page, {})]
            page.emulate_media(color_scheme="dark")
            found += [f"{name} at {width} in the dark: {fault}" for fault in _violations(page, CONTRAST)]
    return found


def _violations(page: Page, options: Mapping[str, object]) -> list[str]:
    asked = {"preload": False, "iframes": False, "resultTypes": ["violations"], **options}
    result = page.evaluate("options => axe.run(document, options)", asked)
    return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in result["violations"]]
