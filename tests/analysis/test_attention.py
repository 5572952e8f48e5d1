from __future__ import annotations

import pytest

from alignctl.analysis.attention import attention
from alignctl.model.facts import Due, EntityFact
from tests.workspace import laid_over, org

DAY = "2026-01-15"


def unit(meta: str, spec: str = "type: company") -> str:
    return f"kind: Unit\nmetadata: {{name: it{', ' if meta else ''}{meta}}}\nspec: {{{spec}}}\n"


def entity(text: str, as_of: str = DAY, name: str = "", **settings: object) -> EntityFact:
    facts = attention(org(text, as_of, **settings))
    return next(fact for fact in facts if isinstance(fact, EntityFact) and fact.object.endswith(name))


@pytest.mark.parametrize(
    ("as_of", "stale", "overdue"), [("2028-01-15", False, 0), ("2028-01-16", True, 1), ("2028-03-01", True, 46)]
)
def test_what_was_confirmed_long_ago_is_stale(as_of: str, overdue: int, *, stale: bool) -> None:
    found = entity(unit("lastReviewed: 2026-01-15"), as_of)
    assert (str(found.due), found.stale, found.overdue_days) == ("2028-01-15", stale, overdue)


def test_the_age_limit_is_one_of_days() -> None:
    right = (
        "kind: DecisionRight\nmetadata: {name: data-access, lastReviewed: %s}\nspec: {domains: [d], decide: 'role:r'}\n"
    )
    found = entity(right % "2025-01-01", "2026-03-07")
    assert (str(found.due), found.overdue_days) == ("2026-01-01", 65)
    assert str(entity(right % "2027-03-01").due) == "2028-02-29"


def test_a_review_date_overrides_the_age() -> None:
    found = entity(unit("lastReviewed: 2020-01-01, reviewBy: 2026-06-30"))
    assert (str(found.due), found.stale) == ("2026-06-30", False)
    assert entity(unit("reviewBy: 2026-06-30"), "2026-07-01").overdue_days == 1


def test_the_last_review_counts_before_the_first_day_of_validity() -> None:
    assert str(entity(unit("lastReviewed: 2025-06-01, effectiveFrom: 2020-01-01")).due) == "2027-06-01"
    assert str(entity(unit("effectiveFrom: 2025-06-01")).due) == "2027-06-01"


def test_without_any_date_nothing_is_due() -> None:
    found = entity(unit(""))
    assert (found.due, found.stale, found.overdue_days, found.of) == (None, False, 0, "Unit")


def test_a_kind_without_an_age_limit_is_due_on_its_review_date_only() -> None:
    cycle = "kind: Cycle\nmetadata: {name: q1, %s}\nspec: {level: quarter, starts: 2026-01-01, ends: 2026-03-31}\n"
    assert entity(cycle % "lastReviewed: 2000-01-01").due is None
    assert str(entity(cycle % "reviewBy: 2000-01-01").due) == "2000-01-01"


def test_age_limits_are_a_setting() -> None:
    assert str(entity(unit("lastReviewed: 2026-01-01"), analysis={"maxAge": {"Unit": 30}}).due) == "2026-01-31"


def test_a_review_at_the_end_of_the_calendar_stops_nothing() -> None:
    assert str(entity(unit("lastReviewed: 9999-12-31")).due) == "9999-12-31"


@pytest.mark.parametrize(("as_of", "count"), [("2025-12-31", 0), (DAY, 1), ("2026-02-01", 1), ("2026-02-02", 0)])
def test_only_objects_in_force_are_told(as_of: str, count: int) -> None:
    facts = attention(org(unit("effectiveFrom: 2026-01-01, effectiveUntil: 2026-02-01"), as_of))
    assert len([fact for fact in facts if isinstance(fact, EntityFact)]) == count


def test_every_object_has_an_owner() -> None:
    text = "kind: Domain\nmetadata: {name: d%s}\nspec: {owningUnit: it}\n---\n" + unit("")
    assert entity(text % "", name=":d").owner == "unit:it"
    assert entity(text % ", owner: 'role:clerk'", name=":d").owner == "role:clerk"
    spec = "{rule: ES001, reason: x, approvedBy: 'role:nobody', subjects: ['unit:it']}"
    assert entity(f"kind: Waiver\nmetadata: {{name: w}}\nspec: {spec}\n").owner == "waiver:w"


