"""Rules and what they may look at go in; findings come out: each check of each rule looks at each fact of its kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from alignctl.errors import PolicyError
from alignctl.model.facts import FACT_KINDS
from alignctl.model.facts.fact import Fact
from alignctl.model.finding import SEVERITIES, Finding, Severity
from alignctl.model.place import Place
from alignctl.policy.cel import Program, Scope, open_scope
from alignctl.policy.grounds import Grounds
from alignctl.policy.rules import CompiledCheck, Rule


@dataclass(frozen=True, slots=True)
class Judgement:
    """What rules found, sorted by rule, subjects and fingerprint, and how often a check looked at a fact."""

    findings: tuple[Finding, ...]
    evaluations: int


def judge(rules: Iterable[Rule], grounds: Grounds) -> Judgement:
    """Return every finding of the rules.

    Raises:
        PolicyError: an expression cannot be evaluated, or a policy points at a place that a fact does not have.

    """
    findings: list[Finding] = []
    evaluations = 0
    for rule in rules:
        for check in rule.checks:
            evaluations += len(grounds.facts(check.on))
            findings += _run(rule, check, grounds)
    return Judgement(_number(findings), evaluations)


def _run(rule: Rule, check: CompiledCheck, grounds: Grounds) -> Iterator[Finding]:
    day = grounds.as_of.isoformat()
    passed: set[tuple[tuple[str, Any], ...]] = set()  # most facts of a kind look alike to a check: they pass once
    for fact in grounds.facts(check.on):
        seen = grounds.read(check.on, fact, check.fields)
        alike = _alike(seen) if check.fields is not None else None
        if alike in passed:
            continue
        scope = open_scope(seen, rule.params, day)
        try:
            if (check.when and not check.when.decide(scope)) or check.asserted.decide(scope):
                if alike:
                    passed.add(alike)
                continue
            whole = open_scope(grounds.read(check.on, fact, None), rule.params, day)
            yield _finding(rule, check, fact, whole)
        except PolicyError as error:
            told = f"{rule.info.code} fails on {check.on} of {', '.join(fact.subjects)}: {error.message}"
            raise PolicyError(told, where=error.where, fix=error.fix) from None


def _alike(seen: Mapping[str, Any]) -> tuple[tuple[str, Any], ...] | None:
    """Return what facts have in common that a check cannot tell apart; None where a field is no single value."""
    values = tuple(seen.items())
    return None if any(isinstance(value, list | dict) for _, value in values) else values


def _finding(rule: Rule, check: CompiledCheck, fact: Fact, scope: Scope) -> Finding:
    return Finding(
        rule=rule.info.code,
        name=rule.info.name,
        check=check.key,
        severity=_severity(check, scope),
        subjects=tuple(sorted(fact.subjects)),
        key=f"{fact.key}/{check.key}" if check.key else fact.key,
        message=check.message.fill(scope),
        fix=check.fix.fill(scope),
        place=_place(check, fact),
        evidence=fact.evidence,
    )


def _severity(check: CompiledCheck, scope: Scope) -> Severity:
    if not isinstance(check.severity, Program):
        return check.severity
    level = check.severity.say(scope)
    if level not in SEVERITIES:
        told = f"The severity came out as `{level}`, not as error, warning or info."
        raise PolicyError(told, where=check.severity.where())
    return level


def _place(check: CompiledCheck, fact: Fact) -> Place:
    if check.at is None:
        return fact.place
    if check.on not in FACT_KINDS:
        return fact.place.at(*check.at.split("."))
    if check.at not in fact.places:
        known = ", ".join(f"`{name}`" for name in sorted(fact.places)) or "none"
        told = f"There is no place `{check.at}`; the fact has {known}."
        raise PolicyError(told, where=check.asserted.where(), fix="Correct `at`, or leave it out.")
    return fact.places[check.at]


def _number(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Tell findings of one identity apart by number, in the order of their places and words, and sort all."""
    seen: Counter[str] = Counter()
    numbered = []
    for finding in sorted(findings, key=lambda found: (found.place.sort_key(), found.message)):
        numbered.append(replace(finding, occurrence=seen[finding.fingerprint]))
        seen[finding.fingerprint] += 1
    return tuple(sorted(numbered, key=Finding.sort_key))
