from __future__ import annotations

import pytest

from alignctl.analysis.escalation import escalation
from alignctl.model.facts import Bottleneck, CSuite, Escalation, Impasse, Response
from alignctl.model.facts.fact import numbered
from tests.workspace import laid_over


def role(name: str, holders: str, more: str = "", unit: str = "company", meta: str = "") -> str:
    return (
        f"---\nkind: Role\nmetadata: {{name: {name}{meta}}}\n"
        f"spec: {{unit: {unit}, holders: [{holders}]{', ' if more else ''}{more}}}\n"
    )


def forum(name: str, rrule: str, more: str = "", members: str = "cmo, cso", starts: str = "2026-01-05") -> str:
    return (
        f"---\nkind: Forum\nmetadata: {{name: {name}}}\nspec: {{members: [{members}], "
        f"cadence: {{startsOn: {starts}, rrule: '{rrule}'}}{', ' if more else ''}{more}}}\n"
    )


def right(more: str, name: str = "price", domain: str = "pricing") -> str:
    return f"---\nkind: DecisionRight\nmetadata: {{name: {name}}}\nspec: {{domains: [{domain}], {more}}}\n"


DOMAIN = "kind: Domain\nmetadata: {name: pricing}\nspec: {owningUnit: marketing}\n"


def ladders(*text: str, as_of: str = "2026-01-15") -> list[Escalation]:
    return [fact for fact in escalation(laid_over(DOMAIN + "".join(text), as_of)) if isinstance(fact, Escalation)]


def ladder(*text: str, as_of: str = "2026-01-15") -> Escalation:
    (found,) = ladders(*text, as_of=as_of)
    return found


def short(fact: Escalation) -> tuple[str, str, int, float, list[tuple[str, float]]]:
    """Return end, last rung, hops, worst days and the rungs with their waits."""
    rungs = [(rung.to.partition(":")[2], float(rung.wait)) for rung in fact.rungs]
    return fact.end, fact.last_rung.partition(":")[2], fact.hops, float(fact.worst_days), rungs


def to(seat: str) -> str:
    return f"escalatesTo: 'role:{seat}'"


def test_the_worst_case_adds_up_what_each_rung_may_take() -> None:
    text = (
        role("pricing-lead", "p", "respondWithin: 2bd, " + to("sales-director")),
        role("sales-director", "s", "respondWithin: 1bd, escalatesTo: 'forum:board'"),
        forum("board", "FREQ=WEEKLY;INTERVAL=4", "respondWithin: 3d, " + to("ceo")),
        role("ceo", "ann", "respondWithin: 1bd, final: true"),
    )
    found = ladder(*text, right("decide: 'role:pricing-lead'"))
    rungs = [("sales-director", 1.4), ("board", 28.0), ("ceo", 1.4)]
    assert short(found) == ("final", "ceo", 3, 33.6, rungs)
    assert found.path == (
        "pricing-lead 2 working days -> sales-director 1 working day -> board, which can go 28 days without meeting"
        " -> ceo 1 working day"
    )
    assert [float(rung.within) for rung in found.rungs] == [1.4, 3.0, 1.4]
    assert (found.class_, found.bands, found.key) == ("default", ("all",), found.decider)
    assert found.places["lastRung"].index == 4


def test_titles_stand_in_the_path() -> None:
    text = role("cmo", "bea", to("ceo"), "marketing", ", title: Head of Marketing")
    assert ladder(text, right("decide: 'role:cmo'")).path == "Head of Marketing 2 working days -> ceo 2 working days"


@pytest.mark.parametrize(
    ("chief", "rung", "whole"),
    [
        ("respondWithin: 5bd, ", "5 working days", "7 working days"),
        ("respondWithin: 1w, ", "1 week", "11 days"),
        ("respondWithin: 7d, ", "7 days", "11 days"),
        ("", "2 working days", "4 working days"),
    ],
)
def test_a_rung_is_said_as_it_is_written_and_the_whole_way_in_one_unit(chief: str, rung: str, whole: str) -> None:
    found = ladder(
        role("cmo", "bea", to("ceo")), role("ceo", "ann", f"{chief}final: true"), right("decide: 'role:cmo'")
    )
    assert ([one.answers_within for one in found.rungs], found.at_most) == ([rung], whole)


