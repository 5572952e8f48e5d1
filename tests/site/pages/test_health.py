from __future__ import annotations

import re
from pathlib import Path

from tests.site.conftest import Folders
from tests.site.html import heading
from tests.site.pages.words import words
from tests.site.sites import files_of, written

ACME = "apiVersion: alignctl/v1\nkind: Unit\nmetadata: {name: acme, title: Acme}\nspec: {type: company}\n"
TEAM = "apiVersion: alignctl/v1\nkind: Unit\nmetadata: {name: sales}\nspec: {type: team, parent: acme}\n"
LOST = (
    "apiVersion: alignctl/v1\nkind: Role\nmetadata: {name: lost-%d}\n"
    "spec: {unit: %s, holders: [], escalatesTo: 'role:gone'}\n"
)


def built(number: int, tmp_path: Path) -> dict[str, str]:
    roles = (LOST % (place, "acme" if place % 3 else "sales") for place in range(number))
    return files_of(written("---\n".join((ACME, TEAM, *roles))), tmp_path)


def test_few_findings_stand_on_one_page_by_team(tmp_path: Path) -> None:
    files = built(3, tmp_path)
    assert not [path for path in files if path.startswith("health/by-")]
    assert 'id="by-unit-sales"' in files["health/index.html"]
    assert 'href="index.html#by-unit-sales"' in files["health/index.html"]


def test_many_findings_stand_on_a_page_for_each_team_and_the_sum_on_the_first(tmp_path: Path) -> None:
    files = built(120, tmp_path)
    rows = words(files["health/index.html"])
    assert 'href="by-unit-acme.html"' in files["health/index.html"]
    assert "role:gone" not in files["health/index.html"]
    assert heading(files["health/by-unit-sales.html"]).startswith("sales has ")
    assert "lost-0" in files["health/by-unit-sales.html"]
    assert "lost-0" not in files["health/by-unit-acme.html"]
    assert rows.index("Acme") < rows.index("sales")


def test_the_numbers_of_the_teams_add_up_to_those_of_the_whole(before: dict[str, str]) -> None:
    said = words(before["health/index.html"])
    table = said.partition("Team Must change Should change ")[2].partition(" Marketing: ")[0]
    figures = re.match(r".* (\d+) must change (\d+) should change (\d+) good to know", said)
    assert figures
    assert sum(int(word) for word in table.split() if word.isdigit()) == sum(map(int, figures.groups())) > 0


def test_the_heading_of_a_team_says_how_urgent_its_findings_are(before: dict[str, str]) -> None:
    assert "Marketing: 7 must change, 14 should change " in words(before["health/index.html"])


def test_what_has_nothing_to_measure_is_not_called_nought(folders: Folders) -> None:
    said = words((folders("minimal") / "health" / "index.html").read_text(encoding="utf-8"))
    assert "Records within their review date nothing to measure yet" in said
    assert "Meetings held as planned nothing to measure yet" in said


def test_an_outdated_record_counts(before: dict[str, str]) -> None:
    assert re.search(r"Records within their review date \d+%", words(before["health/index.html"]))


def test_where_nothing_must_change_nobody_reads_that_nought_things_must(tmp_path: Path) -> None:
    draft = "apiVersion: alignctl/v1\nkind: Role\nmetadata: {name: lead, reviewBy: 2026-01-01}\n"
    role = "spec: {unit: acme, holders: [ada], final: true}\n"
    files = files_of(written(f"{ACME}---\n{draft}{role}"), tmp_path)
    assert re.fullmatch(r"\d+ things? should change; nothing must\.", heading(files["health/index.html"]))
