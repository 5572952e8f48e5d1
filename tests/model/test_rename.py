from __future__ import annotations

from alignctl.model.kinds import Metric, Role, Unit
from alignctl.model.ref import Ref
from tests.workspace import org

DOCUMENTS = """
kind: Unit
metadata: {name: company}
spec: {type: company, lead: chief}
---
kind: Unit
metadata: {name: revenue, formerly: [sales]}
spec: {type: function, parent: company}
---
kind: Unit
metadata: {name: inside-sales}
spec: {parent: sales}
---
kind: Role
metadata: {name: chief}
spec:
  unit: company
  holders: [ann]
  deputies: [{to: 'role:seller', until: 2026-12-31}]
---
kind: Role
metadata: {name: head-of-revenue, formerly: [seller]}
spec: {unit: sales, holders: [bo]}
---
kind: Metric
metadata: {name: orders, formerly: [deals]}
spec: {owningUnit: sales, direction: up, influences: [{metric: deals, effect: raises}]}
"""


def test_references_to_earlier_names_lead_to_the_present_object_at_any_depth() -> None:
    model = org(DOCUMENTS).model
    metric, role, chief = (
        model.get(Metric, Ref("metric:orders")),
        model.get(Role, Ref("role:head-of-revenue")),
        model.get(Role, Ref("role:chief")),
    )
    assert metric
    assert role
    assert chief
    assert metric.owning_unit == "unit:revenue"
    assert metric.influences[0].metric == "metric:orders"
    assert role.unit == "unit:revenue"
    assert chief.deputies[0].to == "role:head-of-revenue"


def test_a_team_whose_function_was_renamed_still_belongs_to_it() -> None:
    assert org(DOCUMENTS).function(Ref("unit:inside-sales")) == "unit:revenue"


def test_a_name_that_is_taken_again_is_no_earlier_name() -> None:
    taken = DOCUMENTS + "---\nkind: Unit\nmetadata: {name: sales}\nspec: {type: function, parent: company}\n"
    assert org(taken).function(Ref("unit:inside-sales")) == "unit:sales"


def test_without_earlier_names_objects_are_left_as_they_are() -> None:
    plain = "kind: Unit\nmetadata: {name: company}\nspec: {type: company}\n"
    assert org(plain).model.get(Unit, Ref("unit:company"))
