"""Who takes which part in which decision: rights go in, the desk of a role, forum or team comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from alignctl.model.claim import claims
from alignctl.model.facts import Escalation, Right
from alignctl.model.kinds import DecisionRight, Forum, Role
from alignctl.model.quantity import Duration
from alignctl.model.ref import Ref, kind_of
from alignctl.site.atlas import Atlas
from alignctl.site.blocks import Block, Paragraph, Row, Section, Table
from alignctl.site.lines import Line, Link
from alignctl.site.pages.common import dash, lean
from alignctl.site.pages.decide import band_words
from alignctl.words.quantities import capital, condition, count

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
    """One party's part in one right; `bands` are those in which it holds, `when` the same in words: none if all."""

    right: DecisionRight
    bands: frozenset[int]
    when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """The cases of a part in which the same holds: when, who decides, who must agree, and the party's time."""

    when: tuple[str, ...]
    deciders: tuple[Ref, ...]
    agree: tuple[Ref, ...]
    within: Duration | None


@dataclass(frozen=True)
class Desks:
    """The parts of every party, by party and part."""

    atlas: Atlas

    @cached_property
    def _parts(self) -> dict[Ref, dict[str, dict[Ref, Part]]]:
        found: dict[Ref, dict[str, dict[Ref, Part]]] = {}
        for right in self.atlas.all(DecisionRight):
            for party, part, band in self._of(right):
                held = found.setdefault(self._party(party), {}).setdefault(part, {})
                before = held[right.ref].bands if right.ref in held else frozenset()
                held[right.ref] = Part(right, before | {band})
        return found

    def _of(self, right: DecisionRight) -> Iterator[tuple[Ref, str, int]]:
        """Yield each party of a right with its part, and the number of the band in which it takes it.

        A band that never applies gives nobody a part, and nobody agrees to, or is asked on, a decision of their own.
        """
        dead = {band.label for fact in self.atlas.about(Right, right.ref) for band in fact.bands if not band.reachable}
        for number, claim in enumerate(claims(right)):
            if claim.label in dead:
                continue
            yield claim.decide, DECIDES, number
            parts = ((AGREES, claim.agree), (PREPARES, claim.recommend), (ASKED, claim.input))
            for part, parties in (*parts, (TOLD, (*claim.inform, *claim.perform))):
                others = (party for party in parties if self._party(party) != claim.decide or part == PREPARES)
                yield from ((party, part, number) for party in others)

    def _party(self, party: Ref) -> Ref:
        """Return the seat that acts: a unit that must agree is its lead."""
        return (self.atlas.org.lead(party) or party) if kind_of(party) == "unit" else party

    def desk(self, parties: Iterable[Ref], part: str) -> tuple[Part, ...]:
        """Return the parts of one sort of some parties, each right once, by title."""
        found: dict[Ref, Part] = {}
        for party in parties:
            for ref, held in self._parts.get(party, {}).get(part, {}).items():
                bands = found[ref].bands | held.bands if ref in found else held.bands
                found[ref] = Part(held.right, bands, self._words(held.right, bands))
        return tuple(sorted(found.values(), key=lambda part: (part.right.title.casefold(), part.right.ref)))

    def _words(self, right: DecisionRight, bands: frozenset[int]) -> tuple[str, ...]:
        """Return bands from the lowest to the highest; all of them together are no condition."""
        words = tuple(words for number, words in enumerate(band_words(self.atlas, right)) if number in bands)
        return words if len(words) < len(right.bands) else ()

    def shares(self, part: Part, kind: str) -> tuple[Share, ...]:
        """Return a part cut where something else holds, so that each share is true of all its cases."""
        return tuple(share for share, _ in self.cut(part, kind))

    def cut(self, part: Part, kind: str) -> Iterator[tuple[Share, frozenset[int]]]:
        """Yield the shares of a part with their bands.

        A part in decisions of one's own is cut by who must agree and how fast, any other by who decides as well.
        """
        found: dict[tuple[tuple[Ref, ...], tuple[Ref, ...], Duration | None], list[int]] = {}
        for number, claim in enumerate(claims(part.right)):
            if number in part.bands:
                agree = tuple(party for party in dict.fromkeys(claim.agree) if self._party(party) != claim.decide)
                within = part.right.agree_within if kind == AGREES else claim.sla
                told: tuple[Ref, ...] = () if kind == DECIDES else (claim.decide,)
                found.setdefault((told, agree if kind == DECIDES else (), within), []).append(number)
        only = self._only(part.right)
        for answer, numbers in found.items():
            bands = frozenset(numbers)
            yield Share((*self._words(part.right, bands), *only), *answer), bands

    def _only(self, right: DecisionRight) -> tuple[str, ...]:
        """Return the condition under which a right applies, in words."""
        units = {name: unit for domain in right.domains for name, unit in self.atlas.units_of.get(domain, {}).items()}
        words = " and ".join(condition(name, of, units) for name, of in sorted(right.when.items()))
        return (f"only if {words}",) if words else ()

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
            yield Section(anchor, heading, (_table(desks, part, held[:MOST]), *_rest(len(held))))


def _rest(number: int) -> Iterator[Block]:
    if number > MOST:
        yield Paragraph(
            (f"These are the first {MOST} of {number}. ", Link("All decisions", FINDER), " can be searched.")
        )


def _table(desks: Desks, part: str, held: tuple[Part, ...]) -> Table:
    own, atlas = part == DECIDES, desks.atlas
    head = ("Decision", "When", "Must agree", "Time") if own else ("Decision", "When", "Decided by", "Time")
    rows = tuple(
        Row((_name(atlas, of), _when(share), dash(others(atlas, share)), _time(share)))
        for of in held
        for share in desks.shares(of, part)
    )
    table = Table(HEADINGS[part][1], head, rows, "Nothing is written down.", filterable=True, form="desk")
    return lean(table, silent=("Always",))


def _name(atlas: Atlas, part: Part) -> Line:
    return (atlas.link(part.right.ref),)


def _when(share: Share) -> Line:
    return (capital("; ".join(share.when)) if share.when else "Always",)


def others(atlas: Atlas, share: Share) -> Line:
    """Return who must agree, where the desk is the decider's own, else who decides."""
    return atlas.links(share.deciders or share.agree)


def _time(share: Share) -> Line:
    """Return how long a party has: to agree, or to decide."""
    return (share.within.words,) if share.within else ("–",)
