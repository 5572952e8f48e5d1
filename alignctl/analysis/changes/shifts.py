"""Regions in which other people can decide go in; a delta for each, in words, with who must approve, comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alignctl.analysis.changes.approvers import NOBODY, Handles, Need
from alignctl.analysis.changes.asks import handles, owner
from alignctl.analysis.changes.comparison import Comparison, Delta
from alignctl.analysis.changes.phrases import listed, quoted
from alignctl.model.approvals import same
from alignctl.model.kinds import Domain
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence
from alignctl.model.power import Power, Shift
from alignctl.model.ref import Ref, kind_of
from alignctl.model.spelling import spelt

TERMS = {
    "sod": "who may not be one person",
    "delegable": "whether deputies may decide",
    "class_": "the kind",
    "recommend": "who prepares it",
    "input": "whose view is asked",
    "perform": "who does it",
    "inform": "who is told",
    "on_silence": "what no answer leads to",
    "agree_within": "the time to agree",
    "sla": "the time to decide",
}


def authority(comparison: Comparison, shifts: Iterable[Shift]) -> Iterator[Delta]:
    """Yield one delta for each shift; one that comes later is told only if it is not there already."""
    told: set[tuple[object, ...]] = set()
    first = comparison.head.as_of
    for shift in shifts:
        identity = _identity(comparison, shift)
        if identity not in told:
            told.add(identity)
            yield _delta(comparison, shift, f"From {shift.day} on" if shift.day > first else "")


def _identity(comparison: Comparison, shift: Shift) -> tuple[object, ...]:
    """Return what makes a shift worth telling: deputies who begin or end meanwhile on both sides do not."""
    before, after = shift.before, shift.after
    people = (after.people - before.people, before.people - after.people) if before.seats == after.seats else ()
    seats = (before.seats, after.seats, before.agree, after.agree, before.ladder, after.ladder)
    action = shift.action if len(shift.domains) == 1 else ""
    gains = comparison.approvals.author in _gaining(comparison, shift)
    return shift.domains, action, shift.region, seats, before.terms, after.terms, people, gains, shift.exact


def _delta(comparison: Comparison, shift: Shift, when: str) -> Delta:
    gaining = _gaining(comparison, shift)
    needs = tuple(_needs(comparison, shift, gaining))
    grounds = [one for one in shift.after.grounds if one not in shift.before.grounds] or list(shift.after.grounds)
    return Delta(
        what="authority",
        of=shift.domains[0],
        subjects=shift.domains,
        action=shift.action,
        about=_about(shift),
        region=" ".join(filter(None, (shift.region, when))),
        sentence=_sentence(comparison, shift, when),
        base=_who(comparison.base, shift.before),
        head=_who(comparison.head, shift.after),
        needs=needs,
        independent=_independent(comparison, shift),
        gaining=gaining,
        place=grounds[0].place if grounds else None,
        evidence=(*grounds[1:], *_before(comparison, shift)),
    )


def _about(shift: Shift) -> str:
    """Return who is concerned before and after: what a change of authority is about, however its cases are drawn."""
    sides = (" ".join((*power.seats, *power.agree)) for power in (shift.before, shift.after))
    return " > ".join(sides).strip()


def _before(comparison: Comparison, shift: Shift) -> Iterator[Evidence]:
    """Yield what the answer rested on before, each at its document, or at the domain's where that is gone."""
    domain = comparison.head.model.get(Domain, shift.domains[0])
    for one in shift.before.grounds:
        right = comparison.rights.get((one.place.path, one.place.index))
        if entity := (comparison.head.model.objects.get(right) if right else None) or domain:
            yield Evidence(entity.place, f"before the change, {one.text}")


def _lost(shift: Shift) -> dict[Ref, str]:
    """Return the seats that lose something, and what: the decision, their agreement, or settling disputes."""
    before, after = shift.before, shift.after
    if not shift.exact:
        return dict.fromkeys((*before.seats, *before.agree), "who decides some of these cases")
    sole = before.seats if len(after.seats) > 1 and len(before.seats) == 1 else ()
    found = {
        **{seat: "who settles disputes" for seat in before.ladder if seat not in (*after.ladder, *after.seats)},
        **{seat: "whose agreement was needed" for seat in before.agree if seat not in (*after.agree, *after.seats)},
        **dict.fromkeys(sole, "who is no longer the only one to decide"),
        **{seat: "who loses the decision" for seat in before.seats if seat not in after.seats},
    }
    order = (*sole, *before.seats, *before.agree, *before.ladder)
    return {seat: found[seat] for seat in order if seat in found}


def _gaining(comparison: Comparison, shift: Shift) -> Handles:
    """Return who can decide more, or more freely, than before."""
    before, after = shift.before, shift.after
    can, could = (frozenset(map(same, power.people)) for power in (after, before))
    if not shift.exact or before.terms != after.terms:
        return can
    new = [seat for seat in after.seats if seat not in before.seats]
    new += [seat for seat in after.agree if seat not in (*before.agree, *before.seats)]
    new += [seat for seat in after.ladder if seat not in (*before.ladder, *before.seats)]
    freed = [seat for seat in before.agree if seat not in (*after.agree, *after.seats)]
    found = (can - could) | handles(comparison.head, new)
    return found.union(*(can - handles(comparison.base, (seat,)) for seat in freed))


