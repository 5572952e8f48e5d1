"""Decision tables against answers worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from alignctl.analysis.authority import authority, resolve
from alignctl.model.facts import Authority, Budget, Overlap
from alignctl.model.facts.authority import CellBound, Tie
from alignctl.model.ref import Ref
from tests.workspace import laid_over

SPEND = """
kind: Domain
metadata: {name: spend}
spec: {owningUnit: finance, attributes: {amount: {type: number, unit: EUR, max: 100000, step: %s}}}
---
kind: DecisionRight
metadata: {name: spending}
spec:
  domains: [spend]
  bandOn: amount
  bands: %s
"""


def table(text: str, domain: str = "spend", action: str = "decide", **settings: Any) -> Authority:
    found = [fact for fact in authority(laid_over(text, **settings)) if isinstance(fact, Authority)]
    return next(fact for fact in found if fact.domain == f"domain:{domain}" and fact.action == action)


def cells(text: str, domain: str = "spend", action: str = "decide") -> list[tuple[str, str, str | None]]:
    return [(cell.region, cell.outcome, cell.decider) for cell in table(text, domain, action).cells]


def spending(bands: str, step: str = "0.01") -> list[tuple[str, str, str | None]]:
    return cells(SPEND % (step, bands))


def test_each_band_starts_where_the_one_before_ended() -> None:
    assert spending("[{upTo: 5000, decide: 'role:cmo'}, {upTo: 25000, decide: 'role:cfo'}, {decide: 'role:ceo'}]") == [
        ("up to 5000 EUR", "decided", "role:cmo"),
        ("over 5000 and up to 25 000 EUR", "decided", "role:cfo"),
        ("over 25 000 EUR", "decided", "role:ceo"),
    ]


def test_open_and_closed_ends_are_told_apart() -> None:
    assert spending(
        "[{under: 5000, decide: 'role:cmo'}, {over: 5000, under: 25000, decide: 'role:cfo'},"
        " {atLeast: 25000, decide: 'role:ceo'}]"
    ) == [
        ("under 5000 EUR", "decided", "role:cmo"),
        ("exactly 5000 EUR", "gap", None),
        ("over 5000 and under 25 000 EUR", "decided", "role:cfo"),
        ("at least 25 000 EUR", "decided", "role:ceo"),
    ]


GAPPED = "[{upTo: 5000, decide: 'role:cmo'}, {atLeast: 5001, decide: 'role:cfo'}]"


def test_a_gap_narrower_than_the_step_holds_no_case() -> None:
    assert spending(GAPPED, step="1") == [
        ("up to 5000 EUR", "decided", "role:cmo"),
        ("at least 5001 EUR", "decided", "role:cfo"),
    ]


@pytest.mark.parametrize("step", ["0", "0.01", "0.5"])
def test_a_gap_that_holds_a_step_is_told(step: str) -> None:
    assert spending(GAPPED, step=step)[1] == ("over 5000 and under 5001 EUR", "gap", None)


def test_the_universe_ends_at_the_maximum() -> None:
    bands = "[{upTo: 100000, decide: 'role:cfo'}, {over: 100000, decide: 'role:ceo'}]"
    assert spending(bands) == [("everything", "decided", "role:cfo")]


def test_neighbours_with_equal_answers_are_one_region() -> None:
    bands = "[{upTo: 10, decide: 'role:cfo'}, {upTo: 20, decide: 'role:cfo'}, {decide: 'role:ceo'}]"
    assert spending(bands)[0] == ("up to 20 EUR", "decided", "role:cfo")


def test_bands_that_overlap_tie_where_they_do() -> None:
    text = SPEND % ("0.01", "[{upTo: 5000, decide: 'role:cmo'}, {atLeast: 5000, decide: 'role:cfo'}]")
    found = table(text)
    assert [(cell.region, cell.outcome, cell.leads) for cell in found.cells] == [
        ("under 5000 EUR", "decided", ()),
        ("exactly 5000 EUR", "tied", ("role:cfo", "role:cmo")),
        ("over 5000 EUR", "decided", ()),
    ]
    [overlap] = [fact for fact in authority(laid_over(text)) if isinstance(fact, Overlap)]
    assert overlap.subjects == overlap.rights == ("decisionright:spending",)
    assert overlap.settled_by == overlap.key == "none"
    assert overlap.ties[0].regions == ("decide `spend` exactly 5000 EUR",)
    assert overlap.deciders == ("role:cfo", "role:cmo")
    assert overlap.place.pointer == ("spec", "bands", 0)
    assert overlap.bands == ("spending (up to 5000)", "spending (at least 5000)")


def test_the_parts_of_a_gap_are_given_as_data_too() -> None:
    found = table(SPEND % ("0.01", "[{upTo: 5000, decide: 'role:cmo'}, {atLeast: 6000, decide: 'role:cfo'}]"))
    assert found.gaps == ("over 5000 and under 6000 EUR",)
    assert found.cells[1].bounds == (CellBound(attribute="amount", over="5000", under="6000", values=()),)
    assert [evidence.place.pointer for evidence in found.evidence] == [("spec", "bands", 0), ("spec", "bands", 1)]


TWO = """
kind: Domain
metadata: {name: hosting}
spec:
  owningUnit: finance
  attributes:
    amount: {type: number, max: 100}
    region: {type: enum, values: [eu, us, asia]}
    personal-data: {type: bool}
