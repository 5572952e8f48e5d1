from __future__ import annotations

import re
from pathlib import Path

import pytest

from alignctl.model.ref import Ref
from alignctl.site.pages.recent import summary
from alignctl.words.past import Event
from tests.site.html import heading
from tests.site.pages.words import words
from tests.site.sites import example, files_of


def test_the_first_page_asks_what_one_wants_and_says_once_whose_it_is(after: dict[str, str]) -> None:
    assert heading(after["index.html"]) == "What do you want to do?"
    assert words(after["index.html"]).count("Fernhill Instruments") <= 1  # a date that is due from everybody


def test_somebody_new_reads_what_the_site_is_for(after: dict[str, str]) -> None:
    assert "Who decides what, what takes precedence" in after["index.html"].partition('class="lead"')[2][:80]


def test_what_must_be_mended_and_what_may_be_looked_at_are_two_numbers(before: dict[str, str]) -> None:
    errors, warnings = (word for word in heading(before["health/index.html"]).split() if word.isdigit())
    assert f"{errors} findings to mend, {warnings} to look at" in words(before["index.html"])


def test_a_large_commit_is_told_by_what_became_of_how_many_things() -> None:
    refs = ["role:a", "role:b", "decisionright:c", "metric:d", "metric:e", "metric:f", "unit:g"]
    events = [Event(Ref(ref), "created") for ref in refs] + [Event(Ref("cycle:h"), "removed")]
    assert summary(events) == "3 KPIs, 2 roles, 1 decision and 1 more written down; 1 planning cycle removed"


def test_how_to_change_something_fits_where_the_text_is_kept(after: dict[str, str], tmp_path: Path) -> None:
    linked = files_of(example("martech/after", site={"repository": "https://git.example.org/a/b"}), tmp_path)
    assert "Suggest a change at its end" in words(linked["how-to-change.html"])
    assert "Source at its end names the file" in words(after["how-to-change.html"])
    assert "Suggest a change" in words(linked["decide/tool-choice.html"])
    assert "Source: governance/rights.yaml" in words(after["decide/tool-choice.html"])


def test_everything_from_a_to_z_is_what_the_organisation_wrote(after: dict[str, str]) -> None:
    said = words(after["a-z.html"])
    assert "Controller - role" in said
    assert "Closed revenue - KPI" in said
    assert "- rule" not in said


LISTS = "calendar conflicts decisions goals incentives influences initiatives kpis precedence reviews"


@pytest.mark.parametrize("path", LISTS.split())
def test_a_list_of_nothing_says_so_in_its_heading_and_what_would_be_there(nothing: dict[str, str], path: str) -> None:
    page = nothing[f"{path}/index.html"]
    assert re.match(r"No |Nothing ", heading(page))
    assert 'class="lead"' in page
    assert "<table" not in page


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return files_of(example("minimal"), tmp_path_factory.mktemp("nothing"))
