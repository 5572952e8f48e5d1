"""A state goes in; the report on each of its documents by itself comes out: nothing that takes a second one to see."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from alignctl.model.facts import Defect
from alignctl.model.report import Report
from alignctl.policy.checking import located
from alignctl.policy.choose import Choice, choose
from alignctl.policy.grounds import Grounds
from alignctl.policy.judge import judge
from alignctl.policy.library import bundled_shelf
from alignctl.policy.state import State


def judge_alone(state: State) -> Report:
    """Return the report of the built-in rules on `Defect` facts: whether each document matches its schema.

    Raises:
        PolicyError: the settings switch all of them off.

    """
    shelf = bundled_shelf()
    policies = tuple(policy for policy in shelf.policies if policy.on == Defect.fact_kind())
    words = {word for policy in policies for word in (policy.code, policy.name)}
    chosen = MappingProxyType({word: found for word, found in state.settings.rules.items() if word in words})
    settings = replace(state.settings, rules=chosen)
    rules = choose(replace(shelf, policies=policies), settings, Choice(), state.as_of)
    judgement = judge(rules, Grounds(state.loaded.defects, state.as_of))
    return Report(
        as_of=state.as_of,
        files=state.loaded.files,
        documents=len(state.loaded.documents),
        evaluations=judgement.evaluations,
        findings=located(state, judgement.findings),
        unreadable=state.loaded.unreadable,
        rules=MappingProxyType({rule.info.code: rule.info for rule in rules}),
    )
