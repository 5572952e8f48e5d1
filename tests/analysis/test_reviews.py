from __future__ import annotations

import pytest

from alignctl.analysis.reviews import quorum, reviews
from alignctl.model.facts import CadenceFact, Charter, Meeting, Minutes
from alignctl.model.kinds import Forum
from tests.workspace import entities, laid_over

COUNCIL = """
kind: Forum
metadata: {name: council}
spec:
  members: [ceo, cmo, cso, cfo]
  chair: ceo
  %s
  cadence: {startsOn: 2025-12-01, rrule: FREQ=WEEKLY}
"""


def council(more: str = "quorum: 2") -> str:
    return COUNCIL % more


def review(on: str, attended: str = "ceo, cmo", name: str = "", meta: str = "") -> str:
    return (
        f"---\nkind: Review\nmetadata: {{name: {name or 'r-' + on}{meta}}}\n"
        f"spec: {{forum: council, date: {on}, attended: [{attended}]}}\n"
    )


def cadence(text: str, as_of: str = "2026-01-15", **settings: object) -> CadenceFact:
    (found,) = (fact for fact in reviews(laid_over(text, as_of, **settings)) if isinstance(fact, CadenceFact))
    return found


def meetings(text: str, as_of: str = "2026-01-15") -> list[Meeting]:
    return [fact for fact in reviews(laid_over(text, as_of)) if isinstance(fact, Meeting)]


def meeting(text: str) -> Meeting:
    (found,) = meetings(text)
    return found


def charter(text: str) -> tuple[str, ...]:
    (found,) = (fact for fact in reviews(laid_over(text)) if isinstance(fact, Charter))
    return found.missing


def test_a_forum_is_held_against_its_records() -> None:
    found = cadence(council() + review("2025-12-02") + review("2025-12-15") + review("2025-12-30"))
    assert (found.of, found.kind, found.expected, found.held) == ("forum:council", "forum", 6, 3)
    assert (found.adherence, found.miss_run, found.overdue_days) == (0.5, 1, 10)
    assert (str(found.last), str(found.next)) == ("2025-12-30", "2026-01-19")
    assert found.evidence[0].text == "no record for 2025-12-08, 2025-12-22, 2026-01-05"


def test_a_forum_that_met_is_not_overdue() -> None:
    found = cadence(council() + review("2026-01-06"))
    assert found.overdue_days == 0


def test_a_forum_without_an_expected_meeting_has_missed_none() -> None:
    found = cadence(council(), "2025-12-07")
    assert (found.expected, found.adherence, found.overdue_days, found.last, found.evidence) == (0, 1.0, 0, None, ())


def test_overdue_counts_from_the_first_meeting_missed_since_the_last_that_was_held() -> None:
    found = cadence(council() + review("2025-12-01") + review("2025-12-15"))
    assert (found.overdue_days, str(found.overdue_since), found.miss_run) == (24, "2025-12-22", 3)


def test_a_forum_without_a_record_is_not_judged() -> None:
    found = cadence(council())
    assert (found.recorded, found.expected, found.overdue_days, found.miss_run, found.evidence) == (False, 6, 0, 0, ())


@pytest.mark.parametrize(
    ("first", "expected", "held", "since"),
    [("2025-12-28", 2, 1, "2026-01-05"), ("2026-01-05", 1, 1, "None"), ("2026-01-14", 0, 0, "None")],
)
def test_a_forum_is_judged_from_its_first_record_on(first: str, expected: int, held: int, since: str) -> None:
    found = cadence(council() + review(first))
    assert (found.expected, found.held, str(found.overdue_since)) == (expected, held, since)


def minutes(text: str) -> list[tuple[int, tuple[str, ...]]]:
    found = reviews(laid_over(text))
    return [(fact.forums, fact.silent) for fact in found if isinstance(fact, Minutes)]


def test_forums_that_should_have_met_and_have_no_record_are_one_fact() -> None:
    board = council().replace("council", "board")
    young = council().replace("council", "young").replace("2025-12-01", "2026-01-12")
    three = f"{board}\n---\n{young}\n---\n{council()}"
    assert minutes(three) == [(2, ("forum:board", "forum:council"))]
    assert minutes(three + review("2026-01-05")) == [(2, ("forum:board",))]
    assert minutes(board + review("2026-01-05").replace("council", "board")) == [(1, ())]
    assert minutes(young) == []


def test_records_of_other_forums_drafts_and_the_future_do_not_count() -> None:
    other = review("2026-01-05", name="other").replace("forum: council", "forum: board")
    found = cadence(council() + other + review("2025-12-29", meta=", status: draft") + review("2026-01-16"))
    assert (found.held, found.last) == (0, None)


