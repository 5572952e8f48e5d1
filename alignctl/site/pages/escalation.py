"""Escalation facts become ladders and their pages: the next rung, its deadline, what to bring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alignctl.model.facts import CadenceFact, Escalation
from alignctl.model.facts.escalation import Rung as Step
from alignctl.model.ref import Ref, kind_of
from alignctl.site.atlas import Atlas, ladder_of
from alignctl.site.blocks import Block, Bullets, Callout, Ladder, Paragraph, Row, Rung, Section, Table
from alignctl.site.lines import Badge, Line, Link, Strong
from alignctl.site.page import Page
from alignctl.site.pages.common import crumb, decides, lean, several
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

ASSUMED = " Where a step has no time of its own, one is assumed; the ladder says which."


def ladders(atlas: Atlas, facts: Sequence[Escalation]) -> Iterator[Block]:
    """Yield the ladders of a right with what is wrong with each; deciders whose way up is the same share one."""
    alike: dict[object, list[Escalation]] = {}
    for fact in facts:
        alike.setdefault((fact.rungs, fact.end, fact.worst_days, _first(fact)), []).append(fact)
    for group in alike.values():
        if len(alike) > 1:
            who = atlas.titles(fact.decider for fact in group)
            yield Paragraph((Strong(f"If {' or '.join(who)} has decided"),))
        yield _ladder(atlas, group)
        yield _verdict(atlas, group[0])
    if path := next(filter(None, (atlas.ladders.get(ladder_of(fact)) for fact in facts)), None):
        yield Paragraph((Link("What to bring when you go up", path),))


def _ladder(atlas: Atlas, alike: Sequence[Escalation]) -> Ladder:
    fact, seats = alike[0], [one.decider for one in alike]
    meets = _meets(atlas, fact.decider) if len(alike) == 1 else ""
    first = f"{decides(atlas, seats)} first{_first(fact)}"
    rungs = [Rung(atlas.links(seats, "or"), first, meets, last=not fact.rungs)]
    for rung in fact.rungs:
        last = rung is fact.rungs[-1] and fact.end == "final"
        rungs.append(Rung((atlas.link(rung.to),), _time(atlas, fact, rung), _meets(atlas, rung.to), last=last))
    return Ladder(tuple(rungs))


def _first(fact: Escalation) -> str:
    """Return what is counted for who decides first, where nothing says how long that takes and it matters."""
    counted = _counted(fact, fact.decider) if fact.rungs else ""
    return f"; no time set, {counted} are counted" if counted else ""


def _time(atlas: Atlas, fact: Escalation, rung: Step) -> str:
    if counted := _counted(fact, rung.to):
        return f"no time set; {counted} are counted"
    return f"{_answers(atlas, rung.to)} within {rung.answers_within}"


def _guess(fact: Escalation) -> str:
    return "assumed" if len(fact.assumed) > fact.hops else "partly assumed"


def _counted(fact: Escalation, seat: Ref) -> str:
    return next((of.counted for of in fact.assumed if of.seat == seat), "")


def _answers(atlas: Atlas, seat: Ref) -> str:
    return "answer" if several(atlas, seat) else "answers"


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
    guess = f", {_guess(fact)}," if fact.assumed else ""
    return Paragraph((f"At most {steps} and {fact.at_most}{guess} until {last} {has} the last word.",), quiet=True)


def pages(atlas: Atlas) -> Iterator[Page]:
    """Yield one page for each distinct ladder, and the list of them."""
    groups: dict[str, list[Escalation]] = {}
    for fact in atlas.facts(Escalation):
        groups.setdefault(atlas.ladders[ladder_of(fact)], []).append(fact)
    for path, facts in groups.items():
        yield _page(atlas, path, facts)
    yield _index(atlas, groups)


def _page(atlas: Atlas, path: str, facts: list[Escalation]) -> Page:
    first = _slowest(facts)
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
    if _counted(fact, rung.to):
        return ("Go to ", Strong(atlas.title(rung.to)), ". Nothing says when an answer comes.")
    return ("Go to ", Strong(atlas.title(rung.to)), f", who {_time(atlas, fact, rung)}.")


def _index(atlas: Atlas, groups: dict[str, list[Escalation]]) -> Page:
    rows = tuple(_row(atlas, path, facts) for path, facts in groups.items())
    guessed = any(fact.assumed for facts in groups.values() for fact in facts if _ends(fact))
    return Page(
        path="escalation/index.html",
        title="Escalation",
        section="decide",
        crumbs=crumb("Decide", "decide/index.html"),
        heading=("Whom to go to when you disagree.",),
        lead=(f"Find who decided; the next step and its deadline stand beside.{ASSUMED if guessed else ''}",),
        blocks=(
            lean(
                Table(
                    "Ladders",
                    ("Decided by", "Then", "At most", "Used by"),
                    rows,
                    "Nothing is decided yet.",
                    filterable=True,
                )
            ),
        ),
        label="Page",
    )


def _row(atlas: Atlas, path: str, facts: list[Escalation]) -> Row:
    fact = _slowest(facts)
    uses = count(len({fact.right for fact in facts}), "decision")
    return Row(((Link(atlas.title(fact.decider), path),), _then(atlas, fact), _longest(fact), (uses,)))


def _slowest(facts: Sequence[Escalation]) -> Escalation:
    """Return the longest of some ways up by the same seats: rights may give the decider different times."""
    return max(facts, key=lambda fact: fact.worst_days)


def _ends(fact: Escalation) -> bool:
    """Tell whether somebody is waited for who has the last word."""
    return fact.end == "final" and bool(fact.rungs)


def _then(atlas: Atlas, fact: Escalation) -> Line:
    steps = " → ".join(atlas.titles(rung.to for rung in fact.rungs))
    if fact.end == "final":
        return (steps or f"{_has(atlas, fact.decider)} the last word",)
    stop = Badge("nobody settles it", "bad")
    return (f"{steps} ", stop) if steps else (stop,)


def _longest(fact: Escalation) -> Line:
    if not _ends(fact):
        return ("–",)
    return (fact.at_most, *((" ", Badge(_guess(fact))) if fact.assumed else ()))
