"""What happens when a decision is disputed: rights go in, their ladders and how long they take come out."""

from __future__ import annotations

from alignctl.analysis.escalation.causes import bottlenecks, impasses
from alignctl.analysis.escalation.csuite import csuite
from alignctl.analysis.escalation.ladder import Ladder, ladder
from alignctl.analysis.escalation.response import responses
from alignctl.analysis.escalation.wait import Clock, days
from alignctl.model.claim import Claim, claims
from alignctl.model.facts import Bottleneck, CSuite, Escalation, Impasse, Response
from alignctl.model.facts.escalation import AssumedTime, Rung
from alignctl.model.kinds import DecisionRight
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence
from alignctl.model.quantity import total

__all__ = ["escalation"]


def escalation(org: Organisation) -> tuple[Escalation | Impasse | Bottleneck | Response | CSuite, ...]:
    """Return the ladder of each right, how fast its forums can answer, and how much lands on the C-suite.

    Each band is one case with the right's volume; bands with one ladder are one fact. Worked example: a pricing lead
    answers in 2bd (2.8 days) and escalates to a sales director (1bd), he to a pricing board that meets every 28 days,
    the board to the CEO (1bd), who is final: 3 steps, in the worst case 2.8 + 1.4 + 28 + 1.4 = 33.6 days. That slow
    decisions are the dear ones is the finding of Blenko, Mankins and Rogers (2010).
    """
    rights = org.model.active(DecisionRight, org.as_of)
    clock = Clock(org)
    climbs = [(claim, ladder(clock, claim)) for right in rights for claim in claims(right)]
    by_ladder: dict[tuple[str, Ladder], list[Claim]] = {}
    for claim, found in climbs:
        if found:
            by_ladder.setdefault((claim.right.ref, found), []).append(claim)
    facts = tuple(_escalation(org, found, same) for (_, found), same in by_ladder.items())
    each = [(found, same) for (_, found), same in by_ladder.items()]
    return (
        *facts,
        *impasses(org, each),
        *bottlenecks(org, each),
        *responses(org, [found for _, found in by_ladder]),
        *csuite(org, climbs),
    )


def _escalation(org: Organisation, found: Ladder, same: list[Claim]) -> Escalation:
    right, bands = same[0].right, tuple(claim.label for claim in same)
    last = org.model.find(found.last)
    return Escalation(
        subjects=(right.ref,),
        key=found.decider.seat,
        place=right.place,
        places={"lastRung": last.place if last else right.place},
        evidence=tuple(Evidence(seat.place, f"`{seat.name}` {words}") for seat, words in found.reasons(org)),
        right=right.ref,
        bands=bands,
        decider=found.decider.seat,
        rungs=tuple(
            Rung(to=step.seat, within=step.within.days, wait=step.wait.days, answers_within=step.wait.words)
            for step in found.rungs
        ),
        end=found.end,
        last_rung=found.last,
        hops=len(found.rungs),
        worst_days=days(found.worst),
        at_most=total(found.waits).words,
        assumed=tuple(
            AssumedTime(seat=step.seat, counted=step.wait.words)
            for step in (found.decider, *found.rungs)
            if not step.known
        ),
        class_=right.class_ or "default",
        path=found.path(org),
        weight=right.volume_per_quarter * len(same),
    )
