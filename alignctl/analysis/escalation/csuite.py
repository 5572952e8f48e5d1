"""How much the C-suite decides for others: cases with their ladders go in, one fact about the company comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from alignctl.analysis.escalation.ladder import Ladder
from alignctl.model.claim import Claim
from alignctl.model.facts import CSuite
from alignctl.model.kinds import DecisionRight, Domain, Forum
from alignctl.model.organisation import Organisation
from alignctl.model.ref import Ref

NONE = Decimal(0)


def csuite(org: Organisation, climbs: Iterable[tuple[Claim, Ladder | None]]) -> Iterator[CSuite]:
    """Yield the C-suite's shares, weighted with the volume of each case; nothing without a company or a case.

    A seat counts for the C-suite if it is final or of a tier in `cSuiteTiers`, a forum as its chair; but never the lead
    of the function that owns one of the right's domains. direct = share of cases that it decides; firstHop = share of
    the others whose first rung it is. Worked example: of 4 cases the CEO decides 1 of marketing (direct 25%); of the
    other 3 one goes to the CEO first (33%). The head of marketing, C-suite or not, deciding marketing counts nowhere.
    """
    cases = [(claim, found) for claim, found in climbs if org.seat(claim.decide)]
    if not cases or org.company is None:
        return
    direct = [claim for claim, _ in cases if _counts(org, claim.decide, claim.right)]
    others = [(claim, found) for claim, found in cases if not _counts(org, claim.decide, claim.right)]
    first = [
        claim for claim, found in others if found and found.rungs and _counts(org, found.rungs[0].seat, claim.right)
    ]
    yield CSuite(
        subjects=(org.company.ref,),
        place=org.company.place,
        company=org.company.ref,
        rights=len({claim.right.ref for claim, _ in cases}),
        direct=_share(direct, [claim for claim, _ in cases]),
        first_hop=_share(first, [claim for claim, _ in others]),
    )


def _counts(org: Organisation, seat: Ref, right: DecisionRight) -> bool:
    found = org.seat(seat)
    role = found.chair if isinstance(found, Forum) else seat
    if role in _owning_leads(org, right):
        return False
    return org.final(seat) or org.tier(seat) in org.settings.c_suite_tiers


def _owning_leads(org: Organisation, right: DecisionRight) -> set[Ref | None]:
    domains = (org.model.get(Domain, domain) for domain in right.domains)
    return {org.lead(org.function(domain.owning_unit)) for domain in domains if domain} - {None}


def _share(some: Iterable[Claim], whole: Iterable[Claim]) -> Decimal:
    weight = sum((claim.right.volume_per_quarter for claim in whole), NONE)
    return sum((claim.right.volume_per_quarter for claim in some), NONE) / weight if weight else NONE
