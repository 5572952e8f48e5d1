"""Who decides one case, down to the person, against answers worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from alignctl.analysis.authority import Answer, Register, regions, resolve
from alignctl.model.quantity import Value
from alignctl.model.ref import Ref
from tests.workspace import laid_over

SPEND = """
kind: Domain
metadata: {name: spend}
spec: {owningUnit: finance, attributes: {amount: {type: number, unit: EUR, max: 100000}}}
---
kind: DecisionRight
metadata: {name: spending}
spec: {domains: [spend], decide: 'role:buyer', %s}
---
kind: Role
metadata: {name: buyer}
spec:
  unit: finance
  tier: manager
  escalatesTo: 'role:cfo'
  holders: [gil, hal]
  unavailable:
    - {holder: gil, from: 2026-02-01, until: 2026-02-10}
    - {holder: hal, from: 2026-02-05, until: 2026-02-20}
  deputies:
    - {to: ida, limits: {amount: {upTo: 5000}}, until: 2026-02-08}
    - {to: 'role:cmo', rights: [other], until: 2026-12-31}
    - {to: 'role:cso', from: 2026-02-06, until: 2026-12-31}
"""


def who(
    text: str,
    day: str = "2026-01-15",
    domains: str = "spend",
    action: str | None = None,
    proposer: str | None = None,
    **values: Value,
) -> Answer:
    touched = tuple(Ref(f"domain:{name}") for name in domains.split())
    given = {name.replace("_", "-"): value for name, value in values.items()}
    return resolve(laid_over(text, day), touched, action, given, proposer)


def buyer(day: str, amount: int = 100, right: str = "sla: 2bd", proposer: str | None = None) -> tuple[str | None, ...]:
    answer = who(SPEND % right, day, proposer=proposer, amount=Decimal(amount))
    assert answer.decider == "role:buyer"
    return (answer.seat, *answer.people)


@pytest.mark.parametrize(
    ("day", "amount", "expected"),
    [
        ("2026-01-31", 100, ("role:buyer", "gil", "hal")),
        ("2026-02-01", 100, ("role:buyer", "hal")),  # first day of gil's absence
        ("2026-02-05", 100, ("role:buyer", "ida")),  # both are away: the first deputy
        ("2026-02-05", 5000, ("role:buyer", "ida")),  # at her limit
        ("2026-02-05", 5001, ("role:cfo", "dora")),  # over her limit, the next deputy has not begun
        ("2026-02-06", 5001, ("role:buyer", "carl")),  # first day of the next deputy
        ("2026-02-08", 100, ("role:buyer", "ida")),  # her last day
        ("2026-02-09", 100, ("role:buyer", "carl")),  # the day after; the one in between has another right
        ("2026-02-10", 100, ("role:buyer", "carl")),  # last day of gil's absence
        ("2026-02-11", 100, ("role:buyer", "gil")),
        ("2026-02-21", 100, ("role:buyer", "gil", "hal")),
    ],
)
def test_a_deputy_acts_while_all_holders_are_away_and_within_its_window_and_limits(
    day: str, amount: int, expected: tuple[str, ...]
) -> None:
    assert buyer(day, amount) == expected


def test_a_right_that_may_not_be_delegated_goes_up_the_ladder() -> None:
    assert buyer("2026-02-06", right="delegable: false") == ("role:cfo", "dora")


def test_a_concurrent_deputy_acts_beside_the_holder() -> None:
    text = SPEND.replace("{to: ida, ", "{to: ida, concurrent: true, ")
    assert who(text % "sla: 2bd", amount=Decimal(5000)).people == ("gil", "hal", "ida")
    assert who(text % "sla: 2bd", amount=Decimal(5001)).people == ("gil", "hal")
    assert who(text % "sla: 2bd", "2026-02-09", amount=Decimal(1)).people == ("carl",)


def test_the_proposer_does_not_decide_where_duties_are_kept_apart() -> None:
    apart = "sod: [[proposer, decider]]"
    assert buyer("2026-01-31", right=apart, proposer="gil") == ("role:buyer", "hal")
    assert buyer("2026-01-31", right="sla: 2bd", proposer="gil") == ("role:buyer", "gil", "hal")
    assert buyer("2026-02-01", right=apart, proposer="hal") == ("role:buyer", "ida")
    assert buyer("2026-02-05", right=apart, proposer="ida") == ("role:cfo", "dora")
    assert buyer("2026-02-06", right=apart, proposer="ida") == ("role:buyer", "carl")


def test_duties_kept_apart_for_one_role_bind_only_that_role() -> None:
    assert buyer("2026-02-01", right="sod: [['role:buyer', proposer]]", proposer="hal") == ("role:buyer", "ida")
    assert buyer("2026-02-01", right="sod: [['role:cfo', proposer]]", proposer="hal") == ("role:buyer", "hal")
    assert buyer("2026-02-01", right="sod: [['role:buyer', decider]]", proposer="hal") == ("role:buyer", "hal")


def test_the_ladder_is_the_chain_or_what_the_right_says() -> None:
    answer = who(SPEND % "sla: 2bd", amount=Decimal(1))
    assert [(rung.seat, rung.within.text) for rung in answer.escalation] == [
        ("role:cfo", "2bd"),
        ("role:ceo", "2bd"),
    ]
    assert answer.sla is not None
    assert answer.sla.text == "2bd"
    own = "escalation: [{to: 'role:ceo', within: 1d}, {to: 'role:cso'}], delegable: false"
    answer = who(SPEND % own, "2026-02-05", amount=Decimal(1))
    assert (answer.seat, answer.people) == ("role:ceo", ("ann",))
    assert [(rung.seat, rung.within.text, rung.people) for rung in answer.escalation] == [
        ("role:cso", "2bd", ("carl",)),
    ]
    answer = who(SPEND % own, "2026-01-05", amount=Decimal(1))
    assert [(rung.seat, rung.within.text, rung.people) for rung in answer.escalation] == [
        ("role:ceo", "1d", ("ann",)),
        ("role:cso", "2bd", ("carl",)),
    ]


def test_a_dispute_never_goes_to_whoever_has_just_decided() -> None:
    vacant = "---\nkind: Role\nmetadata: {name: cfo}\nspec: {unit: finance, holders: [], escalatesTo: 'role:ceo'}\n"
    board = "---\nkind: Role\nmetadata: {name: board}\nspec: {unit: company, holders: [walter], final: true}\n"
    ceo = "---\nkind: Role\nmetadata: {name: ceo}\nspec: {unit: company, holders: [ann], escalatesTo: 'role:board'}\n"
    text = f"{SPEND % 'sla: 3bd'}{vacant}{ceo}{board}"
    answer = who(text, "2026-02-09", amount=Decimal(6000))
    assert (answer.seat, answer.people) == ("role:buyer", ("carl",))
    assert [(rung.seat, rung.people) for rung in answer.escalation] == [
        ("role:ceo", ("ann",)),
        ("role:board", ("walter",)),
    ]
    assert answer.at_most is not None
    assert answer.at_most.words == "7 working days"
    answer = who(text.replace("to: 'role:cso'", "to: 'role:ceo'"), "2026-02-09", amount=Decimal(6000))
    assert (answer.seat, answer.people) == ("role:buyer", ("ann",))
    assert [(rung.seat, rung.people) for rung in answer.escalation] == [("role:board", ("walter",))]


def test_who_is_away_is_away_in_every_seat_and_for_every_deputy() -> None:
    two = "---\nkind: Role\nmetadata: {name: cfo}\nspec: {unit: finance, holders: [gil], escalatesTo: 'role:ceo'}\n"
    text = SPEND % "agree: ['role:cfo']" + two
    there = who(text, "2026-01-31", amount=Decimal(1))
    assert [(one.of, one.people) for one in there.approvers] == [("role:cfo", ("gil",))]
    answer = who(text, "2026-02-01", amount=Decimal(1))
    assert (answer.people, [one.people for one in answer.approvers]) == (("hal",), [()])
    assert [rung.seat for rung in answer.escalation] == ["role:ceo"]
    ida = "---\nkind: Role\nmetadata: {name: other}\nspec: {unit: sales, holders: [ida], unavailable: [%s]}\n"
    window = "{holder: ida, from: 2026-02-01, until: 2026-02-08}"
    answer = who(SPEND % "sla: 2bd" + ida % window, "2026-02-08", amount=Decimal(1))
    assert (answer.seat, answer.people) == ("role:buyer", ("carl",))


def test_a_case_of_several_subjects_takes_the_longest_of_the_times_that_apply() -> None:
    text = """
