"""What is told of documents: everything that matters and nothing else, in sentences."""

from __future__ import annotations

import doctest
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.load.schemas import bundled_schema, schema_at
from alignctl.load.yaml import parse
from alignctl.model.document import Data, Document, Source
from alignctl.model.kinds import KINDS
from alignctl.model.ref import Ref
from alignctl.model.settings import Settings
from alignctl.words import cadence, ladder, mentions, quantities
from alignctl.words.changes import compare, describe
from alignctl.words.mentions import plain
from tests.load.samples import COMPLETE

Pointer = tuple[str | int, ...]
LIMITS = Settings.read({}).limits
DOCUMENTS = parse(COMPLETE, LIMITS).documents
UNITS = {"amount": "EUR"}


def read(text: str) -> dict[str, Any]:
    (document,) = parse(Source("a.yaml", text.encode()), LIMITS).documents
    return dict(document.data)


def right(spec: str) -> dict[str, Any]:
    return read(f"kind: DecisionRight\nmetadata: {{name: r}}\nspec: {{domains: [d], {spec}}}")


def told(before: dict[str, Any], after: dict[str, Any], names: dict[Ref, Ref] | None = None) -> list[str]:
    return [plain(one.sentence) for one in compare(before, after, UNITS, names or {})]


@pytest.mark.parametrize("module", [cadence, ladder, mentions, quantities])
def test_examples_in_the_documentation_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


BANDS = "bandOn: amount, bands: [{upTo: 500, decide: role:a}, {upTo: 900, decide: role:b}, {decide: role:c}]"


RACI = "bands: [{actions: [select, renew], decide: role:a, input: [unit:b]}, {actions: [end], decide: role:c}]"


def test_a_table_of_activities_is_told_row_by_row() -> None:
    assert [plain(line) for line in describe(right(RACI), UNITS)] == [
        "End: `c` decides",
        "Renew or select: `a` decides",
        "Renew or select: `b` is asked",
        "About `d`",
    ]


