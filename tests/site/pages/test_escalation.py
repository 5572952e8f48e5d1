from __future__ import annotations

from pathlib import Path

from tests.site.conftest import Folders
from tests.site.html import heading
from tests.site.pages.words import words
from tests.site.sites import files_of, written

SHOP = """
apiVersion: alignctl/v1
kind: Unit
metadata: {name: shop, title: Shop}
spec: {type: company, lead: owner}
---
apiVersion: alignctl/v1
kind: Role
metadata: {name: owner, title: Owner}
spec: {unit: shop, holders: [ada], final: true, respondWithin: 1bd}
---
apiVersion: alignctl/v1
kind: Role
metadata: {name: clerk, title: Clerk}
spec: {unit: shop, holders: [ben], escalatesTo: 'role:owner', respondWithin: 1bd}
---
apiVersion: alignctl/v1
kind: Domain
metadata: {name: money}
spec: {owningUnit: shop, actions: [lend, spend]}
---
apiVersion: alignctl/v1
kind: DecisionRight
metadata: {name: lend, title: Lend}
spec: {domains: [money], actions: [lend], decide: 'role:clerk', sla: 1bd}
---
apiVersion: alignctl/v1
kind: DecisionRight
metadata: {name: spend, title: Spend}
spec: {domains: [money], actions: [spend], decide: 'role:clerk', sla: 6bd}
"""


def page(folders: Folders, path: str) -> str:
    name, _, rest = path.partition(":")
    return (folders(name) / rest).read_text(encoding="utf-8")


def test_the_list_says_where_nobody_settles_a_dispute(before: dict[str, str]) -> None:
    said = words(before["escalation/index.html"])
    assert "Head of Data nobody settles it - 1 decision" in said
    assert "nobody can settle a dispute" in words(before["escalation/head-of-data.html"])


def test_who_has_the_last_word_needs_no_time(folders: Folders) -> None:
    said = words(page(folders, "minimal:escalation/index.html"))
    assert "Owner has the last word - 1 decision" in said
    assert "Shop Manager Owner 4 working days assumed 1 decision" in said


def test_of_several_decisions_on_one_ladder_the_longest_time_is_told(tmp_path: Path) -> None:
    files = files_of(written(SHOP), tmp_path)
    assert "Clerk Owner 7 working days 2 decisions" in words(files["escalation/index.html"])
    assert "At most 1 step and 7 working days until Owner" in words(files["escalation/clerk.html"])


def test_times_that_are_not_written_are_said_to_be_assumed(tmp_path: Path) -> None:
    silent = SHOP.replace(", final: true, respondWithin: 1bd", ", final: true")
    files = files_of(written(silent), tmp_path)
    said = words(files["escalation/clerk.html"])
    assert heading(files["escalation/clerk.html"]) == "Go to Owner. Nothing says when an answer comes."
    assert "Clerk decides first Owner no time set; 2 working days are counted" in said
    assert "At most 1 step and 8 working days, partly assumed, until Owner has the last word." in said
    index = words(files["escalation/index.html"])
    assert "one is assumed; the ladder says which." in index
    assert "Clerk Owner 8 working days partly assumed 2 decisions" in index
    assert "assumed" not in words(files_of(written(SHOP), tmp_path / "stated")["escalation/index.html"])


def test_a_decider_without_a_time_is_said_to_have_none(folders: Folders) -> None:
    said = words(page(folders, "martech/before:escalation/head-of-it.html"))
    assert "Head of IT decides first; no time set, 2 working days are counted Chief Executive answers within" in said


def test_several_holders_decide_first(folders: Folders) -> None:
    assert "Success leads decide first" in words(page(folders, "revenue:escalation/success-lead.html"))
