from __future__ import annotations

from pathlib import Path

from tests.site.conftest import Folders
from tests.site.html import heading
from tests.site.pages.words import words
from tests.site.sites import EXAMPLES, contents, files_of, written


def test_deciders_with_the_same_way_up_share_one_ladder(after: dict[str, str]) -> None:
    said = words(after["decide/spend-approval.html"])
    assert "If Procurement Lead or Controller has decided Procurement Lead or Controller decides first" in said
    assert "If Head of Finance has decided Head of Finance decides first" in said
    assert said.count("What to bring when you go up") == 1


def test_who_stands_in_is_named_where_the_decider_is_away(after: dict[str, str]) -> None:
    said = words(after["decide/spend-approval.html"]).replace("\N{NARROW NO-BREAK SPACE}", " ")
    meanwhile = "meanwhile piet for annual cost over 10 000 and up to 25 000 EUR a year, or hugo"
    assert f"Controller (june, away until 17 July 2026; {meanwhile})" in said


def test_cases_that_nobody_or_several_may_decide_stand_above_the_table(before: dict[str, str]) -> None:
    said = words(before["decide/spend-approval.html"]).replace("\N{NARROW NO-BREAK SPACE}", " ")
    above = said.partition("What if we disagree?")[0]
    assert "Annual cost over 10 000 and under 10 001 EUR a year: nobody may decide" in above
    assert "Controller and Head of Finance may each decide; nothing says who does." in above


def test_a_right_that_another_claims_as_well_does_not_promise_its_decider(folders: Folders) -> None:
    page = contents(folders("revenue"))["decide/allocation-by-named-head.html"]
    assert heading(page) == "Head named for the allocation of accounts or Success leads: nothing says who decides."


def test_what_the_table_of_amounts_says_is_not_said_again(after: dict[str, str]) -> None:
    assert "Time to decide" not in words(after["decide/spend-approval.html"])
    assert "Time to decide 3 working days" in words(after["decide/vendor-contracts.html"])


def test_of_many_decisions_on_record_the_newest_are_shown(tmp_path: Path) -> None:
    text = (EXAMPLES / "minimal" / "governance" / "bakery.yaml").read_text(encoding="utf-8")
    record = (
        "---\napiVersion: alignctl/v1\nkind: Decision\nmetadata: {{name: d{0}, title: Oven {0}}}\n"
        "spec: {{domains: [purchases], action: approve, proposer: ben, raisedOn: 2026-03-{0:02}}}\n"
    )
    files = files_of(written(text + "".join(map(record.format, range(1, 32)))), tmp_path)
    said = words(files["decide/approve-purchases.html"])
    assert said.index("Oven 31") < said.index("Oven 30") < said.index("Oven 2 ")
    assert "Oven 1 " not in said
    assert "These are the newest 30 of 31." in said


def test_a_right_leads_to_the_one_that_takes_over_where_more_is_touched(after: dict[str, str]) -> None:
    said = words(after["decide/spend-approval.html"])
    touched = "Choice of marketing tools , Connecting systems , Use of customer data or Data behind the forecast"
    assert f"If it also touches {touched} : Decide what touches several parts of the customer platform ." in said
    assert "If it also touches" not in words(after["decide/customer-platform.html"])


def test_who_must_agree_reads_the_time_to_agree_and_not_that_of_the_decision(after: dict[str, str]) -> None:
    for page in ("roles/head-of-finance.html", "teams/finance.html", "sheets/finance.html"):
        part = words(after[page]).partition("Must agree to")[2]
        assert "1 week" in part.partition("4 weeks")[0], page


def test_a_decision_without_its_day_names_who_took_it(tmp_path: Path) -> None:
    text = (EXAMPLES / "minimal" / "governance" / "bakery.yaml").read_text(encoding="utf-8")
    record = (
        "---\napiVersion: alignctl/v1\nkind: Decision\nmetadata: {name: oven, title: Oven}\n"
        "spec: {domains: [purchases], action: approve, proposer: ben, raisedOn: 2026-03-01, decidedBy: ada}\n"
    )
    files = files_of(written(text + record), tmp_path)
    assert heading(files["decisions/oven.html"]) == "ada decided; the day is not recorded."
    assert "Oven ada the day is not recorded" in words(files["decisions/index.html"])
