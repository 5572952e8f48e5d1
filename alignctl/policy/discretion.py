"""Findings that rest on a pay plan of an overlay go in; the same come out, naming no more than the unit of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from alignctl.load.selection import SETTINGS_NAME
from alignctl.model.finding import Finding
from alignctl.model.kinds import IncentivePlan, Role
from alignctl.model.model import Model
from alignctl.model.place import Evidence, Place
from alignctl.model.ref import Ref
from alignctl.model.rule import RuleInfo
from alignctl.model.settings import Settings
from alignctl.policy.wording import say_names

QUOTE = re.compile("% of (variable pay|a plan)")  # how sentences quote what a plan pays for
FIX = "Look at it where the plans are kept: run the check there."
At = tuple[str, int]  # the file of a document, and its number in it


@dataclass(frozen=True, slots=True)
class Discretion:
    """What must not be told: the pay plans of overlays, by place, each with the units whose people it pays."""

    plans: Mapping[At, IncentivePlan]
    units: Mapping[Ref, frozenset[Ref]]

    @classmethod
    def of(cls, model: Model, settings: Settings) -> Discretion:
        """Return the plans that an overlay holds; what a repository holds itself, its readers may see."""
        plans = {_at(plan.place): plan for plan in model.all(IncentivePlan) if _inside(plan.place, settings.overlays)}
        units = {plan.ref: frozenset(_units(model, plan)) for plan in plans.values()}
        return cls(plans, units)

    def keep(self, findings: Iterable[Finding], rules: Mapping[str, RuleInfo]) -> tuple[Finding, ...]:
        """Return the findings; one that tells of a plan has the title of its rule as its sentence, and no evidence."""
        if not self.plans:
            return tuple(findings)
        return tuple(self._muted(finding, rules) for finding in findings)

    def _muted(self, finding: Finding, rules: Mapping[str, RuleInfo]) -> Finding:
        silent = replace(finding, evidence=tuple(one for one in finding.evidence if not self._tells(one)))
        told = self._tells(Evidence(finding.place, f"{finding.message} {finding.fix}"))
        if not told and self.units.keys().isdisjoint(finding.subjects):
            return silent
        plans = {plan.ref for plan in self.plans.values() if self._names(finding, plan)}
        units = sorted({unit for plan in plans for unit in self.units[plan]})
        whose = f"A pay plan in {say_names(units)}" if units else "A pay plan"
        return replace(
            finding,
            subjects=tuple(sorted({*units, *(one for one in finding.subjects if one not in self.units)})),
            key=finding.fingerprint,
            occurrence=0,
            message=f"{whose} breaks this: {rules[finding.rule].title}.",
            fix=FIX,
            place=Place(SETTINGS_NAME, 0, ("overlays",)),
            evidence=(),
        )

    def _tells(self, said: Evidence) -> bool:
        named = any(f"`{plan.name}`" in said.text for plan in self.plans.values())
        return named or bool(QUOTE.search(said.text)) or _at(said.place) in self.plans

    def _names(self, finding: Finding, plan: IncentivePlan) -> bool:
        places = {_at(finding.place), *(_at(evidence.place) for evidence in finding.evidence)}
        return _at(plan.place) in places or plan.ref in finding.subjects or f"`{plan.name}`" in finding.message


def _units(model: Model, plan: IncentivePlan) -> Iterator[Ref]:
    for reference in plan.roles:
        if role := model.get(Role, reference):
            yield role.unit


def _inside(place: Place, overlays: Iterable[str]) -> bool:
    """Tell whether a place is in an overlay that lies outside of the repository; who reads it reads all it holds."""
    outside = (overlay for overlay in overlays if overlay.startswith(("..", "/")))
    return any(place.path.startswith(f"{overlay.rstrip('/')}/") for overlay in outside)


def _at(place: Place) -> At:
    return place.path, place.index