def test_the_whole_way_through_a_forum_is_said_in_calendar_days() -> None:
    board = forum("board", "FREQ=WEEKLY;INTERVAL=4", "respondWithin: 3bd, final: true")
    found = ladder(board, role("cmo", "bea", "escalatesTo: 'forum:board'"), right("decide: 'role:cmo'"))
    assert ([one.answers_within for one in found.rungs], found.at_most) == (["28 days"], "32 days")


def test_who_does_not_say_when_he_answers_is_told_with_what_is_counted() -> None:
    chief = role("ceo", "ann", "final: true")
    text = role("cmo", "bea", "respondWithin: 1d, escalatesTo: 'forum:board'") + chief
    rare = forum("board", "FREQ=YEARLY;INTERVAL=2", to("ceo"))
    found = ladder(text, rare, right("decide: 'role:cmo'"))
    assert [(of.seat, of.counted) for of in found.assumed] == [
        ("forum:board", "365 days"),
        ("role:ceo", "2 working days"),
    ]
    often = forum("board", "FREQ=WEEKLY", to("ceo"))
    assert [of.seat for of in ladder(text, often, right("decide: 'role:cmo'")).assumed] == ["role:ceo"]
    silent = role("cmo", "bea", to("ceo")) + chief
    assert [of.seat for of in ladder(silent, right("decide: 'role:cmo'")).assumed] == ["role:cmo", "role:ceo"]
    assert [of.seat for of in ladder(silent, right("decide: 'role:cmo', sla: 2bd")).assumed] == ["role:ceo"]


def test_the_evidence_says_who_answers_when() -> None:
    found = ladder(right("decide: 'role:cmo'"))
    assert [evidence.text for evidence in found.evidence] == [
        "`cmo` does not say how fast it answers",
        "`ceo` does not say how fast it answers, and is final",
    ]


def test_the_decider_has_the_time_of_the_right() -> None:
    assert float(ladder(right("sla: 5d, decide: 'role:cmo'")).worst_days) == 7.8
    assert float(ladder(right("decide: 'role:cmo'")).worst_days) == 5.6


@pytest.mark.parametrize(("sla", "days"), [("sla: 5d, ", 7.8), ("", 30.8)])
def test_a_forum_that_decides_waits_for_its_meeting_unless_the_right_has_a_time(sla: str, days: float) -> None:
    board = forum("board", "FREQ=WEEKLY;INTERVAL=4", to("ceo"))
    assert float(ladder(board, right(f"{sla}decide: 'forum:board'")).worst_days) == days


def test_a_forum_waits_for_the_longer_of_meeting_and_promise() -> None:
    board = forum("board", "FREQ=WEEKLY", "respondWithin: 2w, " + to("ceo"))
    assert ladder(board, right("decide: 'forum:board'")).path == "board 2 weeks -> ceo 2 working days"


@pytest.mark.parametrize(
    ("rrule", "days"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=1", 31.0),
        ("FREQ=MONTHLY;BYDAY=1MO", 35.0),
        ("FREQ=YEARLY", 365.0),
        ("FREQ=DAILY;UNTIL=20260120", 1.0),
        ("FREQ=WEEKLY;UNTIL=20260120", 365.0),
    ],
)
def test_a_forum_waits_for_the_longest_gap_of_the_coming_year(rrule: str, days: float) -> None:
    (rung,) = ladder(
        forum("board", rrule, "final: true"),
        role("cmo", "bea", "escalatesTo: 'forum:board'"),
        right("decide: 'role:cmo'"),
    ).rungs
    assert float(rung.wait) == days


