"""A decision table: touched domains and an action go in; every cell of the universe with its answer comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, groupby, product
from math import prod
from operator import itemgetter, xor
from types import MappingProxyType

from alignctl.analysis.authority.contest import Boxes, fewest_domains, judge
from alignctl.analysis.authority.outcome import Outcome, conclude
from alignctl.analysis.authority.register import Bid, ClaimKey, Register, claim_key
from alignctl.model.axes import Axis, Segment, admits, axes, bits, declared
from alignctl.model.claim import Claim, Extent
from alignctl.model.kinds import Attribute
from alignctl.model.organisation import Organisation
from alignctl.model.ref import Ref

NONE: Mapping[str, Attribute] = MappingProxyType({})
COUNTED = 10**15
"""Cells are counted up to here; no computer looks into more, and no other program takes more digits."""

Mask = tuple[int, ...]
"""A box: for each axis the set of its segments, as bits."""


@dataclass(frozen=True, slots=True)
class Line:
    """One touched domain with the action asked about there and the bids on it."""

    domain: Ref
    action: str
    bids: tuple[Bid, ...]


@dataclass(frozen=True)
class Table:
    """The cases of some domains, cut into cells in which nothing changes.

    An attribute with a given value has one cell; it is cut all the same, because which of two boxes is narrower
    depends on the whole universe.
    """

    org: Organisation
    lines: tuple[Line, ...]
    axes: tuple[Axis, ...]
    given: Mapping[str, Segment] = field(default_factory=dict)
    _known: dict[int, Outcome] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(
        cls,
        org: Organisation,
        lines: tuple[Line, ...],
        given: Mapping[str, Segment] | None = None,
        cuts: Iterable[tuple[str, Extent]] = (),
        undeclared: Mapping[str, Attribute] = NONE,
    ) -> Table:
        """Cut the universe of the lines' domains at all conditions of their claims, and at `cuts`.

        `undeclared` says what is known otherwise of attributes that these domains do not declare.
        """
        claims = {bid.key: bid.claim for line in lines for bid in line.bids}
        extents: dict[str, list[Extent]] = {}
        for name, extent in (*(part for claim in claims.values() for part in claim.box.items()), *cuts):
            extents.setdefault(name, []).append(extent)
        found = axes({**undeclared, **declared(org, [line.domain for line in lines])}, extents)
        return cls(org, lines, found, given or {})

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Return all claims that bid here, each once, in the order of the lines; bit i stands for claim i."""
        return tuple({bid.key: bid.claim for line in self.lines for bid in line.bids}.values())

    @cached_property
    def boxes(self) -> Boxes:
        """Return the box of each claim, which nobody asks for where a table is over the budget."""
        return {
            claim_key(claim): tuple(axis.mask(claim.box.get(axis.name)) for axis in self.axes) for claim in self.claims
        }

    @property
    def size(self) -> int:
        """Return the number of cells, or `COUNTED` if there are more."""
        return min(COUNTED, prod(len(self._segments(axis)) for axis in self.axes))

    def cells(self) -> Iterator[tuple[Mask, Outcome]]:
        """Yield every cell, the first axis changing slowest, as one bit for each axis, with its answer."""
        columns = [
            [(1 << place, held) for place, held in enumerate(self._holding(number))] for number in range(len(self.axes))
        ]
        everyone = (1 << len(self.boxes)) - 1
        for cell in product(*columns):
            held = everyone
            for _, admitted in cell:
                held &= admitted
            yield tuple(bit for bit, _ in cell), self._outcome(held)

    def case(self, cell: Mask) -> dict[str, Segment]:
        """Return the value of each attribute in a cell: a range for numbers."""
        return {
            axis.name: self._segments(axis)[bit.bit_length() - 1] for axis, bit in zip(self.axes, cell, strict=True)
        }

    def words(self, box: Mask) -> str:
        """Return a region in words: `everything`, or the parts of the open attributes joined with `and`."""
        parts = [axis.words(mask) for axis, mask in zip(self.axes, box, strict=True) if axis.name not in self.given]
        return " and ".join(part for part in parts if part) or "everything"

    def _segments(self, axis: Axis) -> Sequence[Segment]:
        return (self.given[axis.name],) if axis.name in self.given else axis.segments

    def _holding(self, number: int) -> Iterable[int]:
        """Return the claims, as bits, that admit each segment of an axis."""
        axis = self.axes[number]
        if axis.name in self.given:
            return [self._admitting(axis, self.given[axis.name])]
        turns = [0] * (len(axis.segments) + 1)  # who comes and who goes, so that not every claim is tried everywhere
        for place, claim in enumerate(self.claims):
            mask = self.boxes[claim_key(claim)][number]
            for turn in bits(mask ^ (mask << 1)):
                turns[turn] ^= 1 << place
        return list(accumulate(turns[:-1], xor))

    def _admitting(self, axis: Axis, segment: Segment) -> int:
        found = 0
        for place, claim in enumerate(self.claims):
            extent = claim.box.get(axis.name)
            if extent is None or admits(extent, segment):
                found |= 1 << place
        return found

    @cached_property
    def _bidders(self) -> Mapping[ClaimKey, list[tuple[int, int, Bid]]]:
        """Return the bids that each claim makes, with their line and position in it."""
        found: dict[ClaimKey, list[tuple[int, int, Bid]]] = {}
        for number, line in enumerate(self.lines):
            for place, bid in enumerate(line.bids):
                found.setdefault(bid.key, []).append((number, place, bid))
        return found

    def _outcome(self, held: int) -> Outcome:
        if held not in self._known:
            holding = [claim_key(self.claims[place]) for place in bits(held)]
            bids: dict[Ref, tuple[Bid, ...]] = {line.domain: () for line in self.lines}
            made = sorted((one for key in holding for one in self._bidders[key]), key=itemgetter(0, 1))
            for number, group in groupby(made, itemgetter(0)):
                bids[self.lines[number].domain] = tuple(bid for _, _, bid in group)
            self._known[held] = self._settle(bids)
        return self._known[held]

    def _settle(self, bids: Mapping[Ref, tuple[Bid, ...]]) -> Outcome:
        joint = _common_rights(list(bids.values())) if len(bids) > 1 else frozenset()
        if joint:
            bids = {
                domain: tuple(bid for bid in found if bid.claim.right.ref in joint) for domain, found in bids.items()
            }
        verdicts = {domain: judge(found, self.boxes) for domain, found in bids.items()}
        return conclude(self.org, verdicts, composite=bool(joint))


