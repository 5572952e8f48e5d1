"""Rules for who wins, before and after a change, go in; a delta for each that prefers otherwise comes out."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.analysis.changes.approvers import Need
from alignctl.analysis.changes.comparison import Comparison, Delta, quoted
from alignctl.model.kinds import Precedence
from alignctl.model.organisation import Organisation
from alignctl.model.ref import Ref, kind_of


def precedence(comparison: Comparison) -> Iterator[Delta]:
    """Yield precedence rules that are new, gone or prefer otherwise; both sides approve, or their lowest arbiter."""
    for before, after in comparison.pairs(Precedence):
        old = before if isinstance(before, Precedence) else None
        new = after if isinstance(after, Precedence) else None
        found = new or old
        if found is None or _content(old) == _content(new):
            continue
        author = comparison.approvals.author
        sides = _sides(comparison.base, old, new)
        gains = any(author in comparison.approvers.people(lead) for lead in sides)
        yield Delta(
            what="precedence",
            of=found.ref,
            sentence=_sentence(found.ref, old, new),
            base=_order(old),
            head=_order(new),
            needs=_needs(comparison, sides, gains=gains),
            gains=gains,
        )


def _content(rule: Precedence | None) -> tuple[object, ...]:
    if rule is None or rule.metadata.status != "active":
        return ()
    return rule.order, rule.scope, rule.decided_by


def _sides(org: Organisation, old: Precedence | None, new: Precedence | None) -> tuple[Ref, ...]:
    """Return the leads, before the change, of all that the rules order."""
    ordered = dict.fromkeys([*(old.order if old else ()), *(new.order if new else ())])
    units = dict.fromkeys(unit for thing in ordered for unit in _units(org, thing))
    return tuple(dict.fromkeys(lead for unit in units if (lead := org.lead(unit))))


def _units(org: Organisation, thing: Ref) -> tuple[Ref, ...]:
    if kind_of(thing) == "unit":
        return (thing,)
    found = org.model.find(thing)
    owner = getattr(found, "owning_unit", None)
    return (owner,) if owner else tuple(getattr(found, "owners", ()))


def _needs(comparison: Comparison, sides: tuple[Ref, ...], *, gains: bool) -> tuple[Need, ...]:
    approvers = comparison.approvers
    leads = tuple(approvers.seat(side, gains=gains) for side in sides)
    arbiter = approvers.seat(common, gains=True) if (common := _arbiter(approvers.org, sides)) else ()
    one_for_all = arbiter and comparison.approvals.approved.intersection(arbiter)
    return (arbiter,) if one_for_all or not any(leads) else leads


def _arbiter(org: Organisation, sides: tuple[Ref, ...]) -> Ref | None:
    """Return the first seat above all sides."""
    chains = [org.chain(side) for side in sides]
    return next((seat for seat in chains[0][1:] if all(seat in chain for chain in chains)), None) if chains else None


def _sentence(reference: Ref, old: Precedence | None, new: Precedence | None) -> str:
    name = quoted(reference)
    if not _content(old):
        return f"The new rule {name} says who wins: {_order(new)}"
    if not _content(new):
        return f"The rule {name} is gone: {_order(old)}"
    if old and new and old.order == new.order:
        return f"The rule {name} ({_order(new)}) holds in another place or is decided by somebody else"
    return f"The rule {name} prefers {_order(new)}, no longer {_order(old)}"


def _order(rule: Precedence | None) -> str:
    return " before ".join(quoted(thing) for thing in rule.order) if rule else ""
