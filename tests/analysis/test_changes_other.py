from __future__ import annotations

import pytest

from alignctl.errors import SettingsError
from alignctl.model.approvals import Approvals
from tests.analysis.test_changes import changes, only

WAIVER = """
kind: Waiver
metadata: {name: old, effectiveFrom: 2026-01-15, effectiveUntil: %s}
spec: {rule: RF002, subjects: [%s], reason: New system in May, approvedBy: 'role:%s'}
"""
METRIC = "kind: Metric\nmetadata: {name: uptime}\nspec: {owningUnit: sales, direction: %s, outcome: %s, target: %s}\n"
DECISION = """
kind: Decision
metadata: {name: choose}
spec: {domains: [spend], raisedOn: 2026-01-02, decidedOn: 2026-01-09, proposer: bea, decidedBy: %s%s}
"""


def test_an_author_does_not_approve_his_own_waiver() -> None:
    assert only("", WAIVER % ("2026-06-30", "'unit:sales'", "ceo"), "ann").missing == ("ann",)
    assert only("", WAIVER % ("2026-06-30", "'unit:sales'", "cmo"), "bea").missing == ("ann",)


@pytest.mark.parametrize(
    ("until", "subject", "told"),
    [
        ("2026-07-01", "'unit:sales'", "lasts longer"),
        ("2026-06-30", "'unit:finance'", "excuses more"),
    ],
)
def test_a_waiver_that_excuses_more_is_proven_again(until: str, subject: str, told: str) -> None:
    base = WAIVER % ("2026-06-30", "'unit:sales'", "ceo")
    found = only(base, WAIVER % (until, subject, "ceo"), "bea")
    assert told in found.sentence
    assert found.missing == ("ann",)


def test_a_waiver_that_ends_sooner_or_goes_needs_nobody() -> None:
    base = WAIVER % ("2026-06-30", "'unit:sales'", "ceo")
    assert changes(base, WAIVER % ("2026-06-01", "'unit:sales'", "ceo")) == ()
    assert changes(base, "") == ()


@pytest.mark.parametrize(
    ("direction", "old", "new", "verb"),
    [
        ("up", 90, 80, "weakened"),
        ("up", 80, 90, "raised"),
        ("down", 5, 7, "weakened"),
        ("down", 7, 5, "raised"),
    ],
)
def test_a_shared_target_is_weakened_or_raised(direction: str, old: int, new: int, verb: str) -> None:
    found = only(METRIC % (direction, "shared", old), METRIC % (direction, "shared", new), "bea")
    assert found.sentence == f"The metric `uptime` has the target {verb} from {old} to {new}"
    assert found.missing == ("carl",)


def test_a_target_of_one_function_needs_nobody_else() -> None:
    assert only(METRIC % ("up", "functional", 9), METRIC % ("up", "functional", 8), "bea").required == ()


def test_a_taken_decision_stays_as_it_was_but_may_be_superseded() -> None:
    found = only(DECISION % ("bea", ""), DECISION % ("dora", ""))
    assert (found.what, found.closed_record) == ("record", True)
    assert changes(DECISION % ("bea", ""), DECISION % ("bea", ", supersededBy: other")) == ()
    assert only(DECISION % ("bea", ""), "").sentence == "The decision `choose` of 2026-01-09 is deleted"


CASE = """
kind: Initiative
metadata: {name: erp}
spec: {sponsor: finance, domains: [%s], attributes: {amount: %d}, stage: %s}
---
kind: Decision
metadata: {name: choose}
spec: {initiative: erp, raisedOn: 2026-01-02, %sdecidedOn: 2026-01-09, proposer: bea, decidedBy: dora}
"""
ABOUT_ANOTHER = "The decision `choose` of 2026-01-09 is about another case: its initiative `erp` is changed"


