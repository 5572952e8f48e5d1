"""Pairs of limits: possible ones and impossible ones, each a fact, each placed at the limit that breaks it."""

from __future__ import annotations

from datetime import date

import pytest

from alignctl.load.loading import load
from alignctl.load.locate import Locator
from alignctl.model.document import Source
from alignctl.model.facts.load import Bound
from tests.load.samples import SETTINGS

AS_OF = date(2026, 1, 15)
DAILY = "cadence: {startsOn: 2026-01-01, rrule: FREQ=DAILY}"


def doc(kind: str, spec: str, metadata: str = "", name: str = "x") -> str:
    return f"apiVersion: alignctl/v1\nkind: {kind}\nmetadata: {{name: {name}{metadata}}}\nspec: {spec}\n"


def bounds(text: str) -> dict[str, tuple[str, str]]:
    """Return by what: the problem, and the text at the place."""
    source = Source("x.yaml", text.encode())
    loaded = load([source], SETTINGS)
    assert loaded.defects == ()
    locator = Locator(loaded.sources)
    found = {}
    for fact in loaded.facts(AS_OF):
        if isinstance(fact, Bound):
            assert fact.possible == (not fact.problem)
            span = locator.locate(fact.place)
            line = text.split("\n")[span.line - 1]
            found[f"{fact.of} {fact.what}"] = (fact.problem, line[span.column - 1 : span.end_column - 1])
    return found


def only(text: str, what: str) -> tuple[str, str]:
    return {key.partition(" ")[2]: value for key, value in bounds(text).items()}[what]


YEAR = "{level: year, starts: 2026-01-01, ends: 2026-12-31}"
WINDOWS = [
    ("validity", doc("Unit", "{}", ", effectiveFrom: {0}, effectiveUntil: {1}")),
    ("absence 1", doc("Role", "{unit: u, holders: [], unavailable: [{holder: a, from: {0}, until: {1}}]}")),
    ("time of deputy 1", doc("Role", "{unit: u, holders: [], deputies: [{to: a, from: {0}, until: {1}}]}")),
    ("time", doc("Cycle", "{level: year, starts: {0}, ends: {1}}")),
    (
        "phase `commit` (1)",
        doc(
            "Cycle", "{level: y, starts: 2026-01-01, ends: 2026-03-31, phases: [{name: commit, from: {0}, until: {1}}]}"
        ),
    ),
]


@pytest.mark.parametrize(("what", "text"), WINDOWS, ids=[what for what, _ in WINDOWS])
def test_windows_end_on_or_after_the_day_they_begin(what: str, text: str) -> None:
    for last, problem in (
        ("2026-02-01", ""),
        ("2026-01-31", "it ends on 2026-01-31, before it begins on 2026-02-01"),
    ):
        filled = text.replace("{0}", "2026-02-01").replace("{1}", last)
        assert only(filled, what) == (problem, last)


def test_open_windows_are_no_pairs() -> None:
    text = doc("Role", "{unit: u, holders: [], deputies: [{to: a, until: 2026-01-01}]}", ", effectiveFrom: 2026-01-01")
    assert bounds(text) == {}


def test_a_cadence_ends_after_it_begins() -> None:
    text = doc("Forum", "{members: [a], cadence: {startsOn: 2026-02-01, rrule: FREQ=DAILY;UNTIL=2026{0}}}")
    assert only(text.replace("{0}", "0201"), "cadence")[0] == ""
    assert only(text.replace("{0}", "0131"), "cadence") == (
        "it ends on 2026-01-31, before it begins on 2026-02-01",
        "FREQ=DAILY;UNTIL=20260131",
    )
    check_in = "checkIn: {startsOn: 2026-02-01, rrule: FREQ=DAILY;UNTIL=20260101}"
    goal = doc("Objective", f"{{cycle: c, owners: [u], keyResults: [{{id: a, metric: m}}], {check_in}}}")
    assert only(goal, "cadence")[0]