def test_a_forum_that_does_not_meet_twice_a_year_is_said_to() -> None:
    found = ladder(forum("board", "FREQ=YEARLY", to("ceo")), right("decide: 'forum:board'"))
    assert found.path == "board, which meets less than twice a year -> ceo 2 working days"


def test_a_gap_over_the_end_of_the_year_counts() -> None:
    board = forum("board", "FREQ=MONTHLY;BYMONTH=1,2,3,11;BYMONTHDAY=10", to("ceo"), starts="2026-01-10")
    assert float(ladder(board, right("decide: 'forum:board'"), as_of="2026-02-01").worst_days) == 245 + 2.8
    assert float(ladder(board, right("decide: 'forum:board'"), as_of="2026-04-01").worst_days) == 61 + 2.8


def test_a_final_decider_has_no_rung() -> None:
    assert short(ladder(right("decide: 'role:ceo'"))) == ("final", "ceo", 0, 2.8, [])


def test_a_chain_that_stops_is_a_dead_end() -> None:
    text = role("lead", "lee", to("cmo"), "marketing"), role("cmo", "bea", "", "marketing")
    assert short(ladder(*text, right("decide: 'role:lead'"))) == ("deadEnd", "cmo", 1, 5.6, [("cmo", 2.8)])
    assert short(ladder(role("cmo", "bea"), right("decide: 'role:cmo'"))) == ("deadEnd", "cmo", 0, 2.8, [])


def test_a_chain_that_returns_is_a_loop() -> None:
    text = role("cmo", "bea", to("cso")), role("cso", "carl", to("cfo")), role("cfo", "dora", to("cso"))
    found = ladder(*text, right("decide: 'role:cmo'"))
    assert short(found) == ("loop", "cso", 2, 8.4, [("cso", 2.8), ("cfo", 2.8)])
    assert found.path == "cmo 2 working days -> cso 2 working days -> cfo 2 working days -> cso"


def test_a_role_of_several_that_escalates_to_itself_is_a_loop() -> None:
    assert short(ladder(role("cmo", "bea, bob", to("cmo")), right("decide: 'role:cmo'"))) == ("loop", "cmo", 0, 2.8, [])


def test_seats_of_one_person_are_one_rung_with_the_longer_time() -> None:
    text = (
        role("lead", "lee", to("cmo")),
        role("cmo", "bea", "respondWithin: 1d, " + to("coo")),
        role("coo", "bea", "respondWithin: 4d, " + to("ceo")),
    )
    assert short(ladder(*text, right("decide: 'role:lead'"))) == ("final", "ceo", 2, 9.6, [("coo", 4.0), ("ceo", 2.8)])


def test_the_decider_merges_too_and_keeps_its_name() -> None:
    found = ladder(role("cmo", "ann", "respondWithin: 4d, " + to("ceo")), right("decide: 'role:cmo'"))
    assert short(found) == ("final", "ceo", 0, 4.0, [])
    assert found.decider == "role:cmo"


def test_a_forum_of_one_is_that_person() -> None:
    board = forum("board", "FREQ=WEEKLY;INTERVAL=4", to("ceo"), "ceo")
    found = ladder(role("cmo", "bea", "escalatesTo: 'forum:board'"), board, right("decide: 'role:cmo'"))
    assert short(found) == ("final", "ceo", 1, 30.8, [("ceo", 28.0)])


@pytest.mark.parametrize(("holders", "hops"), [("bea, bob", 2), ("", 0)])
def test_seats_of_several_people_stay_apart_and_a_vacant_one_leads_to_the_next(holders: str, hops: int) -> None:
    text = role("cmo", holders, to("coo")), role("coo", holders, to("ceo"))
    assert ladder(*text, right("decide: 'role:cmo'")).hops == hops


