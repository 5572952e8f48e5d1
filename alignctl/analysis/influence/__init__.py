"""Who answers for which metric and what moves it: a model goes in, stakes, links and effects along paths come out."""

from __future__ import annotations

from collections.abc import Iterable

from alignctl.analysis.influence.effects import Search
from alignctl.analysis.influence.links import Declared, graph_of, influences, read_links
from alignctl.analysis.influence.stakes import derive_stakes
from alignctl.model.facts import Budget, Effect, InfluenceFact, Stake
from alignctl.model.organisation import Organisation
from alignctl.model.pull import levers


def influence(org: Organisation) -> tuple[Stake | InfluenceFact | Effect | Budget, ...]:
    """Return the stakes, the declared links, and the effects that follow from chains of links.

    Worked example: `campaigns` raises `leads` (strong, .75) and `leads` raises `response-time` (medium, .5), so
    `campaigns` raises `response-time` with strength .375. If another path lowers it with .25, the first is not twice
    (`rho`) as strong, and the effect is unresolved.
    """
    stakes = derive_stakes(org)
    links = read_links(org)
    staked = frozenset(stake.metric for stake in stakes)
    search = Search.of(graph_of(links), org.settings.analysis)
    effects = search.effects(sorted(staked | levers(org)), staked)
    return (*stakes, *influences(links), *effects, *_budget(org, links, search))


def _budget(org: Organisation, links: tuple[Declared, ...], search: Search) -> Iterable[Budget]:
    """Yield the budget, at the company; where there is none at the first link, because no cut may be silent."""
    if links:
        yield Budget(
            subjects=(org.company.ref if org.company else links[0].source,),
            key="influence",
            place=org.company.place if org.company else links[0].place,
            analysis="influence",
            used=search.used,
            limit=search.limit,
            exhausted=search.exhausted,
        )