@pytest.mark.parametrize(
    ("before", "after", "sentences"),
    [
        (RACI, RACI.replace("role:c", "role:x"), ["End: `x` decides instead of `c`"]),
        (RACI, RACI.replace("unit:b", "unit:x"), ["Renew or select: `x` is asked instead of `b`"]),
        (
            RACI,
            RACI.replace(", renew", ""),
            ["Renew: nobody decides any more; `a` did before", "Renew: `b` is no longer asked"],
        ),
        (
            "decide: role:a",
            "bands: [{actions: [end], decide: role:c}, {actions: [renew], decide: role:a}]",
            ["End: `c` decides instead of `a`", "Every other action: nobody decides any more; `a` did before"],
        ),
        (
            BANDS,
            BANDS.replace("{upTo: 500,", "{upTo: 500, input: [unit:b],"),
            ["Amount up to 500 EUR: `b` is now asked"],
        ),
        (
            BANDS + ", input: [unit:b]",
            BANDS.replace("{upTo: 500,", "{upTo: 500, input: [],") + ", input: [unit:b]",
            ["Amount up to 500 EUR: `b` is no longer asked"],
        ),
        ("decide: role:a", "decide: role:b", ["`b` decides instead of `a`"]),
        (BANDS, BANDS.replace("900", "700"), ["Amount over 700 and up to 900 EUR: `c` decides instead of `b`"]),
        (
            BANDS,
            BANDS.replace("role:a", "role:x").replace("role:b", "role:x"),
            [
                "Amount up to 500 EUR: `x` decides instead of `a`",
                "Amount over 500 and up to 900 EUR: `x` decides instead of `b`",
            ],
        ),
        (BANDS, BANDS.replace("{upTo: 900, decide: role:b}", "{over: 500, upTo: 900, decide: role:b}"), []),
        (
            BANDS,
            BANDS.replace("{decide: role:c}", "{atLeast: 1000, decide: role:c}"),
            ["Amount over 900 and under 1000 EUR: nobody decides any more; `c` did before"],
        ),
        (
            BANDS,
            "decide: role:b",
            [
                "Amount up to 500 EUR: `b` decides instead of `a`",
                "Amount over 900 EUR: `b` decides instead of `c`",
            ],
        ),
        (
            BANDS,
            BANDS.replace("amount", "seats"),
            [
                "Amount up to 500 EUR: nobody decides any more; `a` did before",
                "Amount over 500 and up to 900 EUR: nobody decides any more; `b` did before",
                "Amount over 900 EUR: nobody decides any more; `c` did before",
                "Seats up to 500: `a` now decides; nobody did before",
                "Seats over 500 and up to 900: `b` now decides; nobody did before",
                "Seats over 900: `c` now decides; nobody did before",
            ],
        ),
        (
            f"{BANDS}, agree: [unit:legal]",
            f"{BANDS}, agree: [unit:legal]".replace("decide: role:b}", "decide: role:b, agree: [unit:it]}"),
            ["Amount over 500 and up to 900 EUR: `it` must agree instead of `legal`"],
        ),
        ("decide: role:a, agree: [unit:x]", "decide: role:a, agree: [role:y]", ["`y` must agree instead of `x`"]),
        ("decide: role:a, sla: 2bd", "decide: role:a, sla: 1w", ["1 week to decide instead of 2 working days"]),
        ("decide: role:a", "decide: role:a, priority: 0, reserved: false, inform: []", []),
        ("decide: role:a, inform: [role:b, role:c]", "decide: role:a, inform: [role:c, role:b]", []),
        ("decide: role:a, class: big-bet", "decide: role:a", ["Kind of decision: nothing any more, big bet before"]),
        ("decide: role:a", "decide: role:a, delegable: false", ["Deputies may decide: no instead of yes"]),
        ("decide: role:a, onSilence: consent", "decide: role:a", ["No answer means: escalate instead of consent"]),
        ("decide: role:a, recommend: [role:b]", "decide: role:a", ["`b` no longer prepares the proposal"]),
        (
            "decide: role:a, escalation: [{to: role:b, within: 1w}]",
            "decide: role:a, escalation: [{to: role:b}]",
            ["Step `b`: within nothing any more, 1 week before"],
        ),
        ("decide: role:a, input: [role:b]", "decide: role:a, input: [role:c]", ["`c` is asked instead of `b`"]),
        (
            "decide: role:a, inform: [role:b], agree: [unit:x]",
            "decide: role:a, inform: [role:c, role:d], agree: [unit:x, role:y]",
            ["`y` must now agree", "`c` is now told", "`d` is now told", "`b` is no longer told"],
        ),
        (
            "decide: role:a, when: {amount: {over: 5}}",
            "decide: role:a, when: {amount: {over: 12000}, urgent: {in: [true]}}",
            ["Only for amount over 12 000 EUR instead of amount over 5 EUR", "Now only for urgent yes"],
        ),
        (
            "decide: role:a, escalation: [{to: role:b, within: 2d}, {to: role:c}]",
            "decide: role:a, escalation: [{to: role:c}, {to: role:b, within: 3d}]",
            [
                "Step `b`: within 3 days instead of 2 days",
                "Order of escalation: `c`, then `b` instead of `b`, then `c`",
            ],
        ),
    ],
)
def test_what_changed_of_a_right_is_told(before: str, after: str, sentences: list[str]) -> None:
    assert told(right(before), right(after)) == sentences


JANUARY = "from 6 January 2026"
PLAN = "kind: IncentivePlan\nmetadata: {name: p}\nspec: {roles: [a], cycle: y, components: [%s]}"


@pytest.mark.parametrize(
    ("before", "after", "sentences"),
    [
        (
            PLAN % "{metric: m, weight: 40}, {objective: o, weight: 60}",
            PLAN % "{objective: o, weight: 55}, {metric: m, weight: 40}, {metric: n, weight: 5}",
            ["Pay for `n` is new: weight 5", "Pay for `o`: weight 55 instead of 60"],
        ),
        (
            PLAN % "{metric: m, weight: 40, target: 3}",
            PLAN % "{metric: m, weight: 40}",
            ["Pay for `m`: target nothing any more, 3 before"],
        ),
        (
            "kind: Precedence\nmetadata: {name: p}\nspec: {order: [unit:a, metric:b]}",
            "kind: Precedence\nmetadata: {name: p}\nspec: {order: [metric:b, unit:a]}",
            ["Who wins: `b`, then `a` instead of `a`, then `b`"],
        ),
        (
            "kind: Role\nmetadata: {name: p}\nspec: {holders: [ana]}",
            "kind: Role\nmetadata: {name: q, formerly: [p]}\nspec: {holders: [ben]}",
            ["Held by ben instead of ana", "Now called q, before p"],
        ),
        (
            "kind: Forum\nmetadata: {name: f}\nspec: {cadence: {startsOn: 2026-01-06, rrule: FREQ=WEEKLY;BYDAY=TU}}",
            "kind: Forum\nmetadata: {name: f}\nspec: {cadence: {startsOn: 2026-01-06, rrule: FREQ=MONTHLY;BYDAY=-1TU}}",
            [f"Cadence: every month on the last Tuesday, {JANUARY} instead of every week on Tuesday, {JANUARY}"],
        ),
        (
            "kind: Role\nmetadata: {name: r, effectiveUntil: 2026-01-06}\nspec: {tier: vp}",
            "kind: Role\nmetadata: {name: r}\nspec: {tier: c-suite}",
            ["Level: C-suite instead of VP", "In force until: no last day any more, 6 January 2026 before"],
        ),
        (
            "kind: Unit\nmetadata: {name: u, title: A, labels: {area: x}}\nspec: {}",
            "kind: Unit\nmetadata: {name: u, labels: {area: z}}\nspec: {lead: ceo}",
            ["`ceo` now leads", "Label area: z instead of x", "Title: nothing any more, “A” before"],
        ),
    ],
)
def test_what_changed_of_other_kinds_is_told(before: str, after: str, sentences: list[str]) -> None:
    assert told(read(before), read(after)) == sentences


