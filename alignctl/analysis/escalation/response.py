"""Whether forums can answer in the time that they promise: ladders go in, a fact for each of their forums comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from alignctl.analysis.escalation.ladder import Ladder
from alignctl.analysis.escalation.wait import forum_gap
from alignctl.model.facts import Response
from alignctl.model.kinds import DecisionRight, Forum
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence, Place
from alignctl.model.quantity import Duration
from alignctl.model.ref import Ref

Promise = tuple[Duration, Place]


def responses(org: Organisation, ladders: Iterable[Ladder]) -> Iterator[Response]:
    """Yield the answer of each forum that decides or is a rung: the shortest written promise against its longest gap.

    Promises are the forum's `respondWithin` and each `within` that a right's `escalation` gives it; a forum without
    any promises nothing, and its gap stands for it. Worked example: a board that promises 3d and meets every 28 days
    cannot keep it; one that promises 7d and meets weekly can.
    """
    asked = {one.seat for found in ladders for one in found.steps}
    rungs = _rung_promises(org)
    for seat in sorted(asked):
        forum = org.seat(seat)
        if isinstance(forum, Forum):
            own = [(forum.respond_within, forum.locate("respondWithin"))] if forum.respond_within else []
            yield _response(org, forum, [*own, *rungs.get(seat, ())])


def _rung_promises(org: Organisation) -> dict[Ref, list[Promise]]:
    found: dict[Ref, list[Promise]] = {}
    for right in org.model.active(DecisionRight, org.as_of):
        for number, rung in enumerate(right.escalation):
            if rung.within:
                found.setdefault(rung.to, []).append((rung.within, right.locate("escalation", number)))
    return found


def _response(org: Organisation, forum: Forum, promises: list[Promise]) -> Response:
    gap = forum_gap(org, forum)
    shortest = min(promises, key=lambda promise: promise[0].hours, default=None)
    answer = shortest[0] if shortest else Duration(f"{gap}d")
    meets = Evidence(forum.locate("cadence"), f"the longest time without a meeting is {gap} days")
    promised = (Evidence(shortest[1], f"an answer within {shortest[0].words}"),) if shortest else ()
    return Response(
        subjects=(forum.ref,),
        place=forum.place,
        evidence=(*promised, meets),
        forum=forum.ref,
        stated=shortest is not None,
        promised=answer.words,
        promised_days=answer.days,
        gap_days=Decimal(gap),
    )
