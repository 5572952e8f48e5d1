"""Owners of domains and leads of units before and after a change go in; a delta for each that is another comes out.

Whoever owns a domain approves the changes of authority in it; so that ownership is itself no way around the gate.
"""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.analysis.changes.approvers import NOBODY
from alignctl.analysis.changes.comparison import Comparison, Delta
from alignctl.analysis.changes.phrases import quoted
from alignctl.model.approvals import same
from alignctl.model.kinds import Domain, Unit
from alignctl.model.ref import Ref


def stewards(comparison: Comparison) -> Iterator[Delta]:
    """Yield domains that belong to another unit, and units that another role leads."""
    for old, new in comparison.pairs(Domain):
        if isinstance(old, Domain) and isinstance(new, Domain) and old.owning_unit != new.owning_unit:
            before, after = comparison.base.lead(old.owning_unit), comparison.head.lead(new.owning_unit)
            told = f"{quoted(new.ref)} belongs to {quoted(new.owning_unit)}, no longer to {quoted(old.owning_unit)}"
            yield _delta(comparison, new.ref, told, before, after)
    for old, new in comparison.pairs(Unit):
        if isinstance(old, Unit) and isinstance(new, Unit) and old.lead != new.lead:
            before, after = comparison.base.lead(old.ref), comparison.head.lead(new.ref)
            told = f"{quoted(new.ref)} is led by {_named(after)}, no longer by {_named(before)}"
            yield _delta(comparison, new.ref, told, before, after)


def _delta(comparison: Comparison, of: Ref, told: str, before: Ref | None, after: Ref | None) -> Delta:
    """Return the delta: who led approves, or the next above where it is the author who gains."""
    approvers = comparison.approvers
    gaining = frozenset(same(person) for person in comparison.head.people(after)) if after else NOBODY
    why = f"who led {quoted(of)}" if of.startswith("unit:") else f"who leads the unit that owned {quoted(of)}"
    need = approvers.seat(before, why, gaining) if before else approvers.governance(gaining)
    return Delta(
        what="authority",
        of=of,
        about="owner",
        sentence=told,
        base=_named(before),
        head=_named(after),
        needs=(need,),
        independent=(*(voice.person for voice in need), *approvers.superiors),
        gaining=gaining,
    )


def _named(seat: Ref | None) -> str:
    return quoted(seat) if seat else "nobody"
