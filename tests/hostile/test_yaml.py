"""Hostile YAML: bombs, traps of the format and of the parser below; each is answered with a value within a second."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest

from alignctl.load.loading import Loaded, load
from alignctl.load.locate import Locator
from alignctl.model.document import Source
from alignctl.model.settings import Settings

SETTINGS = Settings.read({})
HEAD = "apiVersion: alignctl/v1\nkind: Unit\nmetadata: {name: good}\n"
GOOD = Source("good.yaml", (HEAD + "spec: {type: company}\n").encode())
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{this}: &{this} [*{last}, *{last}, *{last}, *{last}, *{last}, *{last}, *{last}, *{last}, *{last}]\n"
    for last, this in zip("abcdefgh", "bcdefghi", strict=True)
)
KEYS = "".join(f"k{number}: 1\n" for number in range(100_000))

UNREADABLE = {
    "dashes": ("a:\n" + "- " * 50_000, "deeper than 64"),
    "brackets": ("a: " + "[" * 100_000, "deeper than 64"),
    "braces": ("a: " + "{" * 100_000, "cannot be a key"),
    "mixed brackets": ("a: " + "[{a: " * 50_000, "deeper than 64"),
    "question marks": ("a:\n  " + "? " * 50_000, "cannot be a key"),
    "exclamation marks": ("a: " + "!" * 100_000, "Tags"),
    "anchors": ("a: " + "&a " * 50_000, "not valid YAML"),
    "aliases": ("a: &a 1\nb: [" + "*a ," * 100_000 + "]", "more than 100 aliases"),
    "colons": ("a: " * 50_000, "not valid YAML"),
    "percent": ("%" * 100_000, "not valid YAML"),
    "open quote": ("a: '" + "x\n" * 400_000, "not valid YAML"),
    "open double quote": ('a: "' + "\\x41" * 200_000, "not valid YAML"),
    "laughs": (BOMB, "more than 50000 values and keys"),
    "one long alias": (f"a: &a {'x' * 500_000}\nb: [*a, *a, *a]\n", "repeat more than 1048576 characters"),
    "keys": (KEYS, "more than 50000 values and keys"),
    "huge": ("a: " + "x" * 2_000_000, "the limit is 1048576"),
    "documents": ("---\n" * 250_000, "more than 5000 documents"),
    "merge": ("a: &a {x: 1}\nb: {<<: [*a, *a]}\n", "Merge keys"),
    "self": ("a: &a {b: *a}\n", "names no value"),
    "python": ("a: !!python/object/apply:os.system ['true']\n", "Tags"),
    "python name": ("a: !!python/name:os.system\n", "Tags"),
    "include": ("a: !include /etc/passwd\n", "Tags"),
    "binary": ("a: !!binary aGk=\n", "Tags"),
    "month 13": ("a: !!timestamp 2026-13-01\n", "Tags"),
    "bool": ("a: !!bool x\n", "Tags"),
    "5000 digits": ("a: " + "1" * 5_000, "more than 18 digits"),
    "infinite exponent": ("a: 1e" + "9" * 5_000, "too large or too small"),
    "hidden field": ("# note\u2028metadata: {name: evil}\n", "U+2028"),
    "hidden field, next line": ("# note\u0085metadata: {name: evil}\n", "U+0085"),
    "hidden field, return": ("# note\rmetadata: {name: evil}\n", "U+000D"),
    "trojan source": ("a: admin\u202e\u2066// check\u2069\u2066\n", "U+202E"),
    "escape": ("a: \x1b[2J\n", "U+001B"),
    "written escape": ('a: "\\e[2J"\n', "U+001B"),
    "null": ("a: \x00\n", "U+0000"),
    "second mark": ("a: 1\n\ufeffb: 2\n", "U+FEFF"),
}


def timed(source: Source) -> tuple[Loaded, float]:
    start = time.process_time()
    loaded = load([source, GOOD], SETTINGS)
    locator = Locator(loaded.sources)
    for fact in loaded.facts(date(2026, 1, 15)):
        locator.locate(fact.place)
    return loaded, time.process_time() - start


@pytest.mark.parametrize("name", UNREADABLE)
def test_refused_within_a_second_and_nothing_else_is_lost(name: str) -> None:
    text, words = UNREADABLE[name]
    loaded, seconds = timed(Source("bad.yaml", text.encode()))
    assert [one.place.path for one in loaded.unreadable] == ["bad.yaml"]
    assert words in loaded.unreadable[0].message
    assert len(loaded.unreadable[0].message) < 300
    assert list(loaded.model.objects) == ["unit:good"]
    assert seconds < 1


READABLE = {
    "24,000 unknown fields": HEAD + "spec:\n" + "".join(f"  k{number}: 1\n" for number in range(24_000)),
    "long keys": HEAD + "spec:\n" + "".join(f"  {'k' * 9_000}{number}: 1\n" for number in range(100)),
    "24,000 mappings in a list of texts": HEAD + "spec:\n  parent: [" + "{a: 1}, " * 12_000 + "]\n",
    "12,000 equal holders": HEAD.replace("Unit", "Role") + "spec: {unit: u, holders: [" + "a, " * 24_000 + "]}\n",
    "12,000 equal pairs": HEAD.replace("Unit", "DecisionRight")
    + "spec: {domains: [d], decide: 'role:a', sod: ["
    + "[proposer, decider], " * 12_000
    + "]}\n",
    "a slow pattern": HEAD + f"spec: {{parent: {'a' * 500_000}!}}\n",
    "a slow rule": HEAD.replace("Unit", "Forum")
    + f"spec: {{members: [a], cadence: {{startsOn: 2026-01-01, rrule: FREQ=DAILY;BYMONTH={'1,' * 100_000}x}}}}\n",
    "20,000 repeated keys": HEAD + "spec:\n" + "  parent: a\n" * 20_000,
    "broken references": HEAD.replace("Unit", "Forum")
    + "spec: {cadence: {startsOn: 2026-01-01, rrule: FREQ=DAILY}, members: ["
    + ", ".join(f"goof{number}" for number in range(20_000))
    + "]}\n",
    "a name that is a path": HEAD.replace("good", "../../etc/passwd") + "spec: {}\n",
    "a name with a line break": HEAD.replace("good", '"a\\n::error::x"') + "spec: {}\n",
    "a kind of Python": HEAD.replace("Unit", "__class__") + "spec: {}\n",
    "a very long kind": HEAD.replace("Unit", "U" * 100_000) + "spec: {}\n",
    "an anchor before a bomb": HEAD + "spec: {parent: x}\n---\n" + "a: " + "[" * 100_000,
}


@pytest.mark.parametrize("name", READABLE)
def test_told_soon(name: str) -> None:
    loaded, seconds = timed(Source("bad.yaml", READABLE[name].encode()))
    assert loaded.defects or loaded.links or loaded.unreadable
    assert all(len(one.problem) < 1_000 and "\n" not in one.problem for one in loaded.defects)
    assert seconds < 5  # what is quadratic takes minutes


def test_a_document_that_hides_behind_a_comment_is_not_read() -> None:
    text = HEAD + "spec: {}\n# \u2028---\u2028kind: Waiver\n"
    loaded, _ = timed(Source("bad.yaml", text.encode()))
    assert list(loaded.model.objects) == ["unit:good"]
    assert loaded.unreadable[0].span is not None
    assert (loaded.unreadable[0].span.line, loaded.unreadable[0].span.column) == (5, 3)


def test_names_never_reach_a_reference_unless_they_are_slugs() -> None:
    subjects: set[Any] = set()
    for name in ("'a\\nb'", '"a\\nb"', "A", "-a", "a" * 64, "[a]", "1"):
        loaded, _ = timed(Source("bad.yaml", HEAD.replace("good", name).encode() + b"spec: {}\n"))
        subjects.update(one.document for one in loaded.defects)
    assert subjects == {"document:bad.yaml#1"}
