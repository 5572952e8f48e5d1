"""The text of a CEL expression goes in; its operators with the stretches of text they join come out.

Only what mutation and counting need: the runtime itself has already accepted the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

TOKEN = re.compile(
    r"""\s+|//[^\n]*
    |(?P<string>(?:[rR][bB]?|[bB][rR])(?:\"\"\".*?\"\"\"|'''.*?'''|"[^"]*"|'[^']*')
        |[bB]?(?:\"\"\"(?:\\.|[^\\])*?\"\"\"|'''(?:\\.|[^\\])*?'''|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'))
    |(?P<number>0x[0-9a-fA-F]+u?|(?:\d+\.\d+|\.?\d+)(?:[eE][+-]?\d+)?u?)
    |(?P<word>[A-Za-z_]\w*)
    |(?P<sign>&&|\|\||[=!<>]=|[-+*/%<>!?:.,()\[\]{}])""",
    re.VERBOSE | re.DOTALL,
)
LEVELS = (("||",), ("&&",), ("==", "!=", "<", "<=", ">", ">=", "in"), ("+", "-"), ("*", "/", "%"))
CLOSING = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number, string or sign, and where it begins."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Return where the next token may begin."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Node:
    """A part of an expression: what it is, its text from `start` to `end`, its operator and its parts."""

    kind: Literal["choice", "binary", "unary", "atom"]
    start: int
    end: int
    sign: Token
    parts: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it."""
        yield self
        for part in self.parts:
            yield from part.walk()


def parse_expression(source: str) -> Node:
    """Return the tree of an expression that compiles; raises ValueError at a character that CEL alone can read."""
    return _Parser(list(_tokens(source))).choice()


def _tokens(source: str) -> Iterator[Token]:
    at = 0
    while found := TOKEN.match(source, at):
        if found.lastgroup:
            yield Token(found.lastgroup, found[0], at)
        at = found.end()
    if at < len(source):
        raise ValueError(source[at])
    yield Token("end", "", len(source))


class _Parser:
    """Recursive descent; an atom is a literal or a chain of names, calls, indices and brackets."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def choice(self) -> Node:
        condition = self._binary(0)
        if self._text() != "?":
            return condition
        sign = self._take()
        first = self._binary(0)
        self._take()
        second = self.choice()
        return Node("choice", condition.start, second.end, sign, (condition, first, second))

    def _binary(self, level: int) -> Node:
        if level == len(LEVELS):
            return self._unary()
        left = self._binary(level + 1)
        while self._text() in LEVELS[level]:
            sign = self._take()
            right = self._binary(level + 1)
            left = Node("binary", left.start, right.end, sign, (left, right))
        return left

    def _unary(self) -> Node:
        if self._text() not in {"!", "-"}:
            return self._atom()
        sign = self._take()
        inner = self._unary()
        return Node("unary", sign.start, inner.end, sign, (inner,))

    def _atom(self) -> Node:
        first = last = self._tokens[self._at]
        parts: list[Node] = []
        if first.kind != "sign":
            self._take()
        while self._text() in {".", "(", "[", "{"}:
            sign = last = self._take()
            if sign.text == ".":
                last = self._take()
            else:
                parts += self._items(CLOSING[sign.text])
                last = self._take()
        return Node("atom", first.start, last.end, first, tuple(parts))

    def _items(self, closing: str) -> Iterator[Node]:
        while self._text() != closing:
            if self._text() in {",", ":"}:
                self._take()
            else:
                yield self.choice()

    def _text(self) -> str:
        token = self._tokens[self._at]
        return "" if token.kind == "string" else token.text

    def _take(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]
