"""A department goes in; its units, roles, subjects and decision rights come out."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.department import TEAMS, VERBS, Department
from benchmarks.documents import CONFIRMED, SINCE, Document, document


def units(of: Department) -> Iterator[Document]:
    """Yield the department and its teams."""
    spec = {"type": "team", "parent": of.function, "lead": of.lead}
    about = f"Everything that customers of region {of.number} ask of {of.function}."
    yield document("Unit", of.name, of.called("Department"), spec, description=about, lastReviewed=CONFIRMED)
    for team in TEAMS:
        spec = {"type": "team", "parent": of.name, "lead": f"{of.name}-{team}-lead"}
        title = of.called(f"Team {team.capitalize()}")
        yield document("Unit", f"{of.name}-{team}", title, spec, lastReviewed=CONFIRMED)


def roles(of: Department) -> Iterator[Document]:
    """Yield who leads and who knows."""
    yield _role(of, of.lead, of.name, "director", f"role:head-of-{of.function}")
    for team in TEAMS:
        unit = f"{of.name}-{team}"
        yield _role(of, f"{unit}-lead", unit, "manager", f"role:{of.lead}")
        yield _role(of, f"{unit}-expert", unit, "", f"role:{unit}-lead")


def _role(of: Department, name: str, unit: str, tier: str, above: str) -> Document:
    spec = {
        "unit": unit,
        **({"tier": tier} if tier else {}),
        "holders": [f"{name}-a", f"{name}-b"],
        "respondWithin": "2bd",
        "escalatesTo": above,
    }
    return document("Role", name, of.called(name.rpartition("-")[2].capitalize()), spec, lastReviewed=CONFIRMED)


def domains(of: Department) -> Iterator[Document]:
    """Yield what is decided there."""
    spec: Document = {"parent": of.function, "owningUnit": of.name}
    yield document("Domain", of.name, of.called("Matters"), spec, lastReviewed=CONFIRMED)
    for position, thing in enumerate(of.things):
        spec = {"parent": of.name, "owningUnit": f"{of.name}-{TEAMS[position % 4]}"}
        if position == 0:
            spec["overlaps"] = [f"{of.name}-{of.things[1]}"]
        if position > 1:
            spec["actions"] = ["start", "change", "end"]
        title = of.called(thing.capitalize())
        about = f"Which {thing} there are, and on which terms."
        yield document("Domain", f"{of.name}-{thing}", title, spec, description=about, lastReviewed=CONFIRMED)


def rights(of: Department) -> Iterator[Document]:
    """Yield who decides, some of it by amount."""
    yield _right(of, "matters", {"domains": [of.name], "decide": f"role:{of.lead}"})
    both = [f"{of.name}-{thing}" for thing in of.things[:2]]
    yield _right(of, "both", {"domains": both, "decide": f"forum:{of.name}-board", "class": "cross-cutting"})
    for position, thing in enumerate(of.things):
        yield _right(of, thing, {"domains": [f"{of.name}-{thing}"], **_decider(of, position)})
    for position, thing in enumerate(of.things[2:], start=2):
        spec = {"domains": [f"{of.name}-{thing}"], "actions": ["end"], **_decider(of, position + 1)}
        yield _right(of, f"{thing}-end", spec)


def _decider(of: Department, position: int) -> Document:
    """Return who decides: by amount for every other subject."""
    team = f"{of.name}-{TEAMS[position % 4]}"
    if position % 2:
        return {"decide": f"role:{team}-lead", "inform": [f"unit:{of.name}"]}
    step = of.random.choice((5_000, 10_000, 25_000))
    bands = [
        {"upTo": step, "decide": f"role:{team}-lead"},
        {"upTo": step * 10, "decide": f"role:{of.lead}"},
        {"decide": f"role:head-of-{of.function}", "agree": ["role:head-of-finance"], "sla": "5bd"},
    ]
    return {"bandOn": "amount", "bands": bands, "recommend": [f"role:{team}-expert"]}


def _right(of: Department, name: str, spec: Document) -> Document:
    title = of.called(f"{of.random.choice(VERBS)} {name.replace('-', ' ')}")
    spec = {**spec, "input": [f"role:{of.name}-east-expert"], "sla": "3bd", "agreeWithin": "2bd"}
    dates = {"effectiveFrom": SINCE, "lastReviewed": CONFIRMED}
    return document("DecisionRight", f"{of.name}-{name}", title, spec, **dates)