@pytest.mark.parametrize(("grace", "expected"), [("7d", 6), ("10d", 6), ("11d", 5), ("2w", 5), ("3d", 7)])
def test_the_grace_is_a_setting(grace: str, expected: int) -> None:
    assert cadence(council(), analysis={"grace": grace}).expected == expected


OBJECTIVE = """
kind: Cycle
metadata: {name: q4}
spec: {level: quarter, starts: 2025-10-01, ends: 2025-12-31}
---
kind: Objective
metadata: {name: grow}
spec:
  cycle: %s
  owners: [sales]
  keyResults: [{id: more, metric: revenue}]
  checkIn: {startsOn: 2025-10-06, rrule: FREQ=WEEKLY;INTERVAL=2}
  checkIns: [{date: 2025-10-07, progress: 0.1}, {date: 2025-10-20, progress: 0.2}, {date: 2025-12-20, progress: 0.2}]
  %s
"""


def objective(as_of: str, more: str = "", cycle: str = "q4") -> CadenceFact:
    return cadence(OBJECTIVE % (cycle, more), as_of)


def test_check_ins_are_held_against_their_cadence() -> None:
    found = objective("2025-11-12")
    assert (found.kind, found.expected, found.held, found.overdue_days) == ("objective", 3, 2, 9)
    assert (str(found.last), str(found.next)) == ("2025-10-20", "2025-11-17")


def test_no_check_in_is_expected_after_the_cycle() -> None:
    assert [objective(day).expected for day in ("2026-01-05", "2026-03-01")] == [7, 7]
    assert objective("2026-03-01").next is None
    assert objective("2026-03-01", cycle="nowhere").expected == 10


@pytest.mark.parametrize(("as_of", "overdue"), [("2025-12-31", 30), ("2026-01-01", 0)])
def test_a_check_in_is_overdue_until_the_cycle_ends(as_of: str, overdue: int) -> None:
    text = OBJECTIVE.replace("2025-12-20", "2025-11-20") % ("q4", "")
    assert cadence(text, as_of).overdue_days == overdue


def test_a_graded_objective_has_no_overdue_check_in() -> None:
    assert objective("2025-11-12", "grade: 0.7").overdue_days == 0


@pytest.mark.parametrize(
    ("written", "needed"),
    [("quorum: 3", 3), ("quorum: 1", 1), ("quorum: 0.5", 2), ("quorum: 0.51", 3), ("quorum: 0.01", 1), ("", 1)],
)
def test_a_quorum_is_a_number_or_a_fraction_rounded_up(written: str, needed: int) -> None:
    (forum,) = entities(council(written))
    assert isinstance(forum, Forum)
    assert quorum(forum) == needed


@pytest.mark.parametrize(("attended", "present", "quorate"), [("ceo, cmo", 2, True), ("ceo", 1, False), ("", 0, False)])
def test_members_who_came_make_the_quorum(attended: str, present: int, *, quorate: bool) -> None:
    found = meeting(council() + review("2026-01-13", attended))
    assert (found.present, found.quorum, found.quorate) == (present, 2, quorate)


@pytest.mark.parametrize(("on", "count"), [("2025-01-14", 0), ("2025-01-15", 1), ("2026-01-15", 1), ("2026-01-16", 0)])
def test_meetings_of_the_last_365_days_are_told(on: str, count: int) -> None:
    assert len(meetings(council() + review(on))) == count


def test_the_365_days_before_a_leap_year_march() -> None:
    text = council() + review("2027-03-02") + review("2027-03-01")
    assert [str(found.on) for found in meetings(text, "2028-03-01")] == ["2027-03-02"]


def test_a_meeting_of_no_forum_is_no_fact() -> None:
    assert meetings(review("2026-01-13")) == []


GUEST = """
---
kind: Role
metadata: {name: vp-brand}
spec: {unit: marketing, holders: [gus]}
---
kind: Role
metadata: {name: cmo}
spec:
  unit: marketing
  holders: [bea]
  deputies: [{to: %s, from: 2026-01-10, until: 2026-01-14}]
"""


@pytest.mark.parametrize(
    ("on", "present"), [("2026-01-09", 1), ("2026-01-10", 2), ("2026-01-14", 2), ("2026-01-15", 1)]
)
@pytest.mark.parametrize("to", ["'role:vp-brand'", "gus"])
def test_a_deputy_counts_on_the_days_of_the_delegation(on: str, present: int, to: str) -> None:
    assert meeting(council() + review(on, "ceo, vp-brand") + GUEST % to).present == present


