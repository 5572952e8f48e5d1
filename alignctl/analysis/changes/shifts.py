"""Regions in which other people can decide go in; a delta for each, in words, with who must approve, comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alignctl.analysis.changes.approvers import Need
from alignctl.analysis.changes.comparison import Comparison, Delta, quoted
from alignctl.model.approvals import same
from alignctl.model.kinds import Domain
from alignctl.model.organisation import Organisation
from alignctl.model.power import Power, Shift
from alignctl.model.ref import Ref


def authority(comparison: Comparison, shifts: Iterable[Shift]) -> Iterator[Delta]:
    """Yield one delta for each shift; one that comes later is told only if it is not there already."""
    told: set[tuple[object, ...]] = set()
    first = comparison.head.as_of
    for shift in shifts:
        identity = _identity(comparison, shift)
        if identity not in told:
            told.add(identity)
            yield _delta(comparison, shift, f" from {shift.day}" if shift.day > first else "")


def _identity(comparison: Comparison, shift: Shift) -> tuple[object, ...]:
    """Return what makes a shift worth telling: deputies who begin or end meanwhile on both sides do not."""
    before, after = shift.before, shift.after
    people = (after.people - before.people, before.people - after.people) if before.seats == after.seats else ()
    seats = (before.seats, after.seats, before.agree, after.agree, before.ladder, after.ladder)
    action = shift.action if len(shift.domains) == 1 else ""
    return shift.domains, action, shift.region, seats, people, _gains(comparison, shift)


def _delta(comparison: Comparison, shift: Shift, when: str) -> Delta:
    gains = _gains(comparison, shift)
    return Delta(
        what="authority",
        of=shift.domains[0],
        subjects=shift.domains,
        action=shift.action,
        region=f"{shift.region}{when}",
        sentence=_sentence(comparison, shift, when),
        base=_who(comparison.base, shift.before),
        head=_who(comparison.head, shift.after),
        needs=tuple(_needs(comparison, shift, gains=gains)),
        independent=_independent(comparison, shift),
        gains=gains,
    )


def _losers(shift: Shift) -> tuple[Ref, ...]:
    """Return who loses: the seats that decided, those that had to agree, and those that settled disputes."""
    before, after = shift.before, shift.after
    sole = before.seats if len(after.seats) > 1 and len(before.seats) == 1 else ()
    lost = [seat for seat in before.seats if seat not in after.seats]
    lost += [seat for seat in before.agree if seat not in (*after.agree, *after.seats)]
    lost += [seat for seat in before.ladder if seat not in (*after.ladder, *after.seats)]
    return tuple(dict.fromkeys((*sole, *lost)))


def _gains(comparison: Comparison, shift: Shift) -> bool:
    """Tell whether the author can decide more, or more freely, than before."""
    author, before, after = comparison.approvals.author, shift.before, shift.after
    if not author:
        return False
    can, could = {same(p) for p in after.people}, {same(p) for p in before.people}
    if author in can - could:
        return True
    new = [seat for seat in after.seats if seat not in before.seats]
    new += [seat for seat in after.agree if seat not in (*before.agree, *before.seats)]
    new += [seat for seat in after.ladder if seat not in (*before.ladder, *before.seats)]
    if any(author in _handles(comparison.head, seat) for seat in new):
        return True
    return author in can and any(
        seat not in (*after.agree, *after.seats) and author not in _handles(comparison.base, seat)
        for seat in before.agree
    )


def _needs(comparison: Comparison, shift: Shift, *, gains: bool) -> Iterator[Need]:
    approvers = comparison.approvers
    losers = _losers(shift)
    for seat in losers:
        yield approvers.seat(seat, gains=gains)
    staffed = [seat for seat in shift.before.seats if seat in shift.after.seats]
    left = bool(shift.before.people - shift.after.people) and not losers
    for seat in staffed if left else ():
        yield approvers.staff(seat, gains=gains)
    alone = not losers and not left  # a gain without a loser: the author does not vouch for himself
    for domain in shift.domains:
        entity = comparison.base.model.get(Domain, domain) or comparison.head.model.get(Domain, domain)
        unit = entity.owning_unit if entity else None
        head_of_unit = approvers.org.lead(unit) if unit else None
        if head_of_unit and left and head_of_unit in staffed:
            continue  # the seat itself gets other people; who approves that is asked already
        yield approvers.lead(unit, gains=gains or alone)


def _independent(comparison: Comparison, shift: Shift) -> Need:
    """Return whose approval makes a gain of the author independent (CH002)."""
    approvers = comparison.approvers
    found = [person for seat in (*_losers(shift), *shift.before.seats) for person in approvers.seat(seat, gains=True)]
    for domain in shift.domains:
        entity = comparison.base.model.get(Domain, domain)
        found += approvers.lead(entity.owning_unit, gains=True) if entity else ()
    return tuple(dict.fromkeys((*found, *approvers.superiors())))


def _handles(org: Organisation, seat: Ref) -> set[str]:
    return {same(person) for person in org.people(seat)}


def _sentence(comparison: Comparison, shift: Shift, when: str) -> str:
    subject = _case(comparison, shift)
    return subject + "; ".join(_parts(comparison, shift)) + when


def _case(comparison: Comparison, shift: Shift) -> str:
    names = " and ".join(quoted(domain) for domain in shift.domains)
    entity = comparison.head.model.get(Domain, shift.domains[0]) or comparison.base.model.get(Domain, shift.domains[0])
    several = entity is not None and len(entity.actions) > 1
    head = f"{shift.action} {names}" if several else names
    return head + ("" if shift.region == "everything" else f" {shift.region}") + " "


def _parts(comparison: Comparison, shift: Shift) -> Iterator[str]:
    before, after = shift.before, shift.after
    old, new = _who(comparison.base, before), _who(comparison.head, after)
    if before.seats != after.seats:
        yield _moved(before, after, old, new)
    elif before.people != after.people:
        yield from _staffed(before, after)
    yield from _parties(comparison, "must now be agreed by", "no longer needs the agreement of", before.agree, after)
    if before.seats == after.seats and before.ladder != after.ladder:
        yield f"goes to {_ladder(after)} if disputed, no longer to {_ladder(before)}"


def _moved(before: Power, after: Power, old: str, new: str) -> str:
    if not before.seats:
        return f"goes to {new}; nobody decided it before"
    if not after.seats:
        return f"is taken from {old}; nobody decides it any more"
    if len(after.seats) > 1:
        return f"is claimed by {new}, no longer by {old} alone"
    return f"moves from {old} to {new}"


def _staffed(before: Power, after: Power) -> Iterator[str]:
    seats = _list([quoted(seat) for seat in after.seats])
    gained, lost = sorted(after.people - before.people), sorted(before.people - after.people)
    if gained:
        yield f"can now be decided by {_list(gained)} for {seats}"
    if lost:
        yield f"can no longer be decided by {_list(lost)} for {seats}"


def _parties(comparison: Comparison, now: str, gone: str, old: tuple[Ref, ...], after: Power) -> Iterator[str]:
    added = [seat for seat in after.agree if seat not in old]
    dropped = [seat for seat in old if seat not in (*after.agree, *after.seats)]
    if added:
        yield f"{now} {_list([_seat(comparison.head, seat) for seat in added])}"
    if dropped:
        yield f"{gone} {_list([_seat(comparison.base, seat) for seat in dropped])}"


def _ladder(power: Power) -> str:
    return " -> ".join(quoted(seat) for seat in power.ladder) or "anybody"


def _who(org: Organisation, power: Power) -> str:
    return _list([_seat(org, seat) for seat in power.seats]) or "nobody"


def _seat(org: Organisation, seat: Ref) -> str:
    """Return a seat with its people: `cfo` (dora)."""
    people = sorted(org.people(seat))
    return quoted(seat) + (f" ({', '.join(people)})" if people else "")


def _list(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
