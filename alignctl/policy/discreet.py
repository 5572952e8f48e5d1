"""A state goes in; the same without the pay plans that an overlay keeps comes out, for answers that anyone may read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from alignctl.model.kinds import IncentivePlan
from alignctl.model.model import Model
from alignctl.model.ref import Ref
from alignctl.policy.discretion import Discretion
from alignctl.policy.state import State


def kept_apart(state: State) -> Mapping[Ref, IncentivePlan]:
    """Return the pay plans that an overlay of this state keeps, and of its base."""
    own = Discretion.of(state.loaded.model, state.settings).plans.values()
    return {**(kept_apart(state.base) if state.base else {}), **{plan.ref: plan for plan in own}}


def discreet(state: State) -> State:
    """Return a state whose model, documents and links know nothing of these plans, before and after a change.

    What is asked where the plans are kept is answered in full: there they are no overlay.
    """
    loaded, base = state.loaded, discreet(state.base) if state.base else None
    hidden = Discretion.of(loaded.model, state.settings).plans
    names = {plan.ref for plan in hidden.values()}
    if not names:
        return replace(state, base=base)
    open_to_all = replace(
        loaded,
        model=Model.of(entity for entity in loaded.model if entity.ref not in names),
        documents=tuple(one for one in loaded.documents if (one.source.path, one.index) not in hidden),
        links=tuple(link for link in loaded.links if names.isdisjoint((link.source, link.target))),
    )
    return replace(state, loaded=open_to_all, base=base)
