"""A decision and the documents around it go in; the case that was decided comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from alignctl.model.kinds import Decision, Initiative
from alignctl.model.model import Model
from alignctl.model.quantity import Value
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True)
class Matter:
    """What a decision is about."""

    domains: tuple[Ref, ...]
    action: str | None
    values: Mapping[str, Value]
    initiative: Initiative | None


def matter(model: Model, decision: Decision) -> Matter:
    """Return the case of a decision: its own fields, else those of its initiative."""
    initiative = model.get(Initiative, decision.initiative)
    if initiative is None:
        return Matter(decision.domains, decision.action, decision.attributes, None)
    return Matter(
        decision.domains or initiative.domains,
        decision.action or initiative.action,
        {**initiative.attributes, **decision.attributes},
        initiative,
    )
