from __future__ import annotations

import pytest

from alignctl.analysis.authority import authority
from alignctl.analysis.duties import duties
from alignctl.model.facts import Authority, Duty
from tests.workspace import laid_over

TEXT = """
kind: Domain
metadata: {name: accounts}
spec: {owningUnit: finance, incompatibleWith: [refunds, ghost, accounts]}
---
kind: Domain
metadata: {name: refunds}
spec: {owningUnit: sales, incompatibleWith: [accounts], decidable: %s}
---
kind: DecisionRight
metadata: {name: opening}
spec: {domains: [accounts], decide: 'role:opener'}
---
kind: DecisionRight
metadata: {name: refunding}
spec: {domains: [refunds], decide: 'role:refunder'}
---
kind: Role
metadata: {name: opener}
spec: {unit: finance, holders: [noor]}
---
kind: Role
metadata: {name: refunder}
spec: {unit: sales, holders: [%s], deputies: [%s]}
"""
JUNE = "{to: noor, from: 2026-06-01, until: 2026-06-30}"


def found(text: str, day: str = "2026-06-15") -> tuple[Duty, ...]:
    org = laid_over(text, day)
    return duties(org, tuple(fact for fact in authority(org) if isinstance(fact, Authority)))


@pytest.mark.parametrize(
    ("day", "both"),
    [("2026-05-31", ()), ("2026-06-01", ("noor",)), ("2026-06-30", ("noor",)), ("2026-07-01", ())],
)
def test_deputising_puts_a_hand_on_a_side_within_its_window(day: str, both: tuple[str, ...]) -> None:
    [duty] = found(TEXT % ("true", "rik", JUNE), day)
    assert duty.both == both
    assert duty.subjects == duty.of == ("domain:accounts", "domain:refunds")
    assert (duty.parties, duty.key) == ("`accounts` and `refunds`", "")
    assert duty.place.pointer == ("spec", "incompatibleWith", 0)
    assert duty.how == (("noor holds `opener`", "noor deputises for `refunder` until 2026-06-30") if both else ())


@pytest.mark.parametrize(
    ("holder", "deputy", "both"),
    [
        ("noor", "", ("noor",)),
        ("rik", "{to: 'role:opener', until: 2026-12-31}", ("noor",)),
        ("rik", "{to: noor, rights: [refunding]}", ("noor",)),
        ("rik", "{to: noor, rights: [opening]}", ()),
        ("rik", "{to: piet}", ()),
    ],
)
@pytest.mark.parametrize("decidable", ["true", "false"])
def test_holders_and_deputies_of_the_rights_count(
    holder: str, deputy: str, both: tuple[str, ...], decidable: str
) -> None:
    [duty] = found(TEXT % (decidable, holder, deputy))
    assert duty.both == both


def test_a_right_that_may_not_be_delegated_reaches_no_deputy() -> None:
    text = TEXT.replace("decide: 'role:refunder'}", "decide: 'role:refunder', delegable: false}")
    assert found(text % ("true", "rik", JUNE))[0].both == ()


def test_authority_from_above_and_over_several_domains_counts() -> None:
    text = TEXT.replace("decide: 'role:refunder'", "when: {amount: {over: 10}}, decide: 'role:refunder'")
    text = text.replace("spec: {owningUnit: sales, inc", "spec: {owningUnit: sales, parent: money, inc")
    above = "\n---\n{kind: Domain, metadata: {name: money}, spec: {owningUnit: finance}}\n---\n"
    right = "{kind: DecisionRight, metadata: {name: paying}, spec: {domains: [money], decide: 'role:opener'}}"
    assert found((text + above + right) % ("true", "rik", ""))[0].both == ("noor",)
    joint = right.replace("[money]", "[money, refunds]")
    assert found((text + above + joint) % ("true", "rik", ""))[0].both == ("noor",)
    below = right.replace("[money]", "[money, other]")
    assert found((text + above + below) % ("true", "rik", ""))[0].both == ()


BODY = """
---
kind: Forum
metadata: {name: body}
spec: {members: [%s], chair: opener, decisionRule: chair, cadence: {startsOn: 2026-01-01, rrule: FREQ=WEEKLY}}
"""


def test_a_forum_of_several_people_decides_as_a_body() -> None:
    text = TEXT.replace("decide: 'role:refunder'", "decide: 'forum:body'")
    assert found((text + BODY) % ("true", "rik", "", "opener, refunder"))[0].both == ()
    assert found((text + BODY) % ("true", "rik", "", "opener"))[0].both == ("noor",)


SOD = """
kind: Domain
metadata: {name: pay}
spec: {owningUnit: finance}
---
kind: DecisionRight
metadata: {name: paying}
spec:
  domains: [pay]
  decide: 'role:cfo'
  sod: [%s]
---
kind: Role
metadata: {name: auditor}
spec: {unit: sales, holders: [dora, piet]}
---
kind: Role
metadata: {name: cfo}
spec: {unit: finance, holders: [dora], deputies: [{to: piet, until: 2026-12-31, rights: [%s]}]}
"""


@pytest.mark.parametrize(
    ("pair", "rights", "both"),
    [
        ("[decider, 'role:auditor']", "paying", ("dora", "piet")),
        ("[decider, 'role:auditor']", "other", ("dora",)),
        ("['role:auditor', 'role:cfo']", "paying", ("dora", "piet")),
        ("['role:cmo', decider]", "paying", ()),
        ("[proposer, decider]", "paying", ()),
    ],
)
def test_the_parties_of_a_right_are_compared(pair: str, rights: str, both: tuple[str, ...]) -> None:
    [duty] = found(SOD % (pair, rights))
    assert duty.both == both
    assert duty.subjects == ("decisionright:paying",)
    assert duty.place.pointer == ("spec", "sod", 0)


def test_each_pair_is_one_fact() -> None:
    pairs = "[decider, 'role:cmo'], ['role:cmo', decider], [decider, decider], ['role:cmo', proposer]"
    assert [(duty.parties, duty.place.pointer[-1]) for duty in found(SOD % (pairs, "paying"))] == [
        ("the decider and `cmo` of `paying`", 0),
        ("the proposer and `cmo` of `paying`", 3),
    ]


def test_the_members_of_a_forum_that_is_a_party_count_one_by_one() -> None:
    [duty] = found(SOD % ("[decider, 'forum:body']", "paying") + BODY % "opener, auditor")
    assert duty.both == ("dora", "piet")
    assert duty.how[1] == "dora sits in `body`"
