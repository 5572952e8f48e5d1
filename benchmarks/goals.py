"""A department goes in; its metrics and objectives come out."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.department import TEAMS, Department
from benchmarks.documents import CONFIRMED, Document, document


def metrics(of: Department) -> Iterator[Document]:
    """Yield a chain of metrics up to the function's own, and a guard that a department further on can harm."""
    above = [*(f"{of.name}-{thing}" for thing in of.things[1:]), f"{of.function}-result"]
    for position, thing in enumerate(of.things):
        influences = [{"metric": above[position], "effect": "raises", "strength": "medium", "basis": "expert"}]
        if position == 1 and of.rival:
            influences.append({"metric": of.rival, "effect": "raises", "strength": "strong", "basis": "data"})
        spec: Document = {"influences": influences}
        if position == 0:
            spec["outcome"] = "shared"
        if position < 2:  # noqa: PLR2004 - the two that pay
            spec["guardedBy"] = ["margin"]
        yield _metric(of, thing, thing, TEAMS[position % 4], spec)
    yield _metric(of, "guard", "errors", TEAMS[0], {"direction": "down", "ceiling": 40})


def _metric(of: Department, name: str, what: str, team: str, spec: Document) -> Document:
    full = {
        "owningUnit": f"{of.name}-{team}",
        "direction": "up",
        "target": of.random.randint(10, 99),
        "unitOfMeasure": "per month",
        "definition": f"Number of {what} of region {of.number} that were accepted in a month.",
        "source": "monthly ledger",
        "importance": "high",
        "outcome": "functional",
        **spec,
    }
    return document("Metric", f"{of.name}-{name}", of.called(f"Accepted {what}"), full, lastReviewed=CONFIRMED)


def objectives(of: Department) -> Iterator[Document]:
    """Yield one goal of the department and three of its teams."""
    yield _objective(of, "2026", of.name, "objective:grow-2026", of.things[:2])
    for position, thing in enumerate(of.things[2:]):
        owner = f"{of.name}-{TEAMS[(position + 2) % 4]}"
        yield _objective(of, f"{thing}-2026", owner, f"objective:{of.name}-2026", [thing, "guard"])


def _objective(of: Department, name: str, owner: str, parent: str, things: list[str]) -> Document:
    spec = {
        "cycle": "y2026",
        "owners": [owner],
        "parents": [parent],
        "commitment": "committed",
        "keyResults": [
            {
                "id": thing,
                "metric": f"{of.name}-{thing}",
                "baseline": 50,
                "target": 30 if thing == "guard" else 90,
            }
            for thing in things
        ],
    }
    title = of.called(f"More {' and '.join(things)}")
    return document("Objective", f"{of.name}-{name}", title, spec, effectiveFrom="2026-01-01")
