"""What takes precedence at a place goes in; text and data come out, to stand below the answer of `alignctl who`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from alignctl.model.facts import Conflict
from alignctl.model.ref import Ref, name_of
from alignctl.model.standing import Ruling, Standing
from alignctl.report.escape import terminal

FEW = 3  # rules for the whole company that are listed; those of the subject itself all are


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two sides, what takes precedence between them, and who settles it if they still disagree, with their people.

    `by` says by when, in words; it is empty where nobody settles it.
    """

    sides: tuple[Ref, Ref]
    ruling: Ruling
    settles: Ref | None
    people: tuple[str, ...]
    by: str


@dataclass(frozen=True, slots=True)
class Ground:
    """The rules that stand where a case is decided, the conflicts that are settled otherwise there, and a dispute."""

    scope: Ref | None
    rules: tuple[Standing, ...]
    conflicts: tuple[Conflict, ...]
    dispute: Dispute | None


def render(ground: Ground) -> str:
    """Return what takes precedence as lines, each safe for a terminal; empty where no rule stands and none is asked."""
    lines = [*_rules(ground), *_conflicts(ground), *(_dispute(ground.dispute) if ground.dispute else ())]
    return "".join(f"{terminal(line)}\n" for line in lines)


def _where(scope: Ref | None) -> str:
    return f"in {name_of(scope)}" if scope else "in the whole company"


def _rules(ground: Ground) -> Iterator[str]:
    if ground.rules:
        yield f"takes precedence {_where(ground.scope)}:"
    wide = [one for one in ground.rules if one.rule.scope is None]
    for standing in [one for one in ground.rules if one.rule.scope] + wide[:FEW]:
        for order in standing.orders:
            yield f"  {' over '.join(map(name_of, order))}{_by((standing.rule.ref,), standing.instead_of)}"
    if len(wide) > FEW:
        yield f"  and {len(wide) - FEW} more for the whole company"


def _by(rules: Iterable[Ref], instead_of: Sequence[Ref]) -> str:
    instead = f", instead of {', '.join(map(name_of, instead_of))}" if instead_of else ""
    return f" (by {', '.join(map(name_of, rules))}{instead})"


def _conflicts(ground: Ground) -> Iterator[str]:
    if ground.conflicts:
        yield f"conflicts that end otherwise {_where(ground.scope)}:"
    for conflict in ground.conflicts:
        for one in conflict.exceptions:
            winner = f"{name_of(one.wins)} wins" if one.wins else "no winner"
            yield f"  {conflict.clash}: {winner}{_by(one.covered_by, ())}"


def _dispute(dispute: Dispute) -> Iterator[str]:
    first, second = map(name_of, dispute.sides)
    ruling = dispute.ruling
    if ruling.winner:
        said = f"{name_of(ruling.winner)} takes precedence{_by(ruling.rules, ruling.instead_of)}"
    else:
        rules = f"; {', '.join(map(name_of, ruling.rules))} contradict each other" if ruling.rules else ""
        said = f"no rule says what takes precedence{rules}"
    yield f"between {first} and {second}: {said}"
    if dispute.settles is None:
        yield "  nobody can settle it"
        return
    people = f" ({', '.join(dispute.people)})" if dispute.people else ""
    yield f"  if they still disagree: {name_of(dispute.settles)} settles it{people}, {dispute.by}"


def payload(ground: Ground) -> dict[str, Any]:
    """Return the same as data: `precedence` always, `between` where two sides were named."""
    dispute = ground.dispute
    found: dict[str, Any] = {
        "precedence": [
            {
                "rule": one.rule.ref,
                "orders": [list(order) for order in one.orders],
                "insteadOf": list(one.instead_of),
                "decidedBy": one.rule.decided_by,
            }
            for one in ground.rules
        ]
    }
    if dispute:
        found["between"] = {
            "sides": list(dispute.sides),
            "winner": dispute.ruling.winner,
            "rules": list(dispute.ruling.rules),
            "insteadOf": list(dispute.ruling.instead_of),
            "settledBy": dispute.settles,
            "people": list(dispute.people),
            "by": dispute.by,
        }
    return found
