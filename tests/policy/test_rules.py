from __future__ import annotations

from typing import Any

import pytest

from alignctl.errors import PolicyError
from alignctl.model.facts import Budget, Fact
from alignctl.model.place import Place
from alignctl.model.ref import Ref
from alignctl.policy.grounds import Grounds
from alignctl.policy.judge import judge
from alignctl.policy.rules import compile_rule, describe
from tests.policy.policies import DAY, compiled, policy, settings


def budget(used: int, *, exhausted: bool = True) -> Fact:
    return Budget(
        subjects=(Ref("unit:company"),),
        key=str(used),
        place=Place("a.yaml"),
        places={"used": Place("a.yaml", 0, ("spec", "used"))},
        analysis="influence",
        used=used,
        limit=5,
        exhausted=exhausted,
    )


def found(spec: dict[str, Any], *facts: Fact, **data: Any) -> list[tuple[str, str, str]]:
    findings = judge([compiled(policy(**spec), **data)], Grounds(facts, DAY)).findings
    return [(finding.check, finding.severity, finding.message) for finding in findings]


def test_parts_inherit_what_they_do_not_say() -> None:
    spec = {
        "severity": "warning",
        "when": "this.used > 1",
        "checks": [
            {"key": "own", "assert": "this.used < 3", "severity": "error", "message": "Own."},
            {"key": "inherited"},
        ],
    }
    assert found(spec, budget(1), budget(2), budget(3)) == [
        ("inherited", "warning", "influence was cut short."),
        ("own", "error", "Own."),
        ("inherited", "warning", "influence was cut short."),
    ]


def test_a_severity_may_depend_on_the_fact() -> None:
    spec = {"severity": 'this.used > 2 ? "error" : "info"'}
    assert [found(spec, budget(used))[0][1] for used in (2, 3)] == ["info", "error"]


def test_the_settings_replace_any_severity() -> None:
    spec = {"severity": 'this.used > 2 ? "error" : "info"', "checks": [{"key": "a"}, {"key": "b", "severity": "error"}]}
    rules = {"XX001": {"severity": "warning"}}
    assert {severity for _, severity, _ in found(spec, budget(3), rules=rules)} == {"warning"}


def test_parameters_come_from_defaults_settings_and_the_strict_tier() -> None:
    spec = {"params": {"max": {"type": "int", "default": 3, "strict": 1}}, "assert": "this.used <= params.max"}
    assert len(found(spec, budget(2), budget(3), budget(4))) == 1
    assert len(found(spec, budget(2), budget(3), budget(4), tier="strict")) == 3
    assert len(found(spec, budget(2), budget(3), rules={"xx001": {"params": {"max": 2}}})) == 1


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        ({"on": None}, "`XX001` does not say its `on`."),
        ({"assert": None}, "`XX001` does not say its `assert`."),
        ({"message": None, "checks": [{"key": "a"}]}, "`XX001/a` does not say its `message`."),
        ({"fix": None}, "`XX001` does not say its `fix`."),
        ({"on": "Budgett"}, "`Budgett` is no kind of fact or document. Did you mean `Budget`?"),
        ({"on": "Unit", "at": "spec.led", "assert": "true", "message": "x"}, "`Unit` has no field `spec.led`."),
        ({"checks": [{"key": "a"}, {"key": "a"}]}, "Two checks of `XX001` have the same key."),
        ({"severity": "fatal"}, "undeclared reference to 'fatal'"),
        ({"severity": "this.used"}, "`this.used` yields int, not string."),
        ({"assert": "this.used"}, "`this.used` yields int, not bool."),
        ({"when": "this.typo"}, "there is no field `typo`"),
        ({"assert": "params.max > 1"}, "there is no field `max`"),
        ({"message": "{{ this.exhausted }}"}, "yields bool, not string or int"),
        ({"fix": "{{ this.exhausted }}"}, "yields bool, not string or int"),
    ],
)
def test_a_policy_that_cannot_work_is_refused_in_its_file(spec: dict[str, Any], told: str) -> None:
    with pytest.raises(PolicyError) as caught:
        compiled(policy(**spec))
    assert told in str(caught.value)
    assert caught.value.where == "policies/XX001.yaml"


def test_the_place_of_a_mistake_is_the_part_that_says_it() -> None:
    one = policy(checks=[{"key": "a"}, {"key": "b", "assert": "this.typo"}])
    info = describe(one, settings(), builtin=False)
    with pytest.raises(PolicyError) as caught:
        compile_rule(one, info, settings(), lambda place: "/".join(map(str, place.pointer)))
    assert caught.value.where == "spec/checks/1/assert"


def test_a_rule_says_of_itself_what_is_in_force() -> None:
    one = policy(params={"max": {"type": "int", "default": 3}}, waivable=False)
    info = describe(one, settings(rules={"XX001": {"severity": "info", "params": {"max": 4}}}), builtin=True)
    assert (info.code, info.name, info.title, info.tier) == ("XX001", "xx001", "Title of XX001", "core")
    assert (info.severity, dict(info.params), info.waivable, info.builtin) == ("info", {"max": 4}, False, True)
    assert (info.message, info.fix, info.why) == ("{{ this.analysis }} was cut short.", "Raise the limit.", "Because.")


def test_a_rule_that_is_switched_off_keeps_its_severity_for_readers() -> None:
    assert describe(policy(), settings(rules={"XX001": {"severity": "off"}}), builtin=False).severity == "error"
