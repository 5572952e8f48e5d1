"""Pages go in, the one file that the search in the browser reads comes out."""

from __future__ import annotations

import json
from collections.abc import Iterable

from alignctl.site.lines import text_of
from alignctl.site.page import Page


def search_docs(pages: Iterable[Page]) -> bytes:
    """Return a classic script that sets `alignctlSearch`: title, kind, answer, address and more words of each page."""
    entries = [
        {"id": number, "t": page.title, "k": page.label, "s": text_of(page.heading), "u": page.path, "w": page.words}
        for number, page in enumerate(page for page in pages if page.label)
    ]
    lines = ",\n".join(json.dumps(entry, ensure_ascii=True).replace("<", "\\u003c") for entry in entries)
    return f"window.alignctlSearch = [\n{lines}\n];\n".encode()
