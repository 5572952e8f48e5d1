"""Cells go in, the fewest boxes that say the same come out: neighbours with equal answers become one region."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from alignctl.analysis.authority.table import Mask
from alignctl.model.axes import Axis

K = TypeVar("K")


def merge(axes: Sequence[Axis], cells: Iterable[tuple[Mask, K]]) -> tuple[tuple[Mask, K], ...]:
    """Join boxes that differ along one axis only and have equal answers, one axis after the other, the last first.

    The boxes must not overlap; nor do those that come out, which hold the same cells, in the order of their first.
    """
    found = list(cells)
    for place in reversed(range(len(axes))):
        found = list(_along(axes[place], place, found))
    return tuple(sorted(found, key=lambda cell: [(mask & -mask, mask) for mask in cell[0]]))


def _along(axis: Axis, place: int, cells: Iterable[tuple[Mask, K]]) -> Iterator[tuple[Mask, K]]:
    groups: dict[tuple[K, Mask], list[int]] = {}
    for box, answer in cells:
        groups.setdefault((answer, (*box[:place], 0, *box[place + 1 :])), []).append(box[place])
    for (answer, box), masks in groups.items():
        for mask in _runs(axis, sorted(masks, key=lambda mask: mask & -mask)):
            yield (*box[:place], mask, *box[place + 1 :]), answer


def _runs(axis: Axis, masks: Sequence[int]) -> Iterator[int]:
    run = masks[0]
    for mask in masks[1:]:
        if axis.joins(run, mask):
            run |= mask
        else:
            yield run
            run = mask
    yield run
