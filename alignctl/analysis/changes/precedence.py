"""Rules for who wins, before and after a change, go in; a delta for each that prefers otherwise comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from alignctl.analysis.changes.asks import handles
from alignctl.analysis.changes.comparison import Comparison, Delta
from alignctl.analysis.changes.phrases import quoted
from alignctl.analysis.changes.terms import window
from alignctl.model.kinds import Precedence
from alignctl.model.organisation import Organisation
from alignctl.model.ref import Ref, kind_of


def precedence(comparison: Comparison) -> Iterator[Delta]:
    """Yield precedence rules that are new, gone or prefer otherwise; both sides approve, or their lowest arbiter."""
    for before, after in comparison.pairs(Precedence):
        old = before if isinstance(before, Precedence) else None
        new = after if isinstance(after, Precedence) else None
        found = new or old
        today = comparison.head.as_of
        if found is None or _content(old, today) == _content(new, today):
            continue
        sides = _sides(comparison.base, old, new)
        gaining = handles(comparison.law, _gaining(comparison.base, old, new) or sides)
        yield Delta(
            what="precedence",
            of=found.ref,
            sentence=_sentence(found.ref, old, new, today),
            base=_order(old),
            head=_order(new),
            needs=comparison.approvers.each_or_above(sides, "whose side it is", gaining),
            gaining=gaining,
        )


def _content(rule: Precedence | None, today: date) -> tuple[object, ...]:
    """Return what a rule orders, where and when from today on; nothing where it never holds again."""
    if rule is None or rule.metadata.status != "active":
        return ()
    start, end = rule.metadata.effective_from, rule.metadata.effective_until
    if end and end < today:
        return ()
    return rule.order, rule.scope, rule.decided_by, max(start or today, today), end


def _sides(org: Organisation, old: Precedence | None, new: Precedence | None) -> tuple[Ref, ...]:
    """Return the leads, before the change, of all that the rules order."""
    return _leads(org, dict.fromkeys([*(old.order if old else ()), *(new.order if new else ())]))


def _gaining(org: Organisation, old: Precedence | None, new: Precedence | None) -> tuple[Ref, ...]:
    """Return the leads of what comes before something else now, or no longer after it."""
    before, after = (set(combinations(rule.order if rule else (), 2)) for rule in (old, new))
    return _leads(org, sorted({first for first, _ in after - before} | {second for _, second in before - after}))


def _leads(org: Organisation, things: Iterable[Ref]) -> tuple[Ref, ...]:
    units = dict.fromkeys(unit for thing in things for unit in _units(org, thing))
    return tuple(dict.fromkeys(lead for unit in units if (lead := org.lead(unit))))


def _units(org: Organisation, thing: Ref) -> tuple[Ref, ...]:
    if kind_of(thing) == "unit":
        return (thing,)
    found = org.model.find(thing)
    owner = getattr(found, "owning_unit", None)
    return (owner,) if owner else tuple(getattr(found, "owners", ()))


def _sentence(reference: Ref, old: Precedence | None, new: Precedence | None, today: date) -> str:
    name = quoted(reference)
    if not _content(old, today):
        return f"The new rule {name} says who wins: {_order(new)}"
    if not _content(new, today):
        return f"The rule {name} is gone: {_order(old)}"
    if old and new and old.order == new.order:
        if (old.scope, old.decided_by) == (new.scope, new.decided_by):
            return f"The rule {name} ({_order(new)}) holds {window(new)}, no longer {window(old)}"
        return f"The rule {name} ({_order(new)}) holds in another place or is decided by somebody else"
    return f"The rule {name} prefers {_order(new)}, no longer {_order(old)}"


def _order(rule: Precedence | None) -> str:
    return " before ".join(quoted(thing) for thing in rule.order) if rule else ""
