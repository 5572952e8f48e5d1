"""What a conflict hangs on: two stakes and the paths between them go in; a metric, a link or a lever comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from alignctl.model.facts import Effect, Stake
from alignctl.model.pull import SIGNS
from alignctl.model.ref import Ref

Wish = Callable[[Ref], int]


@dataclass(frozen=True, slots=True, order=True)
class Cause:
    """What would have to change for a conflict to end; `mechanism` says which of the three it is.

    The metric that is wanted both ways, the link from one metric to the next (two objects), or the lever.
    """

    mechanism: str
    objects: tuple[Ref, ...]


def cause_on_path(effect: Effect, first: Stake, wish: Wish) -> Cause:
    """Return the link on which the success of `first`, whose metric the path starts from, turns into harm."""
    return _turning_link(effect, 0, SIGNS[first.direction], wish)


def cause_on_lever(effects: tuple[Effect, Effect], stakes: tuple[Stake, Stake], wish: Wish) -> Cause:
    """Return where the two paths of a lever begin to disagree.

    They part at some node. If its own unit wants that node to go one way, going there harms one side: the cause is a
    link on the way to that side, whoever pulls the lever. Else the node itself is the lever.
    """
    shared = _shared(effects)
    fork = effects[0].via[shared - 1] if shared else effects[0].from_
    ends = [SIGNS[stake.direction] for effect, stake in zip(effects, stakes, strict=True) if len(effect.via) == shared]
    wanted = ends[0] if ends else wish(fork)
    for effect, stake in zip(effects, stakes, strict=True):
        moves = _moves(effect, shared, wanted)
        if moves and moves[-1][1] == -SIGNS[stake.direction]:
            return _turning_link(effect, shared, wanted, wish)
    return Cause("lever", (fork,))


def _turning_link(effect: Effect, begin: int, direction: int, wish: Wish) -> Cause:
    """Return the first link that moves a metric against what its own unit wants; the last where none does."""
    before = effect.via[begin - 1] if begin else effect.from_
    link = (before, effect.to)
    for node, moved in _moves(effect, begin, direction):
        link = (before, node)
        if wish(node) == -moved:
            break
        before = node
    return Cause("path", link)


def _moves(effect: Effect, begin: int, direction: int) -> list[tuple[Ref, int]]:
    """Return the nodes of a path from `begin` on, each with the way it goes (1, -1; 0 unknown) if that one is moved."""
    return list(zip(effect.via[begin:], _products(direction, effect.signs[begin:]), strict=True))


def _products(direction: int, signs: tuple[str, ...]) -> Iterator[int]:
    for sign in signs:
        direction *= 1 if sign == "raises" else -1
        yield direction


def _shared(effects: tuple[Effect, Effect]) -> int:
    """Return how many links two paths from one node have in common."""
    one, other = (tuple(zip(effect.via, effect.signs, strict=True)) for effect in effects)
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))
