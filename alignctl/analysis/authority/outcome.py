"""A whole case: the verdicts of the domains that it touches go in, the one answer, or why there is none, comes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from alignctl.analysis.authority.contest import Verdict
from alignctl.model.claim import Claim
from alignctl.model.kinds import DecisionRight
from alignctl.model.organisation import Organisation
from alignctl.model.precedence import Order
from alignctl.model.quantity import Duration
from alignctl.model.ref import Ref

Result = Literal["decided", "gap", "tied", "unresolved", "unknown"]


@dataclass(frozen=True, slots=True)
class Silence:
    """What it means that a party that must agree does not answer in time; without `consent` it goes one step up."""

    of: Ref
    consent: bool
    within: Duration | None


@dataclass(frozen=True, eq=False)
class Outcome:
    """Who decides a case.

    `verdicts` holds what stands in each touched domain. `rules` are the precedence rules by which the domain of the
    decider leads. `settled_by` is oneDecider, composite, precedence or none.
    """

    result: Result
    settled_by: str
    verdicts: Mapping[Ref, Verdict]
    decider: Ref | None = None
    rules: tuple[Ref, ...] = ()

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Return the claims that the answer rests on, by right and band."""
        found = {bid.key: bid.claim for verdict in self.verdicts.values() for bid in verdict.kept}
        return tuple(found[key] for key in sorted(found))

    @cached_property
    def deciders(self) -> tuple[Ref, ...]:
        """Return everybody who decides the case or a part of it."""
        return tuple(sorted({claim.decide for claim in self.claims}))

    @cached_property
    def agree(self) -> tuple[Ref, ...]:
        """Return who must agree: the parties that the rights name, and deciders who give way to the lead."""
        giving_way = self.deciders if self.decider else ()
        return self._without_decider([*giving_way, *(party for claim in self.claims for party in claim.agree)])

    @cached_property
    def silence(self) -> tuple[Silence, ...]:
        """Return what no answer leads to, for each party that a right names: consent only if all of its rights say so.

        A decider who gives way to the lead is named by none: nothing says what his silence means.
        """
        named = {party: [c.right for c in self.claims if party in c.agree] for party in self.agree}
        return tuple(_silence(party, rights) for party, rights in named.items() if rights)

    @cached_property
    def input(self) -> tuple[Ref, ...]:
        """Return who is asked."""
        return self._without_decider(party for claim in self.claims for party in claim.input)

    @cached_property
    def inform(self) -> tuple[Ref, ...]:
        """Return who is told."""
        return self._without_decider(party for claim in self.claims for party in claim.inform)

    @cached_property
    def rights(self) -> tuple[Ref, ...]:
        """Return the rights that the answer rests on."""
        return tuple(sorted({claim.right.ref for claim in self.claims}))

    @cached_property
    def sla(self) -> Duration | None:
        """Return the time to decide: the longest that the decider's rights give, since all of them apply."""
        return _longest(claim.sla for claim in self.claims if claim.decide == self.decider)

    @cached_property
    def content(self) -> tuple[object, ...]:
        """Return all that a reader sees of the answer: cells with equal content may be told as one."""
        agreed = self.agree, self.silence
        return (self.result, self.decider, self.deciders, agreed, self.input, self.inform, self.rights, self.sla)

    def _without_decider(self, parties: Iterable[Ref]) -> tuple[Ref, ...]:
        return tuple(sorted(set(parties) - {self.decider}))


def _silence(party: Ref, rights: list[DecisionRight]) -> Silence:
    consent = all(right.on_silence == "consent" for right in rights)
    limits = (right.agree_within for right in rights if (right.on_silence == "consent") == consent)
    return Silence(party, consent, _longest(limits))


def _longest(limits: Iterable[Duration | None]) -> Duration | None:
    known = [limit for limit in limits if limit]
    return max(known, key=lambda limit: (limit.hours, limit.text), default=None)


def conclude(org: Organisation, verdicts: Mapping[Ref, Verdict], *, composite: bool) -> Outcome:
    """Return the answer of a case from what stands in each domain; a gap or a tie in one leaves the whole open."""
    counts = [len(verdict.deciders) for verdict in verdicts.values()]
    if not counts or 0 in counts:
        return Outcome("gap", "none", verdicts)
    if max(counts) > 1:
        return Outcome("tied", "none", verdicts)
    found = {domain: verdict.deciders[0] for domain, verdict in verdicts.items()}
    if len(set(found.values())) == 1:
        return Outcome("decided", "composite" if composite else "oneDecider", verdicts, next(iter(found.values())))
    return _by_precedence(org, verdicts, found)


def _by_precedence(org: Organisation, verdicts: Mapping[Ref, Verdict], found: Mapping[Ref, Ref]) -> Outcome:
    order = Order.at(org, org.domains.common(found))
    for domain, decider in sorted(found.items()):
        others = [other for other, rival in found.items() if rival != decider]
        rules = [preference(org, order, domain, other) for other in others]
        if all(rules):
            used = tuple(sorted({rule for part in rules for rule in part}))
            return Outcome("decided", "precedence", verdicts, decider, used)
    return Outcome("unresolved", "none", verdicts)


def preference(org: Organisation, order: Order, domain: Ref, other: Ref) -> tuple[Ref, ...]:
    """Return the rules by which a domain wins over another; a rule about a domain holds for those below it."""
    first, second = org.domains.lineage(domain), org.domains.lineage(other)
    ours = {domain, *(step for step in first if step not in second)}
    theirs = {other, *(step for step in second if step not in first)}
    return () if order.wins_any(theirs, ours) else order.wins_any(ours, theirs)
