"""Two documents of one name: the sentence tells where they differ, and nothing that is for few eyes."""

from __future__ import annotations

from datetime import date

import pytest

from alignctl.load.loading import load
from alignctl.load.naming import field_in_words
from alignctl.model.document import Source
from alignctl.model.facts.load import Name
from alignctl.model.place import Pointer
from tests.load.samples import SETTINGS

HEAD = "apiVersion: alignctl/v1\nkind: {}\nmetadata: {{name: twice}}\nspec: {}\n"


def told(kind: str, *specs: str) -> tuple[str, ...]:
    sources = [Source(f"{number}.yaml", HEAD.format(kind, spec).encode()) for number, spec in enumerate(specs)]
    (fact,) = [fact for fact in load(sources, SETTINGS).facts(date(2026, 1, 15)) if isinstance(fact, Name)]
    assert fact.count == len(specs)
    return fact.differences


def test_a_name_that_stands_once_differs_from_nothing() -> None:
    assert told("Unit", "{type: company}") == ()


def test_the_same_twice_does_not_differ() -> None:
    assert told("Unit", "{type: company}", "{type: company}") == ()


def test_numbers_that_differ_are_told_with_their_field() -> None:
    results = "{{cycle: q, owners: [sales], keyResults: [{{id: a, metric: m}}, {{id: b, metric: n, target: {}}}]}}"
    found = told("Objective", results.format(110), results.format(120))
    assert found == ('"Target" in the second key result (110 or 120)',)


def test_what_one_of_them_lacks_is_nothing() -> None:
    assert told("Unit", "{type: company, lead: ceo}", "{type: company}") == ('"Lead" (ceo or nothing)',)


def test_all_values_of_many_documents_are_told() -> None:
    assert told("Unit", "{lead: a}", "{lead: b}", "{lead: a}", "{lead: c}") == ('"Lead" (a or b or c)',)


def test_lists_are_named_without_their_values() -> None:
    assert told("Role", "{unit: sales, holders: [ana]}", "{unit: sales, holders: [ben]}") == ('"Holders"',)


def test_of_many_differences_the_rest_is_counted() -> None:
    one = "{owningUnit: a, direction: up, target: 1, floor: 1, ceiling: 1}"
    two = "{owningUnit: b, direction: down, target: 2, floor: 2, ceiling: 2}"
    assert told("Metric", one, two)[2:] == ('"Target" (1 or 2)', "2 more")


def test_pay_plans_keep_their_values_to_themselves() -> None:
    plan = "{{roles: [vp], cycle: y, components: [{{metric: orders, weight: {}}}]}}"
    assert told("IncentivePlan", plan.format(30), plan.format(70)) == ('"Weight" in the first component',)


def test_fields_that_no_schema_knows_are_not_told() -> None:
    absence = "{{unit: sales, holders: [ana], unavailable: [{{holder: ana, reason: {}}}]}}"
    assert told("Role", absence.format("hospital"), absence.format("court")) == ()


@pytest.mark.parametrize(
    ("kind", "pointer", "words"),
    [
        ("unit", ("spec", "lead"), '"Lead"'),
        ("Precedence", ("spec", "order", 3), '"Order"'),
        ("decisionright", ("spec", "sod", 0, 1), '"Separation of duties"'),
        (
            "decision",
            ("spec", "evaluations", 1, "criteria", 0, "metric"),
            '"Metric" in the first criterion of the second evaluation',
        ),
        ("decisionright", ("spec", "bands", 10, "decide"), '"Decides" in band 11'),
    ],
)
def test_fields_in_words(kind: str, pointer: Pointer, words: str) -> None:
    assert field_in_words(kind, pointer) == words
