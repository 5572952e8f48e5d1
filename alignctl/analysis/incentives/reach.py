"""What a unit can move: deciders and effects go in, what it owns, controls or influences comes out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from alignctl.model.facts import Authority, Effect
from alignctl.model.kinds import Forum, Initiative, Metric
from alignctl.model.organisation import Organisation
from alignctl.model.pull import levers
from alignctl.model.ref import Ref

DEGREES = ("neither", "influences", "controls")


class Reach:
    """What the units of one model can move, by deciding, by owning, or through a chain of influences."""

    def __init__(self, org: Organisation, authorities: Iterable[Authority], effects: Iterable[Effect]) -> None:
        """Sort the deciders by domain, those above included, and the effects by their ends."""
        self.org = org
        self.effects = {(effect.from_, effect.to): effect for effect in effects}
        self.sources: dict[Ref, list[Ref]] = {}
        for source, target in self.effects:
            self.sources.setdefault(target, []).append(source)
        self.homes: dict[Ref, frozenset[Ref]] = {}
        for authority in authorities:
            homes = frozenset(home for seat in authority.deciders for home in self._homes(seat))
            for domain in org.domains.lineage(authority.domain):
                self.homes[domain] = self.homes.get(domain, frozenset()) | homes
        self.controllers = cache(self._controllers)
        self.levers: dict[Ref, list[Ref]] = {}
        for lever in sorted(levers(org)):
            for unit in self.controllers(lever):
                self.levers.setdefault(unit, []).append(lever)

    def degree(self, unit: Ref, metric: Metric) -> str:
        """Return controls, influences or neither (A10c).

        Controls: owns it as a lever, or decides in its `leverDomain`. Influences: owns it, or a metric or initiative
        of its own has an effect on it, of any sign (controllability; Simons' span of accountability is wider).
        """
        if unit in self.controllers(metric.ref):
            return "controls"
        moved = self._owns(unit, metric.ref) or any(self._owns(unit, s) for s in self.sources.get(metric.ref, ()))
        return "influences" if moved else "neither"

    def levers_of(self, units: Iterable[Ref]) -> tuple[Ref, ...]:
        """Return the levers that one of the units controls, by name."""
        return tuple(sorted({lever for unit in units for lever in self.levers.get(unit, ())}))

    def _controllers(self, thing: Ref) -> frozenset[Ref]:
        """Return the units that control a metric or an initiative: at or above its home, or where it is decided."""
        metric = self.org.model.get(Metric, thing)
        homes = {self._home(thing)} if metric is None or metric.lever else set()
        if metric and metric.lever_domain:  # who decides in a domain below it decides in it
            homes |= self.homes.get(metric.lever_domain, frozenset())
        return frozenset(unit for home in homes for unit in self.org.units.lineage(home))

    def _owns(self, unit: Ref, thing: Ref) -> bool:
        """Tell whether a metric or initiative belongs to the unit, to one below it, or to the function above it."""
        home = self._home(thing)
        whole = self.org.company is not None and home == self.org.company.ref
        return self.org.units.covers(unit, home) or (not whole and self.org.units.covers(home, unit))

    def _home(self, thing: Ref) -> Ref:
        """Return the owning unit of a metric, or the sponsor of an initiative."""
        metric, initiative = self.org.model.get(Metric, thing), self.org.model.get(Initiative, thing)
        return metric.owning_unit if metric else initiative.sponsor if initiative else Ref("")

    def _homes(self, seat: Ref) -> Iterable[Ref]:
        found = self.org.seat(seat)
        seats = found.members if isinstance(found, Forum) else (seat,)
        return [home for member in seats if (home := self.org.unit_of(member))]
