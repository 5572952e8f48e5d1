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
        """Sort the deciders by domain and the effects by their ends."""
        self.org = org
        self.effects = {(effect.from_, effect.to): effect for effect in effects}
        self.sources: dict[Ref, list[Ref]] = {}
        for source, target in self.effects:
            self.sources.setdefault(target, []).append(source)
        self.homes: dict[Ref, frozenset[Ref]] = {}
        for authority in authorities:
            homes = frozenset(home for seat in authority.deciders for home in self._homes(seat))
            self.homes[authority.domain] = self.homes.get(authority.domain, frozenset()) | homes
        self.levers = tuple(sorted(levers(org)))
        self.controls = cache(self._controls)

    def degree(self, unit: Ref, metric: Metric) -> str:
        """Return controls, influences or neither (A10c).

        Controls: owns it as a lever, or decides in its `leverDomain`. Influences: owns it, or a metric or initiative
        of its own has an effect on it, of any sign (controllability; Simons' span of accountability is wider).
        """
        if self.controls(unit, metric.ref):
            return "controls"
        moved = self._owns(unit, metric.ref) or any(self._owns(unit, s) for s in self.sources.get(metric.ref, ()))
        return "influences" if moved else "neither"

    def levers_of(self, units: Iterable[Ref]) -> tuple[Ref, ...]:
        """Return the levers that one of the units controls, by name."""
        seats = tuple(units)
        return tuple(lever for lever in self.levers if any(self.controls(unit, lever) for unit in seats))

    def _controls(self, unit: Ref, thing: Ref) -> bool:
        metric = self.org.model.get(Metric, thing)
        if (metric is None or metric.lever) and self.org.units.covers(unit, self._home(thing)):
            return True
        return metric is not None and metric.lever_domain is not None and self._decides(unit, metric.lever_domain)

    def _decides(self, unit: Ref, domain: Ref) -> bool:
        """Tell whether a seat of the unit decides in a domain, or in one below it."""
        homes = (self.homes[below] for below in self.homes if self.org.domains.covers(domain, below))
        return any(self.org.units.covers(unit, home) for found in homes for home in found)

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
