"""Who may stand in: deputy entries, rights and cases go in; whom an entry admits, and for how much, comes out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from alignctl.model.axes import Segment, admits, axes, declared
from alignctl.model.claim import Claim, extent
from alignctl.model.kinds import DecisionRight, Deputy
from alignctl.model.organisation import Organisation
from alignctl.model.placeholder import is_nobody
from alignctl.model.ref import Ref

Portion = Literal["all", "some", "none"]


def entrusted(deputy: Deputy, right: DecisionRight) -> bool:
    """Tell whether an entry hands on a right, and the right allows it."""
    return right.delegable and (deputy.rights is None or right.ref in deputy.rights)


def within_limits(deputy: Deputy, case: Mapping[str, Segment]) -> bool:
    """Tell whether a case is inside an entry's limits; a limit on an attribute that the case lacks says nothing."""
    limits = ((name, extent(limit)) for name, limit in deputy.limits.items())
    return all(name not in case or admits(limit, case[name]) for name, limit in limits)


def portion(org: Organisation, deputy: Deputy, claim: Claim) -> Portion:
    """Return how much of a claim's cases an entry admits."""
    if not entrusted(deputy, claim.right):
        return "none"
    known = declared(org, claim.right.domains)
    limits = {name: extent(limit) for name, limit in deputy.limits.items() if name in known or name in claim.box}
    cuts = {name: [limit, *([claim.box[name]] if name in claim.box else [])] for name, limit in limits.items()}
    whole = True
    for axis in axes(known, cuts):
        claimed, allowed = axis.mask(claim.box.get(axis.name)), axis.mask(limits[axis.name])
        if not claimed & allowed:
            return "none"
        whole = whole and not claimed & ~allowed
    return "all" if whole else "some"


def in_force(org: Organisation, deputy: Deputy) -> bool:
    """Tell whether the day is inside an entry's window; both ends count."""
    begun = deputy.from_ is None or deputy.from_ <= org.as_of
    return begun and (deputy.until is None or org.as_of <= deputy.until)


def behind(org: Organisation, deputy: Deputy) -> frozenset[str]:
    """Return everybody who could act under an entry that is in force, away or not."""
    if not in_force(org, deputy):
        return frozenset()
    if deputy.to.startswith("role:"):
        return org.people(Ref(deputy.to))
    return frozenset() if is_nobody(deputy.to) else frozenset({deputy.to})
