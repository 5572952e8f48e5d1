"""An approval that the decider gives alone is found, said by `who`, and asked about when a change brings it about."""

from __future__ import annotations

import pytest

from alignctl.analysis.authority import resolve, self_approvals
from alignctl.analysis.pipeline import analyse_change
from alignctl.model.approvals import Approvals
from alignctl.model.facts import Change, SelfApproval
from alignctl.model.ref import Ref
from tests.workspace import laid_over

AWAY = "holders: [kim], unavailable: [{holder: kim, from: 2026-06-08, until: 2026-06-21}]"
RIGHT = "decide: 'role:buyer', agree: ['role:checker']"
TWO = "role:buyer", "role:checker"


def company(
    right: str = RIGHT, buyer: str = "holders: [bo]", checker: str = "holders: [kim]", forum: str = "", more: str = ""
) -> str:
    return f"""
kind: Domain
metadata: {{name: spend}}
spec: {{owningUnit: finance}}
---
kind: DecisionRight
metadata: {{name: buying}}
spec: {{domains: [spend], {right}}}
---
kind: Role
metadata: {{name: buyer}}
spec: {{unit: finance, escalatesTo: 'role:cfo', {buyer}}}
---
kind: Role
metadata: {{name: checker}}
spec: {{unit: finance, escalatesTo: 'role:cfo', {checker}}}
---
kind: Forum
metadata: {{name: board}}
spec: {{members: [buyer, cmo], chair: buyer, cadence: {{startsOn: 2026-01-05, rrule: FREQ=WEEKLY}}{forum}}}
{more}"""


def found(text: str, day: str = "2026-06-15") -> list[SelfApproval]:
    return list(self_approvals(laid_over(text, day)))


def short(fact: SelfApproval) -> tuple[tuple[str, ...], tuple[str, ...], bool, str]:
    return fact.subjects, fact.people, fact.always, str(fact.until)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (company(checker="holders: [bo]"), (TWO, ("bo",), True, "None")),
        (company(checker=AWAY + ", deputies: [{to: bo}]"), (TWO, ("bo",), False, "2026-06-21")),
        (
            company(checker=AWAY + ", deputies: [{to: bo, until: 2026-06-17}]"),
            (TWO, ("bo",), False, "2026-06-17"),
        ),
        (company(checker="holders: [], deputies: [{to: 'role:buyer'}]"), (TWO, ("bo",), False, "None")),
        (company(buyer="holders: [bo], unavailable: [{holder: bo, from: 2026-06-01, until: 2026-06-30}], "
                 "deputies: [{to: kim, until: 2026-06-20}]"), (TWO, ("kim",), False, "2026-06-20")),
        (
            company("decide: 'role:buyer', agree: ['role:cfo']", buyer="holders: []"),
            (("role:buyer", "role:cfo"), ("dora",), False, "None"),
        ),
        (
            company("decide: 'forum:board', agree: ['role:buyer']", forum=", decisionRule: chair"),
            (("forum:board", "role:buyer"), ("bo",), True, "None"),
        ),
        (
            company("decide: 'role:buyer', agree: ['forum:board']", forum=", decisionRule: chair"),
            (("role:buyer", "forum:board"), ("bo",), True, "None"),
        ),
        (
            company("decide: 'role:cfo', agree: ['unit:finance']"),
            (("role:cfo", "unit:finance"), ("dora",), True, "None"),
        ),
    ],
)  # fmt: skip
def test_one_person_on_both_sides_is_found(text: str, expected: tuple[object, ...]) -> None:
    (fact,) = found(text)
    assert short(fact) == expected
    assert fact.rights == ("decisionright:buying",)


