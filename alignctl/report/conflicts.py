"""Conflicts as text: what they hang on, who meets over them and who arbitrates become paragraphs for a manager."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from alignctl.model.facts import Conflict, Tension, UnitPair
from alignctl.model.facts.conflicts import Elsewhere
from alignctl.model.ref import Ref, name_of
from alignctl.report.escape import terminal

MECHANISMS = {
    "metric": "same metric, opposite wishes",
    "path": "reaching one goal harms the other",
    "lever": "one lever, opposite effects",
}
LEVELS = {"error": "hot", "warning": "warm", "info": "mild"}
SHOWN = 5  # pairs of units that one paragraph names, beside the first


@dataclass(frozen=True, slots=True)
class Shown:
    """A conflict, and the tensions to show of it: the one to look at first, then the others, hottest first."""

    conflict: Conflict
    first: Tension
    others: tuple[Tension, ...]


def gather(conflicts: Iterable[Conflict], tensions: Iterable[Tension], wanted: frozenset[Ref]) -> list[Shown]:
    """Return the conflicts in which all wanted units and metrics take part: the hottest first, minor ones last."""
    found: dict[str, list[Tension]] = {}
    for tension in tensions:
        if tension.conflict and wanted <= {*tension.units, *tension.metrics}:
            found.setdefault(tension.conflict, []).append(tension)
    shown = [_shown(conflict, found[conflict.id]) for conflict in conflicts if conflict.id in found]
    return sorted(shown, key=lambda item: (item.conflict.minor, -item.first.raw_heat, item.conflict.subjects))


def _shown(conflict: Conflict, tensions: list[Tension]) -> Shown:
    ranked = sorted(tensions, key=lambda t: (t.clash != conflict.clash, -t.raw_heat, t.subjects, t.key))
    return Shown(conflict, ranked[0], tuple(ranked[1:]))


def render(found: Sequence[Shown], pairs: Sequence[UnitPair], *, explain: bool) -> str:
    """Return one paragraph for each conflict, hottest first, then a count."""
    arbiters = {frozenset(pair.units): pair for pair in pairs}
    blocks = ["\n".join(_paragraph(shown, arbiters, explain=explain)) for shown in found]
    blocks.append(_count([shown.conflict for shown in found]))
    return "".join(f"{terminal_lines(block)}\n\n" for block in blocks).removesuffix("\n")


def _count(found: Sequence[Conflict]) -> str:
    counted = [conflict for conflict in found if not conflict.minor]
    settled = sum(conflict.covered for conflict in counted)
    minor = len(found) - len(counted)
    count = f"{len(counted)} conflict{'' if len(counted) == 1 else 's'}"
    small = f"; {minor} minor one{' needs' if minor == 1 else 's need'} none" if minor else ""
    return f"{count}: {settled} with a rule for who wins, {len(counted) - settled} open{small}."


def _paragraph(shown: Shown, arbiters: Mapping[frozenset[Ref], UnitPair], *, explain: bool) -> Iterator[str]:
    conflict, tension = shown.conflict, shown.first
    lever = f" over {name_of(tension.lever)}" if tension.lever else ""
    level = "minor" if conflict.minor else LEVELS[tension.level]
    yield f"{_units(tension)}{lever}: heat {tension.raw_heat:g} ({level}), {MECHANISMS[tension.mechanism]}"
    yield f"  {tension.clash}."
    if tension.path:
        yield f"  path: {tension.path}"
    yield f"  wins: {_winner(tension)}"
    for one in conflict.exceptions:
        yield f"  {'except in' if tension.covered else 'but in'} {name_of(one.scope)}: {_elsewhere(one)}"
    pair = arbiters.get(frozenset(tension.units))
    if pair:
        where = "" if pair.settled_below else " (no body below the last arbiter has both)"
        yield f"  settled by: {name_of(pair.arbiter) if pair.arbiter else 'nobody'}{where}"
        met = f" (at most {pair.forum_gap_days} days apart)" if pair.forum_gap_days is not None else ""
        yield f"  meets in: {', '.join(name_of(forum) for forum in pair.forums) or 'no shared forum'}{met}"
    if explain:
        yield from _explanation(tension)
    yield from _others(shown, explain=explain)


def _others(shown: Shown, *, explain: bool) -> Iterator[str]:
    """Yield who else meets over the same cause: all with their reasons where they are explained, else some pairs."""
    if explain:
        yield from (f"  also: {tension.clash}; {_ruled(tension)}" for tension in shown.others)
        return
    pairs = list(dict.fromkeys(_units(tension) for tension in shown.others if tension.units != shown.first.units))
    if pairs:
        more = f"; and {len(pairs) - SHOWN} more" if len(pairs) > SHOWN else ""
        yield f"  also between: {'; '.join(pairs[:SHOWN])}{more}"


def _ruled(tension: Tension) -> str:
    return f"wins: {_winner(tension)}" if tension.covered else "no rule"


def _units(tension: Tension) -> str:
    return " and ".join(name_of(unit) for unit in tension.units)


def _winner(tension: Tension) -> str:
    if not tension.covered:
        return "no rule says"
    rules = ", ".join(name_of(rule) for rule in tension.covered_by)
    return f"{name_of(tension.wins or Ref(''))} by {rules}"


def _elsewhere(one: Elsewhere) -> str:
    """Return what holds in a domain that has rules of its own."""
    rules = ", ".join(name_of(rule) for rule in one.covered_by)
    if one.wins is None:
        return f"{rules} leaves open who wins" if rules else "no rule says"
    return f"{name_of(one.wins)} by {rules}"


def _explanation(tension: Tension) -> Iterator[str]:
    for side in tension.sides:
        yield (
            f"  {name_of(side.unit)} wants {name_of(side.metric)} {side.direction}: "
            f"weight {side.weight:g} from {side.source}"
        )
    weights = " x ".join(f"{side.weight:g}" for side in tension.sides)
    halved = ", halved inside one function" if tension.halved else ""
    yield f"  heat {tension.raw_heat:g} = strength {tension.strength:g} x sqrt({weights}){halved}"
    for evidence in tension.evidence:
        yield f"  see {evidence.place.path}: {evidence.text}"


def terminal_lines(text: str) -> str:
    """Return lines that are each safe for a terminal."""
    return "\n".join(terminal(line) for line in text.split("\n"))
