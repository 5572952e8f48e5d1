"""One example of a policy goes in; what its rule is judged on comes out, to be judged again and again."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

from alignctl.errors import AlignctlError, PolicyError
from alignctl.model.facts import Exemption
from alignctl.model.finding import Finding
from alignctl.model.kinds import Example, Policy
from alignctl.model.settings import Settings
from alignctl.policy.choose import Choice, choose, describe_all
from alignctl.policy.expectation import compare
from alignctl.policy.grounds import Grounds
from alignctl.policy.judge import judge
from alignctl.policy.library import Shelf
from alignctl.policy.passes import excuse, grounds_of
from alignctl.policy.rules import Rule, compile_rule
from alignctl.policy.stage import blemish, proven, read_settings, stage
from alignctl.policy.state import State


@dataclass(frozen=True, slots=True)
class Trial:
    """One example: the rule under the example's settings, and what it looks at."""

    example: Example
    rule: Rule
    grounds: Grounds

    def differences(self, rule: Rule) -> tuple[str, ...]:
        """Return how the findings of a rule differ from what the example expects."""
        return compare(self.example.expect, judge([rule], self.grounds).findings)


def prepare(shelf: Shelf, policy: Policy, example: Example) -> Trial:
    """Load and analyse the workspace of an example, once; one with a `base` also has the facts about the change.

    Raises:
        PolicyError: the documents or settings cannot be used, or have a defect that is not the policy's own subject.
        SettingsError: the example's settings name a rule or parameter that does not exist.

    """
    settings = read_settings(example)
    info = describe_all(shelf, settings)[policy.code]
    rule = compile_rule(policy, info, settings, shelf.where)
    state = stage(example.given, example, settings)
    if example.base is not None:
        before = stage(example.base, example, Settings.read({}))  # the example's own settings are part of the change
        state = replace(state, base=before, approvals=proven(example))
    _refuse_defects(state, {check.on for check in rule.checks})
    exemptions = _exemptions(shelf, state) if rule.second_pass else ()
    return Trial(example, rule, grounds_of(state, exemptions))


def samples(shelf: Shelf, policy: Policy) -> tuple[Finding, ...]:
    """Return for each part of a policy the first finding that its own examples have, as far as they can be run."""
    found: dict[str, Finding] = {}
    parts = {check.key for check in policy.checks} or {""}
    for example in policy.examples:
        if parts <= found.keys():
            break
        if example.expect == "pass":
            continue
        with suppress(AlignctlError):  # `alignctl test` tells what is wrong with it
            trial = prepare(shelf, policy, example)
            for finding in judge([trial.rule], trial.grounds).findings:
                found.setdefault(finding.check, finding)
    order = [check.key for check in policy.checks]
    return tuple(sorted(found.values(), key=lambda one: order.index(one.check) if order else 0))


def _exemptions(shelf: Shelf, state: State) -> tuple[Exemption, ...]:
    rules = choose(shelf, state.settings, Choice(), state.as_of)
    return excuse(rules, describe_all(shelf, state.settings), state)[1]


def _refuse_defects(state: State, own: set[str]) -> None:
    """Refuse documents with a defect that is not the kind of fact that the rule is about."""
    for fact in state.facts:
        if fact.fact_kind() not in own and (told := blemish(fact)):
            raise PolicyError(f"{', '.join(fact.subjects)}: {told}")