CRITERION = "{metric: na, weight: 1}"
HOLLOW = [
    ("Unit", "{type: company, lead: tbd}", "lead (tbd)"),
    ("Role", "{unit: it, holders: [ann, TBD]}", "holders (TBD)"),
    ("Role", "{unit: it, holders: [], deputies: [{to: todo}]}", "deputies.to (todo)"),
    ("Role", "{unit: it, holders: [], escalatesTo: 'role:to-be-defined'}", "escalatesTo (to-be-defined)"),
    ("Domain", "{owningUnit: unknown}", "owningUnit (unknown)"),
    ("DecisionRight", "{domains: [d], decide: 'role:tbd'}", "decide (tbd)"),
    (
        "DecisionRight",
        "{domains: [d], bandOn: a, bands: [{upTo: 1, decide: 'role:cfo'}, {decide: 'forum:tba'}]}",
        "bands.decide (tba)",
    ),
    ("DecisionRight", "{domains: [d], decide: 'role:cfo', agree: ['unit:none']}", "agree (none)"),
    ("DecisionRight", "{domains: [d], decide: 'role:cfo', escalation: [{to: 'role:tbd'}]}", "escalation.to (tbd)"),
    ("Forum", "{purpose: n/a, members: [a], cadence: {startsOn: 2026-01-01, rrule: FREQ=DAILY}}", "purpose (n/a)"),
    ("Forum", "{authority: '-', members: [a], cadence: {startsOn: 2026-01-01, rrule: FREQ=DAILY}}", "authority (-)"),
    ("Metric", "{owningUnit: it, direction: up, definition: To be determined.}", "definition (To be determined.)"),
    ("Metric", "{owningUnit: it, direction: up, definition: '?'}", "definition (?)"),
    ("Objective", "{cycle: c, owners: [it], keyResults: [{id: k, metric: tbd}]}", "keyResults.metric (tbd)"),
    ("IncentivePlan", "{roles: [a], cycle: c, components: [{metric: tbd, weight: 1}]}", "components.metric (tbd)"),
    ("IncentivePlan", "{roles: [a], cycle: c, components: [], approvedBy: 'role:tbd'}", "approvedBy (tbd)"),
    ("Precedence", "{order: ['unit:a', 'unit:b'], decidedBy: 'role:ceo', rationale: TODO}", "rationale (TODO)"),
    ("Decision", "{raisedOn: 2026-01-01, proposer: TBD}", "proposer (TBD)"),
    ("Decision", "{raisedOn: 9999-12-31, proposer: ann}", "raisedOn (9999-12-31)"),
    ("Forum", "{members: [a], cadence: {startsOn: 9999-12-31, rrule: FREQ=DAILY}}", "cadence.startsOn (9999-12-31)"),
    ("Review", "{forum: f, date: 9999-12-31, attended: [a]}", "date (9999-12-31)"),
    ("Cycle", "{level: todo, starts: 2026-01-01, ends: 2026-12-31}", "level (todo)"),
    ("Cycle", "{level: year, starts: 2026-01-01, ends: 9999-12-31}", "ends (9999-12-31)"),
    (
        "Decision",
        f"{{raisedOn: 2026-01-01, proposer: a, evaluations: [{{unit: u, verdict: support, criteria: [{CRITERION}]}}]}}",
        "evaluations.criteria.metric (na)",
    ),
    ("Waiver", "{rule: ES001, subjects: ['unit:it'], reason: ' TBD ', approvedBy: 'role:ceo'}", "reason (TBD)"),
    (
        "Review",
        "{forum: f, date: 2026-01-01, attended: [a], actions: [{id: x, owner: tbd, due: 2026-01-01}]}",
        "actions.owner (tbd)",
    ),
]


