"""Facts about what goes round in circles."""

from __future__ import annotations

from dataclasses import dataclass

from alignctl.model.facts.fact import Fact
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Knot(Fact):
    """One per strongly connected component of a graph that must be acyclic; key: graph and scope."""

    graph: str
    scope: str
    members: tuple[Ref, ...]
    tangled: bool
    path: str