---
kind: DecisionRight
metadata: {name: small}
spec: {domains: [hosting], when: {amount: {upTo: 10}, region: {in: [eu, us]}}, decide: 'role:cmo'}
---
kind: DecisionRight
metadata: {name: large}
spec: {domains: [hosting], when: {amount: {over: 10}}, decide: 'role:cfo'}
---
kind: DecisionRight
metadata: {name: private}
spec: {domains: [hosting], when: {personal-data: {in: [true]}}, decide: 'role:ceo', priority: 5}
"""


def test_several_attributes_are_cut_together() -> None:
    assert cells(TWO, "hosting") == [
        ("up to 10 and not personal-data and region eu or us", "decided", "role:cmo"),
        ("up to 10 and not personal-data and region asia", "gap", None),
        ("personal-data", "decided", "role:ceo"),
        ("over 10 and not personal-data", "decided", "role:cfo"),
    ]


def test_an_attribute_that_no_domain_declares_is_taken_from_the_conditions() -> None:
    text = """
kind: Domain
metadata: {name: hiring}
spec: {owningUnit: finance}
---
kind: DecisionRight
metadata: {name: staff}
spec: {domains: [hiring], when: {level: {in: [junior, senior]}}, decide: 'role:cfo'}
"""
    assert cells(text, "hiring") == [
        ("level junior or senior", "decided", "role:cfo"),
        ("level other than junior or senior", "gap", None),
    ]


def test_a_right_of_the_parent_holds_until_a_nearer_one_speaks() -> None:
    text = """
kind: Domain
metadata: {name: spend}
spec: {owningUnit: finance, attributes: {amount: {type: number}}}
---
kind: Domain
metadata: {name: travel}
spec: {owningUnit: sales, parent: spend}
---
kind: DecisionRight
metadata: {name: any-spend}
spec: {domains: [spend], decide: 'role:cfo', agree: ['role:ceo'], input: ['unit:sales'], inform: ['role:cmo'], sla: 5d}
---
kind: DecisionRight
metadata: {name: small-travel}
spec: {domains: [travel], when: {amount: {under: 500}}, decide: 'role:cso'}
"""
    found = table(text, "travel")
    assert [(c.region, c.decider, c.agree, c.input, c.inform, c.sla_days) for c in found.cells] == [
        ("under 500", "role:cso", (), (), (), None),
        ("at least 500", "role:cfo", ("role:ceo",), ("unit:sales",), ("role:cmo",), 5),
    ]
    facts = authority(laid_over(text))
    assert [fact.domain for fact in facts if isinstance(fact, Authority)] == ["domain:travel"]
    [overlap] = [fact for fact in facts if isinstance(fact, Overlap)]
    assert (overlap.settled_by, overlap.rights) == ("nearer", ("decisionright:any-spend", "decisionright:small-travel"))
    assert [tie.regions for tie in overlap.ties] == [("decide `travel` under 500",)]


def contest(first: str, second: str) -> tuple[str, str | None, str]:
    text = f"""
