from __future__ import annotations

from pathlib import Path

from tests.site.html import Html, heading
from tests.site.pages.words import words
from tests.site.sites import files_of, written

UNIT = "apiVersion: alignctl/v1\nkind: Unit\nmetadata: {name: %s, title: %s}\nspec: {type: %s%s}\n---\n"
METRIC = "apiVersion: alignctl/v1\nkind: Metric\nmetadata: {name: %s}\nspec: {owningUnit: sales, direction: %s}\n---\n"
GOAL = """
apiVersion: alignctl/v1
kind: Objective
metadata: {name: %s, title: %s}
spec: {cycle: y2026, owners: [%s], parents: [%s], keyResults: [%s]}
---
"""
BASE = (
    UNIT % ("acme", "Acme", "company", "")
    + UNIT % ("sales", "Sales", "team", ", parent: acme")
    + UNIT % ("finance", "Finance", "team", ", parent: acme")
    + METRIC % ("margin", "up")
    + METRIC % ("churn", "down")
    + "apiVersion: alignctl/v1\nkind: Cycle\nmetadata: {name: y2026}\n"
    "spec: {level: year, starts: 2026-01-01, ends: 2026-12-31}\n---\n"
)
TOP = GOAL % (
    "top",
    "Grow",
    "acme",
    "",
    (
        "{id: margin, metric: margin, baseline: 1, target: 2},"
        " {id: churn, metric: churn, baseline: 6, target: 4, contributors: []}"
    ),
)


def built(text: str, tmp_path: Path) -> dict[str, str]:
    return files_of(written(BASE + text), tmp_path)


def test_a_goal_stands_below_the_key_result_that_it_moves(tmp_path: Path) -> None:
    below = GOAL % (
        "below",
        "Sell better",
        "acme",
        "'objective:top'",
        "{id: more, metric: margin, baseline: 1, target: 3}",
    )
    said = words(built(TOP + below, tmp_path)["goals/index.html"], "tree")
    assert said == (
        "Grow - Acme 2 key results Margin - Acme 1 goal below Sell better - Acme 1 key result More - Acme "
        "Churn no contributing team"
    )


def test_help_from_another_function_and_what_works_against_a_goal_are_marked(tmp_path: Path) -> None:
    other = GOAL % ("other", "Cut", "finance", "'objective:top'", "{id: less, metric: margin, baseline: 2, target: 1}")
    aside = GOAL % ("aside", "Ask", "sales", "'objective:top'", "{id: ask, metric: churn, baseline: 6, target: 5}")
    files = built(TOP + other + aside, tmp_path)
    said = words(files["goals/index.html"], "tree")
    assert "Cut - Finance works against it" in said
    assert "Ask - Sales from another function" in said
    styles = [path["class"] for path in Html(files["goals/index.html"]).tags("path")]
    assert sorted(set(styles)) == ["edge", "edge cross", "edge open"]


def test_a_goal_with_two_parents_stands_once_and_names_the_other(tmp_path: Path) -> None:
    second = GOAL % ("second", "Stay", "acme", "", "{id: stay, metric: churn, baseline: 6, target: 5}")
    both = GOAL % (
        "both",
        "Serve",
        "acme",
        "'objective:top', 'objective:second'",
        "{id: serve, metric: churn, baseline: 6, target: 5}",
    )
    said = words(built(TOP + second + both, tmp_path)["goals/index.html"], "tree")
    assert said.count("Serve") == 2  # the goal, and its key result
    assert "Serve - Acme; also supports Stay" in said


def test_goals_that_support_each_other_are_shown_once_each(tmp_path: Path) -> None:
    one = GOAL % ("one", "One", "acme", "'objective:two'", "{id: a, metric: churn, baseline: 6, target: 5}")
    two = GOAL % ("two", "Two", "acme", "'objective:one'", "{id: b, metric: churn, baseline: 6, target: 5}")
    said = words(built(one + two, tmp_path)["goals/index.html"], "tree")
    assert (said.count("One -"), said.count("Two -")) == (1, 1)


def test_without_goals_the_page_says_how_to_write_one(tmp_path: Path) -> None:
    files = built("", tmp_path)
    assert heading(files["goals/index.html"]) == "No goal is written down."
    assert 'href="../kinds/objective.html"' in files["goals/index.html"]
    assert "goals/unaligned.html" not in files
