"""A finding is known by what it is about: no threshold, day, weight, title or description is part of its identity."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest

from alignctl.errors import AlignctlError
from alignctl.model.finding import Finding
from alignctl.model.kinds import Example, Policy
from alignctl.policy.judge import judge
from alignctl.policy.library import bundled_shelf
from alignctl.policy.trial import prepare

DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
NUMBER = re.compile(r"(?<=: )\d+(?:\.\d+)?(?=[,}\n])")
NAME = re.compile(r"metadata: \{name: [a-z0-9-]+")
POLICIES = [one for one in bundled_shelf().policies if any(e.expect != "pass" for e in one.examples)]
Rewrite = Callable[[str], str]
Thing = tuple[str, str, tuple[str, ...]]


def titled(text: str) -> str:
    """Return documents with another title and description for each object."""
    return "---\n".join(
        NAME.sub(r"\g<0>, description: Said anew" + ("" if "title:" in part else ", title: New"), part)
        for part in text.split("---\n")
    )


def one_day_later(text: str) -> str:
    return DAY.sub(lambda m: (date.fromisoformat(m[0]) + timedelta(days=1)).isoformat(), text)


def one_day_earlier(text: str) -> str:
    return DAY.sub(lambda m: (date.fromisoformat(m[0]) - timedelta(days=1)).isoformat(), text)


def higher(text: str) -> str:
    """Return documents in which each threshold, weight and target is larger."""
    return NUMBER.sub(lambda m: str(float(m[0]) * 2).removesuffix(".0"), text)


@cache
def found(code: str, number: int, rewrite: Rewrite | None) -> tuple[Finding, ...]:
    policy = next(one for one in POLICIES if one.code == code)
    example = policy.examples[number]
    if rewrite:
        base = None if example.base is None else rewrite(example.base)
        example = replace(example, given=rewrite(example.given), base=base)
    trial = prepare(bundled_shelf(), policy, example)
    return judge([trial.rule], trial.grounds).findings


def by_thing(findings: tuple[Finding, ...]) -> dict[Thing, set[str]]:
    things: dict[Thing, set[str]] = defaultdict(set)
    for one in findings:
        things[one.rule, one.check, one.subjects].add(one.fingerprint)
    return things


def failing(policy: Policy) -> Iterator[tuple[int, Example]]:
    return ((number, one) for number, one in enumerate(policy.examples) if one.expect != "pass")


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.code)
def test_words_are_no_part_of_what_a_finding_is_about(policy: Policy) -> None:
    for number, _ in failing(policy):
        before = found(policy.code, number, None)
        assert len({one.fingerprint for one in before}) == len(before)
        try:
            after = found(policy.code, number, titled)
        except AlignctlError:  # the words themselves are what the rule is about
            continue
        assert {one.fingerprint for one in after} >= {one.fingerprint for one in before}, policy.examples[number].name


@pytest.mark.parametrize("rewrite", [one_day_later, one_day_earlier, higher])
@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.code)
def test_a_number_or_day_is_no_part_of_what_a_finding_is_about(policy: Policy, rewrite: Rewrite) -> None:
    for number, example in failing(policy):
        try:
            after = by_thing(found(policy.code, number, rewrite))
        except AlignctlError:
            continue
        for thing, known in by_thing(found(policy.code, number, None)).items():
            if len(after[thing]) == len(known):
                assert after[thing] == known, (example.name, thing)
