"""A department goes in; its meetings, decisions, initiatives and pay come out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from benchmarks.company import DEMAND
from benchmarks.department import TEAMS, Department
from benchmarks.documents import CONFIRMED, SINCE, Document, document

FIRST = date(2025, 7, 8)  # a Tuesday
MONTH = timedelta(weeks=4)
MEETINGS, DECISIONS, INITIATIVES = 13, 26, 18
HALVES = ("h1-2026", "h2-2026")


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
        "cadence": {"startsOn": FIRST.isoformat(), "rrule": "FREQ=WEEKLY;INTERVAL=4;BYDAY=TU"},
        "respondWithin": "4w",
        "escalatesTo": f"role:head-of-{of.function}",
    }
    dates = {"effectiveFrom": FIRST.isoformat(), "lastReviewed": CONFIRMED}
    yield document("Forum", f"{of.name}-board", of.called("Board"), spec, **dates)
    for number in range(MEETINGS):
        day = (FIRST + number * MONTH).isoformat()
        spec = {
            "forum": f"{of.name}-board",
            "date": day,
            "attended": members[: of.random.randint(3, 5)],
            "subjects": [f"objective:{of.name}-2026"],
        }
        yield document("Review", f"{of.name}-board-{day}", of.called(f"Minutes {number + 1}"), spec)


def decisions(of: Department) -> Iterator[Document]:
    """Yield what was decided in a year, each by whom the rights name."""
    for number in range(DECISIONS):
        position = number % 5
        thing, team = of.things[position], f"{of.name}-{TEAMS[position % 4]}"
        raised = FIRST + number * timedelta(days=13)
        raised -= timedelta(days=raised.weekday())
        spec = {
            "domains": [f"{of.name}-{thing}"],
            **({"action": "change"} if position > 1 else {}),
            "attributes": {"amount": of.random.randrange(100, 4000, 100)},
            "raisedOn": raised.isoformat(),
            "decidedOn": (raised + timedelta(days=1)).isoformat(),
            "due": (raised + timedelta(days=4)).isoformat(),
            "proposer": f"{team}-expert-a",
            "decidedBy": f"{team}-lead-a",
            "onBehalfOf": f"role:{team}-lead",
            "resolution": {"by": "decider"},
        }
        title = of.called(f"Another kind of {thing}, number {number + 1}")
        yield document("Decision", f"{of.name}-{number:02}", title, spec)


def initiatives(of: Department) -> Iterator[Document]:
    """Yield its projects: what is done, what is proposed, and two that IT has accepted."""
    for number in range(INITIATIVES):
        thing = of.things[2 + number % 3]
        metric = f"{of.name}-{thing}"
        spec: Document = {
            "sponsor": of.name,
            "domains": [metric],
            "action": "start",
            "attributes": {"amount": of.random.randrange(1000, 90_000, 1000)},
            "objectives": [f"{of.name}-2026"],
            "stage": "done" if number % 2 else "proposed",
        }
        if number < len(HALVES):
            accepted = {"resource": "person-days", "amount": DEMAND, "cycle": HALVES[number], "accepted": True}
            spec["stage"] = "committed"
            spec["demand"] = [{"unit": "it", **accepted}]
            spec["influences"] = [{"metric": metric, "effect": "raises", "strength": "medium", "basis": "expert"}]
        yield document("Initiative", f"{of.name}-{number:02}", of.called(f"Renew {thing}, step {number + 1}"), spec)


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