@pytest.mark.parametrize(
    "text",
    [
        company(),
        company(buyer="holders: [bo, kim]", checker="holders: [bo, kim]"),
        company(checker="holders: [bo], deputies: [{to: kim, concurrent: true}]"),
        company(checker=AWAY + ", deputies: [{to: bo, rights: [other]}]"),
        company(checker=AWAY + ", deputies: [{to: bo, until: 2026-06-14}]"),
        company(RIGHT + ", delegable: false", checker=AWAY + ", deputies: [{to: bo}]"),
        company(RIGHT + ", sod: [[decider, 'role:checker']]", checker="holders: [bo]"),
        company(buyer="holders: []", checker="holders: []"),
        company("decide: 'forum:board', agree: ['role:buyer']", forum=", decisionRule: majority"),
    ],
)
def test_a_second_person_is_enough(text: str) -> None:
    assert found(text) == []


def test_rights_of_one_pair_are_one_fact_with_each_as_evidence() -> None:
    second = "---\nkind: DecisionRight\nmetadata: {name: leasing}\nspec: {domains: [spend], " + RIGHT + "}\n"
    (fact,) = found(company(checker=AWAY + ", deputies: [{to: bo}]", more=second))
    assert fact.rights == ("decisionright:buying", "decisionright:leasing")
    assert [one.text for one in fact.evidence] == [
        "bo holds `buyer`",
        "bo deputises for `checker`",
        "kim is away until 2026-06-21",
        "by `buying`, `checker` must approve",
        "by `leasing`, `checker` must approve",
    ]


@pytest.mark.parametrize(
    ("text", "void"),
    [
        (company(), False),
        (company(checker="holders: [bo]"), True),
        (company(checker=AWAY + ", deputies: [{to: bo}]"), True),
        (company("decide: 'role:buyer', agree: ['role:cfo']", buyer="holders: []"), True),
        (company("decide: 'forum:board', agree: ['role:buyer']", forum=", decisionRule: chair"), True),
        (company("decide: 'forum:board', agree: ['role:buyer']", forum=", decisionRule: majority"), False),
        (company("decide: 'role:cfo', agree: ['unit:finance']"), True),
    ],
)
def test_who_says_that_nobody_else_has_to_approve(text: str, void: bool) -> None:  # noqa: FBT001 - an expected value
    answer = resolve(laid_over(text, "2026-06-15"), (Ref("domain:spend"),), None, {})
    assert [one.void for one in answer.approvers] == [void]
    assert any(one.text.endswith(": nobody else has to approve.") for one in answer.trace) == void


def asked(base: str, head: str, author: str, *approved: str) -> list[Change]:
    approvals = Approvals.of({"author": author, "approvals": list(approved)})
    changes = analyse_change(laid_over(base, "2026-06-15"), laid_over(head, "2026-06-15"), approvals)
    return [change for change in changes if change.key == "authority approval"]


def test_the_gate_asks_whoever_gave_the_approval() -> None:
    away = company(checker=AWAY + ", deputies: [{to: bo}]")
    (change,) = asked(company(), away, "bo")
    assert change.sentence == (
        "bo decides as `buyer` and approves as `checker` until 2026-06-21, so nobody else has to approve"
    )
    assert (change.missing, change.author_gains) == (("kim",), True)
    (change,) = asked(company(), away, "bo", "kim")
    assert change.missing == ()
    assert asked(away, away, "bo") == []


def test_the_gate_asks_about_a_later_day_and_about_what_becomes_lasting() -> None:
    later = AWAY.replace("06-08", "06-18")
    (change,) = asked(company(), company(checker=later + ", deputies: [{to: bo}]"), "bo")
    assert change.sentence.startswith("From 2026-06-18 on, bo decides as `buyer`")
    (change,) = asked(company(checker=AWAY + ", deputies: [{to: bo}]"), company(checker="holders: [bo]"), "bo")
    assert change.missing == ("kim",)


def test_whoever_gains_is_not_asked_but_the_next_above() -> None:
    before = company("decide: 'role:cmo', agree: ['role:checker']", checker="holders: [bo]")
    (change,) = asked(before, company(checker="holders: [bo]"), "bea")
    assert change.missing == ("dora",)
    assert change.asked == ("dora, in place of `checker`, whose approval `buyer` needs",)
