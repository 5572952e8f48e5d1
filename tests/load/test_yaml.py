"""The YAML reader: what is read, what is refused and where, and that the answer is always a value."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from alignctl.load.invisible import first_invisible
from alignctl.load.positions import Positions
from alignctl.load.yaml import Parsed, parse, positions
from alignctl.model.document import Source
from alignctl.model.place import Pointer
from alignctl.model.settings import Limits, Settings

LIMITS = Settings.read({}).limits


def read(text: str | bytes, limits: Limits = LIMITS) -> Parsed:
    return parse(Source("a.yaml", text if isinstance(text, bytes) else text.encode()), limits)


def data(text: str | bytes) -> list[Any]:
    parsed = read(text)
    assert parsed.unreadable is None, parsed.unreadable
    return [document.data for document in parsed.documents]


def value(text: str) -> Any:
    (only,) = data(f"a: {text}\n")
    return only["a"]


def refused(text: str | bytes, limits: Limits = LIMITS) -> tuple[int, int, str]:
    """Return line, column and message."""
    unreadable = read(text, limits).unreadable
    assert unreadable is not None
    assert unreadable.span is not None
    assert unreadable.place.span == unreadable.span
    return unreadable.span.line, unreadable.span.column, unreadable.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("nULL", "nULL"),
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("0", 0),
        ("-0", 0),
        ("+12", 12),
        ("-7", -7),
        ("0o17", 15),
        ("0x1F", 31),
        ("0b101", "0b101"),
        ("0123", "0123"),
        ("-01", "-01"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("190:20:30", "190:20:30"),
        ("1.5", 1.5),
        ("1.", 1.0),
        (".5", 0.5),
        ("-.5", -0.5),
        ("1e3", 1000.0),
        ("1.5E-2", 0.015),
        ("01.5", "01.5"),
        ("1e", "1e"),
        (".", "."),
        ("-", None),
        ("+", "+"),
        (".inf", ".inf"),
        ("-.INF", "-.INF"),
        (".nan", ".nan"),
        ("2026-01-15", "2026-01-15"),
        ("2026-01-15T10:00:00Z", "2026-01-15T10:00:00Z"),
        ("'true'", "true"),
        ('"12"', "12"),
        ("|\n  12\n", "12\n"),
        (">-\n  true\n", "true"),
        ("=", "="),
        ("\uff11", "\uff11"),
    ],
)
def test_scalars_are_read_as_yaml_1_2_core(text: str, expected: Any) -> None:
    found = value(text) if text != "-" else data("a:\n- \n")[0]["a"][0]
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("999999999999999999", 999999999999999999),
        ("-999999999999999999", -999999999999999999),
        ("0xDE0B6B3A763FFFF", 10**18 - 1),
        ("123456789012345.0", 123456789012345.0),
        ("0.00000123456789012345", 0.00000123456789012345),
        ("1e300", 1e300),
    ],
)
def test_numbers_that_are_kept_exactly(number: str, expected: float) -> None:
    assert value(number) == expected


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("1000000000000000000", "more than 18 digits"),
        ("-1000000000000000000", "more than 18 digits"),
        ("0xDE0B6B3A7640000", "more than 18 digits"),
        ("0o777777777777777777777777", "more than 18 digits"),
        ("9" * 6000, "more than 18 digits"),
        ("0x" + "f" * 6000, "more than 18 digits"),
        ("1234567890.123456", "more than 15 significant digits"),
        ("1e301", "too large or too small"),
        ("1e-301", "too large or too small"),
        ("1e999999999999", "too large or too small"),
        ("0." + "0" * 400 + "1", "too large or too small"),
    ],
)
def test_numbers_that_cannot_be_kept_are_refused_with_their_place(number: str, words: str) -> None:
    line, column, message = refused(f"a: 1\nb: {number}\n")
    assert (line, column) == (2, 4)
    assert words in message
    assert value(f"'{number}'") == number


@given(st.integers(-(10**18) + 1, 10**18 - 1))
def test_integers_are_read_as_written(number: int) -> None:
    assert value(str(number)) == number


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**10), max_value=10**10))
def test_amounts_survive_as_written(amount: Any) -> None:
    from alignctl.model.quantity import decimal

    assert decimal(value(str(amount))) == amount


def test_documents_are_counted_with_the_empty_ones() -> None:
    parsed = read("# nothing\n---\n---\na: 1\n---\n---\nb: 2\n...\n")
    assert [(d.index, d.data) for d in parsed.documents] == [(1, {"a": 1}), (3, {"b": 2})]
    assert data("") == data("# only a comment\n") == data("---\n...\n") == []


def test_of_a_file_with_too_many_documents_none_is_read() -> None:
    text = "---\na: 1\na: 2\n" * 5_001
    assert (read(text).documents, read(text).repeated) == ((), ())
    assert refused(text)[:2] == (15_001, 1)


def test_what_stands_before_broken_syntax_is_kept() -> None:
    parsed = read("a: 1\n---\nb: [\n---\nc: 3\n")
    assert [d.data for d in parsed.documents] == [{"a": 1}]
    assert parsed.unreadable is not None
    assert parsed.unreadable.place.index == 1


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a: b: c\n", 1, 5, "put a text that contains `: ` in quotes"),
        ("a:\n  b: 1\n c: 2\n", 3, 2, "check the indentation"),
        ("a: [1, 2\nb: 3\n", 2, 2, "close the list"),
        ("a: {b: 1\nc: 2\n", 2, 2, "close the mapping"),
        ("a: 'x\n", 1, 4, "close the quote"),
        ("a:\n\tb: 1\n", 2, 1, "not valid YAML"),
        ("a: @x\n", 1, 4, "quote a text that starts so"),
        ('a: "\\q"\n', 1, 5, "single quotes"),
        ("a: 1\nb\nc: 2\n", 2, 1, "a colon and a space"),
        ("- a\n", 1, 1, "not a list"),
        ("just text\n", 1, 1, "not a single value"),
        ("a: !!str 1\n", 1, 4, "Tags"),
        ("a: !!python/object/apply:os.system [ls]\n", 1, 4, "Tags"),
        ("a: !include x.yaml\n", 1, 4, "Tags"),
        ("a: !!map {}\n", 1, 4, "Tags"),
        ("a: !x\n  - 1\n", 1, 4, "Tags"),
        ("a: &x {b: 1}\nc: {<<: *x}\n", 2, 5, "Merge keys"),
        ("1: x\n", 1, 1, "A key must be text"),
        ("true: x\n", 1, 1, "A key must be text"),
        ("?\n: x\n", 1, 2, "A key must be text"),
        ("? [a]\n: x\n", 1, 3, "cannot be a key"),
        ("{a: 1}: x\n", 1, 1, "cannot be a key"),
        ("a: *b\n", 1, 4, "names no value"),
        ("a: &a [*a]\n", 1, 8, "names no value"),
        ("a: &x 1\n---\nb: *x\n", 3, 4, "names no value"),
        ("%FOO bar\n", 1, 1, "not valid YAML"),
    ],
)
def test_refused_text_is_told_with_its_place(text: str, line: int, column: int, words: str) -> None:
    found = refused(text)
    assert found[:2] == (line, column) or words == "not valid YAML", found
    assert words in found[2]
    assert found[2].endswith(".")
    assert "\n" not in found[2]


def test_quoted_merge_signs_and_numbers_are_keys() -> None:
    assert data("'<<': 1\n'1': 2\n") == [{"<<": 1, "1": 2}]


def test_tabs_are_allowed_where_yaml_allows_them() -> None:
    assert data("a:\tb\nc: d\te\n") == [{"a": "b", "c": "d\te"}]


def test_repeated_keys_are_noted_with_the_first_line_and_the_first_value_stands() -> None:
    parsed = read("a: 1\nb:\n  - {c: 1}\n  - c: 1\n    d: 2\n    c: 3\na: 4\na: 5\n---\na: 1\n")
    assert parsed.unreadable is None
    assert parsed.documents[0].data == {"a": 1, "b": [{"c": 1}, {"c": 1, "d": 2}]}
    told = [(r.place.index, r.place.pointer, r.key, r.first_line, r.place.span) for r in parsed.repeated]
    assert [(*one[:4], one[4] and (one[4].line, one[4].column)) for one in told] == [
        (0, ("b", 1), "c", 4, (6, 5)),
        (0, (), "a", 1, (7, 1)),
        (0, (), "a", 1, (8, 1)),
    ]


def test_repeated_keys_of_a_document_that_breaks_off_are_not_told() -> None:
    parsed = read("a: 1\na: 2\n---\nb: 1\nb: 2\nc: [\n")
    assert [(r.place.index, r.key) for r in parsed.repeated] == [(0, "a")]


def test_anchors_are_written_out() -> None:
    assert data("a: &x [1, {b: &y 2}]\nc: *x\nd: *y\ne: &x 3\nf: *x\n") == [
        {"a": [1, {"b": 2}], "c": [1, {"b": 2}], "d": 2, "e": 3, "f": 3}
    ]
    assert data("a: &k key\n*k : 1\n") == [{"a": "key", "key": 1}]


def nested(depth: int) -> str:
    """Return a document whose collections nest `depth` deep, itself included."""
    return "a: " + "[" * (depth - 1) + "]" * (depth - 1) + "\n"


def many_nodes(count: int) -> str:
    """Return a document of `count` keys and values, itself included."""
    return "a: [" + "1," * (count - 3) + "]\n"


def many_aliases(count: int) -> str:
    return "a: &x 1\nb: [" + "*x ," * count + "]\n"


@pytest.mark.parametrize(
    ("text", "limits", "words"),
    [
        ((nested(64), nested(65)), LIMITS, "deeper than 64 levels"),
        ((many_nodes(50_000), many_nodes(50_001)), LIMITS, "more than 50000 values and keys"),
        (("a: [[],[]]", "a: [[],[],[]]"), replace(LIMITS, nodes=5), "more than 5 values and keys"),
        ((many_aliases(100), many_aliases(101)), LIMITS, "more than 100 aliases"),
        (("a: " + "x" * 97, "a: " + "x" * 98), replace(LIMITS, file_bytes=100), "101 bytes; the limit is 100"),
        (("---\n" * 5_000, "---\n" * 5_001), LIMITS, "more than 5000 documents (`limits.documents`): split it."),
        (("a: 1\n---\n---\n", "a: 1\n---\n---\n---\n"), replace(LIMITS, documents=3), "more than 3 documents"),
        (("#" * 2**20, "#" * (2**20 + 1)), LIMITS, "1048577 bytes"),
        (("a: &x [[]]\nb: [*x ]", "a: &x [[]]\nb: [[*x ]]"), replace(LIMITS, depth=4), "deeper than 4 levels"),
        (("a: &x [1, {b: c}]\nd: *x", "a: &x [1, {b: c}]\nd: [*x ]"), replace(LIMITS, nodes=13), "more than 13"),
        (
            ("a: &x [" + "x" * 40 + "]\nb: [*x , *x ]", "a: &x [" + "x" * 40 + "]\nb: [*x , *x , *x ]"),
            replace(LIMITS, file_bytes=80),
            "repeat more than 80 characters",
        ),
    ],
)
def test_limits_hold_at_the_limit_and_one_past_it(text: tuple[str, str], limits: Limits, words: str) -> None:
    assert read(text[0], limits).unreadable is None
    assert words in refused(text[1], limits)[2]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a: b\n".encode("utf-16"), "UTF-16"),
        ("a: b\n".encode("utf-16-be"), "UTF-16"),
        ("a: b\n".encode("utf-16-le"), "UTF-16"),
        ("a: b\n".encode("utf-32"), "UTF-32"),
        (b"\xfe\xff\x00a", "UTF-16"),
        (b"\x00\x00\xfe\xff", "UTF-32"),
        (b"a: \xe9\n", "0xE9 is not UTF-8"),
        (b"a: \xed\xa0\x80\n", "0xED is not UTF-8"),
        (b"a: \xc0\x80\n", "0xC0 is not UTF-8"),
    ],
)
def test_other_encodings_are_refused(content: bytes, words: str) -> None:
    assert words in refused(content)[2]


def test_bytes_that_are_no_text_are_located() -> None:
    assert refused("a: ü\nb: ".encode() + b"\xff\n")[:2] == (2, 4)
    assert refused(b"\xef\xbb\xbfa: \xff\n")[:2] == (1, 4)


@pytest.mark.parametrize(
    "point",
    [
        *(0x00, 0x07, 0x08, 0x0B, 0x0C, 0x0D, 0x1B, 0x7F, 0x80, 0x85, 0x9F, 0x61C, 0x200E, 0x200F),
        *(0x2028, 0x2029, 0x202A, 0x202E, 0x2066, 0x2069, 0xFEFF, 0xFFFE, 0xFFFF),
    ],
)
def test_invisible_characters_are_refused_by_code_point_even_in_comments(point: int) -> None:
    for text in (f"ab: c{chr(point)}d\n", f"# b: c{chr(point)}d\n"):
        line, column, message = refused("x: 1\n" + text)
        assert (line, column) == (2, 6 if text[0] == "a" else 7)
        assert f"U+{point:04X}" in message


def test_invisible_characters_are_refused_as_escapes() -> None:
    for escape, name in (("\\u202E", "U+202E"), ("\\N", "U+0085"), ("\\0", "U+0000"), ("\\e", "U+001B")):
        line, column, message = refused(f'a: "x{escape}y"\n')
        assert (line, column) == (1, 4)
        assert name in message
    assert value('"a\\tb\\nc\\r\\nd\\u00e9"') == "a\tb\nc\r\ndé"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=20))
def test_text_in_any_script_is_kept(text: str) -> None:
    if first_invisible(text) is None:
        escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
        assert value(f'"{escaped}"') == text


def places(text: str | bytes, index: int = 0) -> Positions:
    source = Source("a.yaml", text if isinstance(text, bytes) else text.encode())
    return next(islice(positions(source), index, None))


def cut(text: str, found: Positions, pointer: Pointer, part: int = 1) -> str:
    """Return what stands at the key (0) or the value (1) of a pointer."""
    span = found[pointer][part]
    assert span is not None
    lines = text.split("\n")[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    return "\n".join(lines)[span.column - 1 :]


def test_positions_point_at_keys_and_values() -> None:
    text = "a: 1\nbb: {c: 'x', d: [1, 22]}\ne:\n  - f: g\n    h: i j\n  - k\nl: |\n  m\n"
    found = places(text)
    assert cut(text, found, ("a",)) == "1"
    assert cut(text, found, ("bb",), 0) == "bb"
    assert cut(text, found, ("bb",)) == "{c: 'x', d: [1, 22]}"
    assert cut(text, found, ("bb", "c")) == "'x'"
    assert cut(text, found, ("bb", "d", 1)) == "22"
    assert cut(text, found, ("e",)) == "- f: g\n    h: i j\n  - k"
    assert cut(text, found, ("e", 0)) == "f: g\n    h: i j"
    assert cut(text, found, ("e", 0, "h"), 0) == "h"
    assert found["e", 1][0] is None
    assert cut(text, found, ("l",)) == "|\n  m\n"
    assert found[()][1].line == 1


def test_columns_count_code_points_after_a_bom_and_with_crlf() -> None:
    text = "a: 1\r\n'ü😀': {b: c}\r\n"
    for content in (text.encode(), b"\xef\xbb\xbf" + text.encode()):
        found = places(content)
        assert found["ü😀", "b"][1].line == 2
        assert found["ü😀", "b"][1].column == 11
        assert found["a",][1].column == 4


def test_positions_of_an_alias_are_where_it_stands() -> None:
    text = "a: &x {b: 1}\nc: *x\n"
    found = places(text)
    assert cut(text, found, ("c",)) == "*x"
    assert ("c", "b") not in found


def test_positions_of_later_documents() -> None:
    text = "a: 1\n---\n---\nb: 2\n"
    assert places(text, 1) == {(): (None, places(text, 1)[()][1])}
    assert cut(text, places(text, 2), ("b",)) == "2"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.text("ab: -#'\"\\é\t", max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=4),
    max_leaves=12,
)


@given(content=st.dictionaries(st.text("abc", min_size=1), JSON, max_size=4), flow=st.booleans())
def test_what_is_dumped_is_read_back_and_every_node_has_a_position(*, content: Any, flow: bool) -> None:
    text = yaml.safe_dump(content, default_flow_style=flow, allow_unicode=True)
    assert data(text) == ([content] if content or "{" in text else [])
    found = places(text)
    for pointer, node in walk(content):
        key, span = found[pointer]
        assert (key is None) == (not pointer or isinstance(pointer[-1], int))
        if isinstance(node, (bool, int)):
            assert value(cut(text, found, pointer)) == node
        if key is not None:
            assert cut(text, found, pointer, 0).strip("'") == pointer[-1]
        assert (span.line, span.column) <= (span.end_line, span.end_column)


def walk(node: Any, at: Pointer = ()) -> list[tuple[Pointer, Any]]:
    below = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [(at, node), *(found for step, child in below for found in walk(child, (*at, step)))]


@given(st.binary(max_size=200))
def test_any_bytes_make_a_value(content: bytes) -> None:
    parsed = read(content)
    assert parsed.unreadable is None or parsed.unreadable.message.endswith(".")


SIGNS = st.sampled_from(
    [*"ab:-?[]{},&*!|>'\"%@`#~ \n\t1.0<=\\", "\n  ", ": ", "- ", "&a ", "*a ", "a: ", "---\n", "<<", "? "]
)


@given(st.lists(SIGNS, max_size=60).map("".join))
def test_any_yaml_makes_a_value_and_positions(text: str) -> None:
    parsed = read(text)
    wanted = max((document.index for document in parsed.documents), default=-1) + 1
    known = list(islice(positions(Source("a.yaml", text.encode())), wanted))
    for document in parsed.documents:
        assert known[document.index][()]
    for repeated in parsed.repeated:
        assert repeated.first_line >= 1
