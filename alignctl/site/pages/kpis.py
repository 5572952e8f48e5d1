"""Metrics become pages: definition, owner, what moves them, which goals and pay plans use them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from alignctl.model.facts import InfluenceFact, MetricSheet, PaidMetric
from alignctl.model.kinds import IncentivePlan, Metric, Objective
from alignctl.model.quantity import Interval
from alignctl.site.atlas import Atlas, address
from alignctl.site.blocks import Block, Row, Section, Table, Terms
from alignctl.site.forge import edit_link
from alignctl.site.lines import Badge, Line, Strong
from alignctl.site.page import Page
from alignctl.site.pages.common import about, closing, crumb, dash, written_as
from alignctl.site.pages.conflicts import conflict_table
from alignctl.site.pictures.one_hop import one_hop
from alignctl.words.quantities import count, interval_of, number, title

WISH = {
    "up": "higher is better",
    "down": "lower is better",
    "band": "stays in its range",
    "none": "a lever, no goal of its own",
}


def pages(atlas: Atlas) -> Iterator[Page]:
    """Yield the list of KPIs and the page of each."""
    yield _index(atlas)
    for metric in atlas.all(Metric):
        yield _page(atlas, metric)


def _index(atlas: Atlas) -> Page:
    rows = tuple(
        Row(
            (
                (atlas.link(metric.ref),),
                (atlas.link(metric.owning_unit),),
                (WISH[metric.direction],),
                (_aim(metric) or "–",),
            )
        )
        for metric in atlas.all(Metric)
    )
    return Page(
        path="kpis/index.html",
        title="KPIs",
        section="goals",
        crumbs=crumb("Goals", "goals/index.html"),
        heading=(Strong(count(len(rows), "KPI")), ", each with one owner.") if rows else ("No KPI is written down.",),
        lead=() if rows else written_as("Metric", "A KPI"),
        blocks=(*((Table("KPIs", ("KPI", "Owned by", "Wanted", "Target"), rows, filterable=True),) if rows else ()),),
        label="Page",
        words="metrics measures",
    )


def _aim(metric: Metric) -> str:
    unit = metric.unit_of_measure or ""
    if metric.direction == "band":
        return interval_of(Interval(at_least=metric.floor, up_to=metric.ceiling), unit)
    return f"{number(metric.target)} {unit}".strip() if metric.target is not None else ""


def _page(atlas: Atlas, metric: Metric) -> Page:
    return Page(
        path=address(metric.ref),
        title=metric.title,
        section="goals",
        crumbs=crumb("KPIs", "kpis/index.html"),
        eyebrow=metric.title,
        heading=(f"{metric.definition.strip().rstrip('.')}.",)
        if metric.definition
        else ("Nobody wrote down how this is computed.",),
        lead=about(metric),
        blocks=(
            Terms(tuple(_terms(atlas, metric))),
            *_moves(atlas, metric),
            *_used(atlas, metric),
            *_conflicts(atlas, metric),
            *closing(atlas, metric),
        ),
        about=(metric.ref,),
        label="KPI",
        words=atlas.title(metric.owning_unit),
        edit=edit_link(atlas.site, metric),
    )


def _terms(atlas: Atlas, metric: Metric) -> Iterator[tuple[str, Line]]:
    yield "Owned by", (atlas.link(metric.owning_unit),)
    yield "Wanted", (WISH[metric.direction],)
    yield "Target", dash((_aim(metric),) if _aim(metric) else ())
    yield "Where the number comes from", dash((metric.source,) if metric.source else ())
    yield (
        "Whose outcome",
        (
            {"functional": "one function's", "shared": "shared by several functions", "company": "the company's"}[
                metric.outcome
            ],
        ),
    )
    yield (
        "Kept honest by",
        atlas.links(metric.guarded_by) if metric.guarded_by else (Badge("no counter-measure", "plain"),),
    )
    if metric.lever_domain:
        yield "Moved by deciding on", (atlas.link(metric.lever_domain),)
    for sheet in atlas.about(MetricSheet, metric.ref):
        if sheet.metric == metric.ref and sheet.twins:
            yield "The same number as", atlas.links(twin for twin in sheet.twins if twin != metric.ref)


def _moves(atlas: Atlas, metric: Metric) -> Iterator[Block]:
    facts = [fact for fact in atlas.about(InfluenceFact, metric.ref) if not fact.self]
    if facts:
        yield Section("moves", "What moves it, and what it moves", (one_hop(atlas, metric.ref, facts),))


def _paid(atlas: Atlas, fact: PaidMetric) -> str:
    """Return how much of pay depends on a metric: as the plan says it, and with the goals that the metric measures."""
    plan = atlas.site.model.get(IncentivePlan, fact.plan)
    own = sum((part.weight for part in (plan.components if plan else ()) if part.metric == fact.metric), Decimal())
    whole = f"{number(fact.weight.quantize(Decimal('0.1')))}%"
    if own == fact.weight:
        return f"{whole} of variable pay"
    if not own:
        return f"{whole} of variable pay, through a goal that it measures"
    return f"{number(own)}% of variable pay, {whole} with the goals that it measures"


def _used(atlas: Atlas, metric: Metric) -> Iterator[Block]:
    rows: list[Row] = []
    for goal in atlas.all(Objective):
        rows.extend(
            Row(((atlas.link(goal.ref),), ("goal",), (title(kr.id),)))
            for kr in goal.key_results
            if kr.metric == metric.ref
        )
    rows.extend(
        Row(((atlas.link(fact.plan),), ("pay plan",), (_paid(atlas, fact),)))
        for fact in atlas.about(PaidMetric, metric.ref)
    )
    if rows:
        yield Section("used", "Who uses it", (Table("Goals and pay plans", ("Where", "Kind", "As"), tuple(rows)),))


def _conflicts(atlas: Atlas, metric: Metric) -> Iterator[Block]:
    found = [fact for fact in atlas.conflicts if metric.ref in fact.metrics]
    if found:
        yield Section("conflicts", "Conflicts over it", (conflict_table(atlas, found),))
