"""An expression goes in; the same comes out, with whatever a loop puts together counted by the allowance for text."""

from __future__ import annotations

import re

from alignctl.policy.grammar import Node, parse_expression

WEIGH, COLLECT = "weigh", "collect"  # what counts; known to the runtime, not to those who write expressions
REPEATS = re.compile(r"\b(map|filter|all|exists|exists_one)\b")
OPENS_MAP = re.compile(r"\.\s*map\s*\(\s*\Z")


def weigh_loops(source: str) -> str:
    """Return an expression with a loop so that each part of a sum, and each value that `map` collects, is counted.

    Without a loop nothing can grow without end.

    >>> weigh_loops("this.a.map(x, x + x)")
    'this.a.map(x, collect(weigh(x) + weigh(x)))'
    """
    if not REPEATS.search(source):
        return source
    tree = parse_expression(source)
    return source[: tree.start] + _spell(source, tree)


def _spell(source: str, node: Node) -> str:
    text, at = "", node.start
    collects = _collected(source, node)
    for part in node.parts:
        inner = _spell(source, part)
        counter = COLLECT if part in collects else WEIGH if _is_sum(node) and not _is_sum(part) else ""
        text += source[at : part.start] + (f"{counter}({inner})" if counter else inner)
        at = part.end
    return text + source[at : node.end]


def _is_sum(node: Node) -> bool:
    return node.kind == "binary" and node.sign.text == "+"


def _collected(source: str, node: Node) -> list[Node]:
    """Return the parts of a chain of calls that stand behind the variable of a `map`."""
    found, inside, at = [], False, node.start
    for part in node.parts if node.kind == "atom" else ():
        between = re.sub(r"//[^\n]*", "", source[at : part.start])
        if inside and between.strip() == ",":
            found.append(part)
        else:
            inside = bool(OPENS_MAP.search(between))
        at = part.end
    return found
