"""Pages go in; the list of their addresses for search engines (sitemaps.org) comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote, urljoin
from xml.etree.ElementTree import Element, SubElement, tostring

from alignctl.site.atlas import Atlas
from alignctl.site.page import Page

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000  # addresses of one file, by the protocol


def sitemaps(atlas: Atlas, pages: Iterable[Page]) -> Iterator[tuple[str, bytes]]:
    """Yield `sitemap.xml`, and its parts if there are too many pages; nothing where the site's address is not known.

    Addresses in it must be whole, so that without `site.url` there is none.
    """
    base = f"{(atlas.site.settings.site.url or '').rstrip('/')}/"
    if base == "/":
        return
    found = sorted(
        (page for page in pages if not page.moved_to and page.path != "404.html"), key=lambda page: page.path
    )
    parts = [found[start : start + MOST] for start in range(0, len(found), MOST)]
    if len(parts) == 1:
        yield "sitemap.xml", _urls(atlas, base, parts[0])
        return
    index = Element("sitemapindex", {"xmlns": NAMESPACE})
    for number, part in enumerate(parts, start=1):
        path = f"sitemap-{number}.xml"
        SubElement(SubElement(index, "sitemap"), "loc").text = urljoin(base, path)
        yield path, _urls(atlas, base, part)
    yield "sitemap.xml", _xml(index)


def _urls(atlas: Atlas, base: str, pages: Iterable[Page]) -> bytes:
    root = Element("urlset", {"xmlns": NAMESPACE})
    for page in pages:
        url = SubElement(root, "url")
        path = page.path.removesuffix("index.html") if page.path.endswith("/index.html") else page.path
        SubElement(url, "loc").text = urljoin(base, quote("" if path == "index.html" else path))
        changed = atlas.past.get(page.about[0]) if page.about else None
        if changed:
            SubElement(url, "lastmod").text = changed[0].on.isoformat()
    return _xml(root)


def _xml(root: Element) -> bytes:
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