def test_a_rung_whose_deputy_has_just_decided_is_no_rung_of_its_own() -> None:
    away = "unavailable: [{holder: dora, from: 2026-01-01, until: 2026-01-31}]"
    deputy = "deputies: [{to: bea, rights: all, until: 2026-12-31}]"
    text = role("cmo", "bea", to("cfo")), role("cfo", "dora", f"{away}, {deputy}, {to('ceo')}")
    assert short(ladder(*text, right("decide: 'role:cmo'"))) == ("final", "ceo", 1, 5.6, [("ceo", 2.8)])


def test_a_rung_that_is_away_without_a_deputy_leads_to_the_next() -> None:
    away = "unavailable: [{holder: dora, from: 2026-01-01, until: 2026-01-31}]"
    text = role("cmo", "bea", to("cfo")), role("cfo", "dora", f"{away}, {to('ceo')}")
    assert short(ladder(*text, right("decide: 'role:cmo'"))) == ("final", "ceo", 1, 5.6, [("ceo", 2.8)])


def test_one_person_with_another_between_is_two_rungs() -> None:
    text = role("cmo", "bea", to("cso")), role("cso", "carl", to("coo")), role("coo", "bea", to("ceo"))
    assert ladder(*text, right("decide: 'role:cmo'")).hops == 3


def test_a_circle_of_one_person_is_a_dead_end() -> None:
    text = role("cmo", "bea", to("coo")), role("coo", "bea", to("cmo"))
    assert short(ladder(*text, right("decide: 'role:cmo'"))) == ("deadEnd", "coo", 0, 2.8, [])
    before = role("lead", "lee", to("cmo"))
    assert short(ladder(*text, before, right("decide: 'role:lead'"))) == ("deadEnd", "coo", 1, 5.6, [("coo", 2.8)])
    assert ladder(role("cmo", "bea", to("cmo")), right("decide: 'role:cmo'")).end == "deadEnd"


def test_a_list_of_the_right_overrides_the_chain() -> None:
    found = ladder(right("decide: 'role:cmo', escalation: [{to: 'role:cfo', within: 1d}, {to: 'role:ceo'}]"))
    assert short(found) == ("final", "ceo", 2, 6.6, [("cfo", 1.0), ("ceo", 2.8)])


def test_a_list_that_ends_below_the_last_arbiter_is_a_dead_end() -> None:
    assert short(ladder(right("decide: 'role:cmo', escalation: [{to: 'role:cfo'}]")))[:3] == ("deadEnd", "cfo", 1)


def test_a_list_ends_at_its_first_final_seat() -> None:
    found = ladder(right("decide: 'role:cmo', escalation: [{to: 'role:ceo'}, {to: 'role:cfo'}, {to: 'role:ceo'}]"))
    assert short(found)[:3] == ("final", "ceo", 1)


def test_a_list_that_returns_is_a_loop() -> None:
    found = ladder(right("decide: 'role:cmo', escalation: [{to: 'role:cfo'}, {to: 'role:cmo'}, {to: 'role:ceo'}]"))
    assert short(found)[:3] == ("loop", "cmo", 1)


def test_a_list_may_lead_past_a_final_decider() -> None:
    board = forum("board", "FREQ=WEEKLY", "final: true")
    found = ladder(board, right("decide: 'role:ceo', escalation: [{to: 'forum:board'}]"))
    assert short(found)[:3] == ("final", "board", 1)


def test_a_within_of_the_list_does_not_make_a_forum_meet() -> None:
    board = forum("board", "FREQ=WEEKLY", "final: true")
    (rung,) = ladder(board, right("decide: 'role:cmo', escalation: [{to: 'forum:board', within: 1d}]")).rungs
    assert (float(rung.within), float(rung.wait)) == (1.0, 7.0)


@pytest.mark.parametrize("more", ["decide: 'role:nobody'", "decide: 'role:cmo', escalation: [{to: 'role:nobody'}]"])
def test_a_seat_that_does_not_exist_leaves_no_ladder(more: str) -> None:
    assert ladders(right(more)) == []
    assert ladders(role("cmo", "bea", to("nobody")), right("decide: 'role:cmo'")) == []