kind: Domain
metadata: {{name: spend}}
spec: {{owningUnit: finance, attributes: {{amount: {{type: number}}}}}}
---
kind: Domain
metadata: {{name: travel}}
spec: {{owningUnit: sales, parent: spend}}
---
kind: DecisionRight
metadata: {{name: first}}
spec: {{decide: 'role:cfo', {first}}}
---
kind: DecisionRight
metadata: {{name: second}}
spec: {{decide: 'role:cso', {second}}}
"""
    facts = authority(laid_over(text))
    [found] = [fact for fact in facts if isinstance(fact, Authority)]
    [overlap] = [fact for fact in facts if isinstance(fact, Overlap)]
    return found.cells[0].outcome, found.cells[0].decider, overlap.settled_by


def test_a_reserved_matter_beats_a_nearer_right() -> None:
    assert contest("domains: [spend], reserved: true", "domains: [travel]") == ("decided", "role:cfo", "reserved")


def test_of_reserved_matters_the_one_nearest_the_root_stands() -> None:
    first, second = "domains: [travel], reserved: true", "domains: [spend], reserved: true"
    assert contest(first, second) == ("decided", "role:cso", "reserved")


def test_the_narrower_condition_stands() -> None:
    first, second = "domains: [travel], priority: 9", "domains: [travel], when: {amount: {atLeast: 0, upTo: 10}}"
    assert contest(first, second) == ("decided", "role:cso", "narrower")


def test_boxes_that_hold_the_same_cases_are_not_narrower() -> None:
    first, second = "domains: [travel]", "domains: [travel], when: {amount: {atLeast: 0}}"
    assert contest(first, second) == ("tied", None, "none")


def test_the_higher_priority_stands_last() -> None:
    assert contest("domains: [travel]", "domains: [travel], priority: 1") == ("decided", "role:cso", "priority")


def test_actions_have_tables_of_their_own() -> None:
    text = """
kind: Domain
metadata: {name: contracts}
spec: {owningUnit: finance, actions: [sign, terminate]}
---
kind: DecisionRight
metadata: {name: signing}
spec: {domains: [contracts], actions: [sign], decide: 'role:cfo'}
---
kind: DecisionRight
metadata: {name: anything}
spec: {domains: [contracts], decide: 'role:cfo', priority: -1}
"""
    assert cells(text, "contracts", "sign") == [("everything", "decided", "role:cfo")]
    assert table(text, "contracts", "sign").cells[0].rights == ("decisionright:signing",)
    assert table(text, "contracts", "terminate").cells[0].rights == ("decisionright:anything",)
    [found] = [fact for fact in authority(laid_over(text)) if isinstance(fact, Overlap)]
    assert (found.settled_by, found.ties) == (
        "sameDecider",
        (Tie(deciders=("role:cfo",), regions=("sign `contracts`",)),),
    )


ACTIONS = """
{kind: Domain, metadata: {name: vendors}, spec: {owningUnit: finance, actions: [select, renew]}}
---
{kind: Domain, metadata: {name: cloud}, spec: {owningUnit: finance, parent: vendors}}
---
{kind: Domain, metadata: {name: hosting}, spec: {owningUnit: finance, parent: cloud}}
---
{kind: Domain, metadata: {name: freelancers}, spec: {owningUnit: finance, parent: vendors, actions: [hire]}}
---
{kind: Domain, metadata: {name: testers}, spec: {owningUnit: finance, parent: freelancers}}
---
{kind: Domain, metadata: {name: travel}, spec: {owningUnit: finance}}
---
{kind: DecisionRight, metadata: {name: selecting}, spec: {domains: [vendors], actions: [select], decide: 'role:cfo'}}
---
{kind: DecisionRight, metadata: {name: renewing}, spec: {domains: [vendors], actions: [renew], decide: 'role:cmo'}}
"""


def test_a_domain_without_actions_has_those_of_the_nearest_domain_above_it() -> None:
    found = [fact for fact in authority(laid_over(ACTIONS)) if isinstance(fact, Authority)]
    assert [(fact.domain, fact.action, fact.deciders) for fact in found] == [
        ("domain:hosting", "select", ("role:cfo",)),
        ("domain:hosting", "renew", ("role:cmo",)),
        ("domain:testers", "hire", ()),
        ("domain:travel", "decide", ()),
    ]


def test_a_domain_without_any_right_is_one_gap() -> None:
    found = table("{kind: Domain, metadata: {name: spend}, spec: {owningUnit: finance}}")
    assert (found.gaps, found.deciders, found.evidence) == (("everything",), (), ())


def test_only_leaves_are_decidable_unless_told() -> None:
    text = """
