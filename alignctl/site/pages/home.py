"""The first page: what do you want to do, what is open, and what it was built from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alignctl.model.facts import Authority, Conflict, Due
from alignctl.model.kinds import DecisionRight
from alignctl.site.atlas import Atlas
from alignctl.site.blocks import Card, Cards, Figure, Figures, Paragraph, Section, Table
from alignctl.site.lines import Code, Line, Link, Strong
from alignctl.site.page import Page
from alignctl.site.pages.calendar import due_table
from alignctl.site.pages.common import about
from alignctl.site.pages.conflicts import conflict_table
from alignctl.site.pages.log import this_week
from alignctl.site.pages.recent import recent
from alignctl.words.quantities import count, day

DOORS = (
    Card("Get a decision", "decide/index.html", "Who decides, who must agree, how long it takes."),
    Card("Disagree well", "conflicts/index.html", "What pulls apart, what takes precedence, who settles it."),
    Card("Plan", "calendar/index.html", "What is due next, and who waits for whom."),
    Card("See the goals", "goals/index.html", "What we share, who contributes, what has nobody."),
)
PURPOSE = (
    "Who decides what, what takes precedence when goals pull apart, and what is due next: as agreed, in one place."
)
SHOWN = 5


def page(atlas: Atlas) -> Page:
    """Return the first page."""
    opposed = [fact for fact in atlas.conflicts if not fact.minor]
    unsettled = [fact for fact in opposed if not fact.covered]
    return Page(
        path="index.html",
        title="Start",
        heading=("What do you want to do?",),
        lead=(PURPOSE,),
        blocks=(
            *_whose(atlas),
            Cards(DOORS),
            Figures(_figures(atlas, len(unsettled), len(opposed))),
            *_conflicts(atlas, unsettled, opposed),
            Section(
                "next", "Next dates", (_next(atlas), Paragraph((Link("The whole calendar", "calendar/index.html"),)))
            ),
            *_week(atlas),
            Section("state", "What this was built from", (Paragraph(_state(atlas)),)),
        ),
        label="Page",
    )


def _whose(atlas: Atlas) -> Iterator[Paragraph]:
    if atlas.org.company and (said := about(atlas.org.company)):
        yield Paragraph(said, quiet=True)


def _conflicts(atlas: Atlas, unsettled: Sequence[Conflict], opposed: Sequence[Conflict]) -> Iterator[Section]:
    if opposed:
        none = "None: where goals pull apart, a rule says what takes precedence."
        more = Paragraph((Link(f"All {count(len(opposed), 'conflict')}", "conflicts/index.html"),))
        shown = conflict_table(atlas, unsettled[:SHOWN], none)
        yield Section("conflicts", "Conflicts that no rule settles yet", (shown, more))


def _figures(atlas: Atlas, unsettled: int, opposed: int) -> tuple[Figure, ...]:
    errors, warnings = atlas.site.report.count("error"), atlas.site.report.count("warning")
    gaps = sum(len(fact.gaps) for fact in atlas.facts(Authority))
    seen = all(fact.complete for fact in atlas.facts(Authority))
    rights = len(atlas.all(DecisionRight))
    settled = f"of {opposed} conflicts open" if opposed else "conflicts open"
    return (
        Figure(str(rights), f"decision{'s' * (rights != 1)} written down", "decide/index.html"),
        Figure(
            str(gaps),
            f"case{'s' * (gaps != 1)} without a decider{'' if seen else ', as far as anybody looked'}",
            "decide/index.html",
            "bad" if gaps else "good" if seen else "warn",
        ),
        Figure(str(unsettled), settled, "conflicts/index.html", "warn" if unsettled else "good"),
        Figure(
            str(errors),
            f"{'finding' if errors == 1 else 'findings'} to mend" + (f", {warnings} to look at" if warnings else ""),
            "health/index.html",
            "bad" if errors else "good",
        ),
    )


def _next(atlas: Atlas) -> Table:
    coming = sorted((f for f in atlas.facts(Due) if f.on >= atlas.site.as_of), key=lambda f: (f.on, f.of, f.what))
    return due_table(atlas, coming[:SHOWN])


def _week(atlas: Atlas) -> Iterator[Section]:
    found = this_week(atlas)
    if found:
        more = Paragraph((Link(f"All {count(len(atlas.site.past), 'change')}", "log/index.html"),))
        yield Section("changed", "Changed in the last seven days", (recent(atlas, found, SHOWN), more))


def _state(atlas: Atlas) -> Line:
    report = atlas.site.report
    read = f"{count(report.documents, 'document')} in {count(report.files, 'file')}"
    return (
        "As of ",
        Strong(day(report.as_of)),
        f": {read}, checked against {count(len(report.rules), 'rule')}. ",
        Link("State of health", "health/index.html"),
        ".",
        *((" The history goes up to commit ", Code(atlas.site.head[:12]), ".") if atlas.site.head else ()),
    )
