from __future__ import annotations

from tests.site.html import Html
from tests.site.pages.words import words


def test_single_subjects_come_before_those_for_several(after: dict[str, str]) -> None:
    rows = [given["data-domain"] for given in Html(after["decide/index.html"]).tags("tr") if "data-domain" in given]
    several = [" " in domain for domain in rows]
    assert several == sorted(several)
    assert True in several


def test_what_nobody_may_decide_is_named_and_linked(before: dict[str, str], after: dict[str, str]) -> None:
    assert "1 case has nobody who may decide: Spending on software" in words(before["decide/index.html"])
    assert "Every case has a decider." in words(after["decide/index.html"])


def test_a_column_in_which_nothing_stands_is_left_out(before: dict[str, str], after: dict[str, str]) -> None:
    assert '<th scope="col">Must agree</th>' not in before["decide/index.html"]
    assert '<th scope="col">Must agree</th>' in after["decide/index.html"]
