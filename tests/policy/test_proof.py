from __future__ import annotations

from typing import Any

import pytest

from alignctl.errors import PolicyError
from alignctl.policy.proof import ProofReport, prove
from tests.policy.policies import policy, shelf

TEAM = """
apiVersion: alignctl/v1
kind: Unit
metadata: {name: support, labels: {size: '%s'}}
spec: {type: function, parent: company, lead: cso}
"""
FAILS = {"fail": [{"subjects": ["unit:support"]}]}


def example(size: str, expect: Any, **more: Any) -> dict[str, Any]:
    return {"name": f"size {size}", "given": TEAM % size, "expect": expect, **more}


def proof(*examples: dict[str, Any], **spec: Any) -> ProofReport:
    whole = {
        "on": "Unit",
        "when": "'size' in this.metadata.labels",
        "assert": "int(this.metadata.labels.size) <= 5",
        "message": "{{ this.metadata.name }} is large.",
        "examples": examples,
    }
    one = policy(**{**whole, **spec})
    return prove(shelf(one), (one,))


def test_a_policy_with_boundary_examples_is_proven() -> None:
    report = proof(example("5", "pass"), example("6", FAILS))
    assert report == ProofReport(1, 2, report.mutants, ())
    assert report.mutants >= 6


def test_a_mutant_that_no_example_notices_is_told_with_what_to_add() -> None:
    report = proof(example("4", "pass"), example("7", FAILS))
    assert [problem.text for problem in report.problems] == [
        (
            "No example notices `<=` -> `<` between `int(this.metadata.labels.size)` and `5` in the `assert`:"
            " add an example in which `int(this.metadata.labels.size)` equals `5`."
        ),
        "No example notices `5` -> `6` in the `assert`: add an example that tells `5` from `6`.",
        "No example notices `5` -> `4` in the `assert`: add an example that tells `5` from `4`.",
    ]
    assert {(problem.code, problem.where) for problem in report.problems} == {("XX001", "policies/XX001.yaml:1:1")}


def test_an_example_that_does_not_hold_is_told() -> None:
    report = proof(example("6", "pass"), example("5", FAILS))
    assert [problem.text for problem in report.problems][:2] == [
        (
            "The example `size 6` fails: it does not expect a finding about unit:support severity 'error'"
            " message 'support is large.' at ''."
        ),
        "The example `size 5` fails: it expects a finding about unit:support.",
    ]


def test_a_computed_severity_must_be_stated_to_be_proven() -> None:
    severity = "int(this.metadata.labels.size) > 7 ? 'error' : 'warning'"
    silent = proof(example("5", "pass"), example("6", FAILS), example("8", FAILS), severity=severity)
    assert any("only `'warning'` in the `severity`" in problem.text for problem in silent.problems)
    stated = proof(
        example("5", "pass"),
        example("6", {"fail": [{"subjects": ["unit:support"], "severity": "warning"}]}),
        example("7", {"fail": [{"subjects": ["unit:support"], "severity": "warning"}]}),
        example("8", {"fail": [{"subjects": ["unit:support"], "severity": "error"}]}),
        severity=severity,
    )
    assert stated.problems == ()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (
            {"given": "apiVersion: alignctl/v1\nkind: Unit\nmetadata: {name: x}\nspec: {leed: cso}\n"},
            "unit:x: `leed` is not a field",
        ),
        ({"given": TEAM.replace("cso", "nobody") % "5"}, 'names role:nobody under "Lead", but that does not exist'),
        ({"given": TEAM % "5" + "---" + TEAM % "5"}, "unit:support is declared 2 times"),
        ({"given": "a: [1"}, "Its documents cannot be read"),
        ({"settings": {"teir": "core"}}, "Its settings are refused"),
        ({"settings": {"rules": {"XX001": {"params": {"max": 1}}}}}, "`XX001` has no parameter `max`."),
        ({"given": TEAM % "five"}, "XX001 fails on Unit of unit:support"),
    ],
)
def test_an_example_that_cannot_be_run_is_a_problem(changed: dict[str, Any], told: str) -> None:
    report = proof(example("5", "pass"), example("6", FAILS), {**example("7", "pass"), **changed})
    assert told in report.problems[0].text
    assert report.problems[0].text.startswith("The example `size 7` ")


def test_a_policy_that_does_not_compile_is_told_as_in_a_check() -> None:
    with pytest.raises(PolicyError) as caught:
        proof(example("5", "pass"), example("6", FAILS), **{"assert": "this.metadata.nmae == ''"})
    assert caught.value.where == "policies/XX001.yaml:1:1"
    assert caught.value.excerpt == ("this.metadata.nmae == ''", " " * 13 + "^")
    assert caught.value.fix == "Did you mean `name`?"


def test_given_documents_replace_those_of_the_shared_workspace() -> None:
    sales = TEAM.replace("support", "sales").replace("function", "team").replace(", lead: cso", "")
    fails = {"fail": [{"subjects": ["unit:sales"]}]}
    report = proof(
        {"name": "small", "given": sales % "5", "expect": "pass"},
        {"name": "large", "given": sales % "6", "expect": fails},
    )
    assert report.problems == ()


def test_an_example_has_its_own_day_and_settings() -> None:
    dated = TEAM.replace("labels", "effectiveFrom: 2026-02-01, labels") % "6"
    report = proof(
        {"name": "before", "given": dated, "asOf": "2026-01-31", "expect": "pass"},
        {"name": "after", "given": dated, "asOf": "2026-02-01", "expect": FAILS},
        example("3", FAILS, settings={"rules": {"XX001": {"params": {"max": 2}}}}),
        example("5", "pass"),
        params={"max": {"type": "int", "default": 5}},
        **{"assert": "int(this.metadata.labels.size) <= params.max"},
    )
    assert report.problems == ()


SPEND = """
apiVersion: alignctl/v1
kind: Domain
metadata: {name: spend}
spec: {owningUnit: finance}
---
apiVersion: alignctl/v1
kind: DecisionRight
metadata: {name: spending}
spec: {domains: [spend], decide: 'role:%s'}
"""


def test_an_example_with_a_base_is_judged_on_the_change() -> None:
    moved = {"given": SPEND % "cmo", "base": SPEND % "cfo"}
    report = proof(
        {
            **moved,
            "name": "nobody has approved",
            "approvals": {"author": "bea"},
            "expect": {"fail": [{"subjects": ["domain:spend"], "message": "dora has not approved."}]},
        },
        {**moved, "name": "who loses has approved", "approvals": {"author": "bea", "approvals": ["dora"]}}
        | {"expect": "pass"},
        {"name": "without a base", "given": SPEND % "cmo", "expect": "pass"},
        **{
            "on": "Change",
            "when": None,
            "assert": "size(this.missing) == 0",
            "message": "{{ list(this.missing) }} has not approved.",
        },
    )
    assert report.problems == ()
    assert report.mutants >= 3