@pytest.mark.parametrize(("as_of", "count"), [("2026-03-31", 1), ("2026-04-01", 0)])
def test_a_seat_out_of_its_dates_leaves_no_ladder(as_of: str, count: int) -> None:
    ended = role("ceo", "ann", "final: true", meta=", effectiveUntil: 2026-03-31")
    assert len(ladders(ended, right("decide: 'role:cmo'"), as_of=as_of)) == count


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_a_seat_that_was_withdrawn_is_a_dead_end(status: str) -> None:
    text = role("ceo", "ann", "final: true", meta=f", status: {status}")
    assert short(ladder(text, right("decide: 'role:cmo'")))[:3] == ("deadEnd", "cmo", 0)
    text = role("cmo", "bea", to("ceo"), meta=f", status: {status}")
    assert short(ladder(text, right("decide: 'role:cmo'")))[:3] == ("deadEnd", "cmo", 0)


BANDS = """bandOn: amount, volumePerQuarter: 3, class: big-bet, bands: [
  {upTo: 10, decide: 'role:cmo'}, {upTo: 20, decide: 'role:cmo'}, {upTo: 30, decide: 'role:cmo', sla: 1d},
  {decide: 'role:ceo'}]"""


def test_bands_with_one_ladder_are_one_fact() -> None:
    found = ladders(right(BANDS))
    assert [(", ".join(fact.bands), fact.decider, float(fact.weight), fact.class_) for fact in found] == [
        ("up to 10, over 10 and up to 20", "role:cmo", 6.0, "big-bet"),
        ("over 20 and up to 30", "role:cmo", 3.0, "big-bet"),
        ("over 30", "role:ceo", 3.0, "big-bet"),
    ]
    assert [(fact.key, fact.occurrence) for fact in numbered(found)] == [
        ("role:ceo", 0),
        ("role:cmo", 0),
        ("role:cmo", 1),
    ]


def test_a_right_that_has_ended_has_no_ladder() -> None:
    ended = right("decide: 'role:cmo'").replace("{name: price}", "{name: price, effectiveUntil: 2026-01-14}")
    assert ladders(ended) == []
    assert len(ladders(ended, as_of="2026-01-14")) == 1


def responses(*text: str, as_of: str = "2026-01-15") -> dict[str, tuple[bool, float, float]]:
    facts = escalation(laid_over(DOMAIN + "".join(text), as_of))
    return {
        fact.forum[6:]: (fact.stated, float(fact.promised_days), float(fact.gap_days))
        for fact in facts
        if isinstance(fact, Response)
    }


MONTHLY = "FREQ=WEEKLY;INTERVAL=4"


def test_a_forum_that_decides_answers_for_its_promise() -> None:
    text = forum("board", MONTHLY, "respondWithin: 3d, " + to("ceo")), right("decide: 'forum:board'")
    assert responses(*text) == {"board": (True, 3.0, 28.0)}


def test_a_forum_that_is_a_rung_answers_for_its_promise() -> None:
    text = (
        forum("board", "FREQ=WEEKLY", "respondWithin: 7d, final: true"),
        role("cmo", "bea", "escalatesTo: 'forum:board'"),
    )
    assert responses(*text, right("decide: 'role:cmo'")) == {"board": (True, 7.0, 7.0)}


def test_a_forum_that_nobody_asks_answers_for_nothing() -> None:
    assert responses(forum("board", MONTHLY, "respondWithin: 3d"), right("decide: 'role:cmo'")) == {}


def test_without_a_promise_the_gap_stands_for_it() -> None:
    assert responses(forum("board", MONTHLY, "final: true"), right("decide: 'forum:board'")) == {
        "board": (False, 28.0, 28.0)
    }


def test_the_shortest_promise_counts_wherever_it_is_written() -> None:
    board = forum("board", MONTHLY, "respondWithin: 4w, final: true")
    asks = right("decide: 'role:cmo', escalation: [{to: 'forum:board', within: 5bd}]")
    assert responses(board, asks) == {"board": (True, 7.0, 28.0)}


