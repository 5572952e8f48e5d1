"""What a reader is told of who decides, line by line."""

from __future__ import annotations

import pytest

from alignctl.analysis.authority import resolve
from alignctl.model.ref import Ref
from alignctl.report.who import payload, render
from tests.workspace import laid_over

RIGHT = """
kind: Domain
metadata: {name: spend}
spec: {owningUnit: finance, attributes: {amount: {type: number, unit: EUR, max: 100000}}}
---
kind: DecisionRight
metadata: {name: spending}
spec: {domains: [spend], decide: 'role:cmo', sla: 5bd, agree: [%s]%s}
"""
OTHER = """---
kind: DecisionRight
metadata: {name: other}
spec: {domains: [spend], decide: 'role:cmo', agree: ['role:cso'], agreeWithin: 1d}
"""


def told(agree: str, terms: str, more: str = "") -> list[str]:
    answer = resolve(laid_over(RIGHT % (agree, terms) + more), (Ref("domain:spend"),), None, {})
    return [line.strip() for line in render(answer, explain=False).splitlines()]


@pytest.mark.parametrize(
    ("agree", "terms", "more", "expected"),
    [
        ("", ", onSilence: consent", "", []),
        ("'role:cfo'", "", "", ["must agree: cfo (dora)", "no answer: goes one step up"]),
        (
            "'role:cfo'",
            ", agreeWithin: 1w",
            "",
            ["must agree: cfo (dora)", "no answer within 1 week: goes one step up"],
        ),
        (
            "'role:cfo', 'unit:sales'",
            ", agreeWithin: 2bd, onSilence: consent",
            "",
            ["must agree: cfo (dora), sales (carl)", "no answer within 2 working days: counts as yes"],
        ),
        (
            "'role:cfo', 'role:cso'",
            ", agreeWithin: 2bd, onSilence: consent",
            OTHER,
            [
                "must agree: cfo (dora), cso (carl)",
                "no answer of cfo within 2 working days: counts as yes",
                "no answer of cso within 1 day: goes one step up",
            ],
        ),
    ],
)
def test_it_says_what_no_answer_leads_to(agree: str, terms: str, more: str, expected: list[str]) -> None:
    assert told(agree, terms, more) == [
        "decide spend: cmo decides (bea)",
        *expected,
        "in: 5 working days",
        "if disputed: ceo (ann, 2 working days); at most 7 working days until a final decision",
    ]


def test_data_say_it_for_each_party() -> None:
    org = laid_over(RIGHT % ("'role:cfo'", ", agreeWithin: 1w, onSilence: consent"))
    found = payload(resolve(org, (Ref("domain:spend"),), None, {}))
    assert found["silence"] == [{"of": "role:cfo", "leadsTo": "consent", "within": "1w"}]


def test_amounts_are_shown_in_groups_of_three_digits() -> None:
    bands = "bandOn: amount, bands: [{upTo: 25000, decide: 'role:cmo'}, {decide: 'role:cfo'}]"
    text = RIGHT.partition("spec: {domains")[0] + f"spec: {{domains: [spend], {bands}}}\n"
    answer = resolve(laid_over(text), (Ref("domain:spend"),), None, {})
    assert [block.partition("\n")[0] for block in render(answer, explain=False).split("\n\n")] == [
        "decide spend up to 25 000 EUR: cmo decides (bea)",
        "decide spend over 25 000 EUR: cfo decides (dora)",
    ]
