"""Due facts and cycles become the calendar: what is due next, who waits for whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alignctl.model.facts import Capacity, Due, Goal
from alignctl.model.kinds import Cycle, Phase
from alignctl.model.ref import Ref
from alignctl.site.atlas import Atlas, address, calendar_of
from alignctl.site.blocks import Actions, Block, Row, Section, Table
from alignctl.site.forge import edit_link
from alignctl.site.lines import Badge, Line, Link, Strong
from alignctl.site.page import Page
from alignctl.site.pages.common import about, closing, crumb, dash
from alignctl.site.pictures.timeline import Span, timeline
from alignctl.words.quantities import capital, count, day, number, percent, title

SHOWN = 100
NAMED = {"phase": "planning step", "action": "to do"}
WORDS = {"review": "to be looked at again", "grade": "to be graded", "decision": "to be decided", "end": "ends"}


def due_rows(atlas: Atlas, facts: Iterable[Due]) -> tuple[Row, ...]:
    """Return dated duties as rows: when, what, for whom."""
    return tuple(
        Row(
            (
                (day(fact.on),),
                (*_late(fact), atlas.link(fact.of), f" – {what(fact)}"),
                dash(atlas.links(fact.who)),
            )
        )
        for fact in facts
    )


def due_table(atlas: Atlas, facts: Iterable[Due], caption: str = "Next dates") -> Table:
    """Return dated duties as a table: when, what, for whom."""
    head = ("When", "What", "For whom")
    return Table(caption, head, due_rows(atlas, facts), "Nothing is planned.", filterable=True, form="dates")


def what(fact: Due) -> str:
    """Return what is due in words."""
    sort, _, name = fact.what.partition(" ")
    if name and sort in NAMED:
        return f"{NAMED[sort]}: {title(name)}"
    return WORDS.get(fact.what, fact.what)


def _late(fact: Due) -> Line:
    return (Badge("late", "warn"), " ") if fact.late else ()


def pages(atlas: Atlas) -> Iterator[Page]:
    """Yield the calendar and the page of each cycle."""
    yield _index(atlas)
    for cycle in atlas.all(Cycle):
        yield _cycle(atlas, cycle)


def _index(atlas: Atlas) -> Page:
    facts = sorted(atlas.facts(Due), key=lambda fact: (fact.on, fact.of, fact.what))
    late = [fact for fact in facts if fact.late]
    coming = [fact for fact in facts if not fact.late and fact.on >= atlas.site.as_of]
    heading: Line = (
        ("Next: ", Strong(day(coming[0].on)), ", ", atlas.link(coming[0].of), f" ({what(coming[0])}).")
        if coming
        else ("Nothing is planned.",)
    )
    return Page(
        path="calendar/index.html",
        title="Calendar",
        section="calendar",
        eyebrow="What is due next?",
        heading=heading,
        lead=(Strong(count(len(late), "duty is", "duties are")), " late.")
        if late
        else ()
        if coming
        else ("Dates come with bodies that meet, with goals, and with planning cycles.",),
        blocks=(
            *((Actions((Link("Subscribe to all dates", "calendar/all.ics"),)),) if late or coming else ()),
            *((Section("late", "Late", (due_table(atlas, late[:SHOWN], "Late, oldest first"),)),) if late else ()),
            *((Section("next", "Coming", (due_table(atlas, coming[:SHOWN]),)),) if coming else ()),
            *((Section("cycles", "Planning cycles", (_cycles(atlas),)),) if atlas.all(Cycle) else ()),
        ),
        label="Page",
        words="due dates meetings planning",
    )


def _cycles(atlas: Atlas) -> Table:
    cycles = sorted(atlas.all(Cycle), key=lambda cycle: (cycle.starts, cycle.ends, cycle.ref))
    rows = tuple(
        Row(
            (
                (atlas.link(cycle.ref),),
                (title(cycle.level),),
                (day(cycle.starts),),
                (day(cycle.ends),),
                (_now(atlas, cycle),),
            )
        )
        for cycle in cycles
    )
    return Table("Planning cycles", ("Cycle", "Length", "From", "Until", "State"), rows)


def _now(atlas: Atlas, cycle: Cycle) -> str:
    if cycle.ends < atlas.site.as_of:
        return "over"
    return "now" if cycle.starts <= atlas.site.as_of else "to come"


def _cycle(atlas: Atlas, cycle: Cycle) -> Page:
    ahead = sorted(
        (phase for phase in cycle.phases if phase.until >= atlas.site.as_of),
        key=lambda phase: (phase.from_, phase.until),
    )
    return Page(
        path=address(cycle.ref),
        title=cycle.title,
        section="calendar",
        crumbs=crumb("Calendar", "calendar/index.html"),
        eyebrow=f"{cycle.title}: {day(cycle.starts)} to {day(cycle.ends)}",
        heading=_heading(atlas, cycle, ahead),
        lead=about(cycle),
        blocks=(
            Actions((Link("Subscribe to these dates", calendar_of(cycle.ref)),)),
            *_phases(atlas, cycle),
            *_capacity(atlas, cycle),
            *_goals(atlas, cycle),
            *closing(atlas, cycle),
        ),
        about=(cycle.ref,),
        label="Planning cycle",
        edit=edit_link(atlas.site, cycle),
    )


def _heading(atlas: Atlas, cycle: Cycle, ahead: list[Phase]) -> Line:
    if ahead:
        begun = ahead[0].from_ <= atlas.site.as_of
        when = f"until {day(ahead[0].until)}" if begun else f"{day(ahead[0].from_)} to {day(ahead[0].until)}"
        return ("Now: " if begun else "Next: ", Strong(title(ahead[0].name)), f", {when}.")
    state = {"over": "is over", "now": "is running", "to come": "is to come"}[_now(atlas, cycle)]
    return (f"{cycle.title} {state}; no planning step is ahead.",)


def _phases(atlas: Atlas, cycle: Cycle) -> Iterator[Block]:
    if not cycle.phases:
        return
    spans = [
        Span(
            _lane(atlas, phase.unit),
            title(phase.name),
            phase.from_,
            phase.until,
            tuple(map(title, phase.needs)),
            gate=phase.name == "commit",
            freeze="freeze" in phase.name.split("-"),
        )
        for phase in cycle.phases
    ]
    yield Section(
        "steps",
        "Planning steps",
        (timeline(_legend(cycle, spans), spans, _steps(atlas, cycle)),),
    )


def _legend(cycle: Cycle, spans: list[Span]) -> str:
    signs = (
        ("a diamond is the day of commitment", any(span.gate for span in spans)),
        ("hatched: nothing is changed", any(span.freeze for span in spans)),
        ("an arrow leads to what waits", any(span.needs for span in spans)),
    )
    return "; ".join((f"Steps of {cycle.title}", *(words for words, holds in signs if holds)))


def _lane(atlas: Atlas, unit: Ref | None) -> str:
    return atlas.title(unit) if unit else "Everybody"


def _steps(atlas: Atlas, cycle: Cycle) -> Table:
    rows = tuple(
        Row(
            (
                (capital(title(p.name)),),
                (atlas.link(p.unit) if p.unit else "everybody",),
                (day(p.from_),),
                (day(p.until),),
                (", ".join(map(title, p.needs)) or "–",),
            )
        )
        for p in cycle.phases
    )
    return Table("Planning steps", ("Step", "Who", "From", "Until", "Waits for"), rows)


def _capacity(atlas: Atlas, cycle: Cycle) -> Iterator[Section]:
    facts = [fact for fact in atlas.facts(Capacity) if fact.cycle == cycle.ref]
    rows = tuple(
        Row(
            (
                (atlas.link(f.unit),),
                (title(f.resource),),
                (number(f.load),),
                (number(f.plannable) if f.declared else "not declared",),
                _booked(f),
            )
        )
        for f in facts
    )
    if rows:
        yield Section(
            "capacity",
            "Who can take on more",
            (Table("Capacity", ("Team", "Of what", "Asked for", "There is", "Booked"), rows),),
        )


def _booked(fact: Capacity) -> Line:
    if not fact.declared:
        return (Badge("not declared", "warn"),)
    return (
        (percent(fact.ratio), " ", Badge("over the limit", "bad"))
        if fact.load > fact.plannable
        else (percent(fact.ratio),)
    )


def _goals(atlas: Atlas, cycle: Cycle) -> Iterator[Section]:
    rows = tuple(
        Row(((atlas.link(goal.objective),), atlas.links(goal.owners)))
        for goal in atlas.facts(Goal)
        if goal.cycle == cycle.ref
    )
    if rows:
        yield Section("goals", "Goals of this cycle", (Table("Goals", ("Goal", "Owned by"), rows),))
