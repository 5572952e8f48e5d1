"""The report becomes one page: what needs a look, by who maintains it; the scorecard; what is waived."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from alignctl.model.facts import EntityFact, Exemption, Measure
from alignctl.model.finding import Located
from alignctl.model.kinds import Waiver
from alignctl.model.ref import Ref, kind_of
from alignctl.site.atlas import Atlas
from alignctl.site.blocks import Block, Figure, Figures, Row, Section, Table
from alignctl.site.lines import Badge, Line, Link, Strong
from alignctl.site.page import Page
from alignctl.site.pages.common import LEVELS, crumb, findings_table, lean
from alignctl.words.quantities import capital, count, day, days, number, percent, title

MOST = 100  # findings on one page
NOTHING = "nothing to measure yet"
MEASURES = {
    "attention": "Records within their review date",
    "conflict-coverage": "Conflicts with a rule for what takes precedence",
    "decided-below-c-suite": "Decisions that the top does not take for others",
    "objectives-shared": "Goals of running cycles that several functions share",
    "open-waivers": "Findings excused for a time",
    "review-adherence": "Meetings held as planned",
    "rights-with-two-people": "Decisions that at least two people can take",
    "shared-pay": "Pay that depends on shared outcomes",
    "shared-pay-leaders": "Pay of leaders that depends on shared outcomes",
    "uncovered-heat": "Heat of the conflicts without a rule",
    "worst-case-days-max": "Longest way to a last word",
    "worst-case-days-median": "Usual way to a last word",
}


def pages(atlas: Atlas) -> Iterator[Page]:
    """Yield the page of health; where there is much to mend, the findings of each team stand on a page of their own."""
    report = atlas.site.report
    errors, warnings = report.count("error"), report.count("warning")
    groups = _groups(atlas)
    apart = len(atlas.standing) > MOST
    yield Page(
        path="health/index.html",
        title="Health",
        section="health",
        eyebrow=f"What needs a look, as of {day(report.as_of)}?",
        heading=_heading(errors, warnings),
        lead=("Each finding names what is wrong, where it is written, and what would mend it.",),
        blocks=(
            Figures(tuple(_figures(atlas))),
            *(_teams(atlas, groups, apart=apart) if len(groups) > 1 else ()),
            *(() if apart else (_section(atlas, owner, found) for owner, found in groups.items())),
            *_scorecard(atlas),
            *_waivers(atlas),
        ),
        label="Page",
        words="findings checks problems scorecard waivers",
    )
    if apart:
        yield from (_page(atlas, owner, found) for owner, found in groups.items())


def _heading(errors: int, warnings: int) -> Line:
    if errors:
        return (Strong(count(errors, "thing")), " must change", f", {warnings} should." if warnings else ".")
    if warnings:
        return (Strong(count(warnings, "thing")), " should change; nothing must.")
    return ("Nothing needs to change.",)


def _teams(atlas: Atlas, groups: Mapping[Ref, list[Located]], *, apart: bool) -> Iterator[Section]:
    rows = tuple(
        Row(((Link(_name(atlas, owner), _place(owner, apart=apart)),), *_counts(found)))
        for owner, found in groups.items()
    )
    head = ("Team", "Must change", "Should change", "Good to know")
    only_to_know = all(located.finding.severity == "info" for found in groups.values() for located in found)
    heading = "What is good to know" if only_to_know else "Who has something to mend"
    yield Section("teams", heading, (lean(Table("Findings by team", head, rows, filterable=True)),))


def _counts(found: list[Located]) -> Iterator[Line]:
    for severity in ("error", "warning", "info"):
        number = sum(located.finding.severity == severity for located in found)
        yield (str(number),) if number else ("–",)


def _place(owner: Ref, *, apart: bool) -> str:
    return f"health/{_anchor(owner)}.html" if apart else f"health/index.html#{_anchor(owner)}"


def _anchor(owner: Ref) -> str:
    return f"by-{owner.replace(':', '-')}" if owner else "by-nobody"


def _name(atlas: Atlas, owner: Ref) -> str:
    return atlas.title(owner) if owner else "Nobody in particular"


def _section(atlas: Atlas, owner: Ref, found: list[Located]) -> Section:
    numbers = ((sum(located.finding.severity == level for located in found), words) for level, words in LEVELS.items())
    said = ", ".join(f"{number} {words}" for number, words in numbers if number)
    return Section(_anchor(owner), f"{_name(atlas, owner)}: {said}", (findings_table(atlas, found),))


def _page(atlas: Atlas, owner: Ref, found: list[Located]) -> Page:
    return Page(
        path=_place(owner, apart=True),
        title=f"{_name(atlas, owner)}: what to mend",
        section="health",
        crumbs=crumb("Health", "health/index.html"),
        eyebrow="What needs a look?",
        heading=(Strong(_name(atlas, owner)), f" has {count(len(found), 'finding')}."),
        blocks=(findings_table(atlas, found),),
    )


def _figures(atlas: Atlas) -> Iterator[Figure]:
    report = atlas.site.report
    errors, warnings = report.count("error"), report.count("warning")
    yield Figure(str(errors), "must change", tone="bad" if errors else "good")
    yield Figure(str(warnings), "should change", tone="warn" if warnings else "good")
    yield Figure(str(report.count("info")), "good to know")
    yield Figure(str(len(report.waived)), "excused for a time")
    yield Figure(str(len(report.rules)), "rules looked at", "rules/index.html")


def _groups(atlas: Atlas) -> Mapping[Ref, list[Located]]:
    """Return the findings that count by the team that maintains what they are about, most findings first."""
    groups: dict[Ref, list[Located]] = {}
    owners = {fact.object: fact.owner for fact in atlas.facts(EntityFact)}
    for located in atlas.standing:
        groups.setdefault(_owner(atlas, located, owners), []).append(located)
    return dict(sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def _owner(atlas: Atlas, located: Located, owners: Mapping[Ref, Ref]) -> Ref:
    for subject in located.finding.subjects:
        found = atlas.site.model.find(subject)
        owner = owners.get(subject) or (atlas.org.owner(found) if found else None)
        if owner:
            return owner if kind_of(owner) == "unit" else atlas.org.unit_of(owner) or owner
    return Ref("")


def _scorecard(atlas: Atlas) -> Iterator[Block]:
    facts = atlas.facts(Measure)
    compared = any(fact.base is not None for fact in facts)
    undated = not any(entity.due for entity in atlas.facts(EntityFact))
    rows = tuple(
        Row(
            (
                (_measure(fact),),
                (NOTHING if undated and fact.measure == "attention" else _value(fact),),
                *((_base(fact),) if compared else ()),
            )
        )
        for fact in facts
    )
    if rows:
        head = ("Measure", "Now", "Before") if compared else ("Measure", "Now")
        yield Section("scorecard", "The scorecard", (Table("How aligned we are, in numbers", head, rows),))


def _measure(fact: Measure) -> str:
    return MEASURES.get(fact.measure, capital(title(fact.measure)))


def _value(fact: Measure) -> str:
    if fact.value is None:
        return NOTHING
    if fact.unit == "share":
        return percent(fact.value)
    return days(fact.value) if fact.unit == "days" else number(fact.value)


def _base(fact: Measure) -> Line:
    mark: Line = (" ", Badge("worse", "warn")) if fact.worse else ()
    return (number(fact.base) if fact.base is not None else "–", *mark)


def _waivers(atlas: Atlas) -> Iterator[Block]:
    rows = tuple(
        Row(
            (
                (_waiver_title(atlas, fact.of),),
                (Link(fact.rule, f"rules/{fact.rule.lower()}.html"),),
                (day(fact.until) if fact.until else "no end", *((" ", Badge("ended", "warn")) if fact.ended else ())),
                (str(fact.matches),),
            )
        )
        for fact in atlas.facts(Exemption)
    )
    if rows:
        yield Section(
            "waivers", "Excused for a time", (Table("Waivers", ("Waiver", "Rule", "Until", "Excuses"), rows),)
        )


def _waiver_title(atlas: Atlas, of: str) -> str:
    found = atlas.site.model.get(Waiver, Ref(of if ":" in of else f"waiver:{of}"))
    return f"{found.title}: {found.reason}" if found else of
