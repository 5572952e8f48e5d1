"""Rights, seats, ladders and joint cases as facts, against answers worked out by hand."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

import pytest

from alignctl.analysis.authority import authority
from alignctl.model.facts import Case, Fact, Gap, Inversion, Overlap, Right, Seat
from tests.workspace import laid_over

F = TypeVar("F", bound=Fact)


def facts(kind: type[F], text: str, day: str = "2026-01-15") -> list[F]:
    return [fact for fact in authority(laid_over(text, day)) if isinstance(fact, kind)]


SPEND = """
kind: Domain
metadata: {name: spend}
spec:
  owningUnit: finance
  attributes: {amount: {type: number, unit: EUR, max: 100}, kind: {type: enum, values: [car, train]}}
"""
RIGHT = """
---
kind: DecisionRight
metadata: {name: %s}
spec: {domains: [spend], %s}
"""


def test_a_band_that_other_rights_always_beat_is_dead() -> None:
    text = SPEND + RIGHT % ("law", "reserved: true, when: {amount: {over: 50}}, decide: 'role:ceo'")
    bands = "bandOn: amount, bands: [{upTo: 60, decide: 'role:cmo'}, {upTo: 90, decide: 'role:cfo'}]"
    law, found = facts(Right, text + RIGHT % ("rule", bands))
    assert (law.dead, law.bands[0].label, law.bands[0].region) == ((), "all", "over 50 EUR")
    assert [(b.label, b.region, b.decider, b.reachable, b.shadowed_by) for b in found.bands] == [
        ("up to 60", "up to 60 EUR", "role:cmo", True, ()),
        ("over 60 and up to 90", "over 60 and up to 90 EUR", "role:cfo", False, ("decisionright:law",)),
    ]
    assert found.dead == ("over 60 and up to 90",)
    assert found.places["dead"].pointer == ("spec", "bands", 1)


def test_a_band_outside_the_universe_is_dead_without_a_rival() -> None:
    bands = "bandOn: amount, bands: [{upTo: 100, decide: 'role:cmo'}, {decide: 'role:cfo'}]"
    [found] = facts(Right, SPEND + RIGHT % ("rule", bands))
    assert [(band.region, band.reachable, band.shadowed_by) for band in found.bands] == [
        ("everything", True, ()),
        ("nothing", False, ()),
    ]


def test_a_right_about_what_need_not_be_decided_is_reachable() -> None:
    text = SPEND.replace("owningUnit: finance", "owningUnit: finance\n  decidable: false")
    [found] = facts(Right, text + RIGHT % ("rule", "decide: 'role:cfo'"))
    assert found.dead == ()
    assert not facts(Inversion, text)


def test_a_right_for_an_action_that_nobody_takes_is_dead() -> None:
    [found] = facts(Right, SPEND + RIGHT % ("rule", "actions: [fly], decide: 'role:cfo'"))
    assert (found.dead, found.bands[0].shadowed_by) == (("all",), ())
    assert found.places["dead"].pointer == ("spec", "decide")


DATA = "\n---\n{kind: Domain, metadata: {name: data}, spec: {owningUnit: sales}}"
MORE = "\n---\n{kind: Domain, metadata: {name: more}, spec: {owningUnit: sales}}"


def test_a_composite_right_is_judged_in_cases_that_touch_its_domains() -> None:
    joint = RIGHT % ("joint", "decide: 'role:cfo'")
    text = SPEND + DATA + MORE + joint.replace("[spend]", "[spend, data]")
    assert facts(Right, text)[0].dead == ()
    rival = RIGHT % ("rival", "reserved: true, decide: 'role:ceo'")
    dead = [fact for fact in facts(Right, text + rival.replace("[spend]", "[data, spend]")) if fact.dead]
    assert [(fact.right, fact.bands[0].shadowed_by) for fact in dead] == [
        ("decisionright:joint", ("decisionright:rival",))
    ]
    wide = RIGHT % ("wide", "decide: 'role:ceo'")
    assert not [fact for fact in facts(Right, text + wide.replace("[spend]", "[data, more, spend]")) if fact.dead]


DEPUTIES = """
---
kind: Role
metadata: {name: buyer}
spec: {unit: finance, holders: [gil], unavailable: [{holder: gil, from: 2026-01-01, until: 2026-12-31}], deputies: [%s]}
"""


@pytest.mark.parametrize(
    ("deputies", "people"),
    [
        ("", 1),
        ("{to: ida, until: 2026-01-15}", 2),
        ("{to: ida, until: 2026-01-14}", 1),
        ("{to: ida, from: 2026-01-16}", 1),
        ("{to: gil}", 1),
        ("{to: 'role:cmo'}, {to: ida}", 3),
        ("{to: ida, limits: {amount: {upTo: 40}}}", 2),  # the whole band
        ("{to: ida, limits: {amount: {under: 40}}}", 1),
        ("{to: ida, limits: {amount: {upTo: 40}, kind: {in: [car]}}}", 1),
        ("{to: ida, limits: {other: {upTo: 1}}}", 2),  # says nothing about these cases
        ("{to: ida, rights: [rule]}", 2),
        ("{to: ida, rights: [law]}", 1),
    ],
)
def test_people_are_those_who_can_act_in_the_whole_band_without_escalating(deputies: str, people: int) -> None:
    right = RIGHT % ("rule", "bandOn: amount, bands: [{upTo: 40, decide: 'role:buyer'}, {decide: 'forum:board'}]")
    [found] = facts(Right, SPEND + right + DEPUTIES % deputies)
    assert [band.people for band in found.bands] == [people, 0]
    assert found.fewest == 0
    assert found.places["fewest"].pointer == ("spec", "bands", 1, "decide")


BOARD = """
---
kind: Forum
metadata: {name: board}
spec: {members: [ceo, cmo, empty], chair: ceo, cadence: {startsOn: 2026-01-01, rrule: FREQ=MONTHLY}, %s}
---
{kind: Role, metadata: {name: empty}, spec: {unit: sales, holders: []}}
"""


@pytest.mark.parametrize(
    ("quorum", "people"),
    [("final: true", 2), ("quorum: 2", 2), ("quorum: 3", 0), ("quorum: 0.5", 2), ("quorum: 0.9", 0)],
)
def test_a_forum_acts_if_its_quorum_can_be_reached(quorum: str, people: int) -> None:
    [found] = facts(Right, SPEND + BOARD % quorum + RIGHT % ("rule", "decide: 'forum:board'"))
    assert found.fewest == people


def test_vetoes_and_forums_without_a_rule_are_counted() -> None:
    bands = (
        "agree: ['role:cmo'], bandOn: amount, bands: [{upTo: 9, decide: 'role:cfo', agree: ['role:cmo', 'unit:sales']},"
    )
    [found] = facts(
        Right, SPEND + BOARD % "quorum: 2" + RIGHT % ("rule", bands + "{decide: 'forum:board'}], class: big-bet")
    )
    assert (found.max_agree, found.ruleless, found.class_) == (2, ("forum:board",), "big-bet")
    assert [band.agree for band in found.bands] == [("role:cmo", "unit:sales"), ("role:cmo",)]
    assert found.places["agree"].pointer == ("spec", "bands", 0, "agree")
    assert found.places["decide"].pointer == ("spec", "bands", 1, "decide")
    [ruled] = facts(Right, SPEND + BOARD % "decisionRule: chair" + RIGHT % ("rule", "decide: 'forum:board'"))
    assert (ruled.ruleless, ruled.class_) == ((), "default")


SEAT = (
    SPEND
    + RIGHT % ("rule", "decide: 'role:buyer', agree: ['unit:sales']")
    + RIGHT % ("aside", "when: {kind: {in: [car]}}, decide: 'role:buyer'")
    + """