@pytest.mark.parametrize(("kind", "spec", "expected"), HOLLOW)
def test_a_word_that_says_nothing_where_something_is_decided(kind: str, spec: str, expected: str) -> None:
    assert entity(f"kind: {kind}\nmetadata: {{name: x}}\nspec: {spec}\n").placeholders == (expected,)


SOLID = [
    ("Unit", "{name: tbd, title: TBD, description: To be defined, labels: {a: none}}", "{type: company, lead: boss}"),
    (
        "Metric",
        "{name: x}",
        "{owningUnit: it, direction: up, unitOfMeasure: none, source: n/a, definition: None of the calls is lost}",
    ),
    (
        "Metric",
        "{name: x}",
        "{owningUnit: it, direction: up, influences: [{metric: m, effect: raises, condition: none}]}",
    ),
    ("Domain", "{name: x}", "{owningUnit: it, attributes: {kind: {type: enum, values: [none, other]}}}"),
    ("DecisionRight", "{name: x}", "{domains: [d], decide: 'role:cfo', when: {kind: {in: [none]}}}"),
    ("Initiative", "{name: x}", "{sponsor: it, domains: [d], attributes: {vendor: none}}"),
    ("Decision", "{name: x}", "{raisedOn: 2026-01-01, proposer: ann, counterparty: none}"),
    ("Role", "{name: x}", "{unit: it, holders: []}"),
    ("DecisionRight", "{name: x}", "{domains: [d], decide: 'role:todo-list-owner', sod: [[proposer, decider]]}"),
]


@pytest.mark.parametrize(("kind", "meta", "spec"), SOLID)
def test_free_text_values_and_numbers_are_not_hollow(kind: str, meta: str, spec: str) -> None:
    assert entity(f"kind: {kind}\nmetadata: {meta}\nspec: {spec}\n").placeholders == ()


def test_the_evidence_points_at_the_word() -> None:
    spec = "{domains: [d], decide: 'role:cfo', agree: ['role:a', 'role:tbd']}"
    (evidence,) = entity(f"kind: DecisionRight\nmetadata: {{name: x}}\nspec: {spec}\n").evidence
    assert (evidence.text, evidence.place.pointer) == ("this says `tbd`", ("spec", "agree", 1))


def duties(text: str, as_of: str = DAY, what: str = "", **settings: object) -> list[tuple[str, str, bool, str]]:
    """Return what, day, whether late, and who, of the duties of a workspace whose `what` begins so."""
    return [
        (fact.what, str(fact.on), fact.late, ", ".join(fact.who))
        for fact in attention(laid_over(text, as_of, **settings))
        if isinstance(fact, Due) and fact.what.startswith(what)
    ]


def meta(kind: str, words: str, spec: str) -> str:
    return f"kind: {kind}\nmetadata: {{name: x, {words}}}\nspec: {spec}\n"


PRECEDENCE = "{order: ['unit:sales', 'unit:finance'], decidedBy: 'role:cfo', rationale: Why.}"


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2025-06-29", []),
        ("2025-06-30", [("review", "2026-06-30", False, "unit:finance")]),
        ("2026-06-30", [("review", "2026-06-30", False, "unit:finance")]),
        ("2026-07-01", [("review", "2026-06-30", True, "unit:finance")]),
        ("2029-07-01", [("review", "2026-06-30", True, "unit:finance")]),
    ],
)
def test_a_review_is_told_a_year_ahead_and_until_it_is_done(as_of: str, expected: list[object]) -> None:
    assert duties(meta("Precedence", "reviewBy: 2026-06-30", PRECEDENCE), as_of) == expected


@pytest.mark.parametrize(
    ("as_of", "count"), [("2026-03-01", 1), ("2026-03-02", 1), ("2027-03-01", 1), ("2027-03-02", 0)]
)
def test_an_end_is_told_a_year_back_and_is_not_late(as_of: str, count: int) -> None:
    found = duties(meta("Precedence", "effectiveUntil: 2026-03-01", PRECEDENCE), as_of)
    assert found == [("end", "2026-03-01", False, "unit:finance")] * count