kind: Domain
metadata: {name: one}
spec: {owningUnit: finance}
---
kind: Domain
metadata: {name: two}
spec: {owningUnit: finance}
---
kind: DecisionRight
metadata: {name: quick}
spec: {domains: [one], decide: 'role:cfo', sla: 3bd, agree: ['role:cmo'], agreeWithin: 1bd}
---
kind: DecisionRight
metadata: {name: slow}
spec: {domains: [two], decide: 'role:cfo', sla: 20bd, agree: ['role:cmo'], agreeWithin: 5bd}
"""
    answer = who(text, domains="one two")
    assert answer.sla is not None
    assert (answer.sla.text, [(s.of, s.within and s.within.text) for s in answer.silence]) == (
        "20bd",
        [("role:cmo", "5bd")],
    )


def test_an_attribute_left_open_gives_one_answer_for_each_region_and_person() -> None:
    org = laid_over(SPEND % "sla: 2bd", "2026-02-05")
    found = regions(org, (Ref("domain:spend"),), None, {})
    assert [(answer.region, answer.decider, answer.people) for answer in found] == [
        ("up to 5000 EUR", "role:buyer", ("ida",)),
        ("over 5000 EUR", "role:buyer", ("dora",)),
    ]
    whole = resolve(org, (Ref("domain:spend"),), None, {})
    assert whole.regions == found
    assert (whole.outcome, whole.decider, whole.people, whole.sla) == ("decided", "role:buyer", (), found[0].sla)


def test_the_reasons_are_told_with_their_places() -> None:
    answer = who(SPEND % "sla: 2bd", "2026-02-05", amount=Decimal(5001))
    assert [(step.text, step.place.pointer) for step in answer.trace] == [
        ("`spending` applies to `spend` and names `buyer`.", ("spec", "decide")),
        ("So `buyer` decides.", ("spec", "decide")),
        ("gil is away until 2026-02-10.", ("spec", "unavailable", 0)),
        ("hal is away until 2026-02-20.", ("spec", "unavailable", 1)),
        ("ida, a deputy of `buyer`, has a limit that excludes this case.", ("spec", "deputies", 0)),
        (
            "cmo, a deputy of `buyer`, has not been given this right, or it may not be delegated.",
            ("spec", "deputies", 1),
        ),
        ("cso, a deputy of `buyer`, acts only from 2026-02-06.", ("spec", "deputies", 2)),
        ("dora holds `cfo`.", ("spec", "holders", 0)),
    ]


def test_nobody_is_there_when_the_ladder_ends() -> None:
    text = """
