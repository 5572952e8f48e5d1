"""A number of departments goes in; the documents of the company above them come out: functions, cycles, goals."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.documents import CONFIRMED, SINCE, Document, document

FUNCTIONS = ("marketing", "sales", "finance", "product", "engineering", "operations", "people", "it")
DEMAND = 10  # person-days that each initiative of a department asks of IT in a half year


def company(departments: int) -> Iterator[Document]:
    """Yield what exists once; there are 5 objects for each function and 12 for the company."""
    yield from _top()
    yield from _cycles(departments)
    yield from _shared()
    for name in FUNCTIONS:
        yield from _function(name)


def _top() -> Iterator[Document]:
    spec: Document = {"type": "company", "lead": "ceo"}
    yield document("Unit", "company", "Holm & Berg", spec, description="A company that exists to be measured.")
    spec = {"unit": "company", "tier": "c-suite", "holders": ["mara"], "respondWithin": "2bd", "final": True}
    yield document("Role", "ceo", "Chief Executive", spec, lastReviewed=CONFIRMED)
    heads = [f"head-of-{name}" for name in FUNCTIONS]
    spec = {
        "purpose": "Look at the shared goals and at what stands in their way.",
        "authority": "Decides what touches several functions.",
        "members": ["ceo", *heads],
        "chair": "ceo",
        "quorum": 5,
        "decisionRule": "majority",
        "tieBreak": "chair",
        "cadence": {"startsOn": "2026-06-02", "rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"},
        "respondWithin": "2w",
        "escalatesTo": "role:ceo",
    }
    yield document("Forum", "leadership", "Leadership Team", spec, effectiveFrom="2026-06-02", lastReviewed=CONFIRMED)
    spec = {"forum": "leadership", "date": "2026-06-02", "attended": ["ceo", *heads]}
    yield document("Review", "leadership-2026-06-02", "First meeting", spec)


def _cycles(departments: int) -> Iterator[Document]:
    capacity = [
        {"unit": "it", "resource": "person-days", "amount": (departments + 1) * DEMAND * 2, "reserve": 0.2},
    ]
    yield document("Cycle", "y2026", "The year 2026", {"level": "year", "starts": "2026-01-01", "ends": "2026-12-31"})
    for name, title, starts, ends in (
        ("h1-2026", "First half of 2026", "2026-01-01", "2026-06-30"),
        ("h2-2026", "Second half of 2026", "2026-07-01", "2026-12-31"),
    ):
        spec = {"level": "half", "starts": starts, "ends": ends, "parent": "y2026", "capacity": capacity}
        yield document("Cycle", name, title, spec)


def _shared() -> Iterator[Document]:
    for name, title, direction, target in (
        ("revenue", "Revenue", "up", 480),
        ("margin", "Margin", "up", 21),
        ("customer-trust", "Customer trust", "up", 60),
    ):
        spec = {
            "owningUnit": "company",
            "direction": direction,
            "target": target,
            "unitOfMeasure": "index points",
            "definition": f"{title} as in the audited accounts of the year.",
            "source": "annual report",
            "importance": "critical",
            "outcome": "company",
        }
        yield document("Metric", name, title, spec, lastReviewed=CONFIRMED)
    spec = {
        "cycle": "y2026",
        "owners": list(FUNCTIONS),
        "level": "company",
        "shared": True,
        "commitment": "committed",
        "keyResults": [
            {"id": "revenue", "metric": "revenue", "baseline": 430, "target": 480, "contributors": list(FUNCTIONS)},
            {"id": "margin", "metric": "margin", "baseline": 19, "target": 21, "contributors": ["finance"]},
        ],
    }
    yield document("Objective", "grow-2026", "Grow without losing margin", spec)
    spec = {
        "order": ["metric:customer-trust", "metric:margin", "metric:revenue"],
        "decidedBy": "role:ceo",
        "rationale": "Trust that is lost costs more than a quarter of growth brings.",
    }
    yield document("Precedence", "trust-first", "Trust, then margin, then revenue", spec, reviewBy="2026-12-31")


def _function(name: str) -> Iterator[Document]:
    title = name.upper() if name == "it" else name.capitalize()
    head = f"head-of-{name}"
    yield document("Unit", name, title, {"type": "function", "parent": "company", "lead": head}, lastReviewed=CONFIRMED)
    spec: Document = {
        "unit": name,
        "tier": "vp",
        "holders": [f"{name}-head"],
        "deputies": [{"to": f"{name}-deputy", "from": SINCE, "until": "2026-12-31"}],
        "respondWithin": "2bd",
        "escalatesTo": "role:ceo",
    }
    yield document("Role", head, f"Head of {title}", spec, lastReviewed=CONFIRMED)
    spec = {
        "owningUnit": name,
        "attributes": {"amount": {"type": "number", "unit": "EUR", "min": 0, "step": 0.01}},
    }
    yield document("Domain", name, f"{title} matters", spec, lastReviewed=CONFIRMED)
    spec = {
        "owningUnit": name,
        "direction": "up",
        "target": 75,
        "unitOfMeasure": "index points",
        "definition": f"Share of the promises of {title} that were kept, weighted by their value.",
        "source": "quarterly report",
        "importance": "high",
        "outcome": "shared",
        "influences": [{"metric": "revenue", "effect": "raises", "strength": "medium", "basis": "expert"}],
    }
    yield document("Metric", f"{name}-result", f"Kept promises of {title}", spec, lastReviewed=CONFIRMED)
    spec = {"domains": [name], "decide": f"role:{head}", "sla": "5bd"}
    yield document("DecisionRight", name, f"Settle {title} matters", spec, effectiveFrom=SINCE, lastReviewed=CONFIRMED)