def test_a_waiver_that_ended_is_late_until_it_is_removed() -> None:
    text = meta(
        "Waiver",
        "effectiveUntil: 2026-01-14",
        "{rule: ES001, subjects: ['unit:sales'], reason: r, approvedBy: 'role:ceo'}",
    )
    assert duties(text, "2026-01-14") == [("end", "2026-01-14", False, "role:ceo, unit:company")]
    assert duties(text, "2029-01-14") == [("end", "2026-01-14", True, "role:ceo, unit:company")]


@pytest.mark.parametrize(("as_of", "late"), [("2026-02-01", False), ("2026-02-02", True)])
def test_a_delegation_ends(as_of: str, *, late: bool) -> None:
    deputies = "[{to: 'role:cfo', until: 2026-02-01}, {to: bo, until: 2026-02-01}, {to: c}]"
    role = meta("Role", "title: X", f"{{unit: sales, holders: [a], deputies: {deputies}}}")
    assert duties(role, as_of) == [
        ("end of the delegation to cfo", "2026-02-01", late, "role:cfo, role:x"),
        ("end of the delegation to bo", "2026-02-01", late, "role:x"),
    ]


def test_phases_are_due_at_their_end_from_their_unit() -> None:
    plan = "{name: plan, from: 2026-01-01, until: 2026-01-10, unit: sales}"
    commit = "{name: commit, from: 2026-01-11, until: 2026-01-20}"
    spec = f"{{level: q, starts: 2026-02-01, ends: 2026-04-30, phases: [{plan}, {commit}]}}"
    cycle = meta("Cycle", "owner: 'unit:finance'", spec)
    assert duties(cycle) == [
        ("phase plan of sales", "2026-01-10", False, "unit:sales"),
        ("phase commit", "2026-01-20", False, "unit:finance"),
    ]


@pytest.mark.parametrize(("as_of", "late"), [("2026-01-20", False), ("2026-01-21", True)])
def test_an_open_decision_is_due(as_of: str, *, late: bool) -> None:
    decision = "{raisedOn: 2026-01-01, due: 2026-01-20, proposer: ann, onBehalfOf: 'role:cfo'%s}"
    assert duties(meta("Decision", "title: X", decision % ""), as_of) == [("decision", "2026-01-20", late, "role:cfo")]
    assert duties(meta("Decision", "title: X", decision % ", decidedOn: 2026-01-21"), as_of) == []


def test_the_outcome_of_a_decision_is_looked_at() -> None:
    decision = "{raisedOn: 2026-01-01, decidedOn: 2026-01-02, outcomeReview: 2026-07-01, proposer: ann}"
    assert duties(meta("Decision", "owner: 'unit:sales'", decision)) == [
        ("outcome review", "2026-07-01", False, "unit:sales")
    ]


@pytest.mark.parametrize(("as_of", "late"), [("2026-01-20", False), ("2026-01-21", True)])
def test_an_open_action_is_due(as_of: str, *, late: bool) -> None:
    actions = "[{id: ask, owner: cfo, due: 2026-01-20}, {id: tell, owner: cso, due: 2026-01-20, doneOn: 2026-01-19}]"
    review = meta("Review", "title: X", f"{{forum: f, date: 2026-01-02, attended: [], actions: {actions}}}")
    assert duties(review, as_of) == [("action ask", "2026-01-20", late, "role:cfo")]


FORUM = """
kind: Forum
metadata: {name: council, owner: 'unit:company'%s}
spec: {members: [cso, cmo], cadence: {startsOn: 2025-12-01, rrule: FREQ=WEEKLY;INTERVAL=2}}
---
kind: Review
metadata: {name: r}
spec: {forum: council, date: %s, attended: [cso, cmo]}
"""


def test_meetings_are_told_and_the_one_that_was_missed_is_late() -> None:
    found = duties(FORUM % ("", "2025-12-16"), what="meeting")
    assert found[:4] == [
        ("meeting", "2025-12-01", False, "role:cmo, role:cso"),
        ("meeting", "2025-12-15", False, "role:cmo, role:cso"),
        ("meeting", "2025-12-29", True, "role:cmo, role:cso"),
        ("meeting", "2026-01-12", False, "role:cmo, role:cso"),
    ]
    assert found[-1][1] == "2027-01-11"


