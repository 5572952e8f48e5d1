from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from alignctl.errors import PolicyError
from alignctl.model.facts import Budget
from alignctl.model.facts.fact import digest
from alignctl.model.place import Evidence, Place
from alignctl.model.ref import Ref
from alignctl.policy.grounds import Grounds
from alignctl.policy.judge import judge
from tests.policy.policies import DAY, compiled, policy

PLACE = Place("a.yaml", 0, ("spec",))
FACT = Budget(
    subjects=(Ref("unit:b"), Ref("unit:a")),
    key="influence",
    place=PLACE,
    places={"limit": PLACE.at("limit")},
    evidence=(Evidence(PLACE.at("used"), "used here"),),
    analysis="influence",
    used=7,
    limit=5,
    exhausted=True,
)
GOOD = replace(FACT, key="authority", exhausted=False)


def run(*facts: Budget, **spec: Any) -> Any:
    return judge([compiled(policy(**spec))], Grounds(facts, DAY))


def test_a_finding_takes_subjects_places_and_evidence_from_its_fact() -> None:
    judgement = run(FACT, GOOD, message="{{ this.used }} of {{ this.limit }} on {{ asOf }}.")
    (finding,) = judgement.findings
    assert judgement.evaluations == 2
    assert (finding.rule, finding.name, finding.check, finding.severity) == ("XX001", "xx001", "", "error")
    assert finding.subjects == ("unit:a", "unit:b")
    assert (finding.message, finding.fix) == ("7 of 5 on 2026-01-15.", "Raise the limit.")
    assert (finding.place, finding.evidence) == (PLACE, FACT.evidence)
    assert finding.fingerprint == digest("XX001", finding.subjects, "influence")


def test_the_key_of_a_part_is_part_of_the_identity() -> None:
    (finding,) = run(FACT, checks=[{"key": "size"}]).findings
    assert finding.key == "influence/size"
    assert finding.fingerprint == digest("XX001", finding.subjects, "influence/size")


def test_a_policy_may_name_one_of_the_places() -> None:
    (finding,) = run(FACT, at="limit").findings
    assert finding.place == PLACE.at("limit")


def test_a_place_that_the_fact_does_not_have_is_an_error() -> None:
    with pytest.raises(PolicyError, match=r"There is no place `lmit`; the fact has `limit`\."):
        run(FACT, at="lmit")


def test_what_does_not_apply_is_no_finding() -> None:
    assert run(FACT, when="this.used > 7").findings == ()


def test_a_severity_that_is_none_is_an_error() -> None:
    with pytest.raises(PolicyError, match="came out as `fatal`"):
        run(FACT, severity='this.used > 1 ? "fatal" : "error"')


def test_a_failed_evaluation_names_the_rule_and_the_fact() -> None:
    with pytest.raises(PolicyError, match=r"XX001 fails on Budget of unit:b, unit:a: .*divide by zero") as caught:
        run(FACT, **{"assert": "1 / (this.used - 7) > 0"})
    assert caught.value.where == "policies/XX001.yaml"


def test_findings_of_one_identity_are_numbered_by_place_whatever_their_order() -> None:
    twins = [replace(FACT, place=Place(path)) for path in ("c.yaml", "a.yaml", "b.yaml")]
    told = {
        tuple(
            (f.place.path, f.occurrence, f.fingerprint)
            for f in sorted(run(*order).findings, key=lambda f: f.place.path)
        )
        for order in permutations(twins)
    }
    (only,) = told
    assert [(path, number) for path, number, _ in only] == [("a.yaml", 0), ("b.yaml", 1), ("c.yaml", 2)]
    assert only[0][2] == digest("XX001", FACT.subjects, "influence")
    assert len({fingerprint for _, _, fingerprint in only}) == 3


def test_findings_are_sorted_by_rule_and_subjects() -> None:
    facts = [replace(FACT, subjects=(Ref(f"unit:{name}"),)) for name in "cab"]
    rules = [compiled(policy("ZZ001")), compiled(policy("AA001"))]
    findings = judge(rules, Grounds(facts, DAY)).findings
    assert [(f.rule, f.subjects[0]) for f in findings] == [
        (code, f"unit:{name}") for code in ("AA001", "ZZ001") for name in "abc"
    ]
