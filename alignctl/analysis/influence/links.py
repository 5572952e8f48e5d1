"""The signed map of what moves what: declared links go in, facts about them and a graph come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from alignctl.model.facts import InfluenceFact
from alignctl.model.kinds import Influence, Initiative, Metric
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence, Place
from alignctl.model.ref import Ref, name_of

# A signed contribution with a rough strength, as in i*/GRL (make, help, hurt, break).
STRENGTHS: Mapping[str, float] = MappingProxyType({"weak": 0.25, "medium": 0.5, "strong": 0.75, "definitional": 1.0})


@dataclass(frozen=True, slots=True)
class Declared:
    """One link as declared at `place`: what its source does to the metric `to`."""

    source: Ref
    to: Ref
    influence: Influence
    place: Place

    @property
    def evidence(self) -> Evidence:
        """Return the link as a sentence at its place."""
        said = self.influence
        basis = f", known by {said.basis}" if said.basis else ""
        condition = f" ({said.condition.strip()})" if said.condition else ""
        text = f"`{name_of(self.source)}` {said.effect} `{name_of(self.to)}`: {said.strength}{basis}{condition}"
        return Evidence(self.place, text)


@dataclass(frozen=True, slots=True)
class Edge:
    """A link as the search follows it: `label` continues a path as text."""

    to: Ref
    sign: int
    strength: float
    label: str
    evidence: Evidence


Edges = Mapping[Ref, tuple[Edge, ...]]


def read_links(org: Organisation) -> tuple[Declared, ...]:
    """Return all links between objects in force, by source, target, and as declared."""
    sources: tuple[Initiative | Metric, ...] = (
        *org.model.active(Initiative, org.as_of),
        *org.model.active(Metric, org.as_of),
    )
    links = [
        Declared(entity.ref, target.ref, said, entity.locate("influences", index))
        for entity in sources
        for index, said in enumerate(entity.influences)
        if (target := org.model.get(Metric, said.metric)) and target.active(org.as_of)
    ]
    return tuple(sorted(links, key=lambda link: (link.source, link.to)))


def influences(links: tuple[Declared, ...]) -> Iterator[InfluenceFact]:
    """Yield one fact for each ordered pair, placed at its first link, with the other links as evidence."""
    for (source, to), found in groupby(links, key=lambda link: (link.source, link.to)):
        group = list(found)
        signs = tuple(sorted({link.influence.effect for link in group}))
        yield InfluenceFact(
            subjects=tuple(sorted({source, to})),
            key=f"{name_of(source)} {name_of(to)}",
            place=group[0].place,
            evidence=tuple(link.evidence for link in group[1:]),
            from_=source,
            to=to,
            signs=signs,
            self=source == to,
            both_signs=len(signs) > 1,
            based=all(link.influence.basis for link in group),
        )


def graph_of(links: tuple[Declared, ...]) -> Edges:
    """Return the edges by source: of links with equal ends and sign the strongest; loops lead nowhere new."""
    best: dict[tuple[Ref, Ref, str], Declared] = {}
    for link in links:
        ends = link.source, link.to, link.influence.effect
        if link.source != link.to and (ends not in best or _strength(link) > _strength(best[ends])):
            best[ends] = link
    graph: dict[Ref, list[Edge]] = {}
    for _, link in sorted(best.items()):
        graph.setdefault(link.source, []).append(_edge(link))
    return MappingProxyType({source: tuple(edges) for source, edges in graph.items()})


def _strength(link: Declared) -> float:
    return STRENGTHS[link.influence.strength]


def _edge(link: Declared) -> Edge:
    sign = 1 if link.influence.effect == "raises" else -1
    label = f" -({'+' if sign > 0 else '-'} {link.influence.strength})-> {name_of(link.to)}"
    return Edge(link.to, sign, _strength(link), label, link.evidence)
