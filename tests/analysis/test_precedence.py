from __future__ import annotations

from alignctl.analysis.precedence import precedence as preferences
from tests.goals import document, organisation, precedence

DOMAINS = (
    document("Domain", "product", "owningUnit: company"),
    document("Domain", "experiments", "owningUnit: company, parent: product"),
    document("Domain", "tests", "owningUnit: company, parent: experiments"),
    document("Domain", "support", "owningUnit: company, parent: product"),
)
A, B, C = "metric:a", "metric:b", "metric:c"


def read(*rules: str, as_of: str = "2026-01-15") -> list[tuple[str, str, str, str | None]]:
    """Return (scope, first, second, winner) of each preference; the winner of a contradiction is None."""
    found = preferences(organisation(*DOMAINS, *rules, as_of=as_of))
    assert all(fact.contradicted is (fact.winner is None) for fact in found)
    return sorted((fact.scope, fact.first, fact.second, fact.winner) for fact in found)


def test_each_member_of_an_order_wins_over_all_later_ones() -> None:
    assert read(precedence("one", f"{B} {A} {C}")) == [("", A, B, B), ("", A, C, A), ("", B, C, B)]


def test_nothing_is_preferred_where_nothing_is_written() -> None:
    assert read() == []


def test_two_rules_of_one_scope_that_disagree_leave_no_winner() -> None:
    assert read(precedence("one", f"{A} {B}"), precedence("two", f"{B} {A}")) == [("", A, B, None)]


def test_two_rules_that_agree_are_one_preference_with_both_as_sources() -> None:
    org = organisation(precedence("one", f"{A} {B}"), precedence("two", f"{A} {B}"))
    [found] = preferences(org)
    assert (found.winner, found.rules) == (A, ("precedence:one", "precedence:two"))


def test_the_rule_of_the_nearest_domain_stands_and_is_told_where_it_begins_to() -> None:
    rules = (precedence("wide", f"{A} {B}"), precedence("narrow", f"{B} {A}", "experiments"))
    assert read(*rules) == [("", A, B, A), ("experiments", A, B, B)]


def test_a_contradiction_is_told_once_at_the_highest_scope() -> None:
    rules = (
        precedence("one", f"{A} {B}", "product"),
        precedence("two", f"{B} {A}", "product"),
        precedence("other", f"{A} {C}", "experiments"),
    )
    assert read(*rules) == [("experiments", A, C, A), ("product", A, B, None)]


def test_a_nearer_rule_ends_a_contradiction() -> None:
    rules = (
        precedence("one", f"{A} {B}"),
        precedence("two", f"{B} {A}"),
        precedence("judge", f"{A} {B}", "tests"),
    )
    assert read(*rules) == [("", A, B, None), ("tests", A, B, A)]


def test_rules_in_sibling_domains_do_not_meet() -> None:
    rules = (precedence("one", f"{A} {B}", "experiments"), precedence("two", f"{B} {A}", "support"))
    assert read(*rules) == [("experiments", A, B, A), ("support", A, B, B)]


def test_rules_that_are_not_in_force_or_hold_nowhere_say_nothing() -> None:
    rules = (
        precedence("past", f"{A} {B}", metadata="effectiveUntil: 2025-12-31"),
        precedence("draft", f"{A} {B}", metadata="status: draft"),
        precedence("lost", f"{A} {B}", "nowhere"),
    )
    assert read(*rules) == []
    assert read(*rules, as_of="2025-12-31") == [("", A, B, A)]


def test_the_place_is_the_winner_in_the_first_rule_and_the_others_are_evidence() -> None:
    [found] = preferences(organisation(precedence("one", f"{C} {B} {A}"), precedence("two", f"{A} {B}")))[:1]
    assert found.place.pointer == ("spec", "order", 1)
    assert [evidence.text for evidence in found.evidence] == ["`two` puts `a` over `b`"]
