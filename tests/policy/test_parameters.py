from __future__ import annotations

from typing import Any

import pytest

from alignctl.errors import PolicyError, SettingsError
from alignctl.model.kinds import Parameter
from alignctl.policy.parameters import defaults, override

DECLARED = {
    "maxHops": Parameter("int", 3, 2, None),
    "share": Parameter("num", 1, None, None),
    "word": Parameter("str", "a", None, None),
    "sure": Parameter("bool", False, True, None),  # noqa: FBT003 - a value of the document
    "days": Parameter("map", {"big": 45, "small": 7, "name": "x"}, None, None),
}


def test_defaults_have_the_declared_types() -> None:
    values = defaults(DECLARED, strict=False, where=str)
    assert values == {
        "maxHops": 3,
        "share": 1.0,
        "word": "a",
        "sure": False,
        "days": {"big": 45.0, "small": 7.0, "name": "x"},
    }
    assert [type(values[name]) for name in ("maxHops", "share")] == [int, float]


def test_the_strict_tier_has_its_own_defaults() -> None:
    values = defaults(DECLARED, strict=True, where=str)
    assert (values["maxHops"], values["sure"], values["share"]) == (2, True, 1.0)


def test_settings_win_and_a_mapping_keeps_what_they_do_not_say() -> None:
    values = defaults(DECLARED, strict=False, where=str)
    changed = override("ES003", DECLARED, values, {"maxHops": 4, "days": {"big": 30}, "share": 2})
    assert changed == {**values, "maxHops": 4, "share": 2.0, "days": {"big": 30.0, "small": 7.0, "name": "x"}}
    assert values["days"] == {"big": 45.0, "small": 7.0, "name": "x"}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"maxHop": 4}, "`ES003` has no parameter `maxHop`. Did you mean `maxHops`?"),
        ({"zzz": 4}, "`ES003` has no parameter `zzz`. It has `maxHops`, `share`, `word`, `sure`, `days`."),
        ({"maxHops": 2.5}, "The parameter `maxHops` of `ES003` must be a whole number."),
        ({"maxHops": True}, "The parameter `maxHops` of `ES003` must be a whole number."),
        ({"maxHops": "2"}, "The parameter `maxHops` of `ES003` must be a whole number."),
        ({"share": "1"}, "The parameter `share` of `ES003` must be a number."),
        ({"share": False}, "The parameter `share` of `ES003` must be a number."),
        ({"word": 1}, "The parameter `word` of `ES003` must be text."),
        ({"sure": 1}, "The parameter `sure` of `ES003` must be true or false."),
        ({"days": 3}, "The parameter `days` of `ES003` must be a mapping of words to numbers or words."),
        ({"days": {"big": [1]}}, "The parameter `days` of `ES003` must be a mapping of words to numbers or words."),
    ],
)
def test_what_is_not_declared_or_of_another_type_is_refused(given: dict[str, Any], told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        override("ES003", DECLARED, defaults(DECLARED, strict=False, where=str), given)
    assert str(caught.value) == told


def test_a_rule_without_parameters_says_so() -> None:
    with pytest.raises(SettingsError, match=r"It has none\."):
        override("ES001", {}, {}, {"max": 1})


@pytest.mark.parametrize("wrong", [Parameter("int", "three", None, None), Parameter("int", 3, "two", None)])
def test_a_default_of_another_type_is_the_policys_fault(wrong: Parameter) -> None:
    with pytest.raises(PolicyError) as caught:
        defaults({"max": wrong}, strict=True, where=lambda name: f"policy.yaml:{name}")
    assert str(caught.value) == "policy.yaml:max: The default of `max` is not a whole number."


def test_a_whole_number_may_be_written_with_a_point() -> None:
    assert override("ES003", DECLARED, {}, {"maxHops": 4.0}) == {"maxHops": 4}
