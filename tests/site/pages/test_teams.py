from __future__ import annotations

from pathlib import Path

from tests.site.conftest import Folders
from tests.site.html import Html, heading
from tests.site.pages.words import words


def changed(history: Path, name: str) -> str:
    page = words((history / "teams" / f"{name}.html").read_text(encoding="utf-8"))
    return page.partition("Changed in the last 90 days ")[2].partition(" History ")[0]


def test_a_team_reads_what_changed_on_its_own_desk_in_the_last_ninety_days(history: Path) -> None:
    assert "Settle the campaign plan (decision)" in changed(history, "marketing")
    assert "Approve spending on software" not in changed(history, "marketing")
    assert "Approve spending on software (decision)" in changed(history, "finance")


def test_it_is_told_what_changed_and_not_why_somebody_says_that_he_did_it(history: Path) -> None:
    assert "working days" in changed(history, "marketing")
    assert "Slower" not in changed(history, "marketing")
    assert "5 January 2026" not in changed(history, "marketing")


def test_the_teams_below_count_or_do_not_count_on_two_pages_that_lead_to_each_other(after: dict[str, str]) -> None:
    whole, alone = after["teams/fernhill.html"], after["teams/fernhill_alone.html"]
    assert heading(whole).startswith("Fernhill Instruments decides 8 things")
    assert heading(alone) == "Fernhill Instruments decides nothing."
    assert "fernhill_alone.html" in Html(whole).values("href")
    assert "fernhill.html" in Html(alone).values("href")


def test_the_list_of_teams_says_what_lands_on_a_desk_and_not_what_does_not(after: dict[str, str]) -> None:
    said = words(after["teams/index.html"], "tree")
    assert "Sales - decides 1 thing, is asked on 2 things" in said
    assert " 0 " not in said


def test_who_decides_with_others_alone_or_only_ends_a_dispute_is_told_so(after: dict[str, str]) -> None:
    assert heading(after["roles/head-of-marketing.html"]) == "Head of Marketing decides 1 thing together with others."
    assert heading(after["roles/ceo.html"]) == "Chief Executive has the last word when others disagree."


def test_the_list_of_roles_says_the_same_as_their_pages(after: dict[str, str]) -> None:
    said = words(after["roles/index.html"])
    assert "Has the last word when others disagree" in said
    for path in ("head-of-marketing", "ceo", "controller"):
        title, _, desk = heading(after[f"roles/{path}.html"]).rstrip(".").partition(WORD_AFTER[path])
        assert f"{title.strip()} " in said
        assert (WORD_AFTER[path] + desk).capitalize() in said


def test_who_only_settles_what_others_decided_is_told_so(folders: Folders) -> None:
    page = (folders("kubernetes") / "roles" / "sig-apps-chairs.html").read_text(encoding="utf-8")
    assert heading(page) == "SIG Apps chairs are next when others disagree."


def test_several_holders_of_a_role_with_a_plural_title_decide(folders: Folders) -> None:
    root = folders("kubernetes")
    pages = {path: heading((root / path).read_text(encoding="utf-8")) for path in PLURAL}
    assert pages == PLURAL


WORD_AFTER = {"head-of-marketing": "decides", "ceo": "has", "controller": "decides"}
PLURAL = {
    "decide/sig-auth-matters.html": "SIG Auth tech leads decide.",
    "matrix/sig-auth.html": "SIG Auth tech leads or SIG Auth leads decide.",
    "roles/sig-auth-tech-leads.html": "SIG Auth tech leads decide 1 thing.",
    "escalation/sig-auth-tech-leads.html": "Go to SIG Auth chairs. Nothing says when an answer comes.",
}


def test_who_prepares_a_decision_is_not_said_to_be_asked(after: dict[str, str]) -> None:
    said = words(after["roles/marketing-ops-lead.html"])
    part = said.partition(" Prepares ")[2]
    assert "Decide what touches several parts of the customer platform" in part.partition(" History ")[0]
    assert "Is asked on" not in said
