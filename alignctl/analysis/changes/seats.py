"""Roles before and after a change go in; a delta for each that others hold, and that approves, comes out.

Who decides is told cell by cell; a lead, a last arbiter or an approver gets power from his seat alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.analysis.changes.comparison import Comparison, Delta, quoted
from alignctl.model.approvals import same
from alignctl.model.kinds import DecisionRight, Forum, Role, Unit
from alignctl.model.organisation import Organisation
from alignctl.model.ref import Ref


def seats(comparison: Comparison) -> Iterator[Delta]:
    """Yield roles with a say but no decision of their own that other people hold, or stand in for, than before."""
    organisations = (comparison.base, comparison.head)
    deciding = {seat for org in organisations for seat in _deciding(org)}
    weighty = {seat for org in organisations for seat in _weighty(org)} - deciding
    for old, new in comparison.pairs(Role):
        if isinstance(old, Role) and isinstance(new, Role) and new.ref in weighty and _people(old) != _people(new):
            yield _delta(comparison, old, new)


def _delta(comparison: Comparison, old: Role, new: Role) -> Delta:
    approvers = comparison.approvers
    before, after = _people(old), _people(new)
    gains = comparison.approvals.author in after - before
    told = [", ".join(sorted(found)) or "nobody" for found in (before, after)]
    return Delta(
        what="authority",
        of=new.ref,
        region="people",
        sentence=f"{quoted(new.ref)} is held by {told[1]}, no longer by {told[0]}",
        base=told[0],
        head=told[1],
        needs=(approvers.staff(new.ref, gains=gains) or approvers.governance(gains=gains),),
        independent=(*approvers.staff(new.ref, gains=True), *approvers.superiors()),
        gains=gains,
    )


def _people(role: Role) -> frozenset[str]:
    return frozenset(same(person) for person in (*role.holders, *(deputy.to for deputy in role.deputies)))


def _deciding(org: Organisation) -> Iterator[Ref]:
    """Yield the roles that decide in a right, alone or in a forum."""
    for right in org.model.active(DecisionRight, org.as_of):
        for seat in (right.decide, *(band.decide for band in right.bands)):
            found = org.seat(seat) if seat else None
            yield from found.members if isinstance(found, Forum) else (seat,) if seat else ()


def _weighty(org: Organisation) -> Iterator[Ref]:
    """Yield the roles that lead, that disputes go to, that must agree, or that answer for the rules."""
    yield from (unit.lead for unit in org.model.active(Unit, org.as_of) if unit.lead)
    for seat, found in org.seats.items():
        if found.final:
            yield seat
        if found.escalates_to:
            yield found.escalates_to
    for right in org.model.active(DecisionRight, org.as_of):
        yield from (*right.agree, *(party for band in right.bands for party in band.agree or ()))
    settings = org.settings
    yield from (*settings.waiver_approvers, *((settings.governance_owner,) if settings.governance_owner else ()))