kind: Domain
metadata: {name: spend}
spec: {owningUnit: finance}
---
kind: DecisionRight
metadata: {name: spending}
spec: {domains: [spend], decide: 'role:buyer'}
---
kind: Role
metadata: {name: buyer}
spec: {unit: finance, holders: [], escalatesTo: 'role:seller'}
---
kind: Role
metadata: {name: seller}
spec: {unit: finance, holders: [], escalatesTo: 'role:buyer'}
"""
    answer = who(text)
    assert (answer.outcome, answer.decider, answer.seat, answer.person) == ("decided", "role:buyer", None, None)
    assert [step.text for step in answer.trace[2:]] == [
        "`buyer` is vacant.",
        "`seller` is vacant.",
        "Nobody is there to act.",
    ]


JOINT = """
kind: Domain
metadata: {name: tools}
spec: {owningUnit: marketing, attributes: {amount: {type: number}}, actions: [buy, drop]}
---
kind: Domain
metadata: {name: crm}
spec: {owningUnit: sales, parent: tools, actions: [buy]}
---
kind: Domain
metadata: {name: data}
spec: {owningUnit: finance, actions: [use]}
---
kind: Domain
metadata: {name: budget}
spec: {owningUnit: finance}
---
kind: DecisionRight
metadata: {name: tool-choice}
spec: {domains: [tools], decide: 'role:cmo', agree: ['unit:sales'], sla: 3d}
---
kind: DecisionRight
metadata: {name: data-use}
spec: {domains: [data], decide: 'role:cfo', sla: 1d}
---
kind: DecisionRight
metadata: {name: budgeting}
spec: {domains: [budget], decide: 'role:cfo'}
---
kind: Forum
metadata: {name: council}
spec:
  members: [cmo, cfo]
  chair: cmo
  decisionRule: chair
  cadence: {startsOn: 2026-01-05, rrule: FREQ=WEEKLY}
  escalatesTo: 'role:ceo'
