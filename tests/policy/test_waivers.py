from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.model.facts import Exemption
from alignctl.model.finding import Finding
from alignctl.policy.choose import Choice, choose, describe_all
from alignctl.policy.library import bundled_shelf
from alignctl.policy.passes import excuse, judge_all
from alignctl.policy.state import State
from tests.policy.policies import DAY, state

ORGANISATION = """
apiVersion: alignctl/v1
kind: Unit
metadata: {name: company}
spec: {type: company, lead: ceo}
---
apiVersion: alignctl/v1
kind: Role
metadata: {name: ceo}
spec: {unit: company, tier: c-suite, holders: [ann], final: true}
---
apiVersion: alignctl/v1
kind: Role
metadata: {name: cfo}
spec: {unit: company, tier: vp, holders: [dora], escalatesTo: 'role:ceo'}
---
apiVersion: alignctl/v1
kind: Role
metadata: {name: gone, status: retired}
spec: {unit: company, holders: [emil]}
---
apiVersion: alignctl/v1
kind: Unit
metadata: {name: sales}
spec: {type: function, parent: company, lead: gone}
"""
WAIVER = """---
apiVersion: alignctl/v1
kind: Waiver
metadata: {name: later, effectiveFrom: 2026-01-01, effectiveUntil: 2026-06-30}
spec: {rule: RF002, subjects: ['role:gone', 'unit:sales'], reason: In May, approvedBy: 'role:ceo'}
"""
SHELF = bundled_shelf()


def judged(text: str, as_of: date = DAY, select: tuple[str, ...] = ("RF002", "WV"), **data: Any) -> tuple[Finding, ...]:
    return _judge(state(as_of, ORGANISATION + text, **data), select)


def _judge(seen: State, select: tuple[str, ...]) -> tuple[Finding, ...]:
    rules = choose(SHELF, seen.settings, Choice(select=select), seen.as_of)
    return judge_all(rules, describe_all(SHELF, seen.settings), seen).findings


def told(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{found.rule}{f'/{found.check}' if found.check else ''} {found.waived_by}".strip() for found in findings]


def exemption(text: str, as_of: date = DAY, **data: Any) -> Exemption:
    seen = state(as_of, ORGANISATION + text, **data)
    rules = choose(SHELF, seen.settings, Choice(select=("RF002",)), as_of)
    (only,) = excuse(rules, describe_all(SHELF, seen.settings), seen)[1]
    return only


def test_a_waived_finding_stays_and_says_by_what() -> None:
    assert told(judged("")) == ["RF002"]
    assert told(judged(WAIVER)) == ["RF002 later"]


def test_a_finding_can_be_waived_by_its_fingerprint() -> None:
    (found,) = judged("")
    by_fingerprint = WAIVER.replace("subjects: ['role:gone', 'unit:sales']", f"fingerprint: {found.fingerprint}")
    assert told(judged(by_fingerprint)) == ["RF002 later"]
    assert told(judged(by_fingerprint.replace(found.fingerprint, "0" * 16))) == ["RF002", "WV002"]


def test_the_rule_may_be_written_by_its_name() -> None:
    assert told(judged(WAIVER.replace("rule: RF002", "rule: active-relies-on-active"))) == ["RF002 later"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("effectiveUntil: 2026-06-30", "effectiveUntil: 2026-07-01", ["RF002", "WV001/end"]),
        (", effectiveUntil: 2026-06-30", "", ["RF002", "WV001/end"]),
        ("effectiveUntil: 2026-06-30", "effectiveUntil: 2026-01-14", ["RF002", "WV001/past"]),
        ("effectiveUntil: 2026-06-30", "effectiveUntil: 2026-01-15", ["RF002 later"]),
        ("effectiveFrom: 2026-01-01", "effectiveFrom: 2026-01-16", ["RF002"]),
        ("name: later,", "name: later, status: draft,", ["RF002"]),
        ("approvedBy: 'role:ceo'", "approvedBy: 'role:cfo'", ["RF002", "WV003"]),
        ("approvedBy: 'role:ceo'", "approvedBy: 'role:gone'", ["RF002", "WV003"]),
        ("reason: In May", "reason: ' '", ["RF002", "WV003"]),
        ("['role:gone', 'unit:sales']", "['unit:sales']", ["RF002", "WV002"]),
        ("['role:gone', 'unit:sales']", "['role:gone', 'role:ceo', 'unit:sales']", ["RF002", "WV002", "WV003"]),
        ("rule: RF002", "rule: RF001", ["RF002", "WV003"]),
    ],
)
def test_a_waiver_that_is_not_sound_excuses_nothing(old: str, new: str, expected: list[str]) -> None:
    assert old in WAIVER
    assert told(judged(WAIVER.replace(old, new))) == expected


def test_a_limit_of_the_settings_holds_although_the_rules_on_waivers_do_not_run() -> None:
    short = {"WV001": {"params": {"maxDays": 30}}}
    assert told(judged(WAIVER, rules=short)) == ["RF002", "WV001/end"]
    assert told(judged(WAIVER, select=("RF002",), rules=short)) == ["RF002"]
    assert told(judged(WAIVER, select=("RF002",), rules={"WV001": {"severity": "off"}})) == ["RF002 later"]


def test_a_rule_that_did_not_run_blames_no_waiver() -> None:
    assert told(judged(WAIVER, select=("RF001", "WV"))) == []