---
kind: Role
metadata: {name: buyer}
spec: {unit: finance, holders: %s, unavailable: [%s], deputies: [%s]}
"""
)


def buyer(holders: str, away: str = "", deputies: str = "", day: str = "2026-01-15") -> Seat:
    found = facts(Seat, SEAT % (holders, away, deputies), day)
    assert [seat.seat for seat in found] == ["role:buyer", "role:cso"]
    assert found[1].rights == ("decisionright:rule",)
    return found[0]


def test_a_seat_with_somebody_in_it_is_covered() -> None:
    seat = buyer("[gil, hal]", "{holder: gil, from: 2026-01-01, until: 2026-12-31}")
    assert (seat.holders, seat.absent, seat.absent_days, seat.cover, seat.uncovered) == (2, False, 0, "full", ())
    assert seat.rights == ("decisionright:aside", "decisionright:rule")


def test_a_vacancy_says_whether_a_deputy_was_ever_named() -> None:
    seat = buyer("[]")
    assert (seat.holders, seat.absent, seat.until, seat.cover, seat.lapsed) == (0, False, None, "none", False)
    assert seat.uncovered == seat.rights
    assert seat.places["holders"].pointer == ("spec", "holders")
    ended = buyer("[]", deputies="{to: ida, until: 2026-01-14}")
    assert (ended.cover, ended.lapsed) == ("none", True)
    assert (buyer("[]", deputies="{to: ida, until: 2026-01-15}").cover) == "full"
    assert not buyer("[]", deputies="{to: ida, rights: [other], until: 2026-01-14}").lapsed


@pytest.mark.parametrize(
    ("deputies", "cover", "uncovered"),
    [
        ("{to: ida}", "full", ()),
        ("{to: gil}", "none", ("aside", "rule")),  # away himself
        ("{to: ida, rights: [rule]}", "part", ("aside",)),
        ("{to: ida, rights: [rule]}, {to: jan, rights: [aside]}", "full", ()),
        ("{to: ida, limits: {amount: {upTo: 40}}}", "part", ("aside", "rule")),
        ("{to: ida, limits: {amount: {over: 100}}}", "none", ("aside", "rule")),
        ("{to: ida, limits: {kind: {in: [car]}}}", "part", ("rule",)),
        ("{to: 'role:ghost'}", "none", ("aside", "rule")),
    ],
)
def test_cover_is_full_only_if_deputies_cover_every_right(
    deputies: str, cover: str, uncovered: tuple[str, ...]
) -> None:
    seat = buyer("[gil]", "{holder: gil, from: 2026-01-10, until: 2026-01-20}", deputies)
    assert (seat.cover, seat.uncovered) == (cover, tuple(f"decisionright:{name}" for name in uncovered))
    assert (seat.absent, seat.absent_days, seat.until) == (True, 11, date(2026, 1, 20))
    assert seat.places["holders"].pointer == ("spec", "unavailable")


def test_an_absence_counts_both_ends_and_lasts_as_long_as_all_are_away() -> None:
    away = "{holder: gil, from: 2026-01-01, until: 2026-01-10}, {holder: gil, from: 2026-01-11, until: 2026-01-20}"
    assert not buyer("[gil]", away, day="2025-12-31").absent
    seats = [buyer("[gil]", away, day=day) for day in ("2026-01-01", "2026-01-10", "2026-01-11", "2026-01-20")]
    assert {(seat.absent_days, seat.until) for seat in seats} == {(20, date(2026, 1, 20))}
    assert not buyer("[gil]", away, day="2026-01-21").absent
    both = buyer("[gil, hal]", away + ", {holder: hal, from: 2026-01-05, until: 9999-12-31}")
    assert (both.absent_days, both.until) == (16, date(2026, 1, 20))


VACANT = "\n---\n{kind: Role, metadata: {name: %s}, spec: {unit: sales, holders: [], escalatesTo: 'role:%s'}}"


def test_what_nobody_decides_goes_to_the_next_seat_where_somebody_is_there() -> None:
    text = SPEND + VACANT % ("empty", "gone") + VACANT % ("gone", "ceo")
    seats = {seat.seat: seat for seat in facts(Seat, text + RIGHT % ("rule", "decide: 'role:empty'"))}
    assert seats["role:empty"].acting == "role:ceo"
    [seat] = facts(Seat, SPEND + VACANT % ("empty", "empty") + RIGHT % ("rule", "decide: 'role:empty'"))
    assert (seat.uncovered, seat.acting) == (("decisionright:rule",), None)
    own = "decide: 'role:empty', escalation: [{to: 'role:gone'}, {to: 'role:cfo'}]"
    seats = {seat.seat: seat for seat in facts(Seat, text + RIGHT % ("rule", own))}
    assert seats["role:empty"].acting == "role:cfo"
    seats = {s.seat: s for s in facts(Seat, text + RIGHT % ("rule", "decide: 'role:cfo', agree: ['role:empty']"))}
    assert seats["role:empty"].acting is None


def test_a_forum_is_vacant_if_nobody_is_in_it() -> None:
    text = SPEND + RIGHT % ("rule", "decide: 'forum:board'")
    [seat] = facts(Seat, text + BOARD % "quorum: 2")
    assert (seat.holders, seat.cover, seat.uncovered) == (2, "full", ())
    [seat] = facts(Seat, text + (BOARD % "quorum: 2").replace("[ceo, cmo, empty]", "[empty]"))
    assert (seat.holders, seat.cover, seat.uncovered) == (0, "none", ("decisionright:rule",))


def drops(text: str) -> list[tuple[str, ...]]:
    return [fact.drops for fact in facts(Inversion, text)]


def test_what_goes_to_a_lower_tier_as_it_grows_is_told() -> None:
    bands = "[{upTo: 10, decide: 'role:cfo'}, {upTo: 20, decide: 'role:ceo'}, {over: 30, decide: 'role:cmo'}]"
    [found] = facts(Inversion, SPEND + RIGHT % ("rule", f"bandOn: amount, bands: {bands}"))
    assert (found.subjects, found.key) == (("domain:spend",), "decisionright:rule decisionright:rule")
    assert (found.where, found.attributes) == ("`spend`", ("amount",))
    assert found.drops == ("`amount` over 30 EUR by `cmo` (vp) instead of `ceo` (c-suite)",)
    assert [entry.text for entry in found.evidence] == [
        "`rule (over 10 and up to 20)`: `ceo` decides",
        "`rule (over 30)`: `cmo` decides",
    ]


def test_an_equal_tier_is_no_drop() -> None:
    bands = "[{upTo: 10, decide: 'role:cfo'}, {upTo: 20, decide: 'role:cmo'}, {decide: 'role:ceo'}]"
    assert drops(SPEND + RIGHT % ("rule", f"bandOn: amount, bands: {bands}")) == []


def test_what_grows_is_compared_only_where_the_other_attributes_are_equal() -> None:
    car = RIGHT % ("car", "when: {kind: {in: [car]}, amount: {upTo: 50}}, decide: 'role:ceo'")
    train = RIGHT % ("train", "when: {kind: {in: [train]}, amount: {over: 50}}, decide: 'role:cmo'")
    assert drops(SPEND + car + train) == []


def test_a_role_of_which_nothing_says_how_high_it_stands_is_skipped() -> None:
    role = "\n---\n{kind: Role, metadata: {name: plain}, spec: {unit: sales, holders: [gil]}}"
    bands = "[{upTo: 10, decide: 'role:ceo'}, {upTo: 20, decide: 'role:plain'}, {decide: 'role:cmo'}]"
    text = SPEND + role + RIGHT % ("rule", f"bandOn: amount, bands: {bands}")
    assert drops(text) == [("`amount` over 20 EUR by `cmo` (vp) instead of `ceo` (c-suite)",)]


@pytest.mark.parametrize("tier", ["", "tier: c-suite, "])
def test_a_seat_is_below_the_one_to_which_it_escalates_whatever_their_tiers(tier: str) -> None:
    text = """
