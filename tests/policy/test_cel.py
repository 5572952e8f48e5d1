from __future__ import annotations

import pytest

from alignctl.errors import PolicyError
from alignctl.policy.cel import MAX_SOURCE, NUMBER, TEXT, Compiler, fields_used, open_scope
from alignctl.policy.shape import Field, Shape

THIS = Shape(
    "Thing",
    (
        Field("name", "text"),
        Field("count", "int"),
        Field("share", "num"),
        Field("done", "bool"),
        Field("words", "text", many=True),
        Field("until", "text", optional=True),
        Field("parts", Shape("Part", (Field("label", "text"), Field("people", "int"))), many=True),
        Field("open", "any"),
    ),
)
PARAMS = Shape("Params", (Field("max", "int"), Field("days", "any")))
FACT = {
    "name": "role:cfo",
    "count": 3,
    "share": 0.4,
    "done": True,
    "words": ["a", "b"],
    "parts": [{"label": "x", "people": 1}],
    "open": {"a": [1]},
}
COMPILER = Compiler(lambda: THIS, lambda: PARAMS)


def where() -> str:
    return "policies/own.yaml:7:13"


def decide(source: str) -> bool:
    return COMPILER.compile(source, where).decide(open_scope(FACT, {"max": 3, "days": {"a": 2.0}}, "2026-01-15"))


def say(source: str) -> str:
    return COMPILER.compile(source, where, (TEXT, NUMBER)).say(open_scope(FACT, {"max": 3}, "2026-01-15"))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("this.count <= params.max", True),
        ("this.count < params.max", False),
        ("has(this.until)", False),
        ("!has(this.until) || this.until < asOf", True),
        ("double(this.count) + this.share > 3.3", True),
        ("params.days['a'] == 2.0", True),
        ("this.parts.exists(p, p.people < 2)", True),
        ("this.open.a[0] == 1", True),
        ("asOf == '2026-01-15'", True),
        ("'b' in this.words", True),
        ("this.name.startsWith('role:')", True),
        ("this.name.split(':')[1] == 'cfo'", True),
    ],
)
def test_expressions_are_evaluated_on_plain_maps(source: str, *, expected: bool) -> None:
    assert decide(source) is expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("name(this.name)", "`cfo`"),
        ("names(['role:a', 'role:b'])", "`a` and `b`"),
        ("list(this.words)", "a and b"),
        ("pct(this.share)", "40%"),
        ("days(33.6)", "33.6 days"),
        ("num(this.count) + num(1.5)", "31.5"),
        ("this.count", "3"),
        ("has(this.until) ? this.until : 'open'", "open"),
    ],
)
def test_messages_are_put_together(source: str, expected: str) -> None:
    assert say(source) == expected


def refusal(source: str, *allowed: object) -> PolicyError:
    with pytest.raises(PolicyError) as caught:
        COMPILER.compile(source, where, allowed) if allowed else COMPILER.compile(source, where)
    return caught.value


def failure(source: str, *allowed: object) -> str:
    return str(refusal(source, *allowed))


def test_a_misspelt_field_is_an_error_with_a_caret_even_where_evaluation_would_not_notice() -> None:
    error = refusal("this.cuont > 3 || true")
    assert error.excerpt == ("this.cuont > 3 || true", "    ^")
    assert str(error) == (
        "policies/own.yaml:7:13: An expression does not compile: there is no field `cuont`. Did you mean `count`?"
    )


def test_the_caret_stands_in_the_line_of_the_mistake() -> None:
    assert refusal("this.done &&\n  this.nmae == 'a'").excerpt == ("  this.nmae == 'a'", "      ^")


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("params.mxa > 1", "Did you mean `max`?"),
        ("this.parts.exists(p, p.lable == 'x')", "Did you mean `label`?"),
        ("this.count + this.share > 1.0", "Write `double(…)` around the whole number."),
        ("this.share < this.count", "Write `double(…)` around the whole number."),
        ("1 +", "Syntax error"),
        ("nothing", "undeclared reference"),
        ("this['name'] == 'x'", "no matching overload"),
        ("this.count", "`this.count` yields int, not bool."),
        ("this.open", "`this.open` yields dyn, not bool."),
        ("x" * (MAX_SOURCE + 1), f"longer than {MAX_SOURCE} bytes"),
        ("+".join(["1"] * 500) + " == 500", "does not compile"),
        ("(" * 100 + "true" + ")" * 100, "does not compile"),
    ],
)
def test_what_does_not_compile_is_told(source: str, part: str) -> None:
    assert part in failure(source)


def test_an_expression_of_the_largest_size_compiles() -> None:
    source = "true" + " " * (MAX_SOURCE - 4)
    assert COMPILER.compile(source, where).source == source


def test_messages_are_text_or_whole_numbers() -> None:
    assert "yields double, not string or int" in failure("this.share", TEXT, NUMBER)
    assert "yields list" in failure("this.words", TEXT, NUMBER)


@pytest.mark.parametrize(
    "source",
    [
        "this.until < asOf",
        "this.count / 0 == 1",
        "this.count + 9223372036854775807 > 0",
        "this.parts[9].people == 1",
        "params.days['none'] > 1.0",
        (
            "[1,2,3,4,5,6,7,8,9,0].all(a, [1,2,3,4,5,6,7,8,9,0].all(b, [1,2,3,4,5,6,7,8,9,0].all(c,"
            " [1,2,3,4,5,6,7,8,9,0].all(d, a + b + c + d < 99))))"
        ),
    ],
)
def test_a_failed_evaluation_is_neither_true_nor_false(source: str) -> None:
    with pytest.raises(PolicyError, match="cannot be evaluated") as caught:
        decide(source)
    assert caught.value.where == where()


def test_a_text_that_reads_like_an_error_is_no_error() -> None:
    assert say("'INTERNAL: broken'") == "INTERNAL: broken"


@pytest.mark.parametrize(
    ("source", "fields"),
    [
        ("this.a && this .b.c", {"a", "b"}),
        ("has(this.a)", {"a"}),
        ("true", set()),
        ("size(this) > 1", None),
        ("thistle.a", set()),
    ],
)
def test_the_fields_that_an_expression_reads_are_known(source: str, fields: set[str] | None) -> None:
    assert fields_used(source) == (None if fields is None else frozenset(fields))


def test_an_unchecked_compiler_leaves_the_mistake_to_the_evaluation() -> None:
    program = Compiler(lambda: THIS, lambda: PARAMS, checked=False).compile("this.typo", where)
    with pytest.raises(PolicyError):
        program.decide(open_scope(FACT, {}, "2026-01-15"))
