"""A comment on a change names people with those who can stand in for them, and objects as people call them."""

from __future__ import annotations

from alignctl.analysis.pipeline import analyse_change
from alignctl.model.approvals import Approvals
from alignctl.model.ref import Ref
from alignctl.report.changes import render_markdown
from alignctl.report.titles import Titles
from tests.workspace import laid_over

SPEND = """
kind: Domain
metadata: {name: spend, title: Software spend}
spec: {owningUnit: sales, attributes: {amount: {type: number}}}
---
kind: DecisionRight
metadata: {name: spending}
spec:
  domains: [spend]
  bandOn: amount
  bands: [{upTo: %d, decide: 'role:cmo'}, {decide: 'role:cfo'}]
---
kind: Role
metadata: {name: cfo, title: Head of Finance}
spec:
  unit: finance
  escalatesTo: 'role:ceo'
  holders: [%s]
  unavailable: [{holder: dora, from: 2026-01-01, until: 2026-02-01}]
"""
TITLES = Titles({Ref("domain:spend"): "Software spend", Ref("role:cfo"): "Head of Finance", Ref("unit:cfo"): "Office"})


def comment(holders: str, titles: Titles = TITLES) -> list[str]:
    base, head = (laid_over(SPEND % (limit, holders)) for limit in (10000, 20000))
    found = analyse_change(base, head, Approvals.of({"author": "bea", "approvals": []}))
    return render_markdown(found, titles).splitlines()


def test_the_headline_names_everybody_who_can_give_an_approval() -> None:
    assert comment("dora, emil")[2].startswith("**Must still approve: carl; emil or dora.**")


def test_where_nobody_can_stand_in_the_headline_is_a_plain_list() -> None:
    assert comment("emil")[2].startswith("**Must still approve: carl, emil.**")


def test_who_can_approve_instead_and_must_anyway_is_asked_once() -> None:
    base, head = (laid_over(SPEND.replace("owningUnit: sales", "owningUnit: company") % (n, "dora")) for n in (1, 2))
    found = analyse_change(base, head, Approvals.of({"author": "bea", "approvals": []}))
    assert [change.able for change in found] == [("ann", "dora or ann")]
    assert render_markdown(found).splitlines()[2].startswith("**Must still approve: ann.**")


def test_objects_have_their_titles_and_names_that_two_bear_stay() -> None:
    assert any(
        "Software spend over 10 000 and up to 20 000 moves from `cfo` \\(emil\\) to `cmo` \\(bea\\)" in line
        for line in comment("emil")
    )
    clear = Titles({Ref("role:cfo"): "Head of Finance"})
    assert any("moves from Head of Finance \\(emil\\)" in line for line in comment("emil", clear))


def test_of_two_objects_of_one_name_the_one_that_the_words_are_about_is_meant() -> None:
    assert TITLES.say("`cfo` and `spend`", [Ref("unit:cfo")]) == "Office and Software spend"
    assert TITLES.say("`cfo`", [Ref("role:other")]) == "`cfo`"