"""
TOGETHER = (
    JOINT
    + """
---
kind: DecisionRight
metadata: {name: tools-with-data}
spec: {domains: [tools, data], decide: 'forum:council'}
"""
)


def test_a_composite_right_needs_two_of_its_domains() -> None:
    assert who(TOGETHER, domains="crm").decider == "role:cmo"
    answer = who(TOGETHER, domains="crm data")
    assert (answer.decider, answer.settled_by, answer.rights) == (
        "forum:council",
        "composite",
        ("decisionright:tools-with-data",),
    )
    assert (answer.forum, answer.person, answer.people) == (True, None, ("bea", "dora"))
    assert who(TOGETHER, domains="tools crm").decider == "role:cmo"


def test_one_domain_inside_another_is_one_domain_touched() -> None:
    nested = "\n---\n{kind: DecisionRight, metadata: {name: n}, spec: {domains: [tools, crm], decide: 'role:ceo'}}"
    assert who(JOINT + nested, domains="crm").decider == "role:cmo"
    assert who(JOINT + nested, domains="crm tools").decider == "role:ceo"


def test_of_composite_rights_the_one_that_names_the_fewest_domains_stands() -> None:
    wider = """
---
kind: DecisionRight
metadata: {name: wider}
spec: {domains: [tools, data, budget], decide: 'role:ceo'}
"""
    assert who(TOGETHER + wider, domains="crm data").decider == "forum:council"
    assert who(TOGETHER + wider, domains="crm data budget").decider == "role:ceo"
    assert who(TOGETHER + wider, domains="crm budget").decider == "role:ceo"


def test_a_composite_right_that_does_not_cover_the_whole_case_decides_its_part() -> None:
    answer = who(TOGETHER, domains="crm data budget")
    assert (answer.outcome, answer.leads) == ("unresolved", ("forum:council", "role:cfo"))


def test_one_decider_of_all_domains_leads() -> None:
    answer = who(JOINT, domains="data budget")
    assert (answer.outcome, answer.decider, answer.settled_by) == ("decided", "role:cfo", "oneDecider")


ORDER = """
---
kind: Precedence
metadata: {name: %s, effectiveUntil: 2026-06-30}
spec: {order: ['domain:%s', 'domain:%s'], decidedBy: 'role:ceo', rationale: agreed}
"""


def test_different_deciders_need_precedence() -> None:
    answer = who(JOINT, domains="crm data")
    assert (answer.outcome, answer.decider, answer.leads) == ("unresolved", None, ("role:cfo", "role:cmo"))
    assert answer.trace[-1].text == "So `cfo` and `cmo` each decide a part, and no precedence says who leads."


def test_the_domain_that_takes_precedence_leads_and_the_others_must_agree() -> None:
    text = JOINT + ORDER % ("data-first", "data", "tools")
    answer = who(text, domains="crm data")
    assert (answer.decider, answer.settled_by, answer.agree) == ("role:cfo", "precedence", ("role:cmo", "unit:sales"))
    assert answer.sla is not None
    assert answer.sla.text == "1d"
    assert answer.trace[-2].text == "So `cfo` decides, because `data-first` gives it precedence."
    assert who(text, "2026-06-30", domains="crm data").outcome == "decided"
    assert who(text, "2026-07-01", domains="crm data").outcome == "unresolved"


def test_precedence_is_transitive_and_must_hold_over_every_other_decider() -> None:
    text = JOINT.replace("domains: [budget], decide: 'role:cfo'", "domains: [budget], decide: 'role:cso'")
    first, second = ORDER % ("a", "data", "tools"), ORDER % ("b", "tools", "budget")
    assert who(text + first, domains="crm data budget").outcome == "unresolved"
    answer = who(text + first + second, domains="crm data budget")
    assert (answer.decider, answer.agree) == ("role:cfo", ("role:cmo", "role:cso", "unit:sales"))


def test_rules_about_parts_and_wholes_that_contradict_each_other_settle_nothing() -> None:
    text = JOINT + "\n---\n{kind: Domain, metadata: {name: files}, spec: {owningUnit: finance, parent: data}}"
    first, second = ORDER % ("a", "crm", "data"), ORDER % ("b", "files", "tools")
    assert who(text + first, domains="crm files").decider == "role:cmo"
    assert who(text + second, domains="crm files").decider == "role:cfo"
    assert who(text + first + second, domains="crm files").outcome == "unresolved"


def test_a_gap_or_tie_in_one_domain_leaves_the_case_open() -> None:
    rival = "\n---\n{kind: DecisionRight, metadata: {name: rival}, spec: {domains: [data], decide: 'role:ceo'}}"
    assert who(JOINT + rival, domains="crm data").outcome == "tied"
    lone = "\n---\n{kind: Domain, metadata: {name: lone}, spec: {owningUnit: sales}}"
    assert who(JOINT + lone, domains="crm lone").outcome == "gap"


def test_each_domain_is_asked_about_the_action_that_it_knows() -> None:
    assert who(JOINT, domains="crm data", action="buy").leads == ("role:cfo", "role:cmo")
    only = JOINT.replace("spec: {domains: [tools], ", "spec: {domains: [tools], actions: [drop], ")
    assert who(only, domains="tools").outcome == "gap"  # the first action is to buy
    assert who(only, domains="tools", action="drop").decider == "role:cmo"
    strange = who(only, domains="data", action="fly")
    assert (strange.outcome, strange.trace[0].text) == ("decided", "`data` has no action `fly`.")


def test_what_is_odd_about_a_question_is_told() -> None:
    assert [step.text for step in who(JOINT, domains="ghost").trace] == [
        "`ghost` is not a domain in force on 2026-01-15."
    ]
    answer = who(SPEND % "sla: 2bd", amount=Decimal(100001))
    assert (answer.decider, answer.trace[0].text) == ("role:buyer", "100 001 is outside what is declared for `amount`.")


def test_too_many_regions_are_not_cut_silently() -> None:
    org = laid_over(SPEND % "sla: 2bd", analysis={"cellBudget": 1})
    answer = resolve(org, (Ref("domain:spend"),), None, {})
    assert answer.outcome == "unknown"
    assert answer.trace[-1].text == "With `amount` left open there are 2 cases, more than the 1 that are looked into."
    assert resolve(org, (Ref("domain:spend"),), None, {"amount": Decimal(1)}).outcome == "decided"


def test_a_register_serves_any_day() -> None:
    org = laid_over(JOINT)
    register = Register.of(org.model)
    case = (Ref("domain:data"),)
    assert resolve(org, case, None, {}, register=register) == resolve(org, case, None, {})