def test_a_forum_beyond_the_last_arbiter_is_not_asked() -> None:
    board = forum("board", MONTHLY, "respondWithin: 1d")
    assert responses(board, right("decide: 'role:cmo', escalation: [{to: 'role:ceo'}, {to: 'forum:board'}]")) == {}


def csuite(*text: str, **settings: object) -> tuple[int, float, float] | None:
    facts = escalation(laid_over(DOMAIN + "".join(text), "2026-01-15", **settings))
    return next(
        (
            (fact.rights, float(fact.direct), round(float(fact.first_hop), 3))
            for fact in facts
            if isinstance(fact, CSuite)
        ),
        None,
    )


def test_shares_are_weighted_with_volume() -> None:
    text = (
        right("volumePerQuarter: 1, decide: 'role:ceo'", "a"),
        right("volumePerQuarter: 2, decide: 'role:cfo', escalation: [{to: 'role:cso'}, {to: 'role:ceo'}]", "b"),
        right("volumePerQuarter: 1, decide: 'role:cfo'", "c"),
    )
    assert csuite(*text) == (3, 0.25, 0.333)


def test_each_band_is_a_case_and_a_right_is_one() -> None:
    assert csuite(right("bandOn: x, bands: [{upTo: 1, decide: 'role:cfo'}, {decide: 'role:ceo'}]")) == (1, 0.5, 1.0)


def test_the_lead_of_the_function_decides_his_own() -> None:
    chief = role("cmo", "bea", "tier: c-suite, " + to("ceo"), "marketing")
    assert csuite(chief, right("decide: 'role:cmo'")) == (1, 0.0, 1.0)
    other = "---\nkind: Domain\nmetadata: {name: sales}\nspec: {owningUnit: sales}\n"
    assert csuite(chief, other, right("decide: 'role:cmo'", domain="sales")) == (1, 1.0, 0.0)
    assert csuite(chief, other, right("decide: 'role:cmo'", domain="sales, pricing")) == (1, 0.0, 1.0)


def test_the_lead_is_no_step_up_for_his_own_function() -> None:
    text = role("cmo", "bea", "tier: c-suite, " + to("ceo"), "marketing"), role("lead", "lee", to("cmo"), "marketing")
    assert csuite(*text, right("decide: 'role:lead'")) == (1, 0.0, 0.0)


def test_the_company_is_no_function_so_that_its_lead_decides_for_others() -> None:
    strategy = "---\nkind: Domain\nmetadata: {name: strategy}\nspec: {owningUnit: company}\n"
    assert csuite(strategy, right("decide: 'role:ceo'", domain="strategy")) == (1, 1.0, 0.0)


def test_a_final_seat_counts_also_in_the_subjects_of_the_function_that_it_leads() -> None:
    own = "---\nkind: Unit\nmetadata: {name: marketing}\nspec: {type: function, parent: company, lead: ceo}\n"
    assert csuite(own, right("decide: 'role:ceo'")) == (1, 1.0, 0.0)


def test_a_team_without_a_function_above_it_exempts_nobody() -> None:
    text = (
        "---\nkind: Unit\nmetadata: {name: lab}\nspec: {type: team, parent: company, lead: cto}\n"
        "---\nkind: Role\nmetadata: {name: cto}\n"
        "spec: {unit: lab, tier: c-suite, holders: [tom], escalatesTo: 'role:ceo'}\n"
        "---\nkind: Domain\nmetadata: {name: tools}\nspec: {owningUnit: lab}\n"
    )
    assert csuite(text, right("decide: 'role:cto'", domain="tools")) == (1, 1.0, 0.0)


@pytest.mark.parametrize(
    ("chair", "direct"), [("chair: ceo", 1.0), ("chair: cmo", 0.0), ("chair: cfo", 0.0), ("final: true", 1.0)]
)
def test_a_forum_counts_by_its_chair(chair: str, direct: float) -> None:
    found = csuite(forum("board", "FREQ=WEEKLY", chair, "ceo, cmo, cfo"), right("decide: 'forum:board'"))
    assert found is not None
    assert found[1] == direct


