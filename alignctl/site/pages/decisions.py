"""Decision records become pages: what was decided, by whom, how each team saw it, how disagreement ended."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.model.facts import Ruling
from alignctl.model.kinds import Decision, Evaluation
from alignctl.model.ref import Ref
from alignctl.site.atlas import Atlas, address
from alignctl.site.blocks import Block, Callout, Row, Section, Table, Terms
from alignctl.site.forge import edit_link
from alignctl.site.lines import Badge, Line, Strong, Tone
from alignctl.site.page import Page
from alignctl.site.pages.common import about, closing, crumb, written_as
from alignctl.site.pages.decide import RULING, ruling_row
from alignctl.words.quantities import count, day, number

VERDICTS: dict[str, tuple[str, Tone]] = {
    "support": ("in favour", "good"),
    "oppose": ("against", "bad"),
    "neutral": ("neutral", "plain"),
    "conditional": ("in favour, on a condition", "plain"),
}
ENDED = {
    "decider": "the decider decided",
    "precedence": "a precedence rule gave the answer",
    "escalation": "it went one step up",
    "forum-vote": "the body voted",
}


def pages(atlas: Atlas) -> Iterator[Page]:
    """Yield the list of decisions on record and the page of each."""
    facts = atlas.facts(Ruling)
    rows = tuple(ruling_row(atlas, fact) for fact in facts)
    left = sum(not fact.decided and not fact.decided_by for fact in facts)
    waiting = f", {left if left < len(facts) else 'none'} {'not ' * (left < len(facts))}decided yet" if left else ""
    yield Page(
        path="decisions/index.html",
        title="Decisions on record",
        section="decide",
        crumbs=crumb("Decide", "decide/index.html"),
        heading=(Strong(count(len(rows), "decision")), f" on record{waiting}.")
        if rows
        else ("No decision is on record.",),
        lead=() if rows else written_as("Decision", "A decision that was taken"),
        blocks=(Table("Decisions on record", RULING, rows, filterable=True),) if rows else (),
        label="Page",
        words="records log",
    )
    for decision in atlas.all(Decision):
        yield _page(atlas, decision)


def _page(atlas: Atlas, of: Decision) -> Page:
    return Page(
        path=address(of.ref),
        title=of.title,
        section="decide",
        crumbs=crumb("Decisions on record", "decisions/index.html"),
        eyebrow=of.title,
        heading=_heading(atlas, of),
        lead=about(of),
        blocks=(
            *_trouble(atlas, of),
            Terms(tuple(_terms(atlas, of))),
            *_views(atlas, of),
            *closing(atlas, of),
        ),
        about=(of.ref, *of.domains),
        label="Decision on record",
        edit=edit_link(atlas.site, of),
    )


def _heading(atlas: Atlas, of: Decision) -> Line:
    if not of.decided_on and of.decided_by:
        return (Strong(of.decided_by), " decided; the day is not recorded.")
    if not of.decided_on:
        return ("Not decided yet", f"; due {day(of.due)}." if of.due else ".")
    who = (Strong(atlas.title(of.on_behalf_of)),) if of.on_behalf_of else (Strong(of.decided_by or "Somebody"),)
    return (*who, f" decided on {day(of.decided_on)}.")


def _trouble(atlas: Atlas, of: Decision) -> Iterator[Block]:
    for fact in atlas.about(Ruling, of.ref):
        if fact.decision != of.ref:
            continue
        if fact.decided and not fact.told:
            yield Callout("warn", ("Whose decision this was depends on what the record leaves open.",))
        elif fact.decided and not fact.entitled:
            several = "one of " if len(fact.deciders) > 1 else ""
            whose: Line = (several, *atlas.links(fact.deciders)) if fact.deciders else ("nobody",)
            yield Callout("bad", ("That day it was for ", *whose, " to decide."))
        if fact.unagreed:
            yield Callout("bad", ("Decided without the agreement of ", *atlas.links(fact.unagreed), "."))
        if fact.unheard:
            yield Callout("warn", ("Affected and not asked: ", *atlas.links(fact.unheard), "."))
        if fact.late_days:
            yield Callout("warn", (f"{count(fact.late_days, 'day')} late.",))


def _terms(atlas: Atlas, of: Decision) -> Iterator[tuple[str, Line]]:
    if of.initiative:
        yield "About", (atlas.link(of.initiative),)
    if of.domains:
        yield "Subject", atlas.links(of.domains)
    yield "Asked by", (f"{of.proposer}, on {day(of.raised_on)}",)
    if of.decided_by:
        body: Line = (atlas.link(of.on_behalf_of), ": ") if of.on_behalf_of else ()
        yield "Decided by", (*body, of.decided_by)
    if of.agreed_by:
        yield "Agreed by", atlas.links(of.agreed_by)
    if of.resolution:
        ref: Line = (": ", atlas.link(of.resolution.ref)) if of.resolution.ref else ()
        yield "How disagreement ended", (ENDED[of.resolution.by], *ref)
    if of.outcome_review:
        yield "Looked at again", (day(of.outcome_review),)
    for question, other in (("Replaces", of.supersedes), ("Replaced by", of.superseded_by)):
        if other:
            yield question, (atlas.link(other),)


def _views(atlas: Atlas, of: Decision) -> Iterator[Block]:
    rows = tuple(_view(atlas, view) for view in of.evaluations)
    if rows:
        yield Section("views", "How each team saw it", (Table("Views", ("Team", "Verdict", "Judged by"), rows),))


def _view(atlas: Atlas, view: Evaluation) -> Row:
    criteria: list[Line] = [(atlas.link(Ref(c.metric)), f" {number(c.weight)}%") for c in view.criteria]
    judged: Line = tuple(
        piece for position, line in enumerate(criteria) for piece in ((", ", *line) if position else line)
    )
    return Row(((atlas.link(view.unit),), (Badge(*VERDICTS[view.verdict]),), judged))