RANGES = [
    ("{over: 5, under: 5}", "no number is over 5 and under 5"),
    ("{over: 5, upTo: 5}", "no number is over 5 and up to 5"),
    ("{atLeast: 5, under: 5}", "no number is at least 5 and under 5"),
    ("{atLeast: 5, upTo: 5}", ""),
    ("{atLeast: 6, upTo: 5.5}", "no number is at least 6 and up to 5.5"),
    ("{over: 5}", ""),
    ("{upTo: -5}", ""),
]


@pytest.mark.parametrize(("interval", "problem"), RANGES)
def test_intervals_hold_a_number(interval: str, problem: str) -> None:
    right = doc("DecisionRight", f"{{domains: [d], decide: 'role:a', when: {{amount: {interval}}}}}")
    assert only(right, "range of `amount`") == (problem, interval)
    role = doc("Role", f"{{unit: u, holders: [], deputies: [{{to: a, limits: {{amount: {interval}}}}}]}}")
    assert only(role, "range of `amount` for deputy 1") == (problem, interval)


def test_a_set_of_values_is_no_range() -> None:
    assert bounds(doc("DecisionRight", "{domains: [d], decide: 'role:a', when: {size: {in: [a]}}}")) == {}


@pytest.mark.parametrize(
    ("interval", "problem"),
    [
        ("{over: 5, under: 6}", "no multiple of 1 is over 5 and under 6"),
        ("{over: 5, upTo: 6}", ""),
        ("{atLeast: 5, under: 6}", ""),
    ],
)
def test_intervals_hold_a_multiple_of_the_step_of_the_nearest_or_any_parent_domain(interval: str, problem: str) -> None:
    text = "---\n".join(
        (
            doc("Domain", "{owningUnit: u, attributes: {seats: {type: number, step: 1}}}", name="top"),
            doc("Domain", "{owningUnit: u, parent: top}", name="below"),
            doc("DecisionRight", f"{{domains: [below], decide: 'role:a', when: {{seats: {interval}}}}}"),
        )
    )
    assert only(text, "range of `seats`")[0] == problem


def bands(*lines: str) -> dict[str, str]:
    """Return the problem of each band."""
    text = doc("DecisionRight", f"{{domains: [d], bandOn: amount, bands: [{', '.join(lines)}]}}")
    return {what.partition("range of ")[2]: problem for what, (problem, _) in bounds(text).items()}


def test_bands_are_judged_one_by_one_each_from_where_the_last_ended() -> None:
    to = "decide: 'role:a'"
    assert bands(f"{{upTo: 5, {to}}}", f"{{upTo: 9, {to}}}", f"{{{to}}}") == {"band 1": "", "band 2": "", "band 3": ""}
    assert bands(f"{{upTo: 5, {to}}}", f"{{upTo: 3, {to}}}")["band 2"] == "no number is over 5 and up to 3"
    assert bands(f"{{{to}}}", f"{{upTo: 3, {to}}}")["band 2"] == "no number is left above the band before it"
    assert bands(f"{{upTo: 9, {to}}}", f"{{over: 1, upTo: 3, {to}}}") == {"band 1": "", "band 2": ""}
    assert bands(f"{{over: 3, upTo: 1, {to}}}") == {"band 1": "no number is over 3 and up to 1"}


def test_an_attribute_reaches_from_min_to_max() -> None:
    text = doc("Domain", "{owningUnit: u, attributes: {amount: {type: number, min: {0}, max: 5, step: {1}}}}")
    assert only(text.replace("{0}", "5").replace("{1}", "0"), "range of `amount`") == ("", "5")
    assert only(text.replace("{0}", "6").replace("{1}", "0"), "range of `amount`")[0] == (
        "no number is at least 6 and up to 5"
    )
    assert only(text.replace("{0}", "4").replace("{1}", "7"), "range of `amount`")[0] == (
        "no multiple of 7 is at least 4 and up to 5"
    )
    assert bounds(doc("Domain", "{owningUnit: u, attributes: {size: {type: enum, values: [a], min: 1, max: 0}}}")) == {}
    assert bounds(doc("Domain", "{owningUnit: u, attributes: {amount: {type: number}}}")) == {}


