"""Objectives become pages: what a goal supports, who contributes, what has no contributor."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.model.facts import CadenceFact, Goal, GoalLink
from alignctl.model.kinds import IncentivePlan, Initiative, KeyResult, Metric, Objective
from alignctl.site.atlas import Atlas, address
from alignctl.site.blocks import Block, Bullets, Callout, Paragraph, Row, Section, Table, Terms
from alignctl.site.forge import edit_link
from alignctl.site.lines import Badge, Line, Link, Strong
from alignctl.site.page import Page
from alignctl.site.pages.common import about, closing, crumb, path_words, written_as
from alignctl.site.pages.goal_tree import NOBODY, GoalTree
from alignctl.words.quantities import capital, count, day, number, percent, title


def pages(atlas: Atlas) -> Iterator[Page]:
    """Yield the tree of goals, the list of those that hang in the air, and the page of each goal."""
    tree = GoalTree(atlas)
    yield _index(atlas, tree)
    if tree.facts:
        yield _unaligned(atlas, tree)
    for objective in atlas.all(Objective):
        yield _page(atlas, objective, tree)


def _index(atlas: Atlas, tree: GoalTree) -> Page:
    goals = atlas.all(Objective)
    adrift = [ref for ref in tree.facts if tree.problems(ref)]
    shared = sum(fact.functions > 1 for fact in tree.facts.values())
    rest = f"{count(len(adrift), 'needs', 'need')} a look." if adrift else "each has its place."
    tail = f", {shared} shared by functions; {rest}"
    drawn = tree.drawn()
    return Page(
        path="goals/index.html",
        title="Goals",
        section="goals",
        eyebrow="What do we want to reach together?",
        heading=(Strong(count(len(goals), "goal")), tail) if goals else ("No goal is written down.",),
        lead=() if goals else written_as("Objective", "A goal"),
        blocks=(
            *((drawn, Section("list", "As a list", (tree.listed(),))) if drawn else (tree.listed(),)),
            *((Paragraph((Link("Goals that need a look", "goals/unaligned.html"),)),) if tree.facts else ()),
        ),
        label="Page",
        words="objectives OKR",
    )


def _unaligned(atlas: Atlas, tree: GoalTree) -> Page:
    rows = tuple(
        Row(((atlas.link(ref),), atlas.links(fact.owners), tuple(piece for mark in marks for piece in (mark, " "))))
        for ref, fact in tree.facts.items()
        if (marks := tree.problems(ref))
    )
    return Page(
        path="goals/unaligned.html",
        title="Goals that need a look",
        section="goals",
        crumbs=crumb("Goals", "goals/index.html"),
        heading=(Strong(count(len(rows), "goal hangs", "goals hang")), " in the air.")
        if rows
        else ("Every goal has its place.",),
        blocks=(
            Table("Goals that need a look", ("Goal", "Owned by", "Why"), rows, "Nothing to mend.", filterable=True),
        ),
        label="Page",
    )


def _page(atlas: Atlas, goal: Objective, tree: GoalTree) -> Page:
    return Page(
        path=address(goal.ref),
        title=goal.title,
        section="goals",
        crumbs=crumb("Goals", "goals/index.html"),
        eyebrow=goal.title,
        heading=_heading(atlas, goal, tree.facts.get(goal.ref)),
        lead=about(goal),
        blocks=(
            *_warnings(atlas, goal),
            Terms(tuple(_terms(atlas, goal))),
            Section("results", "How we know that we are there", (_results(atlas, goal),)),
            *_below(atlas, goal, tree),
            *_uses(atlas, goal),
            *_progress(goal),
            *closing(atlas, goal),
        ),
        about=(goal.ref,),
        label="Goal",
        words=" ".join(atlas.titles(goal.owners)),
        edit=edit_link(atlas.site, goal),
    )


def _heading(atlas: Atlas, goal: Objective, fact: Goal | None) -> Line:
    owners = atlas.titles(goal.owners)
    who = f"{', '.join(owners[:-1])} and {owners[-1]}" if len(owners) > 1 else "".join(owners)
    verb = "answer" if len(owners) > 1 else "answers"
    if goal.parents:
        return (f"{who} {verb} for it. It supports ", Strong(" and ".join(atlas.titles(goal.parents))), ".")
    if fact and fact.level == "company":
        return (f"A goal of the whole company: {who} {verb} for it.",)
    return (f"{who} {verb} for it. It supports no other goal.",)


def _warnings(atlas: Atlas, goal: Objective) -> Iterator[Block]:
    for link in atlas.about(GoalLink, goal.ref):
        if link.opposed and link.child == goal.ref:
            yield Callout(
                "warn",
                (
                    f"{capital(title(link.key_result))} works against ",
                    atlas.link(link.parent),
                    f": {path_words(atlas, link.path)}.",
                ),
            )


def _terms(atlas: Atlas, goal: Objective) -> Iterator[tuple[str, Line]]:
    yield "Owned by", atlas.links(goal.owners)
    if goal.parents:
        yield "Supports", atlas.links(goal.parents)
    yield "Cycle", (atlas.link(goal.cycle),)
    yield (
        "Kind of promise",
        ("a commitment: missing it is looked into" if goal.commitment == "committed" else "an aspiration",),
    )
    for fact in atlas.about(CadenceFact, goal.ref):
        if fact.overdue_days:
            yield "Check-in", (Badge(f"{fact.overdue_days} days overdue", "warn"),)
        elif fact.next:
            yield "Next check-in", (day(fact.next),)
    if goal.grade is not None:
        yield "Result", (percent(goal.grade),)
    if goal.postmortem:
        yield "What was learnt", (Link("in the notes afterwards", goal.postmortem),)


def _results(atlas: Atlas, goal: Objective) -> Table:
    rows = tuple(
        Row(((capital(title(kr.id)),), (atlas.link(kr.metric),), (_range(atlas, kr),), _contributors(atlas, goal, kr)))
        for kr in goal.key_results
    )
    return Table("Key results", ("Key result", "Measured by", "From, to", "Who contributes"), rows)


def _range(atlas: Atlas, kr: KeyResult) -> str:
    metric = atlas.site.model.get(Metric, kr.metric)
    unit = f" {metric.unit_of_measure}" if metric and metric.unit_of_measure else ""
    if kr.target is None:
        return "no target yet"
    if kr.direction == "keep":
        return f"keep at {number(kr.target)}{unit}"
    start = f"from {number(kr.baseline)} to " if kr.baseline is not None else ""
    return f"{start}{number(kr.target)}{unit}"


def _contributors(atlas: Atlas, goal: Objective, kr: KeyResult) -> Line:
    units = kr.contributors if kr.contributors is not None else goal.owners
    return atlas.links(units) if units else (NOBODY,)


def _below(atlas: Atlas, goal: Objective, tree: GoalTree) -> Iterator[Block]:
    items: tuple[Line, ...] = tuple((atlas.link(ref),) for ref in tree.children.get(goal.ref, ()))
    if items:
        yield Section("below", "Goals that support it", (Bullets(items),))


def _uses(atlas: Atlas, goal: Objective) -> Iterator[Block]:
    work: tuple[Line, ...] = tuple((atlas.link(i.ref),) for i in atlas.all(Initiative) if goal.ref in i.objectives)
    if work:
        yield Section("initiatives", "Initiatives for it", (Bullets(work),))
    pay: tuple[Line, ...] = tuple(
        (atlas.link(plan.ref), f" – {number(part.weight)}%")
        for plan in atlas.all(IncentivePlan)
        for part in plan.components
        if part.objective == goal.ref
    )
    if pay:
        yield Section("pay", "Pay that depends on it", (Bullets(pay),))


def _progress(goal: Objective) -> Iterator[Block]:
    rows = tuple(
        Row(((day(c.date),), (percent(c.progress),), (percent(c.confidence) if c.confidence is not None else "–",)))
        for c in sorted(goal.check_ins, key=lambda c: c.date, reverse=True)
    )
    if rows:
        yield Section(
            "progress", "Check-ins", (Table("Check-ins, newest first", ("Day", "Progress", "Confidence"), rows),)
        )
