"""Five readers, five answers: each stands in the heading or the first lines of one page."""

from __future__ import annotations

import re

from tests.site.html import heading


def text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page.partition("<main")[2]).split())


def test_a_marketing_manager_sees_who_decides_and_how_long_it_takes(after: dict[str, str]) -> None:
    page = after["decide/tool-choice.html"]
    assert heading(page) == "Marketing Operations Lead decides within 2 working days."
    assert "Nobody else must agree. Tell IT and Data ." in text(page)


def test_bands_say_who_decides_at_which_amount(after: dict[str, str]) -> None:
    page = after["decide/spend-approval.html"]
    assert heading(page) == "Procurement Lead, Controller or Head of Finance decides, by annual cost."
    assert "Over 10 000 and up to 50 000 EUR a year Controller" in text(page)
    assert 'id="over-10k-and-up-to-50k-eur-a-year"' in page


def test_who_must_agree_from_an_amount_on_and_what_silence_means(after: dict[str, str]) -> None:
    said = text(after["decide/customer-platform.html"])
    assert "From 100 000 EUR a year, Head of Finance must agree within 1 week" in said
    assert "(no answer: it goes one step up)" in said


def test_a_cfo_sees_how_many_plans_pull_against_a_shared_goal(before: dict[str, str]) -> None:
    assert heading(before["incentives/index.html"]) == "1 plan pulls against a shared goal."


def test_a_new_head_sees_what_lands_on_the_desk(after: dict[str, str]) -> None:
    assert heading(after["teams/marketing.html"]) == "Marketing decides 2 things, prepares 1."
    assert heading(after["roles/head-of-finance.html"]).startswith("Head of Finance decides 1 thing, must agree to 1.")


def test_conflicts_say_what_takes_precedence(after: dict[str, str], before: dict[str, str]) -> None:
    assert re.fullmatch(
        r"(All \d+ conflicts have|The only conflict has) a rule for what takes precedence\.",
        heading(after["conflicts/index.html"]),
    )
    assert re.fullmatch(r"\d+ conflicts without a rule\.", heading(before["conflicts/index.html"]))


def test_a_matrix_marks_what_nobody_and_what_several_may_decide(before: dict[str, str]) -> None:
    said = text(before["matrix/software-spend.html"])
    assert "no decider" in said
    assert "several deciders" in said


def test_health_lists_what_the_check_found(before: dict[str, str]) -> None:
    assert "things must change" in heading(before["health/index.html"])
    assert "rules/dc001.html" in before["health/index.html"]
