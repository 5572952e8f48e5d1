"""One domain, one case: the bids that hold it go in; those that stand, and how that was settled, come out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from alignctl.analysis.authority.register import Bid, ClaimKey
from alignctl.model.ref import Ref

Boxes = Mapping[ClaimKey, tuple[int, ...]]
"""The box of each claim: one mask for each axis."""


@dataclass(frozen=True, slots=True)
class Step:
    """One filter that dropped something: `way` is composite, reserved, nearer, narrower or priority."""

    way: str
    kept: tuple[Bid, ...]
    dropped: tuple[Bid, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What stands of the bids that hold a case together."""

    held: tuple[Bid, ...]
    kept: tuple[Bid, ...]
    steps: tuple[Step, ...]

    @property
    def deciders(self) -> tuple[Ref, ...]:
        """Return who decides by the bids that stand: one, or none (a gap), or several (a tie)."""
        return deciders(self.kept)

    @property
    def settled_by(self) -> str:
        """Return the first filter after which a single decider was left."""
        if len(deciders(self.held)) < 2:  # noqa: PLR2004 - two are needed for a dispute
            return "sameDecider"
        return next((step.way for step in self.steps if len(deciders(step.kept)) == 1), "none")


def deciders(bids: Sequence[Bid]) -> tuple[Ref, ...]:
    """Return the distinct deciders of bids, by name."""
    return tuple(sorted({bid.claim.decide for bid in bids}))


def judge(held: tuple[Bid, ...], boxes: Boxes) -> Verdict:
    """Let a reserved matter, else the nearest domain, then the narrowest box, then the highest priority stand.

    Lex superior for what is reserved, lex specialis for the rest.
    """
    if len(held) < 2:  # noqa: PLR2004 - it takes two
        return Verdict(held, held, ())
    filters: tuple[tuple[str, Callable[[Sequence[Bid]], tuple[Bid, ...]]], ...] = (
        ("composite", _composite),
        ("reserved", _reserved),
        ("nearer", _nearest),
        ("narrower", lambda bids: _narrowest(bids, boxes)),
        ("priority", _highest),
    )
    kept = held
    steps: list[Step] = []
    for way, keep in filters:
        left = keep(kept)
        if len(left) < len(kept):
            steps.append(Step(way, left, tuple(bid for bid in kept if bid not in left)))
        kept = left
    return Verdict(held, kept, tuple(steps))


def fewest_domains(bids: Sequence[Bid]) -> tuple[Bid, ...]:
    """Return the bids whose rights name the fewest domains."""
    fewest = min(len(bid.claim.right.domains) for bid in bids)
    return tuple(bid for bid in bids if len(bid.claim.right.domains) == fewest)


def _composite(bids: Sequence[Bid]) -> tuple[Bid, ...]:
    together = [bid for bid in bids if bid.composite]
    if not together or any(bid.claim.right.reserved for bid in bids):
        return tuple(bids)
    return fewest_domains(together)


def _reserved(bids: Sequence[Bid]) -> tuple[Bid, ...]:
    reserved = [bid for bid in bids if bid.claim.right.reserved]
    if not reserved:
        return tuple(bids)
    top = max(bid.top for bid in reserved)
    return tuple(bid for bid in reserved if bid.top == top)


def _nearest(bids: Sequence[Bid]) -> tuple[Bid, ...]:
    if bids[0].claim.right.reserved:
        return tuple(bids)
    near = min(bid.near for bid in bids)
    return tuple(bid for bid in bids if bid.near == near)


def _narrowest(bids: Sequence[Bid], boxes: Boxes) -> tuple[Bid, ...]:
    found = {boxes[bid.key] for bid in bids}

    def holds_another(outer: tuple[int, ...]) -> bool:
        return any(inner != outer and all(a & ~b == 0 for a, b in zip(inner, outer, strict=True)) for inner in found)

    wide = {box for box in found if holds_another(box)}
    return tuple(bid for bid in bids if boxes[bid.key] not in wide)


def _highest(bids: Sequence[Bid]) -> tuple[Bid, ...]:
    priority = max(bid.claim.right.priority for bid in bids)
    return tuple(bid for bid in bids if bid.claim.right.priority == priority)
