"""A name from outside goes in; what is safe to show of it comes out."""

from __future__ import annotations


def shown(text: str) -> str:
    """Return a text with every character that cannot be shown as its code point, such as `<U+202E>`."""
    return text if text.isprintable() else "".join(c if c.isprintable() else code_point(c) for c in text)


def code_point(character: str) -> str:
    """Return the code point of a character as a reader can look it up."""
    return f"<U+{ord(character):04X}>"