def _needs(comparison: Comparison, shift: Shift, gaining: Handles) -> Iterator[Need]:
    approvers = comparison.approvers
    lost = _lost(shift)
    yield from (approvers.seat(seat, why, gaining) for seat, why in lost.items())
    if shift.before.terms != shift.after.terms:
        told = dict.fromkeys(shift.before.seats, "who decides on these terms")
        told |= dict.fromkeys(shift.before.agree, "whose agreement is needed")
        yield from (approvers.seat(seat, why, gaining) for seat, why in told.items() if seat not in lost)
    staffed = [seat for seat in shift.before.seats if seat in shift.after.seats]
    changed = shift.before.people != shift.after.people
    for seat in staffed if changed else ():
        yield approvers.staff(seat, f"who holds {quoted(seat)}", gaining)
    left = bool(shift.before.people - shift.after.people) and not lost
    alone = not lost and not left  # a gain without a loser: the author does not vouch for himself
    author = frozenset({comparison.approvals.author}) if alone else NOBODY
    for domain in shift.domains:
        entity = comparison.law.model.get(Domain, domain) or comparison.head.model.get(Domain, domain)
        unit = entity.owning_unit if entity else None
        head_of_unit = approvers.org.lead(unit) if unit else None
        if head_of_unit and left and head_of_unit in staffed:
            continue  # the seat itself gets other people; who approves that is asked already
        yield owner(comparison, domain, gaining | author)


def _independent(comparison: Comparison, shift: Shift) -> tuple[str, ...]:
    """Return whose approval makes a gain of the author independent (CH002)."""
    approvers, author = comparison.approvers, frozenset({comparison.approvals.author})
    needs = [approvers.seat(seat, "", author) for seat in dict.fromkeys((*_lost(shift), *shift.before.seats))]
    needs += [owner(comparison, domain, author) for domain in shift.domains if comparison.law.model.find(domain)]
    return tuple(dict.fromkeys((*(voice.person for need in needs for voice in need), *approvers.superiors)))


def _sentence(comparison: Comparison, shift: Shift, when: str) -> str:
    subject = (f"{when}, " if when else "") + _case(comparison, shift)
    if not shift.exact:
        return subject + "has too many cases to compare one by one; who decides may have changed in any of them"
    return subject + "; ".join(_parts(comparison, shift))


def _case(comparison: Comparison, shift: Shift) -> str:
    names = listed([quoted(domain) for domain in shift.domains])
    known = shift.domains[0] in comparison.head.domains.parents
    org = comparison.head if known else comparison.base
    several = len(org.actions(shift.domains[0])) > 1
    head = f"{names} ({spelt(shift.action)})" if several else names
    return head + ("" if shift.region == "everything" else f" {shift.region}") + " "


def _parts(comparison: Comparison, shift: Shift) -> Iterator[str]:
    before, after = shift.before, shift.after
    old, new = _who(comparison.base, before), _who(comparison.head, after)
    if before.seats != after.seats:
        hidden = any(kind_of(one) == "decisionright" for one in comparison.unread_before)
        yield _moved(before, after, old, new, "who decided it before cannot be read" if hidden else "")
    elif before.people != after.people:
        yield from _staffed(before, after)
    yield from _parties(comparison, "must now be agreed by", "no longer needs the agreement of", before.agree, after)
    if before.seats == after.seats and before.ladder != after.ladder:
        yield f"goes to {_ladder(after)} if disputed, no longer to {_ladder(before)}"
    if before.terms != after.terms:
        yield f"now follows from {_rights(after)}, no longer from {_rights(before)}, on other terms: {_terms(shift)}"


def _rights(power: Power) -> str:
    return listed([quoted(right) for right in power.rights], "no right")


def _terms(shift: Shift) -> str:
    before, after = dict(shift.before.terms), dict(shift.after.terms)
    differ = [name for name in TERMS if before.get(name, "") != after.get(name, "")]
    return ", ".join(
        f"{TERMS[name]} is {after.get(name) or 'nothing'} instead of {before.get(name) or 'nothing'}" for name in differ
    )


def _moved(before: Power, after: Power, old: str, new: str, unknown: str) -> str:
    if not before.seats:
        return f"goes to {new}; {unknown or 'nobody decided it before'}"
    if not after.seats:
        return f"is taken from {old}; nobody decides it any more"
    if len(after.seats) > 1:
        return f"is claimed by {new}, no longer by {old} alone"
    return f"moves from {old} to {new}"


def _staffed(before: Power, after: Power) -> Iterator[str]:
    seats = listed([quoted(seat) for seat in after.seats])
    gained, lost = sorted(after.people - before.people), sorted(before.people - after.people)
    if gained:
        yield f"can now be decided by {listed(gained)} for {seats}"
    if lost:
        yield f"can no longer be decided by {listed(lost)} for {seats}"


def _parties(comparison: Comparison, now: str, gone: str, old: tuple[Ref, ...], after: Power) -> Iterator[str]:
    added = [seat for seat in after.agree if seat not in old]
    dropped = [seat for seat in old if seat not in (*after.agree, *after.seats)]
    if added:
        yield f"{now} {listed([_seat(comparison.head, seat) for seat in added])}"
    if dropped:
        yield f"{gone} {listed([_seat(comparison.base, seat) for seat in dropped])}"


def _ladder(power: Power) -> str:
    return ", then ".join(quoted(seat) for seat in power.ladder) or "nobody else"


def _who(org: Organisation, power: Power) -> str:
    return listed([_seat(org, seat) for seat in power.seats])


def _seat(org: Organisation, seat: Ref) -> str:
    """Return a seat with its people: `cfo` (dora)."""
    people = sorted(org.people(seat))
    return quoted(seat) + (f" ({', '.join(people)})" if people else "")
