"""Goals, pay and conflicts for tests: a few words go in, YAML documents and the facts about them come out."""

from __future__ import annotations

from typing import TypeVar

from alignctl.analysis.authority import authority
from alignctl.analysis.conflicts import conflicts
from alignctl.analysis.incentives import incentives
from alignctl.analysis.influence import influence
from alignctl.analysis.objectives import objectives
from alignctl.model.facts import Authority, Effect, Fact, Stake
from alignctl.model.organisation import Organisation
from tests.workspace import laid_over

F = TypeVar("F", bound=Fact)


def document(kind: str, name: str, spec: str, metadata: str = "") -> str:
    also = f", {metadata}" if metadata else ""
    return f"kind: {kind}\nmetadata: {{name: {name}{also}}}\nspec: {{{spec}}}"


def cycle(name: str, starts: str, ends: str, more: str = "level: year") -> str:
    return document("Cycle", name, f"{more}, starts: {starts}, ends: {ends}")


YEAR = cycle("y2026", "2026-01-01", "2026-12-31")


def metric(name: str, unit: str, direction: str = "up", more: str = "", metadata: str = "") -> str:
    return document("Metric", name, joined(f"owningUnit: {unit}, direction: {direction}", more), metadata)


def moves(*links: str) -> str:
    """Return `influences` of links written `raises orders strong`."""
    parts = (link.split() for link in links)
    told = ", ".join(
        f"{{effect: {part[0]}, metric: {part[1]}{f', strength: {part[2]}' if len(part) > 2 else ''}}}" for part in parts
    )
    return f"influences: [{told}]"


def plan(name: str, roles: str, *components: str, within: str = "y2026", more: str = "") -> str:
    """Return a plan of components written `orders 60`, `orders 60 direction: down` or `o:grow 60` for an objective."""
    parts = (component.split(maxsplit=2) for component in components)
    paid = ", ".join(f"{{{joined(_what(part[0]), f'weight: {part[1]}', *part[2:])}}}" for part in parts)
    return document("IncentivePlan", name, joined(f"roles: [{roles}], cycle: {within}, components: [{paid}]", more))


def _what(paid: str) -> str:
    return f"objective: {paid[2:]}" if paid.startswith("o:") else f"metric: {paid}"


def objective(name: str, owners: str, *results: str, within: str = "y2026", more: str = "") -> str:
    """Return an objective of key results written `id orders 1 2` (from 1 to 2) or `id orders direction: up`."""
    return document(
        "Objective", name, joined(f"cycle: {within}, owners: [{owners}]", more, f"keyResults: [{_results(results)}]")
    )


def _results(results: tuple[str, ...]) -> str:
    return ", ".join("{" + _result(*result.split(maxsplit=2)) + "}" for result in results)


def _result(name: str, measured: str, rest: str = "") -> str:
    if rest and ":" not in rest:
        rest = "baseline: {}, target: {}".format(*rest.split())
    return joined(f"id: {name}, metric: {measured}", rest)


def precedence(name: str, order: str, scope: str = "", metadata: str = "") -> str:
    members = ", ".join(f"'{member}'" for member in order.split())
    return document(
        "Precedence",
        name,
        joined(f"scope: {scope}" if scope else "", f"order: [{members}], decidedBy: 'role:ceo', rationale: Because"),
        metadata,
    )


def joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def organisation(*documents: str, as_of: str = "2026-01-15", **settings: object) -> Organisation:
    """Return the organisation of documents laid over the company with marketing, sales and finance."""
    return laid_over("\n---\n".join((YEAR, *documents)), as_of, **settings)


def facts(org: Organisation) -> tuple[Fact, ...]:
    """Return what influence, conflicts, incentives and objectives say of an organisation."""
    authorities = only(Authority, authority(org))
    moved = influence(org)
    stakes, effects = only(Stake, moved), only(Effect, moved)
    return (*moved, *conflicts(org, stakes, effects), *incentives(org, authorities, effects), *objectives(org, effects))


def told(kind: type[F], *documents: str, as_of: str = "2026-01-15", **settings: object) -> list[F]:
    """Return the facts of one kind about documents, sorted."""
    found = only(kind, facts(organisation(*documents, as_of=as_of, **settings)))
    return sorted(found, key=Fact.sort_key)


def only(kind: type[F], found: tuple[Fact, ...]) -> tuple[F, ...]:
    return tuple(fact for fact in found if isinstance(fact, kind))