@pytest.mark.parametrize(
    ("domains", "amount", "stage", "own", "told"),
    [
        ("spend", 5000, "proposed", "", []),
        ("spend", 5000, "committed", "", []),
        ("spend", 50000, "proposed", "", [ABOUT_ANOTHER]),
        ("travel", 5000, "proposed", "", [ABOUT_ANOTHER]),
        ("spend, travel", 5000, "proposed", "", [ABOUT_ANOTHER]),
        ("spend", 50000, "proposed", "attributes: {amount: 5000}, ", []),
        ("spend", 5000, "proposed", "action: buy, ", ["The decision `choose` of 2026-01-09 is changed"]),
        ("travel", 50000, "proposed", "action: buy, ", ["The decision `choose` of 2026-01-09 is changed"]),
    ],
)
def test_the_case_of_a_taken_decision_stays_as_it_was(
    domains: str, amount: int, stage: str, own: str, told: list[str]
) -> None:
    found = changes(CASE % ("spend", 5000, "proposed", ""), CASE % (domains, amount, stage, own), "bea", "ann")
    assert [(one.sentence, one.of, one.closed_record) for one in found] == [
        (sentence, "decision:choose", True) for sentence in told
    ]


def test_the_case_goes_with_its_initiative_and_nothing_else_holds_it() -> None:
    before = CASE % ("spend", 5000, "proposed", "")
    assert [one.sentence for one in changes(before, before.partition("---")[2])] == [ABOUT_ANOTHER]
    own = CASE % ("spend", 5000, "proposed", "domains: [spend], attributes: {amount: 5000}, ")
    assert changes(own, own.partition("---")[2]) == ()
    assert changes(own, own.replace("amount: 5000", "amount: 9", 1)) == ()


def test_what_is_not_decided_yet_may_become_another_case() -> None:
    before = (
        (CASE % ("spend", 5000, "proposed", "")).replace("decidedOn: 2026-01-09, ", "").replace(", decidedBy: dora", "")
    )
    assert changes(before, before.replace("5000", "50000").replace("[spend]", "[travel]")) == ()


def test_a_backdated_delegation_rewrites_the_past() -> None:
    cso = (
        "kind: Role\nmetadata: {name: cso}\nspec: {unit: sales, tier: vp, holders: [carl], escalatesTo: 'role:ceo'%s}\n"
    )
    head = cso % ", deputies: [{to: emil, from: %s, until: 2026-06-30}]"
    assert [found.what for found in changes(cso % "", head % "2026-01-01") if found.retroactive] == ["validity"]
    assert [found.what for found in changes(cso % "", head % "2026-01-15")] == ["authority"]


RIGHT = """
kind: Domain
metadata: {name: spend}
spec: {owningUnit: finance}
---
kind: DecisionRight
metadata: {name: spending, status: %s%s}
spec: {domains: [spend], decide: 'role:cfo'}
"""
FROM = ", effectiveFrom: %s"
WAS_A_DRAFT = "was a draft, and is said to have been in force from "


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (("draft", "2025-06-01"), ("draft", "2026-06-01"), []),
        (("draft", "2026-06-01"), ("draft", "2025-06-01"), []),
        (("draft", "2025-06-01"), ("retired", "2026-06-01"), []),
        (("draft", "2025-06-01"), ("active", "2026-01-15"), []),
        (("draft", ""), ("active", ""), []),
        (("draft", "2025-06-01"), ("active", ""), []),
        (
            ("draft", "2026-06-01"),
            ("active", "2026-01-14"),
            ["was a draft, and is said to have been in force from 2026-01-14"],
        ),
        (
            ("draft", "2025-06-01"),
            ("active", "2025-06-01"),
            ["was a draft, and is said to have been in force from 2025-06-01"],
        ),
        (("active", "2025-06-01"), ("draft", "2025-06-01"), []),
        (
            ("active", "2025-06-01"),
            ("draft", "2026-06-01"),
            ["is said to have been in force from 2026-06-01, not from 2025-06-01"],
        ),
    ],
)
def test_a_draft_was_in_force_on_no_day(before: tuple[str, str], after: tuple[str, str], told: list[str]) -> None:
    base, head = (RIGHT % (status, FROM % day if day else "") for status, day in (before, after))
    found = [one.sentence for one in changes(base, head) if one.retroactive]
    assert found == [f"The decision right `spending` {text}" for text in told]


