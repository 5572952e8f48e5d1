"""Precedence rules become one page: what wins over what, where, until when, and examples."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.model.facts import Knot, PrecedenceRule, Preference
from alignctl.model.kinds import Precedence
from alignctl.site.atlas import Atlas, place_of
from alignctl.site.blocks import Block, Bullets, Callout, Section, Terms
from alignctl.site.forge import edit_link
from alignctl.site.lines import Badge, Line, Link, Strong
from alignctl.site.page import Page
from alignctl.site.pages.common import in_force, paragraphs, written_as
from alignctl.site.pages.conflicts import conflict_table
from alignctl.words.quantities import count


def pages(atlas: Atlas) -> Iterator[Page]:
    """Yield the page of all rules."""
    rules = atlas.all(Precedence)
    company = sorted(rules, key=lambda rule: (rule.scope is not None, rule.title.casefold(), rule.ref))
    yield Page(
        path="precedence/index.html",
        title="What takes precedence",
        section="precedence",
        eyebrow="What wins when two goals clash?",
        heading=(Strong(count(len(rules), "rule says", "rules say")), " what takes precedence.")
        if rules
        else ("No rule says what takes precedence.",),
        lead=("When two rules apply, the one for the nearer subject counts; a rule for the whole company comes last.",)
        if rules
        else written_as("Precedence", "A rule for what takes precedence"),
        blocks=(
            *_trouble(atlas),
            *(_rule(atlas, rule) for rule in company),
            *_examples(atlas),
        ),
        about=tuple(rule.ref for rule in company),
        label="Page",
        words="priority wins " + " ".join(rule.title for rule in rules),
    )


def _trouble(atlas: Atlas) -> Iterator[Block]:
    for fact in atlas.facts(Preference):
        if fact.contradicted:
            yield Callout(
                "bad",
                (
                    *atlas.links(fact.rules),
                    " disagree on whether ",
                    atlas.link(fact.first),
                    " or ",
                    atlas.link(fact.second),
                    " comes first.",
                ),
            )
    for knot in atlas.facts(Knot):
        if knot.graph == "precedence" and knot.tangled:
            yield Callout(
                "bad",
                ("No winner exists among ", *atlas.links(knot.members), ": each comes before the other in the end."),
            )


def _rule(atlas: Atlas, rule: Precedence) -> Section:
    order: list[Line] = [(atlas.link(ref),) for ref in rule.order]
    edit = edit_link(atlas.site, rule)
    return Section(
        place_of(rule.ref),
        rule.title,
        (
            *paragraphs(rule.rationale),
            Bullets(tuple(order), numbered=True),
            Terms((*_terms(atlas, rule), *((("Change it", (Link("Suggest a change", edit),)),) if edit else ()))),
        ),
    )


def _terms(atlas: Atlas, rule: Precedence) -> Iterator[tuple[str, Line]]:
    yield "Holds in", (atlas.link(rule.scope),) if rule.scope else ("the whole company",)
    yield "Decided by", (atlas.link(rule.decided_by),)
    yield "In force", (in_force(rule),)
    for fact in atlas.about(PrecedenceRule, rule.ref):
        yield "Settles", (count(fact.settles, "conflict"), " there" if rule.scope else "")
        if fact.exception_to:
            yield "Exception to", atlas.links(fact.exception_to)
        if not fact.limited:
            yield "Ends", (Badge("no end and no review date", "warn"),)


def _examples(atlas: Atlas) -> Iterator[Section]:
    found = [fact for fact in atlas.conflicts if fact.covered][:10]
    if found:
        yield Section(
            "examples", "Worked examples", (conflict_table(atlas, found, caption="Conflicts that these rules settle"),)
        )
