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

CADENCES = {"Forum": "cadence", "Objective": "checkIn"}


def further_defects(document: Document, settings: Settings) -> tuple[Defect, ...]:
    """Return unknown tiers of roles, and recurrence rules that RFC 5545 does not allow."""
    kind = document.data["kind"]
    if kind == "Role":
        return tuple(_tier(document, settings))
    return tuple(_cadence(document, CADENCES[kind])) if kind in CADENCES else ()


def _tier(document: Document, settings: Settings) -> Iterator[Defect]:
    spec: Any = document.data["spec"]
    tier, known = spec.get("tier"), settings.role_tiers
    if tier is not None and tier not in known:
        problem = f"`{tier}` is not a tier here: {', '.join(known)} (`roleTiers` in alignctl.yaml)."
        place = document.place.at("spec", "tier")
        yield defect(document, place, word=tier, value=True, problem=problem, suggestion=nearest(tier, known))


def _cadence(document: Document, field: str) -> Iterator[Defect]:
    spec: Any = document.data["spec"]
    if field not in spec:
        return
    place, cadence = document.place.at("spec", field), spec[field]
    if problem := rule_problem(cadence["rrule"]):
        told = f"`rrule` cannot be followed: {problem}."
        yield defect(document, place.at("rrule"), word=cadence["rrule"][:100], value=True, problem=told)
