"""Clashes as facts: stakes that meet go in, tensions with heat, level and words come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alignctl.analysis.conflicts.clash import Clash
from alignctl.analysis.conflicts.precedent import Precedent, Settled
from alignctl.analysis.conflicts.wording import Wording
from alignctl.model.facts import Stake, Tension
from alignctl.model.facts.conflicts import Elsewhere, Side
from alignctl.model.kinds import Precedence
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence
from alignctl.model.ref import Ref, name_of


class Telling:
    """Makes facts of clashes: knows the words, the rules for who wins, and where a conflict becomes hot."""

    def __init__(self, org: Organisation) -> None:
        """Take thresholds from the settings, names and precedence from the model."""
        self.org = org
        self.words = Wording(org)
        self.precedent = Precedent(org)
        self.error = float(org.settings.analysis.heat_error)
        self.warning = float(org.settings.analysis.heat_warning)

    def tension(self, clash: Clash) -> Tension:
        """Return the fact, at the heavier side's place; one that is not opposed has no heat."""
        settled = self.precedent.settle(clash) if clash.opposed else None
        exceptions = self.precedent.exceptions(clash) if clash.opposed else ()
        heavier, other = sorted((clash.first, clash.second), key=lambda stake: -stake.weight)
        units = clash.first.unit, clash.second.unit
        metrics = tuple(sorted({clash.first.metric, clash.second.metric}))
        heat = clash.heat if clash.opposed else 0.0
        return Tension(
            subjects=clash.subjects,
            key=clash.mechanism,
            place=heavier.place,
            evidence=tuple(self._evidence(clash, other, settled, exceptions)) if clash.opposed else (),
            mechanism=clash.mechanism,
            units=units,
            metrics=metrics,
            lever=clash.lever,
            opposed=clash.opposed,
            strength=clash.strength,
            halved=self.org.function(units[0]) == self.org.function(units[1]),
            raw_heat=heat,
            level="info" if settled else self._level(heat),
            covered=settled is not None,
            covered_by=settled.rules if settled else (),
            wins=settled.winner if settled else None,
            exceptions=exceptions,
            sides=(_side(clash.first), _side(clash.second)),
            clash=self.words.clash(clash),
            path="; ".join(effect.path for effect in clash.effects),
        )

    def _level(self, heat: float) -> str:
        if heat >= self.error:
            return "error"
        return "warning" if heat >= self.warning else "info"

    def _evidence(
        self, clash: Clash, other: Stake, settled: Settled | None, exceptions: tuple[Elsewhere, ...]
    ) -> Iterator[Evidence]:
        yield self.words.evidence(other)
        yield from {id(found): found for effect in clash.effects for found in effect.evidence}.values()
        if settled:
            yield from self._rules(settled.rules, settled.winner, "")
        for one in exceptions:
            yield from self._rules(one.covered_by, one.wins, f" in `{name_of(one.scope)}`")

    def _rules(self, rules: Iterable[Ref], winner: Ref | None, where: str) -> Iterator[Evidence]:
        told = f"{self.words.title(winner)} wins" if winner else "nobody wins"
        for reference in rules:
            if rule := self.org.model.get(Precedence, reference):
                yield Evidence(rule.locate("order"), f"by `{rule.name}`, {told}{where}")


def _side(stake: Stake) -> Side:
    return Side(
        unit=stake.unit,
        metric=stake.metric,
        direction=stake.direction,
        weight=stake.weight,
        source=stake.source,
    )