def test_a_guest_without_a_delegation_does_not_count() -> None:
    assert meeting(council() + review("2026-01-13", "ceo, vp-brand") + GUEST % "someone-else").present == 1


def test_a_deputy_and_the_member_are_one() -> None:
    assert meeting(council() + review("2026-01-13", "ceo, cmo, vp-brand") + GUEST % "gus").present == 2


def test_a_member_does_not_count_twice_as_deputy_of_another() -> None:
    assert meeting(council() + review("2026-01-13", "ceo") + GUEST % "'role:ceo'").present == 1


@pytest.mark.parametrize(("attended", "present"), [("vp-brand", 1), ("vp-brand, vp-deals", 2)])
def test_a_deputy_of_two_members_stands_in_for_one(attended: str, present: int) -> None:
    deals = "---\nkind: Role\nmetadata: {name: vp-deals}\nspec: {unit: sales, holders: [dan]}\n"
    ceo = (
        "---\nkind: Role\nmetadata: {name: ceo}\n"
        "spec: {unit: company, holders: [ann], deputies: [{to: 'role:vp-brand'}, {to: dan}]}\n"
    )
    assert meeting(council() + review("2026-01-13", attended) + GUEST % "gus" + deals + ceo).present == present


@pytest.mark.parametrize(
    ("attended", "absent"),
    [
        ("ceo, cmo", ("unit:finance",)),
        ("cmo, cfo", ()),
        ("ceo", ("unit:finance", "unit:marketing")),
    ],
)
def test_required_units_are_there_or_told(attended: str, absent: tuple[str, ...]) -> None:
    text = council("requiredUnits: [marketing, finance]") + review("2026-01-13", attended)
    assert meeting(text).absent_units == absent


TEAM = """
---
kind: Unit
metadata: {name: brand}
spec: {parent: marketing}
---
kind: Role
metadata: {name: brand-lead}
spec: {unit: brand, holders: [gus]}
"""


@pytest.mark.parametrize(("required", "attended"), [("marketing", "brand-lead"), ("brand", "cmo"), ("company", "ceo")])
def test_anyone_of_the_function_stands_for_the_unit(required: str, attended: str) -> None:
    text = council(f"requiredUnits: [{required}]") + review("2026-01-13", attended) + TEAM
    assert meeting(text).absent_units == ()


def test_the_deputy_of_a_member_stands_for_the_unit_of_the_member() -> None:
    text = council("requiredUnits: [marketing]") + GUEST.replace(
        "unit: marketing, holders: [gus]", "unit: finance, holders: [gus]"
    )
    assert meeting(text % "gus" + review("2026-01-13", "vp-brand")).absent_units == ()
    assert meeting(text % "gus" + review("2026-01-15", "vp-brand")).absent_units == ("unit:marketing",)


def test_a_required_unit_that_does_not_exist_is_not_missed() -> None:
    assert meeting(council("requiredUnits: [ghosts]") + review("2026-01-13")).absent_units == ()


FULL = "purpose: Look., authority: Advises., escalatesTo: 'role:ceo'"


def words(more: str, meta: str = ", reviewBy: 2026-12-31", chair: str = "chair: ceo, ") -> str:
    cadence = "cadence: {startsOn: 2025-12-01, rrule: FREQ=WEEKLY}"
    return f"kind: Forum\nmetadata: {{name: council{meta}}}\nspec: {{members: [ceo, cmo], {chair}{more}, {cadence}}}\n"


def test_a_bare_forum_lacks_what_every_charter_has() -> None:
    assert charter(words("final: false", "", "")) == (
        "a purpose",
        "an authority",
        "a chair",
        "an escalation",
        "a review date",
    )


def test_a_review_forum_needs_neither_quorum_nor_tie_break() -> None:
    assert charter(words(FULL)) == ()


@pytest.mark.parametrize(
    ("rule", "missing"),
    [
        ("decisionRule: majority", ("a quorum", "a tie-break")),
        ("decisionRule: majority, quorum: 2, tieBreak: chair", ()),
        ("decisionRule: chair", ("a quorum",)),
        ("decisionRule: unanimous, quorum: 2", ("a tie-break",)),
    ],
)
def test_a_forum_that_decides_says_how(rule: str, missing: tuple[str, ...]) -> None:
    assert charter(words(f"{FULL}, {rule}")) == missing


def test_a_final_forum_lacks_no_escalation() -> None:
    assert charter(words("purpose: Look., authority: All., final: true")) == ()


@pytest.mark.parametrize("meta", [", reviewBy: 2026-12-31", ", lastReviewed: 2025-12-31"])
def test_either_review_date_will_do(meta: str) -> None:
    assert charter(words(FULL, meta)) == ()
