"""The bytes of a file go in, its text comes out; what no eye sees in a diff is refused by code point and place."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from alignctl.load.invisible import first_invisible
from alignctl.model.place import Span

BOM = "\ufeff"
ENCODINGS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
START = Span(1, 1, 1, 1)
PLAIN = bytes(range(0x20, 0x7F)) + b"\t\n"  # what a file holds that needs no closer look


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a text is not read, and where."""

    message: str
    span: Span


def decode(content: bytes) -> str | Refusal:
    """Return the text of a file without its byte order mark, or why it is refused.

    UTF-8 only; tab, LF and CRLF are the only control characters.
    """
    if not content.translate(None, PLAIN):
        return content.decode("ascii")
    for mark, name in ENCODINGS:
        if content.startswith(mark):
            return Refusal(f"The file is written in {name}; save it as UTF-8.", START)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(content, error.start)
    text = text.removeprefix(BOM)
    found = first_invisible(text)
    return text if found is None else _forbidden(text, found)


def forbidden_in(value: str) -> str:
    """Return the first code point that a value may not hold, as `U+XXXX`, or an empty text."""
    found = first_invisible(value)
    return "" if found is None else f"U+{ord(value[found]):04X}"


def _not_utf8(content: bytes, offset: int) -> Refusal:
    before = content[:offset].decode("utf-8").removeprefix(BOM)
    message = f"The byte 0x{content[offset]:02X} is not UTF-8 text; save the file as UTF-8."
    return Refusal(message, span_at(before, len(before)))


def _forbidden(text: str, offset: int) -> Refusal:
    point = f"U+{ord(text[offset]):04X}"
    if point == "U+0000" and "\x00" in text[:4]:
        message = f"The character {point} stands at the start; the file may be written in UTF-16: save it as UTF-8."
    else:
        message = f"The invisible character {point} is not allowed in a file, not even in a comment; delete it."
    return Refusal(message, span_at(text, offset))


def span_at(text: str, offset: int) -> Span:
    """Return the span of the one code point at `offset`."""
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    return Span(line, column, line, column + 1)
