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
    """Return the words of the page of a conflict, by the line above its heading."""
    return next(words(page) for page in pages(folders, name).values() if eyebrow in page)


def test_who_may_settle_it_below_the_top_is_named(folders: Folders) -> None:
    said = about(folders, "martech/after", "Customer data platform helps one goal and harms another")
    assert "Can it be settled below the top? yes, by Martech Council They meet in" in said
    lower = about(folders, "revenue", "Sales-qualified opportunities against Value of deals")
    assert "Can it be settled below the top? no:" in lower
    none = about(folders, "martech/before", "Tools connected to customer data")
    assert "Can it be settled below the top? no:" in none


def test_nobody_has_to_settle_what_a_rule_settles(after: dict[str, str], before: dict[str, str]) -> None:
    said = words(after["conflicts/index.html"])
    assert "Where they meet Pairs of functions Between They meet in Data and IT" in said
    assert "Who settles it Pairs of functions Between Open Settled by They meet in" in words(
        before["conflicts/index.html"]
    )


def test_a_side_weighs_what_its_source_says(folders: Folders) -> None:
    said = about(folders, "martech/after", "Customer data platform helps one goal and harms another")
    assert "answers for Uptime of customer systems high importance" in said
    assert "pay: Variable pay in Marketing 50% of variable pay" in said
    assert "the sides weigh 0.35 and 0.5." in said
    assert "committed goal" in about(folders, "martech/before", "Campaigns sent against Quality of customer records")


def test_several_holders_settle_it(folders: Folders) -> None:
    found = {heading(page) for page in pages(folders, "revenue").values()}
    assert any(re.search("Founders settle it", said) for said in found)


def test_everybody_who_meets_over_one_cause_stands_on_one_page(folders: Folders) -> None:
    said = about(folders, "martech/after", "Customer data platform helps one goal and harms another")
    assert "IT and Sales Uptime of customer systems against Closed revenue IT by Safety and uptime" in said
    assert "Finance and IT Closed revenue against Uptime of customer systems IT by Safety and uptime" in said


def test_the_list_counts_causes_and_says_how_many_pairs_meet_over_each(before: dict[str, str]) -> None:
    said = words(before["conflicts/index.html"])
    assert "Customer data platform hot Finance and Marketing , and 3 more pairs no rule yet" in said
    assert "Tools connected to customer data hot IT and Marketing no rule yet" in said
