from __future__ import annotations

import re
from pathlib import Path

from tests.site.conftest import Folders
from tests.site.html import Html
from tests.site.pages.words import words
from tests.site.sites import EXAMPLES, contents, files_of, written


def test_single_subjects_come_before_those_for_several(after: dict[str, str]) -> None:
    rows = [given["data-domain"] for given in Html(after["decide/index.html"]).tags("tr") if "data-domain" in given]
    several = [" " in domain for domain in rows]
    assert several == sorted(several)
    assert True in several


def test_what_nobody_may_decide_is_named_and_linked(before: dict[str, str], after: dict[str, str]) -> None:
    assert "1 case has nobody who may decide: Spending on software" in words(before["decide/index.html"])
    assert "Every case has a decider." in words(after["decide/index.html"])


def test_what_nobody_leads_as_a_whole_is_not_hidden_behind_its_parts(folders: Folders) -> None:
    said = words(contents(folders("kubernetes"))["decide/index.html"])
    assert re.search(r"Every case has a decider; nothing says who leads \d+ combinations of subjects \.", said)


def test_a_decision_stands_once_for_all_that_it_covers(after: dict[str, str]) -> None:
    said = words(after["decide/index.html"])
    assert "Sign or end a supplier contract Contracts with suppliers - sign or terminate always" in said
    assert said.count("Sign or end a supplier contract") == 1


def test_of_many_subjects_the_first_are_shown_and_all_are_found(after: dict[str, str]) -> None:
    page = after["decide/index.html"]
    assert "and 2 more" in words(page)
    row = next(given for given in Html(page).tags("tr") if "data-more" in given)
    assert row["data-more"] == "Data behind the forecast Spending on software"
    assert "domain:software-spend" in row["data-domain"].split()


def test_only_where_something_depends_on_an_amount_the_finder_asks_for_one(tmp_path: Path) -> None:
    text = (EXAMPLES / "minimal" / "governance" / "bakery.yaml").read_text(encoding="utf-8")
    page = files_of(written(text), tmp_path / "bands")["decide/index.html"]
    assert "by word, subject or amount" in page
    assert 'name="amount"' in page
    alone = text.partition("  bandOn:")[0] + "  decide: role:owner\n"
    page = files_of(written(alone), tmp_path / "alone")["decide/index.html"]
    assert "by word or subject" in page
    assert 'name="amount"' not in page
    assert '<th scope="col">When</th>' not in page


def test_a_column_in_which_nothing_stands_is_left_out(before: dict[str, str], after: dict[str, str]) -> None:
    assert '<th scope="col">Must agree</th>' not in before["decide/index.html"]
    assert '<th scope="col">Must agree</th>' in after["decide/index.html"]