def test_a_reference_by_an_earlier_name_is_the_same() -> None:
    names = {Ref("role:old"): Ref("role:new"), Ref("unit:old"): Ref("unit:new")}
    before = right("decide: role:old, agree: [unit:old], inform: [role:old]")
    assert told(before, right("decide: role:new, agree: [unit:new], inform: [role:new]"), names) == []
    assert told(before, right("decide: role:x, agree: [unit:new], inform: [role:new]"), names) == [
        "`x` decides instead of `new`"
    ]


def test_of_a_long_text_only_the_place_is_shown_where_it_differs() -> None:
    text = "word " * 50
    before = read(f"kind: Unit\nmetadata: {{name: u, description: {text}one {text}}}\nspec: {{}}")
    after = read(f"kind: Unit\nmetadata: {{name: u, description: {text}two {text}}}\nspec: {{}}")
    (sentence,) = told(before, after)
    assert "one" in sentence
    assert "two" in sentence
    assert len(sentence) < 200


def places(value: Any, at: Pointer = ()) -> Iterator[Pointer]:
    if at:
        yield at
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from places(item, (*at, key))


def changed(value: Any) -> Any:
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case str():
            return f"{value}x" if not value[-1:].isdigit() else value[:-1] + str((int(value[-1]) + 1) % 10)
    return value


def other(data: dict[str, Any], pointer: Pointer, *, without: bool) -> dict[str, Any]:
    found = deepcopy(data)
    holder: Any = found
    for step in pointer[:-1]:
        holder = holder[step]
    if without:
        del holder[pointer[-1]]
    else:
        holder[pointer[-1]] = changed(holder[pointer[-1]])
    return found


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: f"{one.data['kind']}-{one.index}")
def test_no_difference_is_hidden(document: Document) -> None:
    """Every value that changes, and every one that goes, shows in what a document says and in what is told of it."""
    data = dict(document.data)
    for pointer in (*places(data["metadata"], ("metadata",)), *places(data["spec"], ("spec",))):
        for without in (True, False):
            now = other(data, pointer, without=without)
            if len(pointer) > 1 and now != data and not (without and is_default(document, pointer)):
                assert compare(data, now) != (), pointer
                assert describe(now) != describe(data) or pointer == ("metadata", "name"), pointer


def is_default(document: Document, pointer: Pointer) -> bool:
    """Tell whether a value is what its schema says of a field that is left out."""
    value: Any = document.data
    for step in pointer:
        value = value[step]
    schema = schema_at(bundled_schema(str(document.data["kind"])), pointer)
    return "default" in schema and bool(schema["default"] == value)


def reordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: reordered(value[key]) for key in reversed(value)}
    return [reordered(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: f"{one.data['kind']}-{one.index}")
def test_the_order_of_keys_says_nothing(document: Document) -> None:
    data = dict(document.data)
    assert compare(data, reordered(data)) == ()
    assert describe(reordered(data)) == describe(data)


FIELDS = st.sampled_from(
    ["bands", "bandOn", "decide", "agree", "when", "components", "cadence", "startsOn", "rrule", "to", "upTo"]
)
TREES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["role:a", "2bd", "2026-01-31"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6) | FIELDS, inner, max_size=4),
    max_leaves=12,
)


@given(st.sampled_from(["", "Unknown", *KINDS]), TREES, TREES)
def test_anything_can_be_told_in_one_line_each(kind: str, spec: Data, metadata: Data) -> None:
    data: dict[str, Data] = {"kind": kind, "spec": spec, "metadata": metadata}
    for sentence in map(plain, describe(data)):
        assert sentence.splitlines() == [sentence]
        assert "⟦" not in sentence
    assert compare(data, data) == ()
