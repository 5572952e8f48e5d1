from __future__ import annotations

import pytest

from alignctl.analysis.authority import authority
from alignctl.analysis.delegation import delegation
from alignctl.model.facts import Authority, Delegation
from alignctl.model.facts.fact import numbered
from tests.workspace import laid_over

TEXT = """
kind: Domain
metadata: {name: spend}
spec:
  owningUnit: finance
  attributes: {amount: {type: number, max: 100000}, kind: {type: enum, values: [car, train]}, urgent: {type: bool}}
---
kind: Domain
metadata: {name: hiring}
spec: {owningUnit: finance}
---
kind: DecisionRight
metadata: {name: spending}
spec:
  domains: [spend]
  bandOn: amount
  bands: [{upTo: 1000, decide: 'role:cso'}, {upTo: 5000, decide: 'role:buyer'}, {decide: 'role:cfo'}]
---
kind: DecisionRight
metadata: {name: hire}
spec: {domains: [hiring], decide: 'role:cfo', agree: ['unit:finance'], delegable: false}
---
kind: DecisionRight
metadata: {name: draft, status: draft}
spec: {domains: [hiring], decide: 'role:cfo'}
---
kind: Role
metadata: {name: buyer}
spec: {unit: finance, holders: [cara], deputies: [%s]}
"""


def entries(deputies: str, day: str = "2026-01-15", more: str = "") -> list[Delegation]:
    org = laid_over(TEXT % deputies + more, day)
    authorities = tuple(fact for fact in authority(org) if isinstance(fact, Authority))
    return [fact for fact in delegation(org, authorities) if fact.grantor == "role:buyer"]


def excess(limits: str, more: str = "", rights: str = "all") -> tuple[str, ...]:
    [found] = entries(f"{{to: dan, until: 2026-12-31, rights: {rights}, limits: {{{limits}}}}}", more=more)
    return found.excess


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ("amount: {upTo: 5000}", ()),
        ("amount: {upTo: 7500}", ("amount over 5000 and up to 7500",)),
        ("amount: {upTo: 200}", ()),  # the lower end is the grantor's own
        ("amount: {over: 2000}", ()),  # and so is the upper one
        (
            "amount: {atLeast: 500, under: 6000}",
            ("amount at least 500 and up to 1000 and amount over 5000 and under 6000",),
        ),
        ("amount: {over: 1000, upTo: 5000}", ()),
        ("amount: {atLeast: 1000}", ("amount exactly 1000",)),
        ("kind: {in: [car]}", ()),
        ("colour: {in: [red]}", ()),  # says nothing about any case of the grantor
        ("urgent: {in: [true]}", ()),
    ],
)
def test_limits_must_lie_within_what_the_grantor_decides(limits: str, expected: tuple[str, ...]) -> None:
    assert excess(limits) == expected


def test_limits_on_words_and_booleans_are_compared_too() -> None:
    only = "\n---\n{kind: DecisionRight, metadata: {name: spending}, spec: {domains: [spend], "
    car = only + "when: {kind: {in: [car]}, urgent: {in: [true]}}, decide: 'role:buyer'}}"
    org_text = TEXT.replace("metadata: {name: spending}", "metadata: {name: other, status: retired}")
    org = laid_over(org_text % "{to: dan, limits: {kind: {in: [car, train]}, urgent: {in: [false]}}}" + car)
    [found] = delegation(org, tuple(fact for fact in authority(org) if isinstance(fact, Authority)))
    assert found.excess == ("kind train", "not urgent")


def test_only_the_rights_that_are_handed_on_count() -> None:
    more = """
---
kind: Domain
metadata: {name: rent}
spec: {owningUnit: finance, attributes: {amount: {type: number, max: 100000}}}
---
kind: DecisionRight
metadata: {name: renting}
spec: {domains: [rent], decide: 'role:buyer'}
---
kind: DecisionRight
metadata: {name: joint}
spec: {domains: [rent, spend], when: {amount: {upTo: 9000}}, decide: 'role:buyer'}
"""
    assert excess("amount: {upTo: 20000}", more) == ()
    assert excess("amount: {upTo: 20000}", more, "[renting]") == ()
    assert excess("amount: {upTo: 20000}", more, "[spending]") == ("amount over 5000 and up to 20 000",)
    assert excess("amount: {upTo: 20000}", more, "[spending, joint]") == ("amount over 9000 and up to 20 000",)


def test_what_a_role_must_agree_to_is_its_own_as_well() -> None:
    [found] = entries(
        "{to: dan, until: 2026-12-31, rights: [hire], limits: {amount: {upTo: 1}}}",
        more="\n---\n{kind: Unit, metadata: {name: finance}, spec: {type: function, parent: company, lead: buyer}}",
    )
    assert (found.excess, found.forbidden) == ((), ("decisionright:hire",))


def test_rights_of_others_and_rights_that_are_not_delegable_are_told() -> None:
    [found] = entries("{to: dan, until: 2026-12-31, rights: [spending, hire, draft, ghost]}")
    assert (found.excess, found.forbidden, found.passed_on) == (
        ("`hire`, which is not its own",),
        ("decisionright:hire",),
        False,
    )
    [found] = entries("{to: dan, until: 2026-12-31}")
    assert (found.excess, found.forbidden, found.passed_on) == ((), (), False)


LENDER = """
---
kind: DecisionRight
metadata: {name: hire}
spec: {domains: [hiring], decide: 'role:lender'}
---
kind: Role
metadata: {name: lender}
spec: {unit: finance, holders: [eve], deputies: [{to: %s, until: %s}]}
"""


@pytest.mark.parametrize(
    ("to", "until", "passed_on"),
    [
        ("cara", "2026-01-15", True),
        ("'role:buyer'", "2026-01-15", True),
        ("cara", "2026-01-14", False),
        ("carl", "2026-01-15", False),
    ],
)
def test_what_one_has_as_a_deputy_cannot_be_passed_on(to: str, until: str, *, passed_on: bool) -> None:
    text = TEXT.replace("metadata: {name: hire}", "metadata: {name: hired, status: retired}")
    org = laid_over(text % "{to: dan, until: 2026-12-31, rights: [hire]}" + LENDER % (to, until))
    found = next(fact for fact in delegation(org, ()) if fact.grantor == "role:buyer")
    assert found.passed_on == passed_on
    assert found.excess == (() if passed_on else ("`hire`, which is not its own",))


def test_each_entry_is_one_fact_with_its_window() -> None:
    found = entries(
        "{to: dan, until: 2026-01-14}, {to: 'role:cmo', from: 2026-02-01, until: 2026-01-15}, {to: dan, rights: [hire]}"
    )
    assert [(fact.to, fact.key, fact.ended) for fact in found] == [
        ("dan", "dan", True),
        ("role:cmo", "role:cmo", False),
        ("dan", "dan", False),
    ]
    assert [fact.place.pointer for fact in found] == [("spec", "deputies", i) for i in range(3)]
    assert found[2].until is None
    assert len({fact.id for fact in numbered(found)}) == 3
