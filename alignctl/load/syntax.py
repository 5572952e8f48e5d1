"""What libyaml says about broken syntax goes in, one sentence with a way out comes out."""

from __future__ import annotations

HINTS = (
    ("mapping values are not allowed", "put a text that contains `: ` in quotes, or check the indentation"),
    (
        "cannot start any token",
        "quote a text that starts so, and indent with spaces, not tabs",
    ),
    ("expected <block end>", "check the indentation: this line belongs to nothing above it"),
    ("could not find expected ':'", "put a colon and a space after the key"),
    ("expected key", "check the indentation, or end the line above"),
    ("expected ',' or ']'", "close the list with `]`"),
    ("expected ',' or '}'", "close the mapping with `}`"),
    ("unknown escape character", "write the text in single quotes, or double the backslash"),
    ("quoted scalar", "close the quote"),
    ("block sequence entries are not allowed", "start the list on a line of its own"),
    ("found undefined tag handle", "leave the tag out"),
    ("expected <document start>", "start a new document with `---`"),
)


def explain_syntax(problem: str, context: str) -> str:
    """Return one sentence about a syntax error; `problem` and `context` are the parser's own words."""
    told = f"{context} {problem}"
    hint = next((fix for words, fix in HINTS if words in told), "")
    return f"This is not valid YAML: {problem or 'it cannot be parsed'}{f'; {hint}' if hint else ''}."
