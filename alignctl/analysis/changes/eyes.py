"""A change goes in; a delta for each approval that whoever decides now gives alone comes out, asking who gave it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from alignctl.analysis.changes.approvers import Handles, Need
from alignctl.analysis.changes.comparison import Comparison, Delta
from alignctl.analysis.changes.phrases import listed, quoted
from alignctl.analysis.changes.turns import edges
from alignctl.model.approvals import same
from alignctl.model.bare import bare
from alignctl.model.entity import Entity
from alignctl.model.facts import SelfApproval
from alignctl.model.kinds import DecisionRight, Forum, Role, Unit
from alignctl.model.organisation import Organisation
from alignctl.model.ref import Ref, kind_of

Alone = Callable[[Organisation], Iterable[SelfApproval]]
Pair = tuple[Ref, Ref, bool]

KINDS: tuple[type[Entity], ...] = (DecisionRight, Forum, Role, Unit)
"""The kinds that say who decides, who must approve, and who is behind them."""


def alone(comparison: Comparison, find: Alone) -> Iterator[Delta]:
    """Yield a delta for each pair of seats that a change makes one person.

    It is looked for on the day of the check and on each later day on which something that changed begins or ends. A
    pair that was one person for a time, and is so on every day now, counts as another.
    """
    changed = list(_changed(comparison))
    told: set[Pair] = set()
    today = comparison.head.as_of
    for day in (today, *sorted(one for one in _days(changed) if one > today)) if changed else ():
        before, after = (_pairs(replace(org, as_of=day), find) for org in (comparison.base, comparison.head))
        for pair, fact in after.items():
            if pair not in before and pair not in told:
                told.add(pair)
                yield _delta(comparison, fact, day)


def _changed(comparison: Comparison) -> Iterator[Entity]:
    for kind in KINDS:
        for old, new in comparison.pairs(kind):
            if (old and bare(old)) != (new and bare(new)):
                yield from (one for one in (old, new) if one)


def _days(changed: Iterable[Entity]) -> set[date]:
    windows = [(one.metadata.effective_from, one.metadata.effective_until) for one in changed]
    for role in (one for one in changed if isinstance(one, Role)):
        windows += [(deputy.from_, deputy.until) for deputy in role.deputies]
        windows += [(absence.from_, absence.until) for absence in role.unavailable]
    return {day for window in windows for day in edges(*window)}


def _pairs(org: Organisation, find: Alone) -> dict[Pair, SelfApproval]:
    return {(fact.decider, fact.approver, fact.always): fact for fact in find(org)}


def _delta(comparison: Comparison, fact: SelfApproval, day: date) -> Delta:
    gaining = frozenset(map(same, fact.people))
    need = _need(comparison, fact, gaining)
    when = f"From {day} on, " if day > comparison.head.as_of else ""
    until = f" until {fact.until}" if fact.until else ""
    who, verb = listed(sorted(fact.people)), "" if len(fact.people) > 1 else "s"
    return Delta(
        what="authority",
        of=fact.approver,
        subjects=fact.subjects,
        about="approval",
        region=when.removesuffix(", "),
        sentence=(
            f"{when}{who} decide{verb} as {quoted(fact.decider)} and approve{verb} as {quoted(fact.approver)}{until}, "
            "so nobody else has to approve"
        ),
        needs=(need,),
        independent=(*(voice.person for voice in need), *comparison.approvers.superiors),
        gaining=gaining,
        place=fact.place,
        evidence=fact.evidence,
    )


def _need(comparison: Comparison, fact: SelfApproval, gaining: Handles) -> Need:
    """Return who approves that an approval is no longer a second person's: whoever gave it, else the next above."""
    approvers = comparison.approvers
    org, party = approvers.org, fact.approver
    seat = org.lead(party) if kind_of(party) == "unit" else party
    why = f"whose approval {quoted(fact.decider)} needs"
    for step in dict.fromkeys(org.chain(seat) if seat else ()):
        instead = "" if step == seat else f"in place of {quoted(party)}, "
        asked = approvers.seat(step, instead + why, gaining)
        if need := tuple(voice for voice in asked if voice.person not in gaining):
            return need
    return approvers.governance(gaining)
