from __future__ import annotations

from decimal import Decimal

import pytest

from alignctl.analysis.capacity import capacity
from alignctl.model.facts import Capacity, Demand
from tests.workspace import org

UNITS = """
kind: Unit
metadata: {name: company}
spec: {type: company}
---
kind: Unit
metadata: {name: it}
spec: {parent: company}
---
kind: Unit
metadata: {name: web}
spec: {parent: it}
"""


def cycle(capacity: str, name: str = "q1", meta: str = "") -> str:
    return (
        f"---\nkind: Cycle\nmetadata: {{name: {name}{meta}}}\n"
        f"spec: {{level: quarter, starts: 2026-01-01, ends: 2026-03-31, capacity: [{capacity}]}}\n"
    )


def initiative(name: str, demand: str, stage: str = "committed", meta: str = "") -> str:
    return (
        f"---\nkind: Initiative\nmetadata: {{name: {name}{meta}}}\n"
        f"spec: {{sponsor: company, domains: [d], stage: {stage}, demand: [{demand}]}}\n"
    )


def line(unit: str, amount: str, *, accepted: str = "true", resource: str = "days", cycle: str = "q1") -> str:
    return f"{{unit: {unit}, resource: {resource}, amount: {amount}, cycle: {cycle}, accepted: {accepted}}}"


def capacities(*text: str, as_of: str = "2026-01-15") -> dict[tuple[str, str], Capacity]:
    facts = capacity(org(UNITS + "".join(text), as_of))
    return {(fact.unit[5:], fact.resource): fact for fact in facts if isinstance(fact, Capacity)}


def figures(fact: Capacity) -> tuple[bool, float, float, float]:
    """Return declared, load, plannable and ratio."""
    return fact.declared, float(fact.load), float(fact.plannable), float(fact.ratio)


def demands(*text: str) -> list[Demand]:
    return [fact for fact in capacity(org(UNITS + "".join(text))) if isinstance(fact, Demand)]


IT = cycle("{unit: it, resource: days, amount: 300, reserve: 0.2}")


def test_demand_of_the_units_below_counts() -> None:
    found = capacities(IT, initiative("crm", line("it", "150")), initiative("cdp", line("web", "120")))["it", "days"]
    assert figures(found) == (True, 270, 240, 1.125)
    assert found.contributors == ("crm 150", "cdp 120")


def test_a_unit_counts_nothing_of_the_unit_above() -> None:
    found = capacities(IT, initiative("crm", line("it", "150")), initiative("cdp", line("web", "120")))
    assert found["web", "days"].load == 120
    assert ("company", "days") not in found


@pytest.mark.parametrize("stage", ["proposed", "done", "dropped"])
def test_only_committed_initiatives_count(stage: str) -> None:
    found = capacities(IT, initiative("crm", line("it", "150"), stage))["it", "days"]
    assert figures(found) == (True, 0, 240, 0)
    assert found.contributors == ()


def test_only_accepted_demand_counts() -> None:
    crm = initiative("crm", f"{line('it', '150')}, {line('it', '40', accepted='false')}")
    assert capacities(IT, crm)["it", "days"].load == 150


def test_cycles_and_resources_are_told_apart() -> None:
    other = line("it", "7", cycle="q2"), line("it", "9", resource="seats")
    found = capacities(IT, cycle("", "q2"), initiative("crm", ", ".join((line("it", "150"), *other))))
    assert found["it", "seats"].load == 9
    facts = capacity(org(UNITS + IT + cycle("", "q2") + initiative("crm", ", ".join((line("it", "150"), *other)))))
    assert {(f.cycle[6:], float(f.load)) for f in facts if isinstance(f, Capacity) and f.resource == "days"} == {
        ("q1", 150),
        ("q2", 7),
    }


def test_what_is_not_declared_has_no_ratio() -> None:
    found = capacities(cycle(""), initiative("crm", line("it", "150")))["it", "days"]
    assert figures(found) == (False, 150, 0, 0)


def test_what_is_kept_back_as_a_whole_has_no_ratio() -> None:
    whole = cycle("{unit: it, resource: days, amount: 300, reserve: 1}")
    found = capacities(whole, initiative("crm", line("it", "150")))["it", "days"]
    assert figures(found) == (True, 150, 0, 0)


def test_amounts_are_added_as_decimals() -> None:
    tenths = initiative("crm", line("it", "0.1")), initiative("cdp", line("it", "0.2"))
    found = capacities(cycle("{unit: it, resource: days, amount: 0.3}"), *tenths)["it", "days"]
    assert found.load == found.plannable == Decimal("0.3")


def test_enormous_amounts_are_no_trouble() -> None:
    found = capacities(cycle("{unit: it, resource: days, amount: 1.0e-300}"), initiative("crm", line("it", "1.0e+300")))
    assert found["it", "days"].ratio == Decimal("1E+600")


@pytest.mark.parametrize(("as_of", "load"), [("2026-02-01", 150), ("2026-02-02", 0)])
def test_an_initiative_counts_up_to_its_last_day(as_of: str, load: int) -> None:
    crm = initiative("crm", line("it", "150"), meta=", effectiveUntil: 2026-02-01")
    assert capacities(IT, crm, as_of=as_of)["it", "days"].load == load


@pytest.mark.parametrize(("as_of", "count"), [("2026-01-31", 0), ("2026-02-01", 1)])
def test_a_cycle_counts_from_its_first_day_of_validity(as_of: str, count: int) -> None:
    text = cycle("{unit: it, resource: days, amount: 1}", meta=", effectiveFrom: 2026-02-01")
    assert len(capacities(text, as_of=as_of)) == count


def test_a_cycle_that_does_not_exist_has_no_capacity() -> None:
    assert capacities(initiative("crm", line("it", "150", cycle="nowhere"))) == {}


def test_evidence_points_at_the_lines() -> None:
    found = capacities(IT, initiative("crm", line("it", "150")))["it", "days"]
    assert [(evidence.text, evidence.place.pointer) for evidence in found.evidence] == [
        ("`it` has 300 days, of which 20% are kept back", ("spec", "capacity", 0)),
        ("`crm` takes 150 days of `it`", ("spec", "demand", 0)),
    ]


def test_each_demand_of_a_committed_initiative_is_told() -> None:
    crm = initiative("crm", f"{line('it', '1')}, {line('web', '2', accepted='false')}")
    found = demands(IT, crm, initiative("idea", line("it", "3"), "proposed"))
    assert [(d.unit, d.accepted, d.declared, d.key) for d in found] == [
        ("unit:it", True, True, "it days q1"),
        ("unit:web", False, True, "web days q1"),
    ]
    assert found[1].place.pointer == ("spec", "demand", 1)


def test_capacity_declared_below_says_nothing_about_the_unit_above() -> None:
    web = cycle("{unit: web, resource: days, amount: 9}")
    assert [d.declared for d in demands(web, initiative("crm", line("it", "1")))] == [False]
    assert [d.declared for d in demands(web, initiative("crm", line("web", "1", resource="seats")))] == [False]


def test_entries_of_one_initiative_on_one_capacity_are_accepted_together() -> None:
    crm = initiative("crm", f"{line('it', '1')}, {line('it', '2', accepted='false')}")
    (found,) = demands(IT, crm)
    assert (found.accepted, found.place.pointer) == (False, ("spec", "demand", 1))


def test_a_unit_that_does_not_exist_stands_for_itself() -> None:
    found = capacities(cycle("{unit: ghosts, resource: days, amount: 1}"), initiative("crm", line("ghosts", "2")))
    assert found["ghosts", "days"].load == 2
