"""Conflicts as text: tensions and who arbitrates go in, paragraphs a manager can read come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from alignctl.model.facts import Tension, UnitPair
from alignctl.model.ref import Ref, name_of
from alignctl.report.escape import terminal

MECHANISMS = {
    "metric": "same metric, opposite wishes",
    "path": "reaching one goal harms the other",
    "lever": "one lever, opposite effects",
}
LEVELS = {"error": "hot", "warning": "warm", "info": "mild"}


def render(tensions: Sequence[Tension], pairs: Sequence[UnitPair], *, explain: bool) -> str:
    """Return one paragraph for each opposed tension, hottest first, then a count."""
    arbiters = {frozenset(pair.units): pair for pair in pairs}
    opposed = hottest_first(tensions)
    blocks = ["\n".join(_paragraph(tension, arbiters, explain=explain)) for tension in opposed]
    settled = sum(tension.covered for tension in opposed)
    count = f"{len(opposed)} conflict{'' if len(opposed) == 1 else 's'}"
    blocks.append(f"{count}: {settled} with a rule for who wins, {len(opposed) - settled} open.")
    return "".join(f"{terminal_lines(block)}\n\n" for block in blocks).removesuffix("\n")


def hottest_first(tensions: Sequence[Tension]) -> list[Tension]:
    """Return the opposed tensions by falling heat, then by subjects."""
    opposed = [tension for tension in tensions if tension.opposed]
    return sorted(opposed, key=lambda t: (-t.raw_heat, t.subjects, t.key))


def _paragraph(tension: Tension, arbiters: Mapping[frozenset[Ref], UnitPair], *, explain: bool) -> Iterator[str]:
    units = " and ".join(name_of(unit) for unit in tension.units)
    lever = f" over {name_of(tension.lever)}" if tension.lever else ""
    yield f"{units}{lever}: heat {tension.raw_heat:g} ({LEVELS[tension.level]}), {MECHANISMS[tension.mechanism]}"
    yield f"  {tension.clash}."
    if tension.path:
        yield f"  path: {tension.path}"
    yield f"  wins: {_winner(tension)}"
    pair = arbiters.get(frozenset(tension.units))
    if pair:
        where = "" if pair.settled_below else " (no body below the last arbiter has both)"
        yield f"  settled by: {name_of(pair.arbiter) if pair.arbiter else 'nobody'}{where}"
        met = f" (at most {pair.forum_gap_days} days apart)" if pair.forum_gap_days is not None else ""
        yield f"  meets in: {', '.join(name_of(forum) for forum in pair.forums) or 'no shared forum'}{met}"
    if explain:
        yield from _explanation(tension)


def _winner(tension: Tension) -> str:
    if not tension.covered:
        return "no rule says"
    rules = ", ".join(name_of(rule) for rule in tension.covered_by)
    return f"{tension.wins} by {rules}"


def _explanation(tension: Tension) -> Iterator[str]:
    for side in tension.sides:
        yield (
            f"  {name_of(side.unit)} wants {name_of(side.metric)} {side.direction}: "
            f"weight {side.weight:g} from {side.source}"
        )
    weights = " x ".join(f"{side.weight:g}" for side in tension.sides)
    yield f"  heat {tension.raw_heat:g} = strength {tension.strength:g} x sqrt({weights}), halved inside one function"
    for evidence in tension.evidence:
        yield f"  see {evidence.place.path}: {evidence.text}"


def terminal_lines(text: str) -> str:
    """Return lines that are each safe for a terminal."""
    return "\n".join(terminal(line) for line in text.split("\n"))
