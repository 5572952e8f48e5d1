"""Who takes which part in which decision: rights go in, the desk of a role, forum or team comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from alignctl.model.claim import claims
from alignctl.model.facts import Escalation
from alignctl.model.kinds import DecisionRight, Forum, Role
from alignctl.model.ref import Ref, kind_of
from alignctl.site.atlas import Atlas
from alignctl.site.blocks import Block, Paragraph, Row, Section, Table
from alignctl.site.lines import Line, Link
from alignctl.site.pages.common import dash, lean
from alignctl.site.pages.decide import band_words
from alignctl.words.quantities import capital, count

MOST = 60
FINDER = "decide/index.html"
DECIDES, AGREES, PREPARES, ASKED, TOLD = "decides", "must agree to", "prepares", "is asked on", "is told of"
HEADINGS = {
    DECIDES: ("decides", "Decides", "decides"),
    AGREES: ("agrees", "Must agree to", "must agree to"),
    PREPARES: ("prepares", "Prepares", "prepares"),
    ASKED: ("asked", "Is asked on", "is asked on"),
    TOLD: ("told", "Is told of", "is told of"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One party's part in one right; `when` are the bands in which it holds."""

    right: DecisionRight
    when: tuple[str, ...]


@dataclass(frozen=True)
class Desks:
    """The parts of every party, by party and part."""

    atlas: Atlas

    @cached_property
    def _parts(self) -> dict[Ref, dict[str, dict[Ref, Part]]]:
        found: dict[Ref, dict[str, dict[Ref, Part]]] = {}
        for right in self.atlas.all(DecisionRight):
            for party, part, when in self._of(right):
                held = found.setdefault(self._party(party), {}).setdefault(part, {})
                before = held[right.ref].when if right.ref in held else ()
                held[right.ref] = Part(right, (*before, when) if when else before)
        return found

    def _of(self, right: DecisionRight) -> Iterator[tuple[Ref, str, str]]:
        """Yield each party of a right with its part, and the band in which it takes it."""
        for claim, words in zip(claims(right), band_words(self.atlas, right) or ("",), strict=True):
            yield claim.decide, DECIDES, words
            parts = ((AGREES, claim.agree), (PREPARES, claim.recommend), (ASKED, claim.input))
            for part, parties in (*parts, (TOLD, (*claim.inform, *claim.perform))):
                yield from ((party, part, words) for party in parties)

    def _party(self, party: Ref) -> Ref:
        """Return the seat that acts: a unit that must agree is its lead."""
        return (self.atlas.org.lead(party) or party) if kind_of(party) == "unit" else party

    def desk(self, parties: Iterable[Ref], part: str) -> tuple[Part, ...]:
        """Return the parts of one sort of some parties, each right once, by title."""
        found: dict[Ref, Part] = {}
        for party in parties:
            for ref, held in self._parts.get(party, {}).get(part, {}).items():
                when = (*found[ref].when, *held.when) if ref in found else held.when
                found[ref] = Part(held.right, self._ordered(held.right, when))
        return tuple(sorted(found.values(), key=lambda part: (part.right.title.casefold(), part.right.ref)))

    def _ordered(self, right: DecisionRight, when: tuple[str, ...]) -> tuple[str, ...]:
        """Return bands from the lowest to the highest; all of them together are no condition."""
        bands = tuple(words for words in band_words(self.atlas, right) if words in when)
        return bands if len(bands) < len(right.bands) else ()

    def seats(self, units: frozenset[Ref]) -> tuple[Ref, ...]:
        """Return the roles whose home is in one of some units."""
        return tuple(ref for _, ref in sorted(seat for unit in units for seat in self._seats.get(unit, ())))

    @cached_property
    def _seats(self) -> dict[Ref, list[tuple[int, Ref]]]:
        """Return the roles at home in each unit, with their position in the order by title."""
        found: dict[Ref, list[tuple[int, Ref]]] = {}
        for position, role in enumerate(self.atlas.all(Role)):
            found.setdefault(role.unit, []).append((position, role.ref))
        return found

    def forums(self, seats: Iterable[Ref]) -> tuple[Ref, ...]:
        """Return the forums in which one of some roles sits."""
        return tuple(ref for _, ref in sorted({forum for seat in seats for forum in self._forums.get(seat, ())}))

    @cached_property
    def next_up(self) -> frozenset[Ref]:
        """Return the seats to which somebody goes who disagrees with a decider."""
        return frozenset(rung.to for fact in self.atlas.facts(Escalation) for rung in fact.rungs)

    @cached_property
    def _forums(self) -> dict[Ref, list[tuple[int, Ref]]]:
        """Return the forums in which each role sits, with their position in the order by title."""
        found: dict[Ref, list[tuple[int, Ref]]] = {}
        for position, forum in enumerate(self.atlas.all(Forum)):
            for member in forum.members:
                found.setdefault(member, []).append((position, forum.ref))
        return found


