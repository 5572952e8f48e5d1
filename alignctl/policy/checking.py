"""The judgement of one state: what was read and the choice of rules go in, a report comes out."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from alignctl.load.locate import Locator
from alignctl.model.facts import Budget
from alignctl.model.finding import Finding, Located
from alignctl.model.report import Report
from alignctl.policy.choose import Choice, choose, describe_all
from alignctl.policy.library import open_shelf
from alignctl.policy.passes import judge_all
from alignctl.policy.state import State


def judge_state(state: State, choice: Choice, within: tuple[str, ...] = ()) -> Report:
    """Return the report of a state under the chosen rules; with `within`, only findings in these files and folders.

    Raises:
        PolicyError: a policy does not compile, or cannot be evaluated.
        SettingsError: the settings name a rule or a parameter that does not exist.
        UsageError: the choice names a rule that does not exist.

    """
    loaded = state.loaded
    shelf = open_shelf(loaded.model, loaded.sources)
    rules = choose(shelf, state.settings, choice, state.as_of)
    judgement = judge_all(rules, describe_all(shelf, state.settings), state)
    return Report(
        as_of=state.as_of,
        files=loaded.files,
        documents=len(loaded.documents),
        evaluations=judgement.evaluations,
        findings=located(state.locator, (f for f in judgement.findings if _inside(f, within))),
        unreadable=loaded.unreadable,
        rules=MappingProxyType({rule.info.code: rule.info for rule in rules}),
        exhausted=any(isinstance(fact, Budget) and fact.exhausted for fact in state.facts),
    )


def _inside(finding: Finding, within: tuple[str, ...]) -> bool:
    path = finding.place.path
    return not within or any(path == part or path.startswith(f"{part}/") for part in within)


def located(locator: Locator, findings: Iterable[Finding]) -> tuple[Located, ...]:
    """Return findings with the lines and columns of their places."""
    return tuple(
        Located(
            finding,
            locator.locate(finding.place),
            tuple(locator.locate(evidence.place) for evidence in finding.evidence),
            locator.excerpt(finding.place),
        )
        for finding in findings
    )
