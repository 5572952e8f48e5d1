"""A page goes in; the words of one of its parts come out, without the marks."""

from __future__ import annotations

import html
import re


def words(page: str, style: str = "") -> str:
    """Return the words below the heading of a page, or of the first part of one style until the part ends."""
    main = page.partition("<main")[2].partition("</main>")[0]
    part = main.partition(f'class="{style}"')[2].partition("</div>")[0] if style else main
    text = re.sub(r"<[^>]*>", " ", part.removeprefix(">"))
    return " ".join(html.unescape(text).split()).replace("\N{EN DASH}", "-")
