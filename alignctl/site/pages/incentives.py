"""Incentive plans become pages: where pay pulls against shared goals, and how much is paid for shared outcomes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from alignctl.model.facts import PaidMetric, Plan, PlanGoal, Tension
from alignctl.model.kinds import IncentivePlan
from alignctl.model.parties import parts_of
from alignctl.model.ref import name_of
from alignctl.site.atlas import Atlas, address
from alignctl.site.blocks import Block, Callout, Row, Section, Table, Terms
from alignctl.site.forge import edit_link
from alignctl.site.lines import Badge, Line, Link, Strong
from alignctl.site.page import Page
from alignctl.site.pages.common import about, closing, crumb, written_as
from alignctl.site.pages.conflicts import conflict_table, page_of
from alignctl.site.pictures.bars import bars
from alignctl.words.quantities import count, number

CONTROL = {"controls": "yes, it decides there", "influences": "in part", "neither": "no"}
HEAD = ("Plan", "Paid for", "Pulls against", "How much of the pay", "Settled by")


def pages(atlas: Atlas) -> Iterator[Page]:
    """Yield the overview and the page of each plan."""
    yield _index(atlas)
    for plan in atlas.all(IncentivePlan):
        yield _page(atlas, plan)


def _index(atlas: Atlas) -> Page:
    plans = sorted(atlas.facts(Plan), key=lambda fact: (fact.shared_weight, fact.plan))
    against = sorted((f for f in atlas.facts(PlanGoal) if f.opposed), key=lambda f: (-f.weight, f.plan, f.key))
    pulling = len({fact.plan for fact in against})
    heading: Line = (
        (Strong(count(pulling, "plan pulls", "plans pull")), " against a shared goal.")
        if pulling
        else ("Pay plans are not part of this edition.",)
        if "IncentivePlan" in atlas.site.left_out
        else ("No plan pulls against a shared goal.",)
        if plans
        else ("No pay plan is written down.",)
    )
    return Page(
        path="incentives/index.html",
        title="Pay",
        section="incentives",
        eyebrow="Where does pay pull against what we share?",
        heading=heading,
        lead=(f"{count(len(plans), 'plan')}, as weights only: no amounts, no names.",)
        if plans
        else ()
        if "IncentivePlan" in atlas.site.left_out
        else written_as("IncentivePlan", "A pay plan, as weights without amounts,"),
        blocks=(
            *((Section("against", "Pay against a shared goal", (_against(atlas, against),)),) if pulling else ()),
            *_bars(atlas, plans),
        ),
        label="Page",
        words="incentives bonus pay plans compensation",
    )


def _against(atlas: Atlas, facts: list[PlanGoal]) -> Table:
    return Table("Largest share of pay first", HEAD, tuple(_against_row(atlas, fact) for fact in facts), "None.")


def _against_row(atlas: Atlas, fact: PlanGoal) -> Row:
    goal: Line = (atlas.link(fact.metric), " in ", atlas.link(fact.objective))
    return Row(
        ((atlas.link(fact.plan),), (atlas.link(fact.paid),), goal, (f"{number(fact.weight)}%",), _rule(atlas, fact))
    )


def _rule(atlas: Atlas, fact: PlanGoal) -> Line:
    wanted = {fact.paid, fact.metric}
    over = next((t for t in atlas.about(Tension, fact.paid) if t.opposed and wanted <= set(t.metrics)), None)
    if over is None:
        return (Badge("no rule yet", "warn"),)
    return (
        atlas.links(over.covered_by)
        if over.covered
        else (Badge("no rule yet", "warn"), " (", Link("see the conflict", page_of(over.conflict)), ")")
    )


def _minimum(atlas: Atlas) -> Decimal | None:
    rule = atlas.site.rules.get("IN003")
    value = rule.params.get("min") if rule else None
    return Decimal(str(value)) if isinstance(value, int | float | Decimal) else None


def _bars(atlas: Atlas, plans: list[Plan]) -> Iterator[Block]:
    if not plans:
        return
    least = _minimum(atlas)
    rows = [
        (
            atlas.title(f.plan),
            address(f.plan),
            f.shared_weight,
            least is not None and f.leaders and f.shared_weight < least,
        )
        for f in plans
    ]
    title = (
        "Share of variable pay for shared outcomes; the line is the minimum for leaders"
        if least is not None
        else "Share of variable pay for shared outcomes"
    )
    yield Section("shares", "How much is paid for what we share", (bars(title, rows, least, _shares(atlas, plans)),))


def _shares(atlas: Atlas, plans: list[Plan]) -> Table:
    rows = tuple(
        Row(
            (
                (atlas.link(f.plan),),
                (f"{number(f.shared_weight)}%",),
                (f"{number(f.functional_weight)}%",),
                (*_paid_for(atlas, f), f", {number(f.heaviest_weight)}%"),
            )
        )
        for f in plans
    )
    return Table("Smallest shared part first", ("Plan", "Shared outcomes", "Own function", "Heaviest part"), rows)


def _paid_for(atlas: Atlas, plan: Plan) -> Line:
    """Return the objective or metric of the heaviest part of a plan."""
    written = atlas.site.model.get(IncentivePlan, plan.plan)
    paid = (part.metric or part.objective for part in (written.components if written else ()))
    return next(((atlas.link(ref),) for ref in paid if ref and name_of(ref) == plan.heaviest), (plan.heaviest,))


def _page(atlas: Atlas, plan: IncentivePlan) -> Page:
    fact = next(iter(atlas.about(Plan, plan.ref)), None)
    against = sorted((f for f in atlas.about(PlanGoal, plan.ref) if f.opposed), key=lambda f: (-f.weight, f.key))
    return Page(
        path=address(plan.ref),
        title=plan.title,
        section="incentives",
        crumbs=crumb("Pay", "incentives/index.html"),
        eyebrow=plan.title,
        heading=(Strong(f"{number(fact.shared_weight)}%"), " is paid for shared outcomes.")
        if fact
        else ("What variable pay depends on.",),
        lead=about(plan),
        blocks=(
            *((Callout("warn", ("A part of this pay works against a shared goal.",)),) if against else ()),
            Terms(tuple(_terms(atlas, plan))),
            Section("parts", "What it is paid for", (_parts(atlas, plan),)),
            *(
                (Section("against", "Where it pulls against a shared goal", (_against(atlas, against),)),)
                if against
                else ()
            ),
            *_conflicts(atlas, plan),
            *closing(atlas, plan),
        ),
        about=(plan.ref,),
        label="Pay plan",
        edit=edit_link(atlas.site, plan),
    )


def _conflicts(atlas: Atlas, plan: IncentivePlan) -> Iterator[Section]:
    """Yield the conflicts in which what a plan pays for is a side."""
    tensions = parts_of(atlas.org, plan.ref, atlas.facts(Tension))
    found = {tension.conflict for tension in tensions}
    if found:
        facts = [conflict for conflict in atlas.conflicts if conflict.id in found]
        table = conflict_table(atlas, facts, caption="Conflicts that this pay takes part in")
        yield Section("conflicts", "Conflicts that it takes part in", (table,))


def _terms(atlas: Atlas, plan: IncentivePlan) -> Iterator[tuple[str, Line]]:
    yield "For", atlas.links(plan.roles)
    yield "Cycle", (atlas.link(plan.cycle),)
    if plan.approved_by:
        yield "Approved by", (atlas.link(plan.approved_by),)


def _parts(atlas: Atlas, plan: IncentivePlan) -> Table:
    paid = {fact.metric: fact for fact in atlas.about(PaidMetric, plan.ref)}
    rows = []
    for part in sorted(plan.components, key=lambda c: (-c.weight, str(c.metric or c.objective))):
        target = part.metric or part.objective
        fact = paid.get(part.metric) if part.metric else None
        shared = "shared" if part.objective or (fact and fact.shared) else "own function"
        rows.append(
            Row(
                (
                    (atlas.link(target),) if target else ("?",),
                    (f"{number(part.weight)}%",),
                    (shared,),
                    (CONTROL.get(fact.control, "–") if fact else "–",),
                )
            )
        )
    return Table("Largest part first", ("Paid for", "Part", "Counts as", "In their hands?"), tuple(rows))