def summary(desks: Desks, parties: tuple[Ref, ...], *, many: bool = False, nothing: str = "") -> str:
    """Return what lands on a desk, counted, without what does not: `decides 3 things, is asked on 2`.

    With `many` it goes on after a plural: `decide 3 things`. `nothing` is said where nothing lands there.
    """
    verbs = {DECIDES: "decide", PREPARES: "prepare", ASKED: "are asked on"} if many else {}
    numbers = [(part, len(desks.desk(parties, part)), "") for part in (DECIDES, AGREES, PREPARES, ASKED)]
    if not numbers[0][1]:
        numbers[0] = (DECIDES, len(desks.desk(desks.forums(parties), DECIDES)), " together with others")
    held = [(part, amount, how) for part, amount, how in numbers if amount]
    if not held:
        return nothing or f"{verbs.get(DECIDES, DECIDES)} nothing."
    (first, amount, how), *others = held
    more = (f", {verbs.get(part, part)} {amount}" for part, amount, _ in others)
    return f"{verbs.get(first, first)} {count(amount, 'thing')}{how}{''.join(more)}."


def brief(desks: Desks, parties: tuple[Ref, ...]) -> str:
    """Return what lands on a desk without what does not: `decides 3 things, is asked on 2`."""
    numbers = [(part, len(desks.desk(parties, part))) for part in (DECIDES, AGREES, PREPARES, ASKED, TOLD)]
    return ", ".join(f"{part} {count(amount, 'thing')}" for part, amount in numbers if amount)


def sections(desks: Desks, parties: tuple[Ref, ...]) -> Iterator[Block]:
    """Yield one section for each part that the parties take."""
    for part, (anchor, heading, _) in HEADINGS.items():
        held = desks.desk(parties, part)
        if held:
            yield Section(anchor, heading, (_table(desks.atlas, part, held[:MOST]), *_rest(len(held))))


def _rest(number: int) -> Iterator[Block]:
    if number > MOST:
        yield Paragraph(
            (f"These are the first {MOST} of {number}. ", Link("All decisions", FINDER), " can be searched.")
        )


def _table(atlas: Atlas, part: str, held: tuple[Part, ...]) -> Table:
    own = part == DECIDES
    head = ("Decision", "When", "Must agree", "Time") if own else ("Decision", "When", "Decided by", "Time")
    rows = tuple(
        Row((_name(atlas, of), _when(of), dash(others(atlas, of.right, own=own)), _time(of.right, part))) for of in held
    )
    table = Table(HEADINGS[part][1], head, rows, "Nothing is written down.", filterable=True, form="desk")
    return lean(table, silent=("Always",))


def _name(atlas: Atlas, part: Part) -> Line:
    return (atlas.link(part.right.ref),)


def _when(part: Part) -> Line:
    return (capital("; ".join(part.when)) if part.when else "Always",)


def others(atlas: Atlas, right: DecisionRight, *, own: bool) -> Line:
    """Return who must agree, where the desk is the decider's own, else who decides."""
    if own:
        return atlas.links(dict.fromkeys(party for claim in claims(right) for party in claim.agree))
    return atlas.links(dict.fromkeys(claim.decide for claim in claims(right)), "or")


def _time(right: DecisionRight, part: str) -> Line:
    """Return how long a party has: to agree, or to decide."""
    within = right.agree_within if part == AGREES else right.sla
    return (within.words,) if within else ("–",)
