"""Which stakes meet: stakes and effects go in, the hottest meeting of each pair of units comes out, by mechanism."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TypeVar

from alignctl.analysis.conflicts.cause import Cause, cause_on_lever, cause_on_path
from alignctl.analysis.conflicts.clash import Clash, Identity, apart, heat, overlap
from alignctl.model.facts import Effect, Stake
from alignctl.model.kinds import Metric
from alignctl.model.organisation import Organisation
from alignctl.model.pull import SIGNS, levers
from alignctl.model.ref import Ref

K = TypeVar("K")


class Meetings:
    """The stakes of one model, ready to be brought together."""

    def __init__(self, org: Organisation, stakes: Iterable[Stake], effects: Iterable[Effect]) -> None:
        """Sort the stakes by metric and the effects that have a verdict by what they start from."""
        self.org = org
        self.causes: dict[tuple[Ref | None, tuple[tuple[Ref, str], ...]], Cause] = {}
        self.levers = levers(org)
        self.stakes: dict[Ref, list[Stake]] = {}
        for stake in stakes:
            self.stakes.setdefault(stake.metric, []).append(stake)
        self.functions = {unit: org.function(unit) for unit in {stake.unit for stake in stakes}}
        self.effects: dict[Ref, list[Effect]] = {}
        for effect in effects:
            if effect.sign:
                self.effects.setdefault(effect.from_, []).append(effect)

    def hottest(self) -> tuple[Clash, ...]:
        """Return one clash for each tension, opposed before not, hotter before cooler.

        Two levers that stand in each other's way can name the same subjects; they are one fact, the hotter.
        """
        best: dict[Identity, Clash] = {}
        for clash in self._all():
            _offer(best, clash.identity, clash)
        told: dict[tuple[str, tuple[Ref, ...]], Clash] = {}
        for clash in best.values():
            _offer(told, (clash.mechanism, clash.subjects), clash)
        return tuple(told.values())

    def _all(self) -> Iterator[Clash]:
        for stakes in self.stakes.values():
            yield from self._on_metric(stakes)
        for source, effects in self.effects.items():
            for effect in effects:
                yield from self._on_path(effect)
            if source in self.levers:
                yield from self._on_lever(source, effects)

    def _on_metric(self, stakes: list[Stake]) -> Iterator[Clash]:
        """Yield the pairs that answer for the same metric: opposite ways, or out of the other's band (A4)."""
        for first, second in combinations(stakes, 2):
            if first.unit != second.unit and overlap(first, second):
                yield self._clash(first, second, (), opposed=apart(first, second))

    def _on_path(self, effect: Effect) -> Iterator[Clash]:
        """Yield the pairs where one's success moves the other's metric (A5); bands take no part."""
        turn = effect.sign
        for first in self.stakes.get(effect.from_, ()):
            for second in self.stakes.get(effect.to, ()):
                sign = SIGNS[first.direction] * turn * SIGNS[second.direction]
                if sign and first.unit != second.unit and overlap(first, second):
                    yield self._clash(first, second, (effect,), opposed=sign < 0)

    def _on_lever(self, lever: Ref, effects: list[Effect]) -> Iterator[Clash]:
        """Yield the pairs that one lever helps or harms (A6): both ways of using it exist, so opposite is enough."""
        moved = [
            (stake, effect, effect.sign * sign)
            for effect in effects
            for stake in self.stakes.get(effect.to, ())
            if (sign := SIGNS[stake.direction])
        ]
        for (first, one, helped), (second, other, also) in combinations(moved, 2):
            if first.unit != second.unit and first.metric != second.metric and overlap(first, second):
                yield self._clash(first, second, (one, other), opposed=helped != also, lever=lever)

    def _clash(
        self, first: Stake, second: Stake, effects: tuple[Effect, ...], *, opposed: bool, lever: Ref | None = None
    ) -> Clash:
        mechanism = "lever" if lever else "path" if effects else "metric"
        cause = self._cause(mechanism, lever, (first, second), effects) if opposed else None
        if second.unit < first.unit:
            first, second, effects = second, first, effects[::-1]
        strength = min((effect.strength for effect in effects), default=1.0)
        across = self.functions[first.unit] != self.functions[second.unit]
        warmth = heat(strength, first.weight, second.weight, across=across)
        return Clash(mechanism, first, second, opposed, strength, warmth, effects, lever, cause)

    def _cause(
        self, mechanism: str, lever: Ref | None, stakes: tuple[Stake, Stake], effects: tuple[Effect, ...]
    ) -> Cause:
        """Return what a conflict hangs on; it is the same for all units that want the same of the same metrics."""
        if mechanism == "metric":
            return Cause(mechanism, (stakes[0].metric,))
        key = lever, tuple((stake.metric, stake.direction) for stake in stakes)
        if key not in self.causes:
            self.causes[key] = (
                cause_on_lever((effects[0], effects[1]), stakes, self._wish)
                if lever
                else cause_on_path(effects[0], stakes[0], self._wish)
            )
        return self.causes[key]

    def _wish(self, node: Ref) -> int:
        """Return 1 if the unit that owns a metric wants it up, -1 for down, 0 for neither and for initiatives."""
        metric = self.org.model.get(Metric, node)
        return SIGNS.get(metric.direction, 0) if metric else 0


def _offer(best: dict[K, Clash], key: K, clash: Clash) -> None:
    if key not in best or clash.beats(best[key]):
        best[key] = clash
