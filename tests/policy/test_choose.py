from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from alignctl.errors import AlignctlError, PolicyError, SettingsError, UsageError
from alignctl.policy.choose import Choice, choose, describe_all, find, select_policies
from tests.policy.policies import DAY, policy, settings, shelf

SHELF = shelf(
    policy("AA001", "first-rule"),
    policy("AA002", "second-rule", tier="strict"),
    policy("BB001", "third-rule", tier="optional"),
    policy("BB002", "fourth-rule", checks=[{"key": "a"}, {"key": "b", "tier": "strict"}]),
)


def codes(choice: Choice | None = None, as_of: date = DAY, **data: Any) -> list[str]:
    rules = choose(SHELF, settings(**data), choice or Choice(), as_of)
    return [f"{rule.info.code}{''.join(check.key for check in rule.checks)}" for rule in rules]


@pytest.mark.parametrize(
    ("tier", "expected"),
    [
        ("core", ["AA001", "BB002a"]),
        ("strict", ["AA001", "AA002", "BB002ab"]),
        ("optional", ["AA001", "AA002", "BB001", "BB002ab"]),
    ],
)
def test_a_tier_includes_those_below_it(tier: str, expected: list[str]) -> None:
    assert codes(tier=tier) == expected


@pytest.mark.parametrize(
    ("select", "expected"),
    [
        (("BB001",), ["BB001"]),
        (("third-rule",), ["BB001"]),
        (("bb",), ["BB001", "BB002ab"]),
        (("AA001,BB001", "AA002"), ["AA001", "AA002", "BB001"]),
        ((" AA001 , ",), ["AA001"]),
    ],
)
def test_selected_rules_run_whatever_their_tier(select: tuple[str, ...], expected: list[str]) -> None:
    assert codes(Choice(select=select)) == expected


def test_ignored_rules_do_not_run_even_when_selected() -> None:
    assert codes(Choice(ignore=("AA",))) == ["BB002a"]
    assert codes(Choice(select=("AA",), ignore=("AA001",))) == ["AA002"]


def test_a_rule_that_is_switched_off_runs_only_when_it_is_named() -> None:
    off = {"AA001": {"severity": "off"}}
    assert codes(rules=off) == ["BB002a"]
    assert codes(Choice(select=("AA",)), rules=off) == ["AA002"]
    assert codes(Choice(select=("AA001",)), rules=off) == ["AA001"]
    assert codes(Choice(severities={"AA001": "warning"}), rules=off) == ["AA001", "BB002a"]


def test_severities_of_the_options_win_and_parameters_stay() -> None:
    own = shelf(policy("AA001", "first-rule", params={"max": {"type": "int", "default": 1}}))
    written = settings(rules={"first-rule": {"severity": "info", "params": {"max": 2}}})
    (rule,) = choose(own, written, Choice(severities={"AA001": "warning"}), DAY)
    assert (rule.info.severity, rule.params["max"], rule.checks[0].severity) == ("warning", 2, "warning")
    assert codes(Choice(severities={"first-rule": "off"})) == ["BB002a"]


def test_a_policy_runs_from_its_first_day() -> None:
    own = shelf(policy("AA001"), policy("AA002", metadata={"effectiveFrom": "2026-02-01"}))
    assert [rule.info.code for rule in choose(own, settings(), Choice(), date(2026, 1, 31))] == ["AA001"]
    assert [rule.info.code for rule in choose(own, settings(), Choice(), date(2026, 2, 1))] == ["AA001", "AA002"]


def test_drafts_do_not_run() -> None:
    own = shelf(policy("AA001"), policy("AA002", metadata={"status": "draft"}))
    assert [rule.info.code for rule in choose(own, settings(), Choice(select=("AA",)), DAY)] == ["AA001"]


@pytest.mark.parametrize(
    ("error", "choice", "data", "told"),
    [
        (UsageError, Choice(select=("AA003",)), {}, "`--select` names the rule `AA003`, which does not exist. Did you"),
        (UsageError, Choice(ignore=("frist-rule",)), {}, "Did you mean `first-rule`?"),
        (UsageError, Choice(ignore=("XYZ",)), {}, "`--ignore` names the rule `XYZ`, which does not exist."),
        (UsageError, Choice(severities={"AA009": "error"}), {}, "`AA009`"),
        (UsageError, Choice(severities={"AA001": "fatal"}), {}, "`fatal` is no severity. Use one of error, warning,"),
        (SettingsError, Choice(), {"rules": {"AA0O1": {}}}, "`AA0O1`, which does not exist. Did you mean `AA001`?"),
        (SettingsError, Choice(), {"rules": {"BB001": {"params": {"x": 1}}}}, "`BB001` has no parameter `x`."),
        (PolicyError, Choice(ignore=("AA,BB",)), {}, "No rule is left to check with."),
    ],
)
def test_an_unknown_rule_or_parameter_is_never_passed_over(
    error: type[AlignctlError], choice: Choice, data: dict[str, Any], told: str
) -> None:
    with pytest.raises(error) as caught:
        codes(choice, **data)
    assert told in str(caught.value)


def test_own_policies_are_checked_and_bundled_ones_were() -> None:
    wrong = policy("AA001", **{"assert": "this.typo || true"})
    with pytest.raises(PolicyError, match="there is no field `typo`"):
        choose(shelf(wrong), settings(), Choice(), DAY)
    assert len(choose(shelf(wrong, builtin=("AA001",)), settings(), Choice(), DAY)) == 1


def test_rules_are_found_by_code_and_name() -> None:
    assert {find(SHELF, word).code for word in ("AA001", "aa001", "first-rule")} == {"AA001"}
    assert [one.code for one in select_policies(SHELF, ("bb", "first-rule"))] == ["AA001", "BB001", "BB002"]
    assert len(select_policies(SHELF, ())) == 4
    assert list(describe_all(SHELF, settings())) == ["AA001", "AA002", "BB001", "BB002"]
