"""The units in force on a day go in; facts come out about those at the top: there must be one, the company."""

from __future__ import annotations

from alignctl.model.facts.load import Bound
from alignctl.model.kinds import Unit
from alignctl.model.organisation import Organisation

WHAT = "place in the unit tree"


def unit_tree_facts(org: Organisation) -> tuple[Bound, ...]:
    """Return a fact for each unit at the top or of type company: there is one of them, and it is both."""
    units = org.model.active(Unit, org.as_of)
    tops = [unit for unit in units if unit.parent is None or unit.type == "company"]
    if not tops and units:
        return (_fact(units[0], "no unit is without a parent, so none stands at the top"),)
    return tuple(_fact(unit, _problem(unit, org.company)) for unit in tops)


def _problem(unit: Unit, company: Unit | None) -> str:
    if unit.parent is not None:
        return "a company has no parent"
    if company is not None and unit != company:
        return f"it has no parent, and only the company, `{company.name}`, may stand at the top"
    return f"the unit at the top is the company, not a {unit.type}" if unit.type not in {None, "company"} else ""


def _fact(unit: Unit, problem: str) -> Bound:
    place = unit.place if unit.parent is None else unit.locate("parent")
    if unit.parent is None and unit.type is not None:
        place = unit.locate("type")
    return Bound(
        subjects=(unit.ref,),
        key=WHAT,
        place=place,
        of=unit.ref,
        what=WHAT,
        possible=not problem,
        problem=problem,
    )
