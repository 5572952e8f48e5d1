"""One object as text: what it says, what it names, what names it, what follows from it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from alignctl.model.entity import Entity
from alignctl.model.facts import Bound, Defect, Fact, Name, Reference, Tension
from alignctl.model.finding import Finding
from alignctl.model.link import Link
from alignctl.model.organisation import Organisation
from alignctl.model.parties import parts_of
from alignctl.model.plain import camel, plain
from alignctl.model.ranges import grouped
from alignctl.model.ref import Ref, name_of
from alignctl.report.escape import terminal
from alignctl.report.tree import BASE

NOTICED = (Bound, Defect, Name, Reference)
QUIET: tuple[Any, ...] = (None, "", [], {}, False)


def render(
    org: Organisation, entity: Entity, links: Sequence[Link], facts: Sequence[Fact], findings: Sequence[Finding]
) -> str:
    """Return the object in sections; a section without content is left out."""
    sections = [
        (f"{entity.KIND} {entity.name}", list(_head(entity))),
        ("names", _grouped((link.target, link.field) for link in links if link.source == entity.ref)),
        ("named by", _grouped((link.source, link.field) for link in links if link.target == entity.ref)),
        *((fact.fact_kind(), list(_lines(_fields(fact)))) for fact in about(entity, facts)),
        (
            "conflicts that it takes part in",
            [f"{tension.clash}; {_ruled(tension)}" for tension in in_conflict(org, entity, facts)],
        ),
        ("findings", [f"{f.severity} {f.rule} {f.message}" for f in findings if entity.ref in f.subjects]),
    ]
    blocks = ("\n".join([title, *(f"  {line}" for line in lines)]) for title, lines in sections if lines)
    return "\n\n".join("\n".join(terminal(line) for line in block.split("\n")) for block in blocks) + "\n"


def about(entity: Entity, facts: Sequence[Fact]) -> list[Fact]:
    """Return the facts that are about an object first of all: their first field is its reference.

    What the reader noticed is left out: the links show it.
    """
    return [fact for fact in facts if _first(fact) == entity.ref and not isinstance(fact, NOTICED)]


def in_conflict(org: Organisation, entity: Entity, facts: Sequence[Fact]) -> tuple[Tension, ...]:
    """Return the tensions in which a pay plan or a goal takes part; none for any other object."""
    return parts_of(org, entity.ref, [fact for fact in facts if isinstance(fact, Tension)])


def _ruled(tension: Tension) -> str:
    rules = ", ".join(name_of(rule) for rule in tension.covered_by)
    return f"{name_of(tension.wins)} wins by {rules}" if tension.wins else "no rule says who wins"


def _grouped(pairs: Iterable[tuple[Ref, str]]) -> list[str]:
    """Return one line for each reference, with the fields that hold it; positions in lists do not matter here."""
    fields: dict[Ref, set[str]] = {}
    for reference, field in pairs:
        fields.setdefault(reference, set()).add(".".join(step for step in field.split(".") if not step.isdigit()))
    return [f"{reference} ({', '.join(sorted(found))})" for reference, found in sorted(fields.items())]


def _first(fact: Fact) -> object:
    return next((getattr(fact, f.name) for f in dataclasses.fields(fact) if f.name not in BASE), None)


def _head(entity: Entity) -> Iterator[str]:
    data = entity.metadata
    for text in (data.title, data.description):
        if text:
            yield text
    yield f"declared in {entity.place.path}"
    own = {"ref", "metadata", "place"}
    fields = {camel(f.name): plain(getattr(entity, f.name)) for f in dataclasses.fields(entity) if f.name not in own}
    yield from _lines({key: value for key, value in fields.items() if value not in QUIET})


def _fields(fact: Fact) -> dict[str, Any]:
    rows = {camel(f.name): plain(getattr(fact, f.name)) for f in dataclasses.fields(fact) if f.name not in BASE}
    return {key: value for key, value in list(rows.items())[1:] if value not in QUIET}


def _lines(data: Any, indent: str = "") -> Iterator[str]:
    """Give a tree as indented `key: value` lines."""
    for key, value in data.items():
        if isinstance(value, dict):
            yield f"{indent}{key}:"
            yield from _lines(value, indent + "  ")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield f"{indent}{key}:"
            for item in value:
                yield f"{indent}  - " + ", ".join(f"{k}: {_text(v)}" for k, v in item.items() if v not in QUIET)
        else:
            yield f"{indent}{key}: {_text(value)}"


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_text(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {_text(item)}" for key, item in value.items() if item not in QUIET)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return grouped(Decimal(str(value)))
    return str(value)
