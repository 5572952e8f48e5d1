"""The one place that renders templates: pages go in, HTML comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache, partial
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from alignctl.site.page import SECTIONS, Page, relative

SAFE_SCHEMES = frozenset({"http", "https", "mailto"})


@cache
def environment() -> Environment:
    """Return the environment: templates of the package alone, everything escaped, nothing undefined."""
    return Environment(
        loader=PackageLoader("alignctl.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


def render(page: Page, frame: Mapping[str, object]) -> str:
    """Return the HTML of a page; `frame` is what all pages share: name, footer, links, logo, extra style."""
    template = environment().get_template("page.html")
    to = partial(_to, page.path[: page.path.rfind("/") + 1])
    return template.render(page=page, sections=SECTIONS, to=to, rel=to, **frame)


class Drawn:
    """Pages as they were rendered last, for whoever builds again and again: an equal page in an equal frame is kept."""

    def __init__(self) -> None:
        """Begin with nothing drawn."""
        self.frame: Mapping[str, object] = {}
        self.pages: dict[str, tuple[Page, bytes]] = {}

    def draw(self, pages: Iterable[Page], frame: Mapping[str, object]) -> Iterator[tuple[str, bytes]]:
        """Yield the path and the HTML of each page, and forget the pages that are no more."""
        before = self.pages if frame == self.frame else {}
        self.frame, self.pages = frame, {}
        for page in pages:
            old, html = before.get(page.path, (None, b""))
            self.pages[page.path] = page, html if page == old else render(page, frame).encode()
            yield page.path, self.pages[page.path][1]


@lru_cache(maxsize=1 << 16)  # the pages of a folder lead to the same places
def _to(folder: str, href: str) -> str:
    return safe_url(href) if "://" in href or href.startswith("mailto:") else relative(href, folder)


def safe_url(url: str) -> str:
    """Return an outside address if its scheme is harmless, else `#`.

    >>> safe_url("javascript:alert(1)"), safe_url("https://example.org/a")
    ('#', 'https://example.org/a')
    """
    try:
        scheme = urlsplit(url.strip()).scheme.lower()
    except ValueError:
        return "#"
    return url.strip() if scheme in SAFE_SCHEMES else "#"
