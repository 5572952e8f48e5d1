"""Escalation facts become ladders and their pages: the next rung, its deadline, what to bring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alignctl.model.facts import CadenceFact, Escalation
from alignctl.model.ref import Ref, kind_of
from alignctl.site.atlas import Atlas, ladder_of
from alignctl.site.blocks import Block, Bullets, Callout, Ladder, Paragraph, Row, Rung, Section, Table
from alignctl.site.lines import Line, Link, Strong
from alignctl.site.page import Page
from alignctl.site.pages.common import crumb, several
from alignctl.words.quantities import count, day

BRING: tuple[Line, ...] = (
    ("One sentence: what is asked, and by when an answer is needed.",),
    ("What each side wants, and which of its goals is at stake.",),
    (
        "The ",
        Link("precedence rule", "precedence/index.html"),
        " that applies, if there is one: it may settle the matter at once.",
    ),
    ("What happens if nothing is decided.",),
)


def ladders(atlas: Atlas, facts: Sequence[Escalation]) -> Iterator[Block]:
    """Yield the ladders of a right with what is wrong with each; deciders whose way up is the same share one."""
    alike: dict[object, list[Escalation]] = {}
    for fact in facts:
        alike.setdefault((fact.rungs, fact.end, fact.worst_days), []).append(fact)
    for group in alike.values():
        if len(alike) > 1:
            who = atlas.titles(fact.decider for fact in group)
            yield Paragraph((Strong(f"If {' or '.join(who)} has decided"),))
        yield _ladder(atlas, group)
        yield _verdict(atlas, group[0])
    if path := next(filter(None, (atlas.ladders.get(ladder_of(fact)) for fact in facts)), None):
        yield Paragraph((Link("What to bring when you go up", path),))


def _ladder(atlas: Atlas, alike: Sequence[Escalation]) -> Ladder:
    fact = alike[0]
    first = atlas.links((one.decider for one in alike), "or")
    meets = _meets(atlas, fact.decider) if len(alike) == 1 else ""
    rungs = [Rung(first, "decides first", meets, last=not fact.rungs)]
    for rung in fact.rungs:
        time = f"answers within {rung.answers_within}"
        last = rung is fact.rungs[-1] and fact.end == "final"
        rungs.append(Rung((atlas.link(rung.to),), time, _meets(atlas, rung.to), last=last))
    return Ladder(tuple(rungs))


def _meets(atlas: Atlas, seat: Ref) -> str:
    if kind_of(seat) != "forum":
        return ""
    found = next((f.next for f in atlas.about(CadenceFact, seat) if f.next), None)
    return f"meets next on {day(found)}" if found else ""


def _verdict(atlas: Atlas, fact: Escalation) -> Block:
    last = atlas.title(fact.last_rung)
    if fact.end == "deadEnd":
        return Callout("bad", (f"The chain stops at {last}: nobody can settle a dispute.",))
    if fact.end == "loop":
        return Callout("bad", (f"The chain comes back to {last}: nobody can settle a dispute.",))
    steps, has = count(fact.hops, "step"), _has(atlas, fact.last_rung)
    if not fact.hops:
        return Paragraph((f"{last} {has} the last word.",), quiet=True)
    return Paragraph((f"At most {steps} and {fact.at_most} until {last} {has} the last word.",), quiet=True)


def pages(atlas: Atlas) -> Iterator[Page]:
    """Yield one page for each distinct ladder, and the list of them."""
    groups: dict[str, list[Escalation]] = {}
    for fact in atlas.facts(Escalation):
        groups.setdefault(atlas.ladders[ladder_of(fact)], []).append(fact)
    for path, facts in groups.items():
        yield _page(atlas, path, facts)
    yield _index(atlas, groups)


def _page(atlas: Atlas, path: str, facts: list[Escalation]) -> Page:
    first = facts[0]
    rights: tuple[Line, ...] = tuple((atlas.link(ref),) for ref in dict.fromkeys(fact.right for fact in facts))
    return Page(
        path=path,
        title=f"If {atlas.title(first.decider)} is disputed",
        section="decide",
        crumbs=crumb("Escalation", "escalation/index.html"),
        eyebrow=f"If you disagree with {atlas.title(first.decider)}",
        heading=_next_step(atlas, first),
        blocks=(
            _ladder(atlas, (first,)),
            _verdict(atlas, first),
            Section("bring", "What to bring", (Bullets(BRING),)),
            Section("used", "Where this ladder applies", (Bullets(rights),)),
        ),
        about=(first.decider,),
        shows=tuple(facts),
        label="Escalation",
    )


def _has(atlas: Atlas, seat: Ref) -> str:
    return "have" if several(atlas, seat) else "has"


def _next_step(atlas: Atlas, fact: Escalation) -> Line:
    if not fact.rungs:
        last = fact.end == "final"
        return (
            Strong(atlas.title(fact.decider)),
            f" {_has(atlas, fact.decider)} the last word." if last else ": here the chain ends.",
        )
    rung = fact.rungs[0]
    answer = "answer" if several(atlas, rung.to) else "answers"
    return ("Go to ", Strong(atlas.title(rung.to)), f", who {answer} within {rung.answers_within}.")


def _index(atlas: Atlas, groups: dict[str, list[Escalation]]) -> Page:
    rows = tuple(
        Row(
            (
                (Link(atlas.title(facts[0].decider), path),),
                (" → ".join(atlas.titles(rung.to for rung in facts[0].rungs)) or "has the last word",),
                (facts[0].at_most,),
                (count(len({fact.right for fact in facts}), "decision"),),
            )
        )
        for path, facts in groups.items()
    )
    return Page(
        path="escalation/index.html",
        title="Escalation",
        section="decide",
        crumbs=crumb("Decide", "decide/index.html"),
        heading=("Whom to go to when you disagree.",),
        lead=("Find who decided; the next step and its deadline stand beside.",),
        blocks=(
            Table(
                "Ladders",
                ("Decided by", "Then", "At most", "Used by"),
                rows,
                "Nothing is decided yet.",
                filterable=True,
            ),
        ),
        label="Page",
    )
