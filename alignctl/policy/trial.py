"""One example of a policy goes in; what its rule is judged on comes out, to be judged again and again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from alignctl.errors import PolicyError
from alignctl.model.facts import Exemption, Fact
from alignctl.model.kinds import Example, Policy
from alignctl.policy.choose import Choice, choose, describe_all
from alignctl.policy.expectation import compare
from alignctl.policy.grounds import Grounds
from alignctl.policy.judge import judge
from alignctl.policy.library import Shelf
from alignctl.policy.passes import excuse, grounds_of
from alignctl.policy.rules import Rule, compile_rule
from alignctl.policy.stage import blemish, read_settings, stage
from alignctl.policy.state import State

# The facts about a change: of the states before and after it, and of the approvals as the wrapper writes them.
CompareStates = Callable[[State, State, Mapping[str, Any]], tuple[Fact, ...]]


@dataclass(frozen=True, slots=True)
class Trial:
    """One example: the rule under the example's settings, and what it looks at."""

    example: Example
    rule: Rule
    grounds: Grounds

    def differences(self, rule: Rule) -> tuple[str, ...]:
        """Return how the findings of a rule differ from what the example expects."""
        return compare(self.example.expect, judge([rule], self.grounds).findings)


def prepare(shelf: Shelf, policy: Policy, example: Example, compare_states: CompareStates | None = None) -> Trial:
    """Load and analyse the workspace of an example, once; one with a `base` also has the facts about the change.

    Raises:
        PolicyError: the documents or settings cannot be used, or have a defect that is not the policy's own subject.
        SettingsError: the example's settings name a rule or parameter that does not exist.

    """
    settings = read_settings(example)
    info = describe_all(shelf, settings)[policy.code]
    rule = compile_rule(policy, info, settings, shelf.where)
    state = stage(example.given, example, settings)
    _refuse_defects(state, {check.on for check in rule.checks})
    further: tuple[Fact, ...] = _exemptions(shelf, state) if rule.second_pass else ()
    if example.base is not None:
        if compare_states is None:
            raise PolicyError("It has a `base`, and nothing compares it with that.")
        further = compare_states(stage(example.base, example, settings), state, example.approvals or {})
    return Trial(example, rule, grounds_of(state, further))


def _exemptions(shelf: Shelf, state: State) -> tuple[Exemption, ...]:
    rules = choose(shelf, state.settings, Choice(), state.as_of)
    return excuse(rules, describe_all(shelf, state.settings), state)[1]


def _refuse_defects(state: State, own: set[str]) -> None:
    """Refuse documents with a defect that is not the kind of fact that the rule is about."""
    for fact in state.facts:
        if fact.fact_kind() not in own and (told := blemish(fact)):
            raise PolicyError(f"{', '.join(fact.subjects)}: {told}")