---
kind: Role
metadata: {name: deputy-chief}
spec: {unit: sales, %sholders: [gil], escalatesTo: 'role:ceo'}
"""
    bands = "[{upTo: 10, decide: 'role:ceo'}, {decide: 'role:deputy-chief'}]"
    told = "`amount` over 10 EUR by `deputy-chief` instead of `ceo`, to which `deputy-chief` escalates"
    assert drops(SPEND + text % tier + RIGHT % ("rule", f"bandOn: amount, bands: {bands}")) == [(told,)]


CONTRACTS = """
kind: Domain
metadata: {name: spend}
spec: {owningUnit: finance, attributes: {amount: {type: number, unit: EUR}, years: {type: number, unit: years}}}
"""


def test_every_number_counts_not_only_the_one_with_bands() -> None:
    bands = "bandOn: amount, bands: [{upTo: 50000, decide: 'role:cfo'}, {decide: 'role:ceo'}]"
    text = (
        CONTRACTS
        + RIGHT % ("signing", bands)
        + RIGHT % ("long", "priority: 1, when: {years: {over: 2}}, decide: 'role:cfo'")
    )
    assert drops(text) == [("`years` over 2 and amount over 50 000 EUR by `cfo` (vp) instead of `ceo` (c-suite)",)]


TREE = """
{kind: Domain, metadata: {name: spend}, spec: {owningUnit: finance, attributes: {amount: {type: number, unit: EUR}}}}
---
{kind: Domain, metadata: {name: travel}, spec: {owningUnit: sales, parent: spend}}
---
{kind: Domain, metadata: {name: tools}, spec: {owningUnit: marketing, parent: spend, actions: [buy, rent]}}
---
{kind: Domain, metadata: {name: rent}, spec: {owningUnit: finance, parent: spend}}
"""
CENT = RIGHT % ("buying", "bandOn: amount, bands: [{upTo: 10, decide: 'role:cmo'}, {over: 10.01, decide: 'role:cfo'}]")


def gaps(text: str) -> list[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    return [(fact.subjects, fact.key, fact.regions) for fact in facts(Gap, text)]


def test_a_gap_between_two_bands_is_told_once_for_all_domains_and_actions_in_which_it_bites() -> None:
    [found] = facts(Gap, TREE + CENT)
    assert (found.subjects, found.key) == (("domain:spend",), "decisionright:buying")
    assert (found.domains, found.actions) == (
        ("domain:rent", "domain:tools", "domain:travel"),
        ("buy", "decide", "rent"),
    )
    assert found.regions == (
        "decide `spend` over 10 and up to 10.01 EUR",
        "buy or rent `tools` over 10 and up to 10.01 EUR",
    )
    assert found.place.pointer == ("spec", "bands", 0)
    assert [entry.text for entry in found.evidence] == [
        "`buying (up to 10)`: `cmo` decides",
        "`buying (over 10.01)`: `cfo` decides",
        "decide `rent` over 10 and up to 10.01 EUR",
        "buy `tools` over 10 and up to 10.01 EUR",
        "rent `tools` over 10 and up to 10.01 EUR",
        "decide `travel` over 10 and up to 10.01 EUR",
    ]


def test_a_gap_in_all_domains_below_one_is_told_of_that_one() -> None:
    [found] = facts(Gap, TREE.replace(", actions: [buy, rent]", "") + CENT)
    assert found.regions == ("decide `spend` over 10 and up to 10.01 EUR",)


def test_gaps_of_other_rights_are_other_findings() -> None:
    own = "\n---\n{kind: DecisionRight, metadata: {name: trips}, spec: {domains: [travel], bandOn: amount, bands: %s}}"
    text = TREE + CENT + own % "[{upTo: 5, decide: 'role:cso'}, {over: 6, upTo: 10.01, decide: 'role:cso'}]"
    assert gaps(text) == [
        (
            ("domain:spend",),
            "decisionright:buying",
            ("decide `rent` over 10 and up to 10.01 EUR", "buy or rent `tools` over 10 and up to 10.01 EUR"),
        )
    ]  # the wider right covers what the nearer one leaves open
    alone = TREE + (own % "[{upTo: 5, decide: 'role:cso'}, {over: 6, decide: 'role:cso'}]")
    assert gaps(alone) == [
        (("domain:rent",), "", ("decide `rent`",)),
        (("domain:tools",), "", ("buy or rent `tools`",)),
        (("domain:travel",), "decisionright:trips", ("decide `travel` over 5 and up to 6 EUR",)),
    ]


def test_a_gap_belongs_to_the_right_whose_thresholds_leave_it_not_to_one_for_other_kinds() -> None:
    bands = "bandOn: amount, bands: [{upTo: 5, decide: 'role:cmo'}, {over: 6, decide: 'role:cfo'}]"
    car = RIGHT % ("car", "when: {kind: {in: [car]}}, " + bands)
    train = RIGHT % ("train", "when: {kind: {in: [train]}}, decide: 'role:cfo'")
    assert gaps(SPEND + car + train) == [
        (("domain:spend",), "decisionright:car", ("decide `spend` over 5 and up to 6 EUR and kind car",))
    ]
    assert gaps(SPEND + train) == [(("domain:spend",), "decisionright:train", ("decide `spend` kind car",))]


def test_a_subject_of_which_no_right_speaks_is_one_gap_with_all_below_it() -> None:
    assert gaps(TREE) == [(("domain:spend",), "", ("decide `spend`", "buy or rent `tools`"))]
    assert gaps(TREE.replace(", actions: [buy, rent]", "")) == [(("domain:spend",), "", ("decide `spend`",))]


def test_many_domains_are_counted() -> None:
    leaf = "\n---\n{kind: Domain, metadata: {name: x%d}, spec: {owningUnit: finance, parent: spend}}"
    covered = "\n---\n{kind: DecisionRight, metadata: {name: all}, spec: {domains: [x9], decide: 'role:cfo'}}"
    text = (
        TREE.replace(", actions: [buy, rent]", "") + "".join(leaf % number for number in (1, 2, 3, 9)) + CENT + covered
    )
    assert [regions for _, _, regions in gaps(text)] == [
        ("decide `rent`, `tools`, `travel` or 3 more domains over 10 and up to 10.01 EUR",)
    ]


def test_cases_with_other_deciders_are_told_apart_in_one_overlap() -> None:
    first = RIGHT % (
        "r1",
        "bandOn: amount, bands: [{upTo: 10, decide: 'role:cmo'}, {upTo: 60, decide: 'role:cfo'}, {decide: 'role:ceo'}]",
    )
    second = RIGHT % (
        "r2",
        "when: {kind: {in: [car]}}, bandOn: amount, bands: [{upTo: 50, decide: 'role:cfo'}, {decide: 'role:cmo'}]",
    )
    [found] = [fact for fact in facts(Overlap, SPEND + first + second) if fact.settled_by == "none"]
    assert [(tie.deciders, tie.regions) for tie in found.ties] == [
        (
            ("role:cfo", "role:cmo"),
            ("decide `spend` up to 10 EUR and kind car, or over 50 and up to 60 EUR and kind car",),
        ),
        (("role:ceo", "role:cmo"), ("decide `spend` over 60 EUR and kind car",)),
    ]


PAIR = """
kind: Domain
metadata: {name: spend}
spec: {owningUnit: finance, attributes: {amount: {type: number}}, overlaps: [tools]}
---
kind: Domain
metadata: {name: tools}
spec: {owningUnit: marketing, overlaps: [spend]}
---
kind: DecisionRight
metadata: {name: spending}
spec: {domains: [spend], bandOn: amount, bands: [{upTo: 10, decide: 'role:cmo'}, {decide: 'role:cfo'}]}
---
kind: DecisionRight
metadata: {name: choosing}
spec: {domains: [tools], decide: 'role:cmo'}
"""
PRECEDENCE = """
---
kind: Precedence
metadata: {name: money-first}
spec: {order: ['domain:spend', 'domain:tools'], decidedBy: 'role:ceo', rationale: agreed}
"""


def test_an_overlap_is_settled_only_if_every_region_is() -> None:
    [case] = facts(Case, PAIR)
    assert case.subjects == case.domains == ("domain:spend", "domain:tools")
    assert (case.settled_by, case.lead, case.regions) == ("none", None, ("over 10",))
    assert case.deciders == ("role:cfo", "role:cmo")
    assert case.place.pointer == ("spec", "overlaps", 0)
    [case] = facts(Case, PAIR + PRECEDENCE)
    assert (case.settled_by, case.lead, case.regions) == ("precedence", None, ("over 10",))
    joint = "\n---\n{kind: DecisionRight, metadata: {name: both}, spec: {domains: [spend, tools], decide: 'role:ceo'}}"
    [case] = facts(Case, PAIR + PRECEDENCE + joint)
    assert (case.settled_by, case.lead, case.regions) == ("composite", "role:ceo", ("everything",))


INITIATIVE = """
---
kind: Initiative
metadata: {name: rollout}
spec: {sponsor: marketing, domains: [spend, tools], attributes: {amount: %s}, stage: %s}
"""


def test_of_a_case_over_the_budget_nothing_is_said() -> None:
    def cases(limit: int) -> int:
        return sum(isinstance(one, Case) for one in authority(laid_over(PAIR, analysis={"cellBudget": limit})))

    assert [cases(limit) for limit in (1, 1000)] == [0, 1]


def test_of_rights_in_tables_over_the_budget_none_is_dead() -> None:
    beaten = """
