from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignctl.policy.cel import Compiler, open_scope
from alignctl.policy.grammar import Node, parse_expression
from alignctl.policy.mutants import mutate
from alignctl.policy.shape import Field, Shape

THIS = Shape("Thing", (Field("a", "int"), Field("b", "int"), Field("p", "bool"), Field("q", "bool")))
COMPILER = Compiler(lambda: THIS, lambda: Shape("Params", ()))
NUMBERS = st.one_of(st.sampled_from(["this.a", "this.b"]), st.integers(-3, 9).map(str))
COMPARISONS = st.builds(
    lambda left, sign, right: f"{left} {sign} {right}",
    NUMBERS,
    st.sampled_from(["<", "<=", ">", ">=", "==", "!="]),
    NUMBERS,
)
CONDITIONS = st.recursive(
    st.one_of(COMPARISONS, st.sampled_from(["this.p", "this.q", "[this.a, 2].exists(x, x > 1)", "this.a in [1, 2]"])),
    lambda inner: st.one_of(
        st.builds(lambda left, sign, right: f"({left}) {sign} ({right})", inner, st.sampled_from(["&&", "||"]), inner),
        inner.map(lambda condition: f"!({condition})"),
        st.builds(lambda c, x, y: f"({c}) ? ({x}) : ({y})", inner, inner, inner),
    ),
    max_leaves=6,
)


def sources(source: str) -> list[str]:
    return [mutant.source for mutant in mutate(source)]


def outline(source: str, node: Node) -> object:
    parts = [outline(source, part) for part in node.parts]
    text = source[node.start : node.end]
    return (node.sign.text, *parts) if node.kind in {"binary", "unary", "choice"} else text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a && b || c", ("||", ("&&", "a", "b"), "c")),
        ("a || b && c", ("||", "a", ("&&", "b", "c"))),
        ("a + b * c < d", ("<", ("+", "a", ("*", "b", "c")), "d")),
        ("a - b - c", ("-", ("-", "a", "b"), "c")),
        ("!a && -b > 1", ("&&", ("!", "a"), (">", ("-", "b"), "1"))),
        ("a ? b : c ? d : e", ("?", "a", "b", ("?", "c", "d", "e"))),
        ("x in [1, 2] && y", ("&&", ("in", "x", "[1, 2]"), "y")),
        ("'a && b' == \"c\"", ("==", "'a && b'", '"c"')),
        ("f(a, b).c[d].e", "f(a, b).c[d].e"),
        ("a // && b\n|| c", ("||", "a", "c")),
        ("{'k': 1}.k == 1.5e3", ("==", "{'k': 1}.k", "1.5e3")),
    ],
)
def test_operators_bind_as_in_cel(source: str, expected: object) -> None:
    assert outline(source, parse_expression(source)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("this.end != 'x'", ["this.end == 'x'", "this.end != '~x'"]),
        ("size(this.gaps) == 0", ["size(this.gaps) != 0", "size(this.gaps) == 1", "size(this.gaps) == -1"]),
        ("this.total == 1.5", ["this.total != 1.5", "this.total == 2.5", "this.total == 0.5"]),
        ("!this.own", ["this.own"]),
        ("this.own", ["!(this.own)"]),
        ("false", ["true", "!(false)"]),
        ("a <= b", ["a < b", "a >= b"]),
        ("a && b", ["a || b", "a", "b", "!(a) && b", "a && !(b)"]),
        ("p ? 'x' : 'y'", ["('x')", "('y')", "!(p) ? 'x' : 'y'", "p ? '~x' : 'y'", "p ? 'x' : '~y'"]),
        ("a in ['x']", ["!(a in ['x'])", "a in ['~x']"]),
        ("l.all(x, x)", ["l.exists(x, x)", "!(l.all(x, x))"]),
        ("has(this.a)", ["!(has(this.a))"]),
    ],
)
def test_every_small_change_is_tried(source: str, expected: list[str]) -> None:
    assert sources(source) == expected


@given(CONDITIONS)
def test_no_mutant_is_the_original_or_told_twice(source: str) -> None:
    found = sources(source)
    assert source not in found
    assert len(found) == len(set(found))


@given(CONDITIONS)
def test_every_mutant_of_a_condition_compiles(source: str) -> None:
    for mutant in mutate(source):
        COMPILER.compile(mutant.source, str)


@settings(max_examples=25, deadline=None)
@given(CONDITIONS)
def test_every_condition_has_a_mutant_that_changes_something_unless_it_is_constant(source: str) -> None:
    scopes = [
        open_scope({"a": a, "b": b, "p": p, "q": q}, {}, "")
        for a in range(-4, 11)
        for b in (-4, -1, 2, 9)
        for p in (True, False)
        for q in (True, False)
    ]

    def outcomes(text: str) -> list[bool]:
        return [COMPILER.compile(text, str).decide(scope) for scope in scopes]

    original = outcomes(source)
    assert any(outcomes(mutant.source) != original for mutant in mutate(source)) or len(set(original)) == 1
