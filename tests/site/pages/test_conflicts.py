from __future__ import annotations

import re

from tests.site.conftest import Folders
from tests.site.html import heading
from tests.site.pages.words import words


def pages(folders: Folders, name: str) -> dict[str, str]:
    """Return the pages of the conflicts of an example, by what their heading and the line above it say."""
    files = sorted((folders(name) / "conflicts").glob("*.html"))
    return {path.stem: path.read_text(encoding="utf-8") for path in files}


def about(folders: Folders, name: str, eyebrow: str) -> str:
    """Return the words of the first page of a conflict between two functions."""
    return next(words(page) for page in pages(folders, name).values() if eyebrow in page)


def test_who_may_settle_it_below_the_top_is_named(folders: Folders) -> None:
    said = about(folders, "martech/after", "IT and Marketing pull apart")
    assert "Can it be settled below the top? yes, by Martech Council They meet in" in said
    lower = about(folders, "revenue", "Business development and Sales pull apart")
    assert "Can it be settled below the top? yes, by Executive for the area They meet in" in lower
    none = about(folders, "martech/before", "IT and Marketing pull apart")
    assert "Can it be settled below the top? no:" in none


def test_nobody_has_to_settle_what_a_rule_settles(after: dict[str, str], before: dict[str, str]) -> None:
    said = words(after["conflicts/index.html"])
    assert "Where they meet Pairs of functions Between They meet in Data and IT" in said
    assert "Who settles it Pairs of functions Between Open Settled by They meet in" in words(
        before["conflicts/index.html"]
    )


def test_a_side_weighs_what_its_source_says(folders: Folders) -> None:
    said = about(folders, "martech/after", "IT and Marketing pull apart")
    assert "answers for Uptime of customer systems high importance" in said
    assert "pay: Variable pay in Marketing 50% of variable pay" in said
    assert "the sides weigh 0.35 and 0.5;" in said
    assert "committed goal" in about(folders, "martech/before", "Data and Marketing pull apart")


def test_several_holders_settle_it(folders: Folders) -> None:
    found = {heading(page) for page in pages(folders, "revenue").values()}
    assert any(re.search("Founders settle it", said) for said in found)