@pytest.mark.parametrize(
    ("quorum", "problem"),
    [
        ("2", ""),
        ("3", "it asks for 3 of 2 members"),
        ("0.5", ""),
        ("1", ""),
        ("1.5", "1.5 is neither a whole number nor a fraction below 1"),
    ],
)
def test_quorum(quorum: str, problem: str) -> None:
    text = doc("Forum", f"{{members: [a, b], quorum: {quorum}, {DAILY}}}")
    assert only(text, "quorum") == (problem, quorum)


def test_a_chair_is_a_member() -> None:
    assert only(doc("Forum", f"{{members: [a, b], chair: b, {DAILY}}}"), "chair") == ("", "b")
    assert only(doc("Forum", f"{{members: [a, b], chair: c, {DAILY}}}"), "chair") == (
        "`c` is not one of the members",
        "c",
    )


def test_a_band_has_its_floor_below_its_ceiling() -> None:
    text = doc("Metric", "{owningUnit: u, direction: band, floor: {0}, ceiling: 2}")
    assert only(text.replace("{0}", "2"), "band") == ("", "2")
    assert only(text.replace("{0}", "2.5"), "band")[0] == "the floor 2.5 is above the ceiling 2"


def test_a_decision_follows_its_question() -> None:
    text = doc("Decision", "{domains: [d], raisedOn: 2026-01-02, proposer: a, decidedBy: b, decidedOn: {0}}")
    assert only(text.replace("{0}", "2026-01-02"), "date")[0] == ""
    assert only(text.replace("{0}", "2026-01-01"), "date") == (
        "it was decided on 2026-01-01, before it was raised on 2026-01-02",
        "2026-01-01",
    )


def test_objects_of_any_status_are_looked_at() -> None:
    for status in ("draft", "retired", "active"):
        text = doc("Cycle", "{level: y, starts: 2026-02-01, ends: 2026-01-01}", f", status: {status}")
        assert only(text, "time")[0]


def tree(*units: tuple[str, str, str]) -> dict[str, str]:
    """Return the problem of each unit at the top; a unit is name, spec, metadata."""
    found = bounds("---\n".join(doc("Unit", spec, metadata, name) for name, spec, metadata in units))
    return {key.partition(" ")[0]: problem for key, (problem, _) in found.items()}


def test_one_unit_stands_at_the_top_and_is_the_company() -> None:
    assert tree(("a", "{type: company}", ""), ("b", "{parent: a}", "")) == {"unit:a": ""}
    assert tree(("a", "{}", "")) == {"unit:a": ""}
    assert tree(("a", "{type: team}", "")) == {"unit:a": "the unit at the top is the company, not a team"}
    assert tree(("a", "{}", ""), ("b", "{type: company}", "")) == {
        "unit:a": "it has no parent, and only the company, `b`, may stand at the top",
        "unit:b": "",
    }
    assert tree(("a", "{type: company}", ""), ("b", "{type: company, parent: a}", "")) == {
        "unit:a": "",
        "unit:b": "a company has no parent",
    }
    assert tree(("a", "{parent: b}", ""), ("b", "{parent: a}", "")) == {
        "unit:a": "no unit is without a parent, so none stands at the top"
    }
    assert tree(("a", "{}", ""), ("b", "{}", ", status: draft"), ("c", "{}", ", effectiveUntil: 2026-01-14")) == {
        "unit:a": ""
    }


def test_without_units_there_is_no_tree() -> None:
    assert bounds(doc("Metric", "{owningUnit: u, direction: up}")) == {}