def test_findings_on_waivers_are_not_waived() -> None:
    own = WAIVER.replace("RF002", "WV002").replace("['role:gone', 'unit:sales']", "['waiver:later']")
    assert told(judged(own)) == ["RF002", "WV003"]


def test_of_two_waivers_the_first_in_the_files_is_named_and_both_are_used() -> None:
    assert told(judged(WAIVER + WAIVER.replace("later", "again"))) == ["RF002 later"]


def test_who_may_approve_is_in_the_settings() -> None:
    assert told(judged(WAIVER, waiverApprovers=["role:cfo"])) == ["RF002", "WV003"]
    assert told(judged(WAIVER.replace("role:ceo", "role:cfo"), waiverApprovers=["role:cfo"])) == ["RF002 later"]


def test_the_facts_of_a_waiver() -> None:
    fact = exemption(WAIVER)
    assert (fact.subjects, fact.key, fact.of, fact.rule) == (("waiver:later",), "", "later", "RF002")
    assert (fact.until, fact.span_days, fact.ended, fact.matches) == (date(2026, 6, 30), 180, False, 1)
    assert (fact.entitled, fact.own, fact.waivable, fact.reasoned, fact.ran) == (True, False, True, True, True)


@given(st.integers(0, 400))
def test_a_waiver_works_to_its_last_day_and_no_longer(days: int) -> None:
    as_of = date(2026, 1, 1) + timedelta(days)
    assert ("RF002 later" in told(judged(WAIVER, as_of))) == (as_of <= date(2026, 6, 30))


COMMENTED = ORGANISATION.replace("lead: gone}", "lead: gone}  # alignctl: ignore[PLACE] until=2026-06-30 why")
PRECEDENCE = """---
apiVersion: alignctl/v1
kind: Precedence{beside}
{above}metadata: {{name: margin-first}}
spec:
  order: ['unit:company', 'unit:sales']
  decidedBy: 'role:ceo'
  rationale: {reason}
"""
PC007 = "# alignctl: ignore[{rules}] until=2026-06-30 the end is negotiated"


def commented(above: str = "", beside: str = "", reason: str = "It was asked for") -> list[str]:
    text = PRECEDENCE.format(above=f"{above}\n" if above else "", beside=f"  {beside}" if beside else "", reason=reason)
    return told(judged(text, select=("PC007", "WV"), tier="strict"))


def test_a_comment_above_the_line_excuses_what_is_found_there() -> None:
    assert commented() == ["PC007/end"]
    (found,) = commented(PC007.format(rules="PC007"))
    assert found.startswith("PC007/end given.yaml:")


@pytest.mark.parametrize("rules", ["PC007, DR001", "DR001,PC007", "precedence-ends-or-is-reviewed"])
def test_a_comment_may_name_several_rules_or_a_name(rules: str) -> None:
    assert commented(PC007.format(rules=rules))[0].startswith("PC007/end given.yaml:")


def test_further_comments_may_stand_between() -> None:
    assert commented(PC007.format(rules="PC007") + "\n# the office knows")[0].startswith("PC007/end given.yaml:")


def test_a_comment_beside_a_line_is_about_that_line_only() -> None:
    assert commented(beside=PC007.format(rules="PC007")) == ["PC007/end", "WV002"]


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("# alignctl: ignore[PC007] until=2026-01-14 it ended", ["PC007/end", "WV001/past"]),
        ("# alignctl: ignore[PC007] until=2026-06-30", ["PC007/end", "WV003"]),
        ("# alignctl: ignore[PC007] it has no end", ["PC007/end", "WV001/end"]),
        ("# alignctl: ignore[PC007] until=2027-01-01 it lasts", ["PC007/end", "WV001/end"]),
        ("# alignctl: ignore[PC007] until=2026-02-30 no such day", ["PC007/end", "WV001/end"]),
        ("# alignctl: ignore[ST001] until=2026-06-30 no exceptions", ["PC007/end", "WV003"]),
        ("# alignctl: ignore[] until=2026-06-30 nothing named", ["PC007/end"]),
        ("# alignctl ignore PC007", ["PC007/end"]),
    ],
)
def test_a_comment_that_is_not_sound_excuses_nothing(comment: str, expected: list[str]) -> None:
    assert commented(comment) == expected


def test_text_that_looks_like_a_comment_is_none() -> None:
    assert commented(reason='"# alignctl: ignore[PC007] until=2026-06-30 x"') == ["PC007/end"]
    assert commented(reason="|\n    # alignctl: ignore[PC007] until=2026-06-30 x") == ["PC007/end"]


def test_a_comment_does_not_excuse_what_rests_on_several_documents() -> None:
    text = COMMENTED.replace("PLACE", "RF002")
    found = _judge(state(DAY, text), ("RF002", "WV"))
    assert told(found) == ["RF002", "WV002"]


def test_the_identity_of_a_comment_does_not_hang_on_its_line() -> None:
    text = PRECEDENCE.format(above=PC007.format(rules="PC007") + "\n", beside="", reason="x")
    first, second = (exemption(blank + text) for blank in ("", "---\n# moved\n\n"))
    assert (first.id, first.key, first.subjects) == (second.id, "PC007 metadata", ("precedence:margin-first",))
    assert first.of != second.of
    assert replace(first, place=second.place, of=second.of) == second