def _common_rights(bids: Sequence[tuple[Bid, ...]]) -> frozenset[Ref]:
    """Return the composite rights that cover every touched domain; of several those that name the fewest."""
    shared = frozenset.intersection(*(frozenset(b.claim.right.ref for b in found if b.composite) for found in bids))
    joint = [bid for found in bids for bid in found if bid.claim.right.ref in shared]
    return frozenset(bid.claim.right.ref for bid in fewest_domains(joint)) if joint else shared


def lines(register: Register, org: Organisation, domains: Iterable[Ref], action: str | None = None) -> tuple[Line, ...]:
    """Return the lines of a case; without an action each domain's first, as where a domain does not know the action.

    A composite right bids only if the case touches at least two of its domains.
    """
    touched = tuple(sorted({domain for domain in domains if domain in org.domains.parents}))
    asked = [(domain, chosen_action(org, domain, action, touched)) for domain in touched]
    found = [Line(domain, what, register.bids(org, domain, what)) for domain, what in asked]
    reach: dict[Ref, set[Ref]] = {}
    for line in found:
        for bid in line.bids:
            if bid.composite:
                hit = set(bid.claim.right.domains).intersection(org.domains.lineage(line.domain))
                reach.setdefault(bid.claim.right.ref, set()).update(hit)
    together = {right for right, hit in reach.items() if len(touched) > 1 and len(hit) > 1}
    return tuple(
        Line(line.domain, line.action, tuple(b for b in line.bids if not b.composite or b.claim.right.ref in together))
        for line in found
    )


def chosen_action(org: Organisation, domain: Ref, action: str | None, touched: Sequence[Ref]) -> str:
    """Return the action asked about in a domain.

    Where another touched domain knows the action and this one does not, its first action stands for it.
    """
    own = org.actions(domain)
    if action is None:
        return own[0]
    known_elsewhere = any(action in org.actions(other) for other in touched)
    return own[0] if known_elsewhere and action not in own else action
