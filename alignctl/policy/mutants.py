"""An expression goes in; every small change of it comes out: what an example of the policy must notice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from alignctl.policy.grammar import Node, parse_expression

SWAPS = {
    "&&": ("||",),
    "||": ("&&",),
    "==": ("!=",),
    "!=": ("==",),
    "<": ("<=", ">"),
    "<=": ("<", ">="),
    ">": (">=", "<"),
    ">=": (">", "<="),
    "+": ("-",),
    "-": ("+",),
    "*": ("/",),
    "/": ("*",),
}
QUANTIFIERS = re.compile(r"\.(exists|all)\(")
BOUNDARIES = {"<", "<=", ">", ">="}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed expression, what was changed in it, and what an example would have to show to notice."""

    source: str
    change: str
    advice: str


def mutate(source: str) -> Iterator[Mutant]:
    """Yield the changed expressions: operators swapped, operands dropped, constants moved, conditions negated.

    Some of them may not compile; each differs from the others.
    """
    seen = {source}
    for node in parse_expression(source).walk():
        for mutant in _changes(source, node):
            if mutant.source not in seen:
                seen.add(mutant.source)
                yield mutant


def _changes(source: str, node: Node) -> Iterator[Mutant]:
    whole = source[node.start : node.end]
    if node.kind == "binary":
        yield from _swapped(source, node)
        if node.sign.text in {"&&", "||"}:
            advice = "add an example that only the other side decides, or leave it out if there can be none"
            for kept, dropped in (node.parts, node.parts[::-1]):
                gone = source[dropped.start : dropped.end]
                yield _put(source, node, _text(source, kept), f"`{gone}` dropped", advice)
    elif node.kind == "choice":
        for branch in node.parts[1:]:
            advice = f"add an example for each outcome of `{_text(source, node.parts[0])}`"
            yield _put(source, node, f"({_text(source, branch)})", f"only `{_text(source, branch)}`", advice)
    elif node.kind == "unary":
        inner = _text(source, node.parts[0])
        yield _put(source, node, inner, f"`{whole}` -> `{inner}`", f"add an example in which `{inner}` matters")
    yield from _atoms(source, node)
    yield from _negated(source, node)


def _swapped(source: str, node: Node) -> Iterator[Mutant]:
    sign = node.sign
    left, right = (_text(source, part) for part in node.parts)
    for other in SWAPS.get(sign.text, ()):
        advice = f"add an example in which `{left}` and `{right}` differ in their outcome"
        if {sign.text, other} <= BOUNDARIES and sign.text[0] == other[0]:
            advice = f"add an example in which `{left}` equals `{right}`"
        changed = source[: sign.start] + other + source[sign.end :]
        yield Mutant(changed, f"`{sign.text}` -> `{other}` between `{left}` and `{right}`", advice)


def _atoms(source: str, node: Node) -> Iterator[Mutant]:
    if node.kind != "atom":
        return
    text = _text(source, node)
    for other in _constants(node):
        yield _put(source, node, other, f"`{text}` -> `{other}`", f"add an example that tells `{text}` from `{other}`")
    for found in QUANTIFIERS.finditer(source, node.start, node.end):
        other = "all" if found[1] == "exists" else "exists"
        changed = source[: found.start(1)] + other + source[found.end(1) :]
        yield Mutant(changed, f"`{found[1]}` -> `{other}`", "add an example in which it holds for some and not for all")


def _constants(node: Node) -> tuple[str, ...]:
    sign = node.sign
    if sign.end != node.end:
        return ()
    if sign.kind == "string":
        return (f"{sign.text[0]}~{sign.text[1:]}",) if sign.text[0] in "\"'" else ()
    if sign.kind == "number":
        number = float(sign.text) if re.search(r"[.eE]", sign.text) else int(sign.text.rstrip("u"), 0)
        return (str(number + 1), str(number - 1))
    return {"true": ("false",), "false": ("true",)}.get(sign.text, ())


def _negated(source: str, node: Node) -> Iterator[Mutant]:
    """Negate the conditions that are joined: names, calls and memberships."""
    conditions: tuple[Node, ...] = ()
    if node.kind == "binary" and node.sign.text in {"&&", "||"}:
        conditions = node.parts
    elif node.kind == "choice":
        conditions = tuple(part for part in node.parts if part.sign.kind not in {"string", "number"})
    elif node.start == 0 and node.end == len(source.rstrip()):
        conditions = (node,)
    for part in conditions:
        if part.kind == "atom" or part.sign.text == "in":
            text = _text(source, part)
            yield _put(source, part, f"!({text})", f"`{text}` negated", f"add an example in which `{text}` decides")


def _put(source: str, node: Node, text: str, change: str, advice: str) -> Mutant:
    return Mutant(source[: node.start] + text + source[node.end :], change, advice)


def _text(source: str, node: Node) -> str:
    return source[node.start : node.end]