def test_of_several_missed_in_a_row_the_first_is_late() -> None:
    found = duties(FORUM % ("", "2025-12-01"), what="meeting")
    assert [(day, late) for _, day, late, _ in found[:4]] == [
        ("2025-12-01", False),
        ("2025-12-15", True),
        ("2025-12-29", False),
        ("2026-01-12", False),
    ]


def test_nothing_is_late_before_minutes_are_kept() -> None:
    forum = FORUM.partition("---\n")[0] % ""
    assert not any(late for _, _, late, _ in duties(forum, what="meeting"))
    assert not any(late for _, _, late, _ in duties(FORUM % ("", "2026-01-14"), what="meeting"))


def test_an_older_miss_is_no_duty_any_more() -> None:
    assert not any(late for _, _, late, _ in duties(FORUM % ("", "2025-12-29"), what="meeting"))


def test_meetings_are_told_on_the_days_on_which_the_forum_is_in_force() -> None:
    window = ", effectiveFrom: 2025-12-15, effectiveUntil: 2026-01-12"
    assert [day for _, day, _, _ in duties(FORUM % (window, "2026-01-12"), what="meeting")] == [
        "2025-12-15",
        "2025-12-29",
        "2026-01-12",
    ]
    assert duties(FORUM % (", status: retired", "2026-01-12"), what="meeting") == []


def test_a_forum_that_has_ended_is_late_with_nothing() -> None:
    found = duties(FORUM % (", effectiveUntil: 2026-01-14", "2025-12-01"), what="meeting")
    assert [late for _, _, late, _ in found] == [False] * 4


GOAL = """
kind: Cycle
metadata: {name: q4}
spec: {level: quarter, starts: 2025-10-01, ends: 2025-12-31}
---
kind: Objective
metadata: {name: grow}
spec:
  cycle: q4
  owners: [sales]
  keyResults: [{id: more, metric: revenue}]
  checkIn: {startsOn: 2025-11-03, rrule: FREQ=MONTHLY;BYMONTHDAY=3}
  checkIns: [{date: 2025-11-04, progress: 0.1}]
  %s
"""


def test_check_ins_are_told_up_to_the_end_of_the_cycle() -> None:
    assert duties(GOAL % "", "2025-12-20", "check-in") == [
        ("check-in", "2025-11-03", False, "unit:sales"),
        ("check-in", "2025-12-03", True, "unit:sales"),
    ]
    assert not any(late for _, _, late, _ in duties(GOAL % "", "2026-01-01", "check-in"))
    assert not any(late for _, _, late, _ in duties(GOAL % "grade: 1", "2025-12-20", "check-in"))


@pytest.mark.parametrize(("as_of", "late"), [("2026-01-07", False), ("2026-01-08", True)])
def test_a_goal_is_graded_a_week_after_its_cycle(as_of: str, *, late: bool) -> None:
    assert duties(GOAL % "", as_of, "grade") == [("grade", "2026-01-07", late, "unit:sales")]
    assert duties(GOAL % "grade: 0.4", as_of, "grade") == []


def test_a_draft_has_no_duties() -> None:
    assert (
        duties(meta("Precedence", "status: draft, reviewBy: 2026-02-01, effectiveUntil: 2026-02-01", PRECEDENCE)) == []
    )


def test_two_words_for_one_duty_are_one_fact() -> None:
    phases = ", ".join(["{name: plan, from: 2026-01-01, until: 2026-01-10}"] * 2)
    cycle = meta("Cycle", "title: X", f"{{level: q, starts: 2026-02-01, ends: 2026-04-30, phases: [{phases}]}}")
    assert duties(cycle) == [("phase plan", "2026-01-10", False, "unit:company")]


def test_each_duty_is_a_fact_of_its_own() -> None:
    facts = [fact for fact in attention(laid_over(FORUM % ("", "2025-12-01"))) if isinstance(fact, Due)]
    assert len({fact.id for fact in facts}) == len(facts)
    assert facts[0].key == "meeting 2025-12-01"
