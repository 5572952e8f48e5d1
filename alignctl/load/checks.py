"""A document that its schema accepts goes in; what a schema cannot say about it, and must hold, comes out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from alignctl.load.identity import defect
from alignctl.load.recurrences import rule_problem
from alignctl.load.suggest import nearest
from alignctl.model.document import Document
from alignctl.model.facts.load import Defect
from alignctl.model.settings import Settings

ENDS = ("over", "atLeast", "under", "upTo")
CADENCES = {"Forum": "cadence", "Objective": "checkIn"}


def further_defects(document: Document, settings: Settings) -> tuple[Defect, ...]:
    """Return unknown tiers, bands that nothing tells apart, and recurrence rules that RFC 5545 does not allow."""
    kind = document.data["kind"]
    if kind == "Role":
        return tuple(_tier(document, settings))
    if kind == "DecisionRight":
        return tuple(_bands(document))
    return tuple(_cadence(document, CADENCES[kind])) if kind in CADENCES else ()


def _tier(document: Document, settings: Settings) -> Iterator[Defect]:
    spec: Any = document.data["spec"]
    tier, known = spec.get("tier"), settings.role_tiers
    if tier is not None and tier not in known:
        problem = f"`{tier}` is not a tier here: {', '.join(known)} (`roleTiers` in alignctl.yaml)."
        place = document.place.at("spec", "tier")
        yield defect(document, place, word=tier, value=True, problem=problem, suggestion=nearest(tier, known))


def _bands(document: Document) -> Iterator[Defect]:
    """Yield the bands of a right without `bandOn` that hold an end, or that are no row of an action."""
    spec: Any = document.data["spec"]
    for number, band in enumerate(() if "bandOn" in spec else spec.get("bands", ())):
        end = next((key for key in ENDS if key in band), "")
        place = document.place.at("spec", "bands", number)
        if end:
            problem = f"`{end}` needs `bandOn` beside `bands`: the number attribute that it is an end of."
            yield defect(document, place.at(end), word=end, problem=problem)
        elif "actions" not in band:
            problem = "The bands need `bandOn`, the number attribute that they divide, or each its `actions`."
            yield defect(document, place, word="bandOn", problem=problem)


def _cadence(document: Document, field: str) -> Iterator[Defect]:
    spec: Any = document.data["spec"]
    if field not in spec:
        return
    place, cadence = document.place.at("spec", field), spec[field]
    if problem := rule_problem(cadence["rrule"]):
        told = f"`rrule` cannot be followed: {problem}."
        yield defect(document, place.at("rrule"), word=cadence["rrule"][:100], value=True, problem=told)
