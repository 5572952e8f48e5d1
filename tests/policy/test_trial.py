"""What a rule says is shown by its own examples: one finding for each of its parts."""

from __future__ import annotations

import pytest

from alignctl.model.kinds import Policy
from alignctl.policy.library import bundled_shelf
from alignctl.policy.trial import samples
from tests.policy import policies

UNIT = "apiVersion: alignctl/v1\nkind: Unit\nmetadata: {name: support}\nspec: {parent: company, lead: cso}\n"


@pytest.mark.parametrize("policy", bundled_shelf().policies, ids=lambda policy: policy.code)
def test_every_part_of_a_rule_has_a_sentence(policy: Policy) -> None:
    found = samples(bundled_shelf(), policy)
    assert [one.check for one in found] == [check.key for check in policy.checks] or [one.check for one in found] == [
        ""
    ]
    assert not any("{{" in one.message + one.fix for one in found)


def test_an_example_that_cannot_be_run_is_passed_over() -> None:
    fail = {"fail": [{"subjects": ["unit:support"]}]}
    broken = {"name": "broken", "given": "a: [1", "expect": fail}
    sound = {"name": "sound", "given": UNIT, "expect": fail}
    message = "{{ name(this.metadata.name) }} is a {{ this.spec.type }}."
    # `type` is absent, so the sentence of this rule cannot be made; the other one can.
    rule = {"on": "Unit", "assert": 'this.metadata.name != "support"'}
    bad = policies.policy(**rule, message=message, examples=[broken, sound])
    good = policies.policy(**rule, message="{{ name(this.metadata.name) }}!", examples=[broken, sound])
    assert samples(policies.shelf(bad), bad) == ()
    assert [one.message for one in samples(policies.shelf(good), good)] == ["`support`!"]