---
kind: DecisionRight
metadata: {name: beaten}
spec: {domains: [spend], decide: 'role:cmo', when: {amount: {over: 10}}, priority: -1}
---
kind: DecisionRight
metadata: {name: winner}
spec: {domains: [spend], decide: 'role:cfo', when: {amount: {over: 10}}}
"""

    def dead(limit: int) -> list[tuple[str, ...]]:
        org = laid_over(PAIR + beaten, analysis={"cellBudget": limit})
        return [one.dead for one in authority(org) if isinstance(one, Right) and one.right == "decisionright:beaten"]

    assert [dead(limit) for limit in (1, 1000)] == [[()], [("all",)]]


def test_of_cases_that_cannot_exist_nothing_is_said() -> None:
    impossible = """
kind: Domain
metadata: {name: spend}
spec: {owningUnit: finance, overlaps: [tools], attributes: {amount: {type: number, min: 1, max: 2, step: 10}}}
---
kind: Domain
metadata: {name: tools}
spec: {owningUnit: finance}
---
kind: DecisionRight
metadata: {name: spending}
spec: {domains: [spend], bandOn: amount, bands: [{upTo: 5, decide: 'role:cmo'}, {decide: 'role:cfo'}]}
"""
    found = authority(laid_over(impossible))
    assert [one.dead for one in found if isinstance(one, Right)] == [()]
    assert [one for one in found if isinstance(one, Case)] == []


def test_an_initiative_is_judged_with_its_own_values_while_it_is_open() -> None:
    small, large = (facts(Case, PAIR + INITIATIVE % (amount, "proposed"))[1] for amount in (10, 11))
    assert small.subjects == ("domain:spend", "domain:tools", "initiative:rollout")
    assert (small.settled_by, small.lead, small.initiative) == ("oneDecider", "role:cmo", "initiative:rollout")
    assert (large.settled_by, large.lead, large.regions) == ("none", None, ("everything",))
    assert large.place.pointer == ("spec", "domains")
    assert [len(facts(Case, PAIR + INITIATIVE % (9, stage))) for stage in ("committed", "done", "dropped")] == [2, 1, 1]


def test_a_gap_in_one_domain_is_told_of_that_domain_and_not_of_the_case() -> None:
    bands = "bands: [{upTo: 10, decide: 'role:cmo'}, {over: 20, decide: 'role:cmo'}]}"
    text = PAIR.replace("bands: [{upTo: 10, decide: 'role:cmo'}, {decide: 'role:cfo'}]}", bands)
    [case] = facts(Case, text)
    assert (case.settled_by, case.lead, case.regions) == ("oneDecider", "role:cmo", ("up to 10", "over 20"))
    [case] = facts(Case, text.replace("owningUnit: finance,", "owningUnit: finance, decidable: false,"))
    assert (case.settled_by, case.lead, case.regions) == ("none", None, ("over 10 and up to 20",))
    [case] = facts(Case, text.replace("metadata: {name: spending}", "metadata: {name: spending, status: draft}"))
    assert (case.settled_by, case.lead, case.regions) == ("none", None, ("everything",))


def test_a_tie_counts_against_the_case_only_where_it_is_told_nowhere_else() -> None:
    rival = """
