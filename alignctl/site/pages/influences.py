"""Influence facts become one page: which metric moves which."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.model.facts import InfluenceFact
from alignctl.site.atlas import Atlas
from alignctl.site.lines import Link, Strong
from alignctl.site.page import Page
from alignctl.site.pages.common import crumb
from alignctl.site.pictures.one_hop import influence_table
from alignctl.words.quantities import count


def pages(atlas: Atlas) -> Iterator[Page]:
    """Yield the list of influences."""
    facts = atlas.facts(InfluenceFact)
    yield Page(
        path="influences/index.html",
        title="What moves what",
        section="goals",
        crumbs=crumb("KPIs", "kpis/index.html"),
        heading=(Strong(count(len(facts), "influence")), " between KPIs and initiatives.")
        if facts
        else ("Nothing says which KPI moves which.",),
        lead=("Each KPI's own page shows its neighbours as a picture.",)
        if facts
        else ("What a KPI or an initiative moves is written down with it. ", Link("How", "kinds/metric.html")),
        blocks=(influence_table(atlas, facts),) if facts else (),
        label="Page",
    )
