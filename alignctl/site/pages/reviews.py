"""Forums become pages: who meets, what they decide, when last and next, what is overdue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from alignctl.model.facts import CadenceFact, Charter, Meeting
from alignctl.model.kinds import Forum, Review
from alignctl.model.ref import Ref
from alignctl.site.atlas import Atlas, address, place_of
from alignctl.site.blocks import Block, Row, Section, Table, Terms
from alignctl.site.desks import DECIDES, Desks
from alignctl.site.forge import edit_link
from alignctl.site.lines import Badge, Line, Strong
from alignctl.site.page import Page
from alignctl.site.pages.common import about, closing, crumb, dash, lean, written_as
from alignctl.words.quantities import capital, count, day, number, percent, title

RULES = {
    "chair": "the chair decides",
    "unanimous": "all must agree",
    "consent": "nobody objects",
    "majority": "more than half",
    "two-thirds": "two thirds",
}
TIES = {"chair": "the chair", "escalate": "goes one step up", "precedence": "the precedence rules"}


def pages(atlas: Atlas) -> Iterator[Page]:
    """Yield the list of forums and the page of each."""
    desks = Desks(atlas)
    minutes: dict[Ref, list[Review]] = {}
    for review in atlas.all(Review):
        minutes.setdefault(review.forum, []).append(review)
    yield _index(atlas)
    for forum in atlas.all(Forum):
        yield _page(
            atlas, desks, forum, sorted(minutes.get(forum.ref, []), key=lambda r: (r.date, r.ref), reverse=True)
        )


def _cadence(atlas: Atlas, forum: Ref) -> CadenceFact | None:
    return next((fact for fact in atlas.about(CadenceFact, forum) if fact.of == forum), None)


def _index(atlas: Atlas) -> Page:
    facts = {forum.ref: _cadence(atlas, forum.ref) for forum in atlas.all(Forum)}
    overdue = sum(bool(fact and fact.overdue_days) for fact in facts.values())
    rows = tuple(Row(((atlas.link(ref),), *_when(fact))) for ref, fact in facts.items())
    return Page(
        path="reviews/index.html",
        title="Reviews",
        section="calendar",
        crumbs=crumb("Calendar", "calendar/index.html"),
        heading=(
            Strong(count(len(rows), "forum meets", "forums meet")),
            f"; {overdue} overdue." if overdue else "; none is overdue.",
        )
        if rows
        else ("No forum is written down.",),
        lead=() if rows else written_as("Forum", "A forum, such as a council or a review,"),
        blocks=(lean(Table("Who meets", ("Forum", "Next", "Last", "Held in a year"), rows, filterable=True)),)
        if rows
        else (),
        label="Page",
        words="forums committees boards meetings",
    )


def _when(fact: CadenceFact | None) -> tuple[Line, Line, Line]:
    if fact is None:
        return ("–",), ("–",), ("–",)
    late: Line = (" ", Badge(f"{fact.overdue_days} days overdue", "warn")) if fact.overdue_days else ()
    following: Line = (day(fact.next),) if fact.next else ("no date",)
    if not fact.recorded:  # nothing was due yet, or nothing is known
        return following, ("–",), ("no records yet" if fact.expected else "–",)
    return (*following, *late), (day(fact.last) if fact.last else "–",), (f"{fact.held} of {fact.expected}",)


def _page(atlas: Atlas, desks: Desks, forum: Forum, minutes: list[Review]) -> Page:
    fact = _cadence(atlas, forum.ref)
    return Page(
        path=address(forum.ref),
        title=forum.title,
        section="calendar",
        crumbs=crumb("Reviews", "reviews/index.html"),
        eyebrow=forum.title,
        heading=_heading(fact),
        lead=(forum.purpose,) if forum.purpose else about(forum),
        blocks=(
            Terms((*_rhythm(fact), *_members(atlas, forum), *_way(atlas, forum))),
            *_decides(atlas, desks, forum),
            *_minutes(atlas, minutes),
            *_open(atlas, minutes),
            *closing(atlas, forum),
        ),
        about=(forum.ref,),
        label="Forum",
        words=" ".join(atlas.titles(forum.members)),
        edit=edit_link(atlas.site, forum),
    )


def _heading(fact: CadenceFact | None) -> Line:
    if fact is None or not fact.next:
        return ("No meeting is ahead.",)
    if fact.overdue_days:
        return (Strong(f"{count(fact.overdue_days, 'day')} overdue."), f" It should meet next on {day(fact.next)}.")
    return ("Meets next on ", Strong(day(fact.next)), ".")


def _rhythm(fact: CadenceFact | None) -> Iterator[tuple[str, Line]]:
    if fact and fact.last:
        yield "Last meeting", (day(fact.last),)
    if fact and fact.expected and not fact.recorded:
        yield "On record", ("no meeting yet",)
    elif fact and fact.expected:
        yield "Held in the last year", (f"{fact.held} of {fact.expected} ({percent(fact.adherence)})",)


def _members(atlas: Atlas, forum: Forum) -> Iterator[tuple[str, Line]]:
    yield "Members", atlas.links(forum.members)
    if forum.chair:
        yield "Chair", (atlas.link(forum.chair),)
    if forum.quorum is not None:
        whole = forum.quorum >= 1
        yield (
            "Can decide when",
            (f"{number(forum.quorum) if whole else percent(forum.quorum)} of the members are there",),
        )
    if forum.required_units:
        yield "Must be present", atlas.links(forum.required_units)


def _way(atlas: Atlas, forum: Forum) -> Iterator[tuple[str, Line]]:
    if forum.decision_rule:
        yield "Reaches an answer by", (RULES[forum.decision_rule],)
    if forum.tie_break:
        yield "If it cannot agree", (TIES[forum.tie_break],)
    if forum.authority:
        yield "What it may do", (forum.authority,)
    if forum.respond_within:
        yield "Answers within", (forum.respond_within.words,)
    yield (
        "Above it",
        ("nobody: it has the last word",)
        if forum.final
        else dash((atlas.link(forum.escalates_to),) if forum.escalates_to else ()),
    )
    for charter in atlas.about(Charter, forum.ref):
        if charter.missing:
            yield "Charter", (Badge(f"lacks {', '.join(charter.missing)}", "warn"),)


def _decides(atlas: Atlas, desks: Desks, forum: Forum) -> Iterator[Block]:
    rows = tuple(
        Row(((atlas.link(part.right.ref),), ("; ".join(share.when) or "always",)))
        for part in desks.desk((forum.ref,), DECIDES)
        for share in desks.shares(part, DECIDES)
    )
    if rows:
        yield Section("decides", "What it decides", (Table("Decisions", ("Decision", "When"), rows),))


def _minutes(atlas: Atlas, minutes: list[Review]) -> Iterator[Block]:
    facts: Mapping[Ref, Meeting] = {
        fact.review: fact for review in minutes for fact in atlas.about(Meeting, review.ref)
    }
    rows = tuple(
        Row(
            (
                (day(review.date), *((f" – {review.metadata.title}",) if review.metadata.title else ())),
                (str(len(review.attended)), *_quorum(atlas, facts.get(review.ref))),
                dash(atlas.links(Ref(subject) for subject in review.subjects)),
                dash(atlas.links(review.decisions)),
            ),
            anchor=place_of(review.ref),
        )
        for review in minutes
    )
    if rows:
        yield Section(
            "minutes",
            "Meetings",
            (Table("Meetings, newest first", ("Day", "Present", "Looked at", "Decided"), rows, filterable=True),),
        )


def _quorum(atlas: Atlas, fact: Meeting | None) -> Line:
    if fact is None or (fact.quorate and not fact.absent_units):
        return ()
    if not fact.quorate:
        return (" ", Badge(f"{fact.quorum} were needed", "warn"))
    return (" ", Badge("without", "warn"), " ", *atlas.links(fact.absent_units))


def _open(atlas: Atlas, minutes: list[Review]) -> Iterator[Block]:
    todo = sorted(
        (action for review in minutes for action in review.actions if not action.done_on), key=lambda a: (a.due, a.id)
    )
    rows = tuple(
        Row(
            (
                (capital(title(action.id)),),
                (atlas.link(action.owner),),
                (day(action.due), *((" ", Badge("late", "warn")) if action.due < atlas.site.as_of else ())),
            )
        )
        for action in todo
    )
    if rows:
        yield Section("actions", "Still to do", (Table("Open actions", ("What", "Who", "Due"), rows),))
