"""Conflicts become pages: over what, between whom, what takes precedence, who settles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from alignctl.model.facts import Conflict, Tension, UnitPair
from alignctl.model.facts.conflicts import Elsewhere, Side
from alignctl.model.kinds import Metric, Objective, Precedence
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
HEAD = ("Over what", "Between", "What takes precedence")


def page_of(conflict: str) -> str:
    """Return the page of the conflict with an id."""
    return f"conflicts/{conflict}.html"


def conflict_rows(atlas: Atlas, facts: Iterable[Conflict]) -> tuple[Row, ...]:
    """Return conflicts as rows: over what, between whom, what takes precedence."""
    return tuple(
        Row(((Link(_name(atlas, fact), page_of(fact.id)), " ", _heat(fact)), _who(atlas, fact), settled(atlas, fact)))
        for fact in facts
    )


def conflict_table(
    atlas: Atlas, facts: Iterable[Conflict], empty: str = "None.", caption: str = "Conflicts, hottest first"
) -> Table:
    """Return conflicts as a table: over what, between whom, what takes precedence."""
    return Table(caption, HEAD, conflict_rows(atlas, facts), empty, filterable=True, form="conflicts")


def _heat(fact: Conflict) -> Badge:
    if fact.covered:
        return Badge("settled", "good")
    return Badge("minor", "plain") if fact.minor else Badge(*HEAT[fact.level])


def _name(atlas: Atlas, fact: Conflict) -> str:
    """Return what a conflict is called: its lever, its metric, or the two ends of its link."""
    return " against ".join(atlas.titles((fact.lever,) if fact.lever else fact.link or fact.subjects))


def _who(atlas: Atlas, fact: Conflict) -> Line:
    """Return the first pair of units, and how many more pairs there are."""
    more = f", and {count(fact.pairs - 1, 'more pair')}" if fact.pairs > 1 else ""
    return (*atlas.links(dict.fromkeys(side.unit for side in fact.sides)), more)


def settled(atlas: Atlas, fact: Conflict | Tension) -> Line:
    """Return what takes precedence in a conflict, and by which rule."""
    elsewhere = tuple(piece for one in fact.exceptions for piece in ("; ", *_elsewhere(atlas, one)))
    if not fact.covered:
        minor = isinstance(fact, Conflict) and fact.minor
        return ("no rule needed" if minor else Badge("no rule yet", "warn"), *elsewhere)
    winner: Line = (Strong(atlas.title(fact.wins)), " by ") if fact.wins else ()
    return (*winner, *atlas.links(fact.covered_by), *elsewhere)


def _elsewhere(atlas: Atlas, one: Elsewhere) -> Line:
    """Return what holds in a domain with rules of its own: `in Experiments, Product by Experiments first`."""
    who: Line = (Strong(atlas.title(one.wins)),) if one.wins else ("nothing",)
    return ("in ", atlas.link(one.scope), " ", *who, " by ", *atlas.links(one.covered_by))


def pages(atlas: Atlas) -> Iterator[Page]:
    """Yield the overview, and the page of each conflict."""
    yield _index(atlas, atlas.conflicts)
    pairs = {frozenset(pair.units): pair for pair in atlas.facts(UnitPair)}
    for fact in atlas.conflicts:
        yield _page(atlas, fact, pairs)


def _index(atlas: Atlas, found: Sequence[Conflict]) -> Page:
    unsettled = [fact for fact in found if not fact.covered and not fact.minor]
    done = [fact for fact in found if fact.covered and not fact.minor]
    minor = [fact for fact in found if fact.minor]
    sections = (
        ("open", "Open", unsettled),
        ("settled", "Settled by a rule", done),
        ("minor", "Too small to need a rule", minor),
    )
    return Page(
        path="conflicts/index.html",
        title="Conflicts",
        section="conflicts",
        eyebrow="Where do goals conflict?",
        heading=_verdict(len(unsettled), len(done), len(minor)),
        lead=(
            "A conflict is no fault: two functions are asked for things that work against each other. ",
            "What counts is a rule that says what takes precedence.",
        )
        if found
        else ("They would appear here once goals, KPIs or pay plans that work against each other are defined.",),
        blocks=(
            *(Section(name, title, (conflict_table(atlas, facts),)) for name, title, facts in sections if facts),
            *_map(atlas, [tension for fact in found for tension in atlas.tensions(fact)]),
            Section("pairs", "Who settles it" if unsettled else "Where they meet", (_pairs(atlas),)),
        )
        if found
        else (),
        label="Page",
        words="disagree clash",
    )


def _verdict(unsettled: int, done: int, minor: int) -> Line:
    if unsettled:
        return (Strong(count(unsettled, "conflict")), f" without a rule{f', {done} settled' if done else ''}.")
    if done == 1:
        return (Strong("The only conflict"), " has a rule for what takes precedence.")
    if done:
        return (Strong(f"All {count(done, 'conflict')}"), " have a rule for what takes precedence.")
    return (Strong(count(minor, "minor conflict")), "; none needs a rule.") if minor else ("No goals conflict.",)


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


def _page(atlas: Atlas, fact: Conflict, pairs: Mapping[frozenset[Ref], UnitPair]) -> Page:
    tensions = atlas.tensions(fact)
    pair = pairs.get(frozenset(side.unit for side in fact.sides))
    return Page(
        path=page_of(fact.id),
        title=_name(atlas, fact),
        section="conflicts",
        crumbs=crumb("Conflicts", "conflicts/index.html"),
        eyebrow=_eyebrow(atlas, fact),
        heading=_heading(atlas, fact, pair),
        lead=(MECHANISMS.get(fact.mechanism, ""),),
        blocks=(
            *_rule(atlas, fact),
            Section("sides", "What each side wants", (_sides(atlas, tensions),)),
            Section("settles", _whose(fact), (Terms(tuple(_settlers(atlas, pair))),)),
            *_between(atlas, tensions, pairs),
            Section("why", "Why this is a conflict", _why(atlas, fact)),
        ),
        about=(*fact.subjects, *fact.units),
        shows=(fact, *tensions),
        label="Conflict",
        words=" ".join(atlas.titles((*fact.metrics, *fact.units))),
    )


def _eyebrow(atlas: Atlas, fact: Conflict) -> str:
    if fact.lever:
        return f"{_name(atlas, fact)} helps one goal and harms another"
    return f"{_name(atlas, fact)}: goals conflict"


def _heading(atlas: Atlas, fact: Conflict, pair: UnitPair | None) -> Line:
    if fact.covered and fact.wins:
        return (Strong(atlas.title(fact.wins)), " takes precedence.")
    if fact.covered:
        return ("A rule settles this: ", *strong_list(atlas.titles(fact.covered_by)), ".")
    if pair and pair.arbiter:
        settle = "settle" if several(atlas, pair.arbiter) else "settles"
        return ("No rule says what takes precedence. ", Strong(atlas.title(pair.arbiter)), f" {settle} it.")
    return ("No rule says what takes precedence, and nobody can settle it.",)


def _between(atlas: Atlas, tensions: Sequence[Tension], pairs: Mapping[frozenset[Ref], UnitPair]) -> Iterator[Section]:
    """Yield all pairs of units that meet over a conflict, where there is more than one."""
    units = list(dict.fromkeys(tension.units for tension in tensions))
    if len(units) < 2:  # noqa: PLR2004 - one pair is on the page already
        return
    first = {tension.units: tension for tension in reversed(tensions)}
    rows = tuple(
        Row(
            (
                atlas.links(dict.fromkeys(both)),
                atlas.links(dict.fromkeys(side.metric for side in first[both].sides), "against"),
                settled(atlas, first[both]),
                _arbiter(atlas, pair) if not first[both].covered and (pair := pairs.get(frozenset(both))) else ("–",),
            )
        )
        for both in units
    )
    head = ("Between", "Over what", "What takes precedence", "Settled by")
    yield Section("between", "Everybody it sets apart", (Table("Pairs of functions", head, rows, filterable=True),))


def _rule(atlas: Atlas, fact: Conflict) -> Iterator[Block]:
    for ref in fact.covered_by:
        rule = atlas.site.model.get(Precedence, ref)
        if rule:
            yield Callout(
                "good",
                (Strong(f"{rule.title}. "), *read(rule.rationale)[0], " Decided by ", atlas.link(rule.decided_by), "."),
            )
    for one in fact.exceptions:
        rules = (" by ", *atlas.links(one.covered_by)) if one.covered_by else ()
        first: Line = (
            (Strong(atlas.title(one.wins)), " takes precedence") if one.wins else ("nothing takes precedence",)
        )
        start = "Except in " if fact.covered else "But in "
        yield Callout("plain", (start, atlas.link(one.scope), ", where ", *first, *rules, "."))
    yield Actions((Link("All precedence rules", "precedence/index.html"),) if not fact.covered else ())


def _sides(atlas: Atlas, tensions: Sequence[Tension]) -> Table:
    sides = {side: None for tension in tensions for side in tension.sides}
    rows = tuple(
        Row(
            (
                (atlas.link(side.unit),),
                _wish(atlas, side),
                _because(atlas, side),
                (_weight(atlas, side),),
            )
        )
        for side in sorted(sides, key=lambda side: (-side.weight, side.unit, side.metric))
    )
    return Table("Who wants what", ("Function", "Wants", "Because of", "Weight"), rows)


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


def _whose(fact: Conflict) -> str:
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
    """Return who may settle it without making the final decision of the company."""
    first = (pair.arbiter,) if pair.arbiter and not atlas.org.final(pair.arbiter) else ()
    return tuple(dict.fromkeys((*first, *pair.bodies)))


def _why(atlas: Atlas, fact: Conflict) -> tuple[Block, ...]:
    path = (Paragraph((f"How one moves the other: {path_words(atlas, fact.path)}.",)),) if fact.path else ()
    said = (Paragraph(prose(atlas, f"{capital(fact.clash)}.", (*fact.metrics, *fact.units))),) if fact.clash else ()
    weights = text_of(sentence(number(side.weight) for side in fact.sides))
    scale = (Paragraph((f"Heat {number(fact.heat)} on a scale from 0 to 1; the sides weigh {weights}.",), quiet=True),)
    return (*said, *path, *(scale if fact.heat else ()))


def conflicts_of(atlas: Atlas, units: Iterable[Ref]) -> list[Conflict]:
    """Return the conflicts in which one of the units takes part, hottest first."""
    wanted = set(units)
    return [fact for fact in atlas.conflicts if wanted & set(fact.units)]
