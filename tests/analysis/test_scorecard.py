from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from alignctl.analysis.scorecard import scorecard
from alignctl.model.facts import Coverage, Fact, Measure, Plan
from alignctl.model.place import Place
from alignctl.model.ref import Ref
from tests.workspace import laid_over

COMPANY = Ref("unit:company")


def plan(name: str, shared: str, *, leaders: bool) -> Plan:
    return Plan(
        subjects=(Ref(f"incentiveplan:{name}"),), place=Place("pay.yaml"), plan=Ref(f"incentiveplan:{name}"), roles=(),
        leaders=leaders, total=Decimal(100), adds_up=True, shared_weight=Decimal(shared),
            functional_weight=Decimal(0), heaviest="",
        heaviest_weight=Decimal(0), other_cycles=(),
    )  # fmt: skip


def coverage(total: int, share: float) -> Coverage:
    return Coverage(subjects=(COMPANY,), place=Place("x.yaml"), company=COMPANY, covered=0, total=total, share=share)


def measures(facts: tuple[Fact, ...], base: tuple[Measure, ...] = ()) -> dict[str, Measure]:
    return {measure.measure: measure for measure in scorecard(laid_over(""), facts, base)}


def test_a_number_without_inputs_has_no_value() -> None:
    found = measures(())
    assert {name for name, measure in found.items() if measure.value is not None} == {"open-waivers"}
    assert measures((coverage(0, 1.0),))["conflict-coverage"].value is None


def test_shared_pay_is_the_mean_over_plans() -> None:
    found = measures((plan("a", "40", leaders=True), plan("b", "10", leaders=False)))
    assert found["shared-pay"].value == Decimal("0.250")
    assert found["shared-pay-leaders"].value == Decimal("0.400")


def test_worse_is_lower_for_shares_and_higher_for_days() -> None:
    now = measures((coverage(4, 0.5),))["conflict-coverage"]
    for before, worse in (("0.501", True), ("0.500", False), ("0.499", False)):
        base = replace(now, value=Decimal(before))
        assert measures((coverage(4, 0.5),), (base,))["conflict-coverage"].worse is worse
    waivers = measures(())["open-waivers"]
    fewer, more = replace(waivers, value=Decimal(-1)), replace(waivers, value=Decimal(1))
    assert measures((), (fewer,))["open-waivers"].worse
    assert not measures((), (more,))["open-waivers"].worse
