"""Tensions become pages: which functions pull apart, over what, what takes precedence, who settles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alignctl.model.facts import Tension, UnitPair
from alignctl.model.facts.conflicts import Side
from alignctl.model.kinds import Forum, Metric, Objective, Precedence
from alignctl.model.ref import Ref, kind_of
from alignctl.site.atlas import Atlas
from alignctl.site.blocks import Actions, Block, Callout, Paragraph, Row, Section, Table, Terms
from alignctl.site.lines import Badge, Line, Link, Strong, Tone, sentence, text_of
from alignctl.site.markdown import read
from alignctl.site.page import Page
from alignctl.site.pages.common import crumb, lean, path_words, prose, several, strong_list
from alignctl.site.pictures.conflict_map import conflict_map, pair_anchor
from alignctl.words.quantities import capital, count, number

HEAT: dict[str, tuple[str, Tone]] = {"error": ("hot", "bad"), "warning": ("warm", "warn"), "info": ("mild", "plain")}
WISHES = {"up": "more", "down": "less", "band": "to keep in its range", "none": "to leave alone"}
MECHANISMS = {
    "metric": "Both are measured on the same number and want opposite things of it.",
    "path": "Reaching one goal makes the other harder.",
    "lever": "One lever helps one side and harms the other.",
}
HEAD = ("Between", "Over what", "What takes precedence")


def path_of(fact: Tension) -> str:
    """Return the page of a tension."""
    return f"conflicts/{fact.id}.html"


def conflict_rows(atlas: Atlas, facts: Iterable[Tension]) -> tuple[Row, ...]:
    """Return conflicts as rows: between whom, over what, what takes precedence."""
    return tuple(
        Row(((Link(_between(atlas, fact), path_of(fact)), " ", _heat(fact)), over(atlas, fact), settled(atlas, fact)))
        for fact in facts
    )


def conflict_table(
    atlas: Atlas, facts: Iterable[Tension], empty: str = "None.", caption: str = "Conflicts, hottest first"
) -> Table:
    """Return conflicts as a table: between whom, over what, what takes precedence."""
    return Table(caption, HEAD, conflict_rows(atlas, facts), empty, filterable=True, form="conflicts")


def _heat(fact: Tension) -> Badge:
    return Badge("settled", "good") if fact.covered else Badge(*HEAT[fact.level])


def _between(atlas: Atlas, fact: Tension) -> str:
    return " and ".join(dict.fromkeys(atlas.titles(fact.units)))


def over(atlas: Atlas, fact: Tension) -> Line:
    """Return what a conflict is about."""
    metrics = atlas.links(dict.fromkeys(side.metric for side in fact.sides) or fact.metrics, "against")
    return ("With ", atlas.link(fact.lever), ": ", *metrics) if fact.lever else metrics


def settled(atlas: Atlas, fact: Tension) -> Line:
    """Return what takes precedence in a conflict, and by which rule."""
    if not fact.covered:
        return (Badge("no rule yet", "warn"),)
    winner: Line = (Strong(atlas.title(fact.wins)), " by ") if fact.wins else ()
    return (*winner, *atlas.links(fact.covered_by))


def pages(atlas: Atlas) -> Iterator[Page]:
    """Yield the overview, and the page of each conflict."""
    opposed = list(atlas.tensions)
    yield _index(atlas, opposed)
    pairs = {frozenset(pair.units): pair for pair in atlas.facts(UnitPair)}
    for fact in opposed:
        yield _page(atlas, fact, pairs.get(frozenset(fact.units)))


def _index(atlas: Atlas, opposed: list[Tension]) -> Page:
    unsettled = [fact for fact in opposed if not fact.covered]
    done = [fact for fact in opposed if fact.covered]
    none = not opposed
    heading: Line = (
        ("No goals pull apart.",)
        if none
        else (Strong(count(len(unsettled), "conflict")), f" without a rule{f', {len(done)} settled' if done else ''}.")
        if unsettled
        else (Strong(f"All {count(len(done), 'conflict')}"), " have a rule for what takes precedence.")
    )
    return Page(
        path="conflicts/index.html",
        title="Conflicts",
        section="conflicts",
        eyebrow="Where do goals pull apart?",
        heading=heading,
        lead=("They would appear here once goals, KPIs or pay plans that work against each other are written down.",)
        if none
        else (
            "A conflict is no fault: two functions are asked for things that work against each other. ",
            "What counts is a rule that says what takes precedence.",
        ),
        blocks=()
        if none
        else (
            *((Section("open", "Open", (conflict_table(atlas, unsettled),)),) if unsettled else ()),
            *((Section("settled", "Settled by a rule", (conflict_table(atlas, done),)),) if done else ()),
            *_map(atlas, opposed),
            Section("pairs", "Who settles it" if unsettled else "Where they meet", (_pairs(atlas),)),
        ),
        label="Page",
        words="disagree clash",
    )


def _map(atlas: Atlas, opposed: list[Tension]) -> Iterator[Section]:
    if opposed:
        yield Section("map", "Between functions", (conflict_map(atlas, opposed),))


def _pairs(atlas: Atlas) -> Table:
    rows = tuple(
        Row(
            (
                atlas.links(pair.units),
                (str(pair.open) if pair.open else "–",),
                _arbiter(atlas, pair) if pair.open else ("–",),
                _meeting(atlas, pair),
            ),
            anchor=pair_anchor(pair.units),
        )
        for pair in atlas.facts(UnitPair)
    )
    head = ("Between", "Open", "Settled by", "They meet in")
    return lean(Table("Pairs of functions", head, rows, "No pair is in conflict."))


def _arbiter(atlas: Atlas, pair: UnitPair) -> Line:
    return (atlas.link(pair.arbiter),) if pair.arbiter else (Badge("nobody", "bad"),)


def _meeting(atlas: Atlas, pair: UnitPair) -> Line:
    if not pair.forums:
        return (Badge("no shared review", "warn"),)
    gap = f" (at most {count(pair.forum_gap_days, 'day')} apart)" if pair.forum_gap_days is not None else ""
    return (*atlas.links(pair.forums), gap)


def _page(atlas: Atlas, fact: Tension, pair: UnitPair | None) -> Page:
    return Page(
        path=path_of(fact),
        title=f"{_between(atlas, fact)}: {' and '.join(atlas.titles(fact.metrics))}",
        section="conflicts",
        crumbs=crumb("Conflicts", "conflicts/index.html"),
        eyebrow=f"{_between(atlas, fact)} pull apart",
        heading=_heading(atlas, fact, pair),
        lead=(MECHANISMS.get(fact.mechanism, ""),),
        blocks=(
            *_rule(atlas, fact),
            Section("sides", "What each side wants", (_sides(atlas, fact),)),
            Section("settles", _whose(fact), (Terms(tuple(_settlers(atlas, pair))),)),
            Section("why", "Why this is a conflict", _why(atlas, fact)),
        ),
        about=fact.subjects,
        shows=(fact,),
        label="Conflict",
        words=" ".join(atlas.titles(fact.subjects)),
    )


def _heading(atlas: Atlas, fact: Tension, pair: UnitPair | None) -> Line:
    if fact.covered and fact.wins:
        return (Strong(atlas.title(fact.wins)), " takes precedence.")
    if fact.covered:
        return ("A rule settles this: ", *strong_list(atlas.titles(fact.covered_by)), ".")
    if pair and pair.arbiter:
        settle = "settle" if several(atlas, pair.arbiter) else "settles"
        return ("No rule says what takes precedence. ", Strong(atlas.title(pair.arbiter)), f" {settle} it.")
    return ("No rule says what takes precedence, and nobody can settle it.",)


def _rule(atlas: Atlas, fact: Tension) -> Iterator[Block]:
    for ref in fact.covered_by:
        rule = atlas.site.model.get(Precedence, ref)
        if rule:
            yield Callout(
                "good",
                (Strong(f"{rule.title}. "), *read(rule.rationale)[0], " Decided by ", atlas.link(rule.decided_by), "."),
            )
    yield Actions((Link("All precedence rules", "precedence/index.html"),) if not fact.covered else ())


def _sides(atlas: Atlas, fact: Tension) -> Table:
    rows = tuple(
        Row(
            (
                (atlas.link(side.unit),),
                _wish(atlas, side),
                _because(atlas, side),
                (_weight(atlas, side),),
            )
        )
        for side in fact.sides
    )
    return Table("The two sides", ("Function", "Wants", "Because of", "Weight"), rows)


def _weight(atlas: Atlas, side: Side) -> str:
    """Return how much a side depends on it, in the words of its source: pay has a share, other sources have a grade."""
    source = atlas.site.model.find(side.source)
    if isinstance(source, Metric):
        return f"{source.importance} importance"
    if isinstance(source, Objective):
        return f"{source.commitment} goal"
    whole = "pay" if atlas.org.settings.analysis.use_variable_share else "variable pay"
    return f"{round(side.weight * 100, 1):g}% of {whole}"


def _wish(atlas: Atlas, side: Side) -> Line:
    return (
        (f"{WISHES.get(side.direction, side.direction)} ", atlas.link(side.metric))
        if side.direction in {"up", "down"}
        else (atlas.link(side.metric), f" {WISHES.get(side.direction, '')}")
    )


def _because(atlas: Atlas, side: Side) -> Line:
    reasons = {"incentiveplan": "pay: ", "objective": "goal: ", "metric": "answers for "}
    return (reasons.get(kind_of(side.source), ""), atlas.link(side.source))


def _whose(fact: Tension) -> str:
    return "If the rule leaves something open" if fact.covered else "Who settles it"


def _settlers(atlas: Atlas, pair: UnitPair | None) -> Iterator[tuple[str, Line]]:
    """Yield who stands above both sides, who below the top may settle it, and where they meet."""
    if pair is None:
        yield "First above both sides", ("none",)
        return
    below = _below(atlas, pair)
    yield "First above both sides", (atlas.link(pair.arbiter),) if pair.arbiter else ("none",)
    yield (
        "Can it be settled below the top?",
        ("yes, by ", *atlas.links(below, "or")) if below else ("no: no body below the last arbiter has both",),
    )
    yield "They meet in", _meeting(atlas, pair)


def _below(atlas: Atlas, pair: UnitPair) -> tuple[Ref, ...]:
    """Return who may settle it without having the last word; nobody where the fact says that it goes to the top."""
    if not pair.settled_below:
        return ()
    forums = (atlas.site.model.get(Forum, ref) for ref in pair.forums)
    bodies = (forum.ref for forum in forums if forum and forum.decision_rule and not forum.final)
    first = (pair.arbiter,) if pair.arbiter and not atlas.org.final(pair.arbiter) else ()
    return tuple(dict.fromkeys((*first, *bodies)))


def _why(atlas: Atlas, fact: Tension) -> tuple[Block, ...]:
    path = (Paragraph((f"How one moves the other: {path_words(atlas, fact.path)}.",)),) if fact.path else ()
    said = (Paragraph(prose(atlas, f"{capital(fact.clash)}.", fact.subjects)),) if fact.clash else ()
    link = f"strength of the link {number(fact.strength)}."
    weights = sentence(number(side.weight) for side in fact.sides)
    scale = f"Heat {number(fact.raw_heat)} on a scale from 0 to 1; the sides weigh {text_of(weights)}; {link}"
    heat = scale if fact.raw_heat else capital(link)
    return (*said, *path, Paragraph((heat,), quiet=True))


def conflicts_of(atlas: Atlas, units: Iterable[Ref]) -> list[Tension]:
    """Return the conflicts in which one of the units takes part, hottest first."""
    wanted = set(units)
    return [fact for fact in atlas.tensions if wanted & set(fact.units)]
