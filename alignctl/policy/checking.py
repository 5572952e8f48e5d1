"""The judgement of one state: what was read and the choice of rules go in, a report comes out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from alignctl.model.document import Document
from alignctl.model.facts import Budget
from alignctl.model.finding import SEVERITIES, Finding, Located, Severity
from alignctl.model.report import Report
from alignctl.model.rule import RuleInfo
from alignctl.policy.choose import Choice, choose, describe_all
from alignctl.policy.discreet import discreet, kept_apart
from alignctl.policy.discretion import Discretion
from alignctl.policy.library import open_shelf
from alignctl.policy.passes import judge_all
from alignctl.policy.rules import Rule
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
    law = state.law or state.base or state
    book = state.rulebook or law.loaded
    if book is not loaded:  # a change is judged by the rules that hold without it; its own must be sound all the same
        shelf = open_shelf(book.model, book.sources)
        rules = choose(shelf, law.settings, choice, state.as_of)
    settings = law.settings
    judgement = judge_all(rules, describe_all(shelf, settings), state)
    infos = MappingProxyType({rule.info.code: rule.info for rule in rules})
    kept, held = state.gaps.split(judgement.findings, rules)
    findings = _mark_known(kept, rules, describe_all(shelf, settings), state)
    findings = Discretion.of(loaded.model, state.settings).keep(findings, infos)
    return Report(
        as_of=state.as_of,
        files=loaded.files,
        documents=len(loaded.documents),
        evaluations=judgement.evaluations,
        findings=located(state, (f for f in findings if _inside(f, within))),
        unreadable=loaded.unreadable,
        refused=state.refused,
        held=tuple(one for one in held if _inside(one, within)),
        rules=infos,
        ceiling=ceiling(rules),
        exhausted=any(isinstance(fact, Budget) and fact.exhausted for fact in state.facts),
        changes=None
        if loaded.unreadable or state.base is None
        else discreet(state).changes
        if kept_apart(state)
        else state.changes,
        titles=state.titles,
    )


def ceiling(rules: Sequence[Rule]) -> Severity:
    """Return the worst severity that any check of some rules can have; one that is computed can be any."""
    found = [check.severity for rule in rules for check in rule.checks]
    return max((one if isinstance(one, str) else "error" for one in found), key=SEVERITIES.index)


def _open(state: State) -> State:
    """Return the state whose changes may be told: without pay plans that an overlay keeps."""
    return discreet(state) if kept_apart(state) else state


def _mark_known(
    findings: tuple[Finding, ...], rules: Sequence[Rule], known: Mapping[str, RuleInfo], state: State
) -> tuple[Finding, ...]:
    """Mark the findings that the base has too, by fingerprint over two complete runs; what is waived there is new."""
    if (base := state.base) is None:
        return findings
    stood, _ = base.gaps.split(judge_all(rules, known, base).findings, rules)
    before = {found.fingerprint for found in stood if not found.waived_by}
    unseen = _rewritten_unseen(state, base)
    return tuple(
        replace(found, known=found.fingerprint in before and (found.place.path, found.place.index) not in unseen)
        for found in findings
    )


def _rewritten_unseen(state: State, base: State) -> set[tuple[str, int]]:
    """Return where a document stands that has no part in the model, so that no change of it is seen, and is another."""
    refused = {(defect.place.path, defect.place.index) for defect in state.loaded.defects}
    before = {_content(document) for document in base.loaded.documents} if refused else set()
    return {
        at
        for document in state.loaded.documents
        if (at := (document.source.path, document.index)) in refused and _content(document) not in before
    }


def _content(document: Document) -> str:
    """Return what a document says, as a text that is the same for the same content."""
    return json.dumps(document.data, sort_keys=True, default=repr)


def _inside(finding: Finding, within: tuple[str, ...]) -> bool:
    path = finding.place.path
    return not within or any(path == part or path.startswith(f"{part}/") for part in within)


def located(state: State, findings: Iterable[Finding]) -> tuple[Located, ...]:
    """Return findings with the lines and columns of their places; a document with private data is never quoted."""
    private = {(fact.place.path, fact.place.index) for fact in state.loaded.defects if fact.private}
    locator = state.locator
    return tuple(
        Located(
            finding,
            locator.locate(finding.place),
            tuple(locator.locate(evidence.place) for evidence in finding.evidence),
            "" if (finding.place.path, finding.place.index) in private else locator.excerpt(finding.place),
        )
        for finding in findings
    )
