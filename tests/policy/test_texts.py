"""Text in expressions: the functions do what CEL's strings extension says, and nothing grows without end."""

from __future__ import annotations

import pytest

from alignctl.errors import PolicyError
from alignctl.policy.cel import NUMBER, TEXT, Compiler, open_scope
from alignctl.policy.loops import weigh_loops
from alignctl.policy.shape import Field, Shape

THIS = Shape("Thing", (Field("text", "text"), Field("many", "text", many=True), Field("open", "any")))
FACT = {"text": "x" * 16_000, "many": ["a"] * 9_000, "open": {"ends": [1, 2]}}
COMPILER = Compiler(lambda: THIS, lambda: Shape("Params", ()))


def say(source: str) -> str:
    program = COMPILER.compile(source, lambda: "policies/own.yaml:7:13", (TEXT, NUMBER))
    return program.say(open_scope(FACT, {}, "2026-01-15"))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("'abc'.charAt(1)", "b"),
        ("'abc'.charAt(3)", ""),
        ("'hello'.indexOf('l')", "2"),
        ("'hello'.indexOf('l', 3)", "3"),
        ("'hello'.indexOf('z')", "-1"),
        ("'hello'.lastIndexOf('l')", "3"),
        ("'hello'.lastIndexOf('l', 2)", "2"),
        ("['a', 'b'].join()", "ab"),
        ("['a', 'b'].join(', ')", "a, b"),
        ("'ÄBc'.lowerAscii()", "Äbc"),
        ("'äbC'.upperAscii()", "äBC"),
        ("'aaa'.replace('a', 'b')", "bbb"),
        ("'aaa'.replace('a', 'b', 2)", "bba"),
        ("'aaa'.replace('a', 'b', 0)", "aaa"),
        ("'aa'.replace('', '-')", "-a-a-"),
        ("'abc'.reverse()", "cba"),
        ("'a-b-c'.split('-').join('+')", "a+b+c"),
        ("'a-b-c'.split('-', 2).join('+')", "a+b-c"),
        ("'a-b-c'.split('-', 1).join('+')", "a-b-c"),
        ("'abc'.split('').join('+')", "a+b+c"),
        ("'abc'.split('', 2).join('+')", "a+bc"),
        ("size('a-b'.split('-', 0))", "0"),
        ("'hello'.substring(3)", "lo"),
        ("'hello'.substring(1, 3)", "el"),
        ("' a '.trim()", "a"),
    ],
)
def test_functions(source: str, expected: str) -> None:
    assert say(source) == expected


@pytest.mark.parametrize(
    "source", ["'a'.charAt(2)", "'a'.substring(2)", "'abc'.substring(2, 1)", "'a'.indexOf('a', -1)"]
)
def test_what_is_outside_of_a_text_is_an_error(source: str) -> None:
    with pytest.raises(PolicyError, match=r"outside of a text|behind"):
        say(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("['a', 'b'].map(x, x + '!').join(' ')", "a! b!"),
        ("string([1, 2].map(x, x > 1, x + 1)[0])", "3"),
        ("string([[1, 2], [3]].map(x, x.map(y, y + 1))[1][0])", "4"),
        ("string(this.open.ends.map(e, double(e) + 0.5)[1])", "2.5"),
        ("[['a'], ['b']].map(x, x + ['c'])[1].join('')", "bc"),
        ("size(['a'].map(x, {'k': [x]})[0].k)", "1"),
        (
            "[asOf].exists(d, timestamp(d + 'T00:00:00Z') + duration('1h') > timestamp(d + 'T00:30:00Z')) ? 'b' : 'a'",
            "b",
        ),
        ("size([1].map(x, null))", "1"),
        ("['a // + b'].map(x, // a comment, x + 1\n x + ' + ').join('')", "a // + b + "),
    ],
)
def test_counting_changes_nothing(source: str, expected: str) -> None:
    assert say(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "'a'" + ".replace('a', 'aaaaaaaaaa')" * 25,
        "['a']" + ".map(x, x + x)" * 25 + ".join('')",
        "size([[1]]" + ".map(x, x + x)" * 25 + "[0])",
        "size([['a']]" + ".map(x, [list(x), list(x)])" * 24 + "[0])",
        "size(this.many.map(x, this.text))",
        "size(this.many.map(x, x == 'a', [this.text]))",
        "size(this.many.map(x, {'a': this.text}))",
        "size(this.many.map(x, 1))",
        "this.many.exists(x, this.text + x == '') ? 'a' : 'b'",
        "this.many.exists(x, this.text.upperAscii() == '') ? 'a' : 'b'",
        "this.many.exists(x, name(this.text) == '') ? 'a' : 'b'",
        "this.many.join(this.text)",
        "'x'.replace('', this.text).replace('x', this.text)",
    ],
)
def test_what_would_grow_without_end_is_stopped(source: str) -> None:
    with pytest.raises(PolicyError, match="too much text or too long lists") as caught:
        say(source)
    assert caught.value.where == "policies/own.yaml:7:13"
    assert len(str(caught.value)) < 400


def test_every_evaluation_has_its_own_allowance() -> None:
    source = "size(this.text.replace('x', 'xxxxxxxxxx'))"
    assert [say(source) for _ in range(100)] == ["160000"] * 100


@pytest.mark.parametrize(
    ("source", "counted"),
    [
        ("this.a + this.b", "this.a + this.b"),
        ("a.map(x, x) + b", "weigh(a.map(x, collect(x))) + weigh(b)"),
        ("a.map(x, x > 1, x + 'map(')", "a.map(x, collect(x > 1), collect(weigh(x) + weigh('map(')))"),
        (
            "a.all(x, x + 1 - 2 + 3 > 1)",
            "a.all(x, weigh(x + 1 - 2) + weigh(3) > 1)".replace("x + 1", "weigh(x) + weigh(1)"),
        ),
        (r"a.all(x, x + r'\' + y + r'\' == '')", r"a.all(x, weigh(x) + weigh(r'\') + weigh(y) + weigh(r'\') == '')"),
        (r"a.all(x, x + '\'+' == '')", r"a.all(x, weigh(x) + weigh('\'+') == '')"),
        ('a.all(x, x + """a"+"b""" == "")', 'a.all(x, weigh(x) + weigh("""a"+"b""") == "")'),
    ],
)
def test_loops_are_counted(source: str, counted: str) -> None:
    assert weigh_loops(source) == counted


def test_what_cannot_be_read_is_not_run() -> None:
    with pytest.raises(PolicyError, match="does not compile"):
        say("this.many.map(x, this.`text` + x).join('')")


@pytest.mark.parametrize("source", ["weigh('a')", "collect('a')"])
def test_counting_is_not_for_those_who_write_expressions(source: str) -> None:
    with pytest.raises(PolicyError, match="undeclared reference"):
        say(source)
