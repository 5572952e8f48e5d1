from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from alignctl.analysis.capacity import capacity
from alignctl.model.facts import Capacity
from alignctl.model.ref import Ref
from tests.workspace import build, entities

UNITS = 5
DEMANDS = st.lists(st.tuples(st.integers(0, UNITS - 1), st.integers(0, 999), st.booleans(), st.booleans()), max_size=6)
PARENTS = st.tuples(*(st.integers(0, number) for number in range(UNITS - 1)))


def loads(parents: tuple[int, ...], demands: list[tuple[int, int, bool, bool]]) -> dict[Ref, Capacity]:
    """Return the capacity of each unit of a tree; a demand is unit, hundredths, accepted, committed."""
    units = ["kind: Unit\nmetadata: {name: u0}\nspec: {type: company}\n"]
    units += [f"kind: Unit\nmetadata: {{name: u{n + 1}}}\nspec: {{parent: u{p}}}\n" for n, p in enumerate(parents)]
    lines = ", ".join(f"{{unit: u{unit}, resource: r, amount: 1}}" for unit in range(UNITS))
    spec = f"{{level: q, starts: 2026-01-01, ends: 2026-01-31, capacity: [{lines}]}}"
    cycle = f"kind: Cycle\nmetadata: {{name: c}}\nspec: {spec}\n"
    asked = [
        f"kind: Initiative\nmetadata: {{name: i{number}}}\nspec: {{sponsor: u0, domains: [d], "
        f"stage: {'committed' if committed else 'proposed'}, demand: [{{unit: u{unit}, resource: r, "
        f"amount: {amount / 100}, cycle: c, accepted: {str(accepted).lower()}}}]}}\n"
        for number, (unit, amount, accepted, committed) in enumerate(demands)
    ]
    facts = capacity(build(entities("---\n".join([*units, cycle, *asked]))))
    return {fact.unit: fact for fact in facts if isinstance(fact, Capacity)}


@given(PARENTS, DEMANDS)
def test_the_root_carries_all_that_is_accepted_and_committed(
    parents: tuple[int, ...], demands: list[tuple[int, int, bool, bool]]
) -> None:
    total = sum(amount for _, amount, accepted, committed in demands if accepted and committed)
    assert loads(parents, demands)[Ref("unit:u0")].load == Decimal(total) / 100


@given(PARENTS, DEMANDS)
def test_a_unit_carries_its_own_and_what_its_children_carry(
    parents: tuple[int, ...], demands: list[tuple[int, int, bool, bool]]
) -> None:
    found = loads(parents, demands)
    for unit in range(UNITS):
        own = sum(amount for u, amount, accepted, committed in demands if u == unit and accepted and committed)
        below = sum(found[Ref(f"unit:u{n + 1}")].load for n, parent in enumerate(parents) if parent == unit)
        assert found[Ref(f"unit:u{unit}")].load == Decimal(own) / 100 + below


@given(PARENTS, DEMANDS)
def test_what_is_booked_is_told_by_size_and_adds_up(
    parents: tuple[int, ...], demands: list[tuple[int, int, bool, bool]]
) -> None:
    for fact in loads(parents, demands).values():
        amounts = [Decimal(text.split()[1]) for text in fact.contributors]
        assert amounts == sorted(amounts, reverse=True)
        assert sum(amounts) == fact.load
