"""Rules and the state of a repository go in; the whole judgement comes out, with waivers taken into account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from alignctl.model.facts import Exemption, Fact
from alignctl.model.rule import RuleInfo
from alignctl.policy.comments import comment_excuses
from alignctl.policy.excuse import Excuse, written_excuses
from alignctl.policy.grounds import Grounds
from alignctl.policy.judge import Judgement, judge
from alignctl.policy.rules import Rule
from alignctl.policy.state import State
from alignctl.policy.waivers import Rules, settle


def judge_all(rules: Sequence[Rule], known: Mapping[str, RuleInfo], state: State) -> Judgement:
    """Return all findings; rules on exemptions look at what the other rules found, and nothing excuses their findings.

    `known` are all rules by code: a waiver of one that does not run is not blamed for excusing nothing.

    Raises:
        PolicyError: an expression cannot be evaluated.

    """
    first, exemptions = excuse(rules, known, state)
    second = judge([rule for rule in rules if rule.second_pass], grounds_of(state, exemptions))
    findings = sorted((*first.findings, *second.findings), key=lambda found: found.sort_key())
    return Judgement(tuple(findings), first.evaluations + second.evaluations)


def excuse(
    rules: Iterable[Rule], known: Mapping[str, RuleInfo], state: State
) -> tuple[Judgement, tuple[Exemption, ...]]:
    """Return what the rules of the first pass found, excused or not, and a fact for each waiver and comment."""
    early = [rule for rule in rules if not rule.second_pass]
    found = judge(early, grounds_of(state))
    excuses = (
        *written_excuses(state.loaded.model, found.findings, state.as_of),
        *comment_excuses(state.loaded, state.locator, found.findings),
    )
    running = Rules(known, frozenset(rule.info.code for rule in early))
    _, exemptions = settle(found.findings, excuses, running, state.org)
    findings, _ = settle(found.findings, _proven(excuses, state), running, state.org)
    return Judgement(findings, found.evaluations), exemptions


def _proven(excuses: Iterable[Excuse], state: State) -> tuple[Excuse, ...]:
    """Return the excuses that may excuse: all of them but, in a change, those that it brings in without approval."""
    unproven = {(change.of, change.key) for change in state.changes if change.what == "waiver" and change.missing}
    return tuple(one for one in excuses if (one.subject, f"waiver {one.key}".strip()) not in unproven)


def grounds_of(state: State, further: tuple[Fact, ...] = ()) -> Grounds:
    """Return what rules may look at in a state, with facts that do not come from its analyses."""
    return Grounds((*state.facts, *further), state.as_of, state.loaded.model, state.loaded.documents)
