"""Roles before and after a change go in; a delta for each that others hold, or stand in for, comes out.

Who decides is told case by case; but a lead, a last arbiter or an approver gets power from his seat alone, and any
seat may get some later.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from alignctl.analysis.changes.approvers import Handles
from alignctl.analysis.changes.comparison import Comparison, Delta
from alignctl.analysis.changes.phrases import listed, quoted
from alignctl.model.approvals import same
from alignctl.model.kinds import Deputy, Role
from alignctl.model.ref import Ref


def seats(comparison: Comparison, told: Collection[Ref]) -> Iterator[Delta]:
    """Yield roles that other people hold, or stand in for on other terms; not those of which it is `told` already."""
    for old, new in comparison.pairs(Role):
        if isinstance(old, Role) and isinstance(new, Role):
            holders = _people(old) != _people(new) and new.ref not in told
            if holders or _entries(old, by_cases=new.ref in told) != _entries(new, by_cases=new.ref in told):
                yield _delta(comparison, old, new)


def _delta(comparison: Comparison, old: Role, new: Role) -> Delta:
    approvers = comparison.approvers
    before, after = _people(old), _people(new)
    gaining = _gaining(comparison, old, new)
    need = approvers.staff(new.ref, f"who holds {quoted(new.ref)}", gaining)
    held = [listed(sorted(found)) for found in (before, after)]
    return Delta(
        what="authority",
        of=new.ref,
        about="people",
        sentence="; ".join(_words(old, new)),
        base=held[0],
        head=held[1],
        needs=(need,),
        independent=(*(voice.person for voice in need), *approvers.superiors),
        gaining=gaining,
    )


def _words(old: Role, new: Role) -> Iterator[str]:
    before, after = _people(old), _people(new)
    if before != after:
        yield f"{quoted(new.ref)} is held by {listed(sorted(after))}, no longer by {listed(sorted(before))}"
    names = [[quoted(one.to) for one in role.deputies] for role in (old, new)]
    added, dropped = [one for one in names[1] if one not in names[0]], [one for one in names[0] if one not in names[1]]
    if added:
        yield f"{listed(added)} can now stand in for {quoted(new.ref)}"
    if dropped:
        yield f"{listed(dropped)} can no longer stand in for {quoted(new.ref)}"
    if not added and not dropped and old.deputies != new.deputies:
        yield f"{listed(names[1])} can stand in for {quoted(new.ref)} in other cases, on other days or in another order"


def _people(role: Role) -> Handles:
    return frozenset(map(same, role.holders))


def _entries(role: Role, *, by_cases: bool) -> tuple[Deputy, ...]:
    """Return the entries of deputies; without what is told case by case, where it is."""
    if not by_cases:
        return role.deputies
    return tuple(
        replace(one, rights=None, limits={}, from_=None, until=None) for one in role.deputies if one.concurrent
    )


def _gaining(comparison: Comparison, old: Role, new: Role) -> Handles:
    found = _people(new) - _people(old)
    for deputy in new.deputies:
        if deputy not in old.deputies:
            named = deputy.to.startswith("role:")
            found |= frozenset(map(same, comparison.head.people(Ref(deputy.to)) if named else (deputy.to,)))
    return found