---
kind: DecisionRight
metadata: {name: rival}
spec: {domains: [spend], when: {amount: {atLeast: 10, upTo: 20}}, decide: 'role:ceo'}
"""
    text = PAIR.replace("{decide: 'role:cfo'}", "{decide: 'role:cmo'}").replace("upTo: 10,", "upTo: 15,")
    [case] = facts(Case, text + rival)
    assert (case.settled_by, case.lead, case.regions) == ("oneDecider", "role:cmo", ("under 10", "over 20"))
    [case] = facts(Case, (text + rival).replace("owningUnit: finance,", "owningUnit: finance, decidable: false,"))
    assert (case.settled_by, case.lead, case.regions) == ("none", None, ("at least 10 and up to 20",))


def test_parts_of_a_joint_case_with_other_deciders_are_told_apart() -> None:
    text = """
kind: Domain
metadata: {name: spend}
spec: {owningUnit: finance, attributes: {amount: {type: number}}, overlaps: [it]}
---
{kind: Domain, metadata: {name: it}, spec: {owningUnit: marketing, attributes: {amount: {type: number}}}}
---
kind: DecisionRight
metadata: {name: paying}
spec: {domains: [spend], bandOn: amount, bands: [{upTo: 10, decide: 'role:cfo'}, {decide: 'role:ceo'}]}
---
{kind: DecisionRight, metadata: {name: choosing}, spec: {domains: [it], decide: 'role:cmo'}}
"""
    [found] = facts(Case, text)
    assert found.regions == ("everything",)
    assert [(part.deciders, part.regions) for part in found.parts] == [
        (("role:cfo", "role:cmo"), ("up to 10",)),
        (("role:ceo", "role:cmo"), ("over 10",)),
    ]