kind: Domain
metadata: {name: whole}
spec: {owningUnit: finance, decidable: true}
---
kind: Domain
metadata: {name: part}
spec: {owningUnit: finance, parent: whole, decidable: false}
"""
    assert [f.domain for f in authority(laid_over(text)) if isinstance(f, Authority)] == ["domain:whole"]


def test_a_right_counts_on_both_end_days_of_its_window_and_on_no_other() -> None:
    text = """
kind: Domain
metadata: {name: spend}
spec: {owningUnit: finance}
---
kind: DecisionRight
metadata: {name: spending, effectiveFrom: 2026-02-01, effectiveUntil: 2026-02-28}
spec: {domains: [spend], decide: 'role:cfo'}
"""
    days = ["2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01"]
    found = [authority(laid_over(text, day)) for day in days]
    gaps = [bool(next(fact for fact in facts if isinstance(fact, Authority)).gaps) for facts in found]
    assert gaps == [True, False, False, True]


def test_a_table_over_the_budget_is_told_and_has_no_cells() -> None:
    def budget(limit: int) -> tuple[Budget, Authority]:
        facts = authority(laid_over(TWO, analysis={"cellBudget": limit}))
        return next(f for f in facts if isinstance(f, Budget)), next(f for f in facts if isinstance(f, Authority))

    fact, whole = budget(12)
    assert (fact.used, fact.limit, fact.exhausted, fact.subjects) == (12, 12, False, ("unit:company",))
    assert whole.cells
    fact, cut = budget(11)
    assert (fact.used, fact.limit, fact.exhausted, fact.subjects) == (12, 11, True, ("domain:hosting",))
    assert (cut.cells, cut.gaps, cut.complete, whole.complete) == ((), (), False, True)


def test_no_table_is_so_large_that_its_cells_cannot_be_told() -> None:
    names = [f"a{number}" for number in range(60)]
    rights = "".join(
        f"---\nkind: DecisionRight\nmetadata: {{name: {name}}}\n"
        f"spec: {{domains: [wide], decide: 'role:cfo', when: {{{name}: {{in: [true]}}}}}}\n"
        for name in names
    )
    declared = ", ".join(f"{name}: {{type: bool}}" for name in names)
    text = f"kind: Domain\nmetadata: {{name: wide}}\nspec: {{owningUnit: finance, attributes: {{{declared}}}}}\n"
    org = laid_over(text + rights)
    fact = next(one for one in authority(org) if isinstance(one, Budget))
    assert (fact.used, fact.exhausted, fact.evidence[0].text) == (10**15, True, "1000000000000000 cases or more")
    told = resolve(org, (Ref("domain:wide"),), None, {}).trace[-1].text
    assert told.endswith("there are 1 000 000 000 000 000 or more cases, more than the 100 000 that are looked into.")


ODD = """
kind: Domain
metadata: {name: odd}
spec:
  owningUnit: nowhere
  parent: odder
  overlaps: [odd, ghost]
  actions: []
  attributes: {amount: {type: number, min: 10, max: 5, step: 3}, kind: {type: enum, values: [a]}}
---
kind: Domain
metadata: {name: odder}
spec: {owningUnit: finance, parent: odd, decidable: true}
---
kind: DecisionRight
metadata: {name: odd}
spec:
  domains: [odd, ghost]
  when: {kind: {atLeast: 5}, amount: {in: [a]}}
  bandOn: amount
  bands:
    - {decide: 'role:ghost'}
    - {decide: 'forum:ghost', agree: ['unit:ghost']}
    - {over: 5, under: 1, decide: 'role:ceo'}
---
kind: Initiative
metadata: {name: odd}
spec: {sponsor: ghost, domains: [odd, odder, ghost], attributes: {amount: yes, kind: 5}}
"""


def test_odd_models_raise_nothing() -> None:
    assert authority(laid_over(ODD))
