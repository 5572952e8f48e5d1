"""What pulls apart before and after a change goes in; a delta for each conflict that is only no longer seen comes out.

A link that is deleted, a weaker strength, a metric out of force, a higher threshold: none of them settles anything.
Whom the conflict harms is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from alignctl.analysis.changes.approvers import NOBODY
from alignctl.analysis.changes.asks import handles
from alignctl.analysis.changes.comparison import Comparison, Delta
from alignctl.analysis.changes.phrases import listed, quoted
from alignctl.model.bare import bare
from alignctl.model.days import shift
from alignctl.model.entity import Entity
from alignctl.model.facts import Effect, Stake, Tension
from alignctl.model.facts.conflicts import Side
from alignctl.model.kinds import Cycle, IncentivePlan, Initiative, Metric, Objective, Role, Unit
from alignctl.model.organisation import Organisation
from alignctl.model.ref import Ref

PULLING: tuple[type[Entity], ...] = (Metric, Initiative, Objective, IncentivePlan, Cycle, Unit, Role)
SIGNS = {"up": 1, "down": -1}
Matter = tuple[Ref | None, tuple[Ref, ...]]
"""What a conflict is over: a lever, or the metrics of both sides."""


@dataclass(frozen=True)
class Pulls:
    """What units want on one day, how that bears on each other, and where it pulls them apart."""

    org: Organisation
    stakes: tuple[Stake, ...]
    effects: tuple[Effect, ...]
    tensions: tuple[Tension, ...]

    @cached_property
    def shown(self) -> tuple[Tension, ...]:
        """Return the conflicts that are hot enough to be reported, settled or not."""
        least = float(self.org.settings.analysis.heat_warning)
        return tuple(one for one in self.tensions if one.opposed and one.raw_heat >= least)

    @cached_property
    def signs(self) -> Mapping[tuple[Ref, Ref], int]:
        """Return whether one metric raises or lowers another, by both."""
        return {(effect.from_, effect.to): effect.sign for effect in self.effects}

    def in_force(self, metric: Ref) -> bool:
        """Tell whether a metric is in force."""
        found = self.org.model.get(Metric, metric)
        return found is not None and found.active(self.org.as_of)


Pull = Callable[[Organisation], Pulls]


def hidden(comparison: Comparison, pull: Pull) -> Iterator[Delta]:
    """Yield a delta for each matter over which a conflict is no longer shown, though both sides want what they wanted.

    It is looked for on the day of the check and on each later day on which something that changed begins or ends.
    """
    changed = list(_changed(comparison))
    if not changed and comparison.base.settings.analysis == comparison.head.settings.analysis:
        return
    told: set[Matter] = set()
    today = comparison.head.as_of
    for day in (today, *sorted(_days(changed, today))):
        before, after = (pull(replace(org, as_of=day)) for org in (comparison.base, comparison.head))
        gone: dict[Matter, list[Tension]] = {}
        for tension in before.shown:
            if _vanished(tension, before, after):
                gone.setdefault(_matter(tension), []).append(tension)
        for matter, found in gone.items():
            if matter not in told:
                told.add(matter)
                yield _delta(comparison, found, (before, after), f"From {day} on, " if day > today else "")


def _changed(comparison: Comparison) -> Iterator[Entity]:
    for kind in PULLING:
        for old, new in comparison.pairs(kind):
            if (old and bare(old)) != (new and bare(new)):
                yield from (one for one in (old, new) if one)


def _days(changed: Iterable[Entity], today: date) -> set[date]:
    windows = [(one.metadata.effective_from, one.metadata.effective_until) for one in changed]
    found = {day for start, end in windows for day in (start, shift(end, 1) if end else None) if day}
    return {day for day in found if day > today}


def _matter(tension: Tension) -> Matter:
    return tension.lever, () if tension.lever else tension.metrics


def _vanished(tension: Tension, before: Pulls, after: Pulls) -> bool:
    """Tell whether a conflict is shown no more, by nothing that one of its sides wants otherwise."""
    if not all(_wanted(side, before, after) for side in tension.sides):
        return False
    units = frozenset(_answering(side, after) for side in tension.sides)
    matter = _matter(tension)
    return not any(_matter(one) == matter and units == frozenset(one.units) for one in after.shown)


def _wanted(side: Side, before: Pulls, after: Pulls) -> bool:
    """Tell whether a side wants the same as before; a metric that is out of force says nothing of what is wanted."""
    if not after.in_force(side.metric):
        return True
    owned = side.source == side.metric
    unit = _answering(side, after)
    wishes = [_wish(one, weighed=not owned) for one in before.stakes if _is(one, side, side.unit)]
    return any(_wish(one, weighed=not owned) in wishes for one in after.stakes if _is(one, side, unit))


def _answering(side: Side, after: Pulls) -> Ref:
    """Return the unit of a side after the change: whoever answers for a metric wants it."""
    metric = after.org.model.get(Metric, side.metric) if side.source == side.metric else None
    return metric.owning_unit if metric else side.unit


def _is(stake: Stake, side: Side, unit: Ref) -> bool:
    return (stake.unit, stake.metric, stake.source) == (unit, side.metric, side.source)


def _wish(stake: Stake, *, weighed: bool) -> tuple[object, ...]:
    weight = stake.weight if weighed else None
    return stake.direction, stake.target, stake.floor, stake.ceiling, weight


def _harmed(tension: Tension, before: Pulls) -> tuple[Ref, ...]:
    """Return the units of the sides that a conflict harms: whose metric is moved against them, else both."""
    first, second = tension.sides
    pairs = ((first, second), (second, first)) if tension.mechanism == "path" else ()
    found = tuple(other.unit for side, other in pairs if _against(side, other, before))
    return found or (first.unit, second.unit)


def _against(side: Side, other: Side, before: Pulls) -> bool:
    """Tell whether what one side wants moves the metric of the other the wrong way."""
    sign = before.signs.get((side.metric, other.metric), 0)
    return sign * SIGNS.get(side.direction, 0) * SIGNS.get(other.direction, 0) < 0


def _delta(comparison: Comparison, gone: list[Tension], pulls: tuple[Pulls, Pulls], when: str) -> Delta:
    first = gone[0]
    harmed = tuple(dict.fromkeys(unit for tension in gone for unit in _harmed(tension, pulls[0])))
    units = tuple(dict.fromkeys(unit for tension in gone for unit in tension.units))
    others = [unit for unit in units if unit not in harmed]
    gaining = handles(comparison.law, others) if others else NOBODY
    over = [first.lever] if first.lever else first.metrics
    told = (
        f"the conflict between {listed([quoted(unit) for unit in units])} over {listed([quoted(one) for one in over])} "
        f"is no longer shown, though neither side wants anything else ({_why(first, pulls[1])})"
    )
    return Delta(
        what="conflict",
        of=next(side.metric for side in first.sides if side.unit in harmed),
        subjects=tuple(sorted({*units, *over})),
        about=first.mechanism,
        region=when.removesuffix(", "),
        sentence=when + (told if when else told[:1].upper() + told[1:]),
        base=first.clash,
        needs=tuple(comparison.approvers.lead(unit, "which it harms", gaining) for unit in harmed),
        gaining=gaining,
        evidence=(),
    )


def _why(tension: Tension, after: Pulls) -> str:
    """Return what made a conflict invisible, in words."""
    named = (*tension.metrics, *((tension.lever,) if tension.lever else ()))
    ended = [metric for metric in dict.fromkeys(named) if not after.in_force(metric)]
    if ended:
        return f"{listed([quoted(metric) for metric in ended])} {'is' if len(ended) == 1 else 'are'} no longer in force"
    cooler = [one for one in after.tensions if one.opposed and _matter(one) == _matter(tension)]
    if cooler:
        heat = max(one.raw_heat for one in cooler)
        least = float(after.org.settings.analysis.heat_warning)
        return f"heat {tension.raw_heat:g} before, {heat:g} now; shown from {least:g} on"
    if len({_answering(side, after) for side in tension.sides}) == 1:
        return "both answer to one unit now"
    return f"the path was {tension.path}" if tension.path else "what it follows from is no longer there"