def test_the_tiers_are_a_setting() -> None:
    text = right("decide: 'role:cfo'")
    assert csuite(text) == (1, 0.0, 1.0)
    assert csuite(text, cSuiteTiers=["vp"]) == (1, 1.0, 0.0)


def test_without_volume_there_is_no_share() -> None:
    assert csuite(right("volumePerQuarter: 0, decide: 'role:ceo'")) == (1, 0.0, 0.0)


def test_without_a_case_there_is_no_fact() -> None:
    assert csuite() is None
    assert csuite(right("decide: 'role:nobody'")) is None


def test_a_chain_of_a_thousand_rungs_is_followed() -> None:
    text = [role(f"r{n}", f"h{n}", to(f"r{n + 1}")) for n in range(1000)]
    assert ladder(*text, role("r1000", "x", "final: true"), right("decide: 'role:r0'")).hops == 1000


def test_a_seat_without_a_next_is_one_impasse_for_all_rights_below_it() -> None:
    text = DOMAIN + role("lead", "p", to("cmo")) + role("cmo", "bea") + right("decide: 'role:lead'", "one")
    text += right("decide: 'role:cmo'", "two") + right("decide: 'role:ceo'", "three")
    [found] = [fact for fact in escalation(laid_over(text)) if isinstance(fact, Impasse)]
    assert (found.subjects, found.key, found.end, found.last_rung) == (("role:cmo",), "deadEnd", "deadEnd", "role:cmo")
    assert (found.cases, found.path) == (("`one`", "`two`"), "lead 2 working days -> cmo 2 working days")
    assert [entry.text for entry in found.evidence][2:] == ["`one`", "`two`"]


def test_a_ring_is_one_impasse_wherever_it_is_entered() -> None:
    text = DOMAIN + role("cmo", "bea", to("cso")) + role("cso", "carl", to("cmo")) + right("decide: 'role:cmo'", "one")
    text += right("decide: 'role:cso'", "two")
    text += right("decide: 'role:cfo', escalation: [{to: 'role:cso'}, {to: 'role:cfo'}]", "own")
    found = [fact for fact in escalation(laid_over(text)) if isinstance(fact, Impasse)]
    assert [(fact.subjects, fact.cases) for fact in found] == [
        (("decisionright:own",), ("`own`",)),
        (("role:cmo", "role:cso"), ("`one`", "`two`")),
    ]


def test_the_slowest_step_is_the_bottleneck_of_all_rights_whatever_time_their_deciders_have() -> None:
    text = DOMAIN + role("lead", "p", to("cmo")) + role("cmo", "bea", "escalatesTo: 'forum:council'")
    text += forum("council", "FREQ=WEEKLY;INTERVAL=5", "final: true")
    text += right("decide: 'role:lead', sla: 8w", "slow") + right("decide: 'role:cmo'", "quick")
    text += right("decide: 'role:lead', class: delegated", "small") + right("decide: 'role:cfo'", "other")
    council, chief = [fact for fact in escalation(laid_over(text)) if isinstance(fact, Bottleneck)]
    assert (council.subjects, council.rights) == (("forum:council",), 3)
    path = "cmo 2 working days -> council, which can go 35 days without meeting"
    assert [(r.cases, r.class_, r.hops, float(r.days), float(r.wait), r.path) for r in council.routes] == [
        (("`slow`",), "default", 2, 37.8, 35, f"lead -> {path}"),
        (("`small`",), "delegated", 2, 37.8, 35, f"lead -> {path}"),
        (("`quick`",), "default", 1, 35, 35, "cmo -> council, which can go 35 days without meeting"),
    ]
    assert (chief.subjects, [route.cases for route in chief.routes]) == (("role:ceo",), [("`other`",)])
