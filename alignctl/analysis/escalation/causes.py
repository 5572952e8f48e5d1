"""Ladders go in; what makes them end nowhere or take long comes out, once for all the rights that suffer from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from alignctl.analysis.escalation.ladder import Ladder
from alignctl.analysis.escalation.wait import Step, days
from alignctl.model.claim import Claim
from alignctl.model.facts import Bottleneck, Impasse
from alignctl.model.facts.escalation import Route
from alignctl.model.kinds import DecisionRight
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence, Place
from alignctl.model.ref import Ref

Climb = tuple[Ladder, Sequence[Claim]]
"""A ladder, and the bands of one right that take it."""


def impasses(org: Organisation, climbs: Sequence[Climb]) -> Iterator[Impasse]:
    """Yield where ladders end without a final decision: one seat without a next stops all that lead to it."""
    found: dict[tuple[str, tuple[Ref, ...]], list[Climb]] = {}
    for ladder, claims in climbs:
        if ladder.end != "final":
            found.setdefault((ladder.end, _cause(ladder, claims[0].right)), []).append((ladder, claims))
    for (end, subjects), group in sorted(found.items()):
        first = group[0][0]
        last = org.model.find(first.last)
        yield Impasse(
            subjects=subjects,
            key=end,
            place=last.place if last else group[0][1][0].right.place,
            evidence=(
                *(Evidence(seat.place, f"`{seat.name}` {words}") for seat, words in first.reasons(org)),
                *(Evidence(claims[0].right.place, case(claims)) for _, claims in group if len(group) > 1),
            ),
            end=end,
            last_rung=first.last,
            rights=tuple(sorted({claims[0].right.ref for _, claims in group})),
            cases=tuple(case(claims) for _, claims in group),
            path=first.path(org),
        )


def bottlenecks(org: Organisation, climbs: Sequence[Climb]) -> Iterator[Bottleneck]:
    """Yield the seats that take the longest in disputes which end with a final decision.

    Worked example: three rights climb to a chief (2bd) and a council that meets every 35 days: the council is the
    bottleneck of all three, with routes of 37.8 days, whatever time their deciders have.
    """
    found: dict[Ref, list[Climb]] = {}
    for ladder, claims in climbs:
        if ladder.end == "final" and ladder.rungs:
            found.setdefault(_slowest(ladder).seat, []).append((ladder, claims))
    for seat, group in sorted(found.items()):
        place = org.model.find(seat)
        yield Bottleneck(
            subjects=(seat,),
            place=place.place if place else Place(""),
            evidence=tuple(_evidence(org, *climb) for climb in sorted(group, key=_longest)),
            seat=seat,
            rights=len({claims[0].right.ref for _, claims in group}),
            routes=tuple(_routes(org, group)),
        )


def _routes(org: Organisation, group: Sequence[Climb]) -> Iterator[Route]:
    alike: dict[tuple[str, int, Decimal, Decimal], list[Climb]] = {}
    for ladder, claims in sorted(group, key=_longest):
        kind = claims[0].right.class_ or "default", len(ladder.rungs), ladder.disputed, _slowest(ladder).wait.hours
        alike.setdefault(kind, []).append((ladder, claims))
    for (class_, hops, hours, wait), same in alike.items():
        yield Route(
            cases=tuple(case(claims) for _, claims in same),
            class_=class_,
            hops=hops,
            days=days(hours),
            wait=days(wait),
            path=same[0][0].dispute(org),
        )


def _evidence(org: Organisation, ladder: Ladder, claims: Sequence[Claim]) -> Evidence:
    return Evidence(claims[0].right.place, f"{case(claims)}: {ladder.dispute(org)}")


def case(claims: Sequence[Claim]) -> str:
    """Return the bands of a right that take one ladder, in words."""
    right, labels = claims[0].right, [claim.label for claim in claims]
    return f"`{right.name}`" + ("" if len(labels) == len(right.bands) or not right.bands else f" ({'; '.join(labels)})")


def _cause(ladder: Ladder, right: DecisionRight) -> tuple[Ref, ...]:
    if right.escalation:
        return (right.ref,)
    seats = [step.seat for step in ladder.steps]
    return tuple(sorted(seats[seats.index(ladder.last) :])) if ladder.end == "loop" else (ladder.last,)


def _slowest(ladder: Ladder) -> Step:
    return max(reversed(ladder.rungs), key=lambda rung: rung.wait.hours)


def _longest(climb: Climb) -> tuple[Decimal, int, Ref]:
    ladder, claims = climb
    return -ladder.disputed, -len(ladder.rungs), claims[0].right.ref