def test_a_deputy_in_a_draft_stood_in_for_nobody() -> None:
    role = "kind: Role\nmetadata: {name: buyer, status: %s}\nspec: {unit: sales, holders: [carl]%s}\n"
    deputy = ", deputies: [{to: emil, from: 2025-06-01, until: 2026-06-30}]"
    assert [one for one in changes(role % ("draft", ""), role % ("draft", deputy)) if one.retroactive] == []
    found = changes(role % ("draft", deputy), role % ("active", deputy))
    assert [one.sentence for one in found if one.retroactive] == [
        "`emil` is said to have been a deputy of `buyer` since 2025-06-01"
    ]


@pytest.mark.parametrize(
    ("settings", "loosened"),
    [
        ({"tier": "strict"}, False),
        ({"rules": {"RF002": {"severity": "error"}}}, False),
        ({"rules": {"RF002": {"severity": "warning"}}}, True),
        ({"rules": {"WV001": {"params": {"maxDays": 900}}}}, True),
        ({"exclude": ["old/"]}, True),
        ({"waiverApprovers": ["role:cmo"]}, True),
        ({"governanceOwner": "role:cmo"}, True),
        ({"analysis": {"heatError": 0.9}}, True),
    ],
)
def test_settings_that_are_not_known_to_be_stricter_are_loosened(
    settings: dict[str, object], *, loosened: bool
) -> None:
    (found,) = changes("", "", "bea", **settings)
    assert (found.what, found.loosened) == ("settings", loosened)
    assert found.missing == (("ann",) if loosened else ())


def test_how_the_site_looks_is_no_change() -> None:
    assert changes("", "", site={"name": "New"}) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"author": 1}',
        '{"author": ""}',
        '{"author": "a", "approvals": "b"}',
        '{"author": "a", "approved": []}',
        '{"author": "a", "date": "soon"}',
        '{"author": "a", "date": 20260101}',
        "[" * 100_000,
    ],
)
def test_approvals_that_cannot_be_understood_prove_nothing(text: str) -> None:
    with pytest.raises(SettingsError):
        Approvals.read(text, "approvals.json")


PLAN = """
kind: Cycle
metadata: {name: y2027}
spec: {level: year, starts: 2027-01-01, ends: 2027-12-31}
---
kind: Metric
metadata: {name: uptime}
spec: {owningUnit: sales, direction: up}
"""
NEW = """---
kind: IncentivePlan
metadata: {name: %s}
spec: {roles: [cso], cycle: y2027, components: [{metric: uptime, weight: 100}], approvedBy: 'role:%s'}
"""


def test_a_new_plan_does_not_choose_its_own_approver() -> None:
    assert only(PLAN, PLAN + NEW % ("own", "cmo"), "bea").missing == ("ann",)
    known = PLAN + NEW % ("old", "cfo")
    assert only(known, known + NEW % ("own", "cfo"), "bea").missing == ("dora",)


def test_who_is_paid_does_not_approve_the_plan_alone() -> None:
    known = PLAN + NEW % ("old", "cso")
    assert only(known, known.replace("weight: 100", "weight: 90"), "carl").missing == ("ann",)
    assert only(known, known.replace("weight: 100", "weight: 90"), "bea", "carl").missing == ()


@pytest.mark.parametrize(
    ("role", "told"),
    [
        ("holders: [dora, emil]", "`cfo` is held by dora and emil, no longer by dora"),
        ("holders: [dora], deputies: [{to: emil}]", "`emil` can now stand in for `cfo`"),
    ],
)
def test_a_seat_that_decides_nothing_is_told_all_the_same(role: str, told: str) -> None:
    cfo = "kind: Role\nmetadata: {name: cfo}\nspec: {unit: finance, tier: vp, %s, escalatesTo: 'role:ceo'}\n"
    found = only("", cfo % role, "emil")
    assert (found.sentence, found.author_gains, found.missing) == (told, True, ("dora",))


def test_where_nobody_has_a_side_governance_is_asked() -> None:
    units = "".join(f"kind: Unit\nmetadata: {{name: {name}}}\nspec: {{type: team}}\n---\n" for name in "ab")
    rule = "kind: Precedence\nmetadata: {name: first}\nspec: {order: ['unit:%s', 'unit:%s'], %s}"
    by = "decidedBy: 'role:ceo', rationale: So"
    found = only(units + rule % ("a", "b", by), units + rule % ("b", "a", by), "bea")
    assert (found.missing, found.asked) == (("ann",), ("ann, who has the last word",))
