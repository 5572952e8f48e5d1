from __future__ import annotations

from tests.site.pages.words import words


def test_a_rule_shows_by_its_examples_what_passes_and_what_it_finds(after: dict[str, str]) -> None:
    said = words(after["rules/es001.html"])
    passes = said.partition("What passes ")[2].partition(" What is found ")[0]
    assert passes.startswith("The chain of the decider ends at the final CEO")
    assert "The decider names nobody above - Nobody has the last word if price-list is disputed" in said


def test_a_rule_says_how_to_mend_it_in_words_instead_of_expressions(after: dict[str, str]) -> None:
    pages = [words(text) for path, text in after.items() if path.startswith("rules/") and path.endswith(".html")]
    assert "If the last rung has the last word, mark it final: true" in words(after["rules/es001.html"])
    assert not [page for page in pages if "{{" in page or "this." in page.partition("What passes")[0]]


def test_a_rule_without_a_finding_says_so(after: dict[str, str], before: dict[str, str]) -> None:
    assert "Nothing here breaks it." in words(after["rules/dr001.html"])
    assert "1 finding here." in words(before["rules/dr001.html"])
