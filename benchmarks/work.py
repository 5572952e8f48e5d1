"""A department goes in; its meetings, decisions, initiatives and pay come out."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.company import DEMAND
from benchmarks.department import MEETINGS, TEAMS, Department
from benchmarks.documents import CONFIRMED, SINCE, Document, document


def meetings(of: Department) -> Iterator[Document]:
    """Yield the board and its minutes."""
    members = [of.lead, *(f"{of.name}-{team}-lead" for team in TEAMS)]
    spec: Document = {
        "purpose": f"Decide what touches several teams of {of.name}.",
        "authority": "Decides every question that touches two or more of its subjects.",
        "members": members,
        "chair": of.lead,
        "quorum": 3,
        "decisionRule": "majority",
        "tieBreak": "chair",
        "cadence": {"startsOn": MEETINGS[0], "rrule": "FREQ=WEEKLY;INTERVAL=4;BYDAY=TU"},
        "respondWithin": "4w",
        "escalatesTo": f"role:head-of-{of.function}",
    }
    dates = {"effectiveFrom": MEETINGS[0], "lastReviewed": CONFIRMED}
    yield document("Forum", f"{of.name}-board", of.called("Board"), spec, **dates)
    for day in MEETINGS:
        attended = members[: of.random.randint(3, 5)]
        spec = {"forum": f"{of.name}-board", "date": day, "attended": attended}
        spec["subjects"] = [f"objective:{of.name}-2026"]
        yield document("Review", f"{of.name}-board-{day}", of.called("Minutes"), spec)


def decisions(of: Department) -> Iterator[Document]:
    """Yield two decisions taken by whom the rights name."""
    for position in (1, 3):
        team = f"{of.name}-{TEAMS[position % 4]}"
        spec = {
            "domains": [f"{of.name}-{of.things[position]}"],
            "attributes": {"amount": of.random.randrange(100, 4000, 100)},
            "raisedOn": "2026-04-13",
            "decidedOn": "2026-04-14",
            "due": "2026-04-17",
            "proposer": f"{team}-expert-a",
            "decidedBy": f"{team}-lead-a",
            "onBehalfOf": f"role:{team}-lead",
            "resolution": {"by": "decider"},
            "outcomeReview": "2026-10-20",
        }
        title = of.called(f"Another kind of {of.things[position]}")
        yield document("Decision", f"{of.name}-{position}-2026", title, spec)


def initiatives(of: Department) -> Iterator[Document]:
    """Yield two projects that IT has accepted."""
    for position, cycle in ((2, "h1-2026"), (3, "h2-2026")):
        thing = of.things[position]
        metric = f"{of.name}-{thing}"
        spec = {
            "sponsor": of.name,
            "domains": [metric],
            "action": "start",
            "attributes": {"amount": of.random.randrange(1000, 90_000, 1000)},
            "objectives": [f"{of.name}-2026"],
            "stage": "committed",
            "demand": [{"unit": "it", "resource": "person-days", "amount": DEMAND, "cycle": cycle, "accepted": True}],
            "influences": [{"metric": metric, "effect": "raises", "strength": "medium", "basis": "expert"}],
        }
        yield document("Initiative", f"{of.name}-{thing}", of.called(f"Renew {thing}"), spec)


def pay(of: Department) -> Iterator[Document]:
    """Yield a pay plan and the rule for who wins."""
    spec = {
        "roles": [of.lead, *(f"{of.name}-{team}-lead" for team in TEAMS[:2])],
        "cycle": "y2026",
        "components": [
            {"metric": f"{of.name}-{of.things[0]}", "weight": 60},
            {"metric": f"{of.name}-{of.things[1]}", "weight": 40},
        ],
        "approvedBy": f"role:head-of-{of.function}",
    }
    yield document("IncentivePlan", f"{of.name}-2026", of.called("Variable pay"), spec, lastReviewed=CONFIRMED)
    spec = {
        "order": [f"metric:{of.rival or f'{of.name}-{of.things[4]}'}", f"metric:{of.name}-{of.things[1]}"],
        "decidedBy": f"role:{of.lead}",
        "rationale": f"What was promised comes before growth in {of.things[1]}.",
    }
    title = of.called("Promises first")
    dates = {"effectiveFrom": SINCE, "reviewBy": "2026-12-31"}
    yield document("Precedence", f"{of.name}-promises", title, spec, **dates)
