"""Lines of Markdown go in; those that fit on the first screen of a phone come out: what is seen before one scrolls."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

WIDTH = 42  # characters on a line of a phone's screen that is 390 pixels wide
HEIGHT = 31  # lines of text on one that is 844 pixels high, below what the forge shows around a comment
LONGEST = 5  # lines of one item; the whole of it stands in the details
_MARKUP = re.compile(r"\\(?=[^\w\s])|</?\w+>|[*`\u200b]|^[-#]+ ")


def lines_of(markdown: str) -> int:
    """Return how many lines of the screen one line of Markdown takes.

    >>> lines_of("### What this change means"), lines_of("- " + "word " * 20), lines_of("")
    (2, 3, 0)
    """
    text = _MARKUP.sub("", markdown)
    lines = -(-len(text) // WIDTH)
    return lines + 1 if markdown.startswith(("#", "**")) else lines


def fitting(lines: Iterable[str], used: int = 0) -> Iterator[str]:
    """Yield lines as long as they fit below `used` lines; at least one, whatever its length."""
    for number, line in enumerate(lines):
        used += lines_of(line)
        if number and used > HEIGHT:
            return
        yield line


def shortened(sentence: str) -> str:
    """Return a sentence, cut after a word where it would fill the screen alone."""
    limit = WIDTH * LONGEST
    return sentence if len(sentence) <= limit else sentence[:limit].rpartition(" ")[0] + " …"
