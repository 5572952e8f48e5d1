"""How much the C-suite decides for others: cases with their ladders go in, one fact about the company comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from alignctl.analysis.escalation.ladder import Ladder
from alignctl.model.claim import Claim
from alignctl.model.facts import CSuite
from alignctl.model.kinds import DecisionRight, Domain, Forum, Unit
from alignctl.model.organisation import Organisation
from alignctl.model.ref import Ref

NONE = Decimal(0)
Case = tuple[Claim, Ladder | None]


def csuite(org: Organisation, climbs: Iterable[Case]) -> Iterator[CSuite]:
    """Yield the C-suite's shares, weighted with the volume of each case; nothing without a company or a case.

    A seat counts for the C-suite if it is final, or of a tier in `cSuiteTiers` and not the lead of the function that
    owns one of the right's domains; a forum counts as its chair. The company is no function: whoever leads it decides
    for others. direct = share of cases that it decides; firstHop = share of the others whose first rung it is. Worked
    example: of 4 cases the CEO decides 1 of marketing (direct 25%); of the other 3 one goes to the CEO first (33%).
    The head of marketing, C-suite or not, deciding marketing counts nowhere.
    """
    cases = [(claim, found) for claim, found in climbs if org.seat(claim.decide)]
    if not cases or org.company is None:
        return
    leads = _owning_leads(org)
    direct: list[Case] = []
    others: list[Case] = []
    for claim, found in cases:
        (direct if _counts(org, claim.decide, claim.right, leads) else others).append((claim, found))
    first = [
        (claim, found)
        for claim, found in others
        if found and found.rungs and _counts(org, found.rungs[0].seat, claim.right, leads)
    ]
    yield CSuite(
        subjects=(org.company.ref,),
        place=org.company.place,
        company=org.company.ref,
        rights=len({claim.right.ref for claim, _ in cases}),
        volume=sum((claim.right.volume_per_quarter for claim, _ in cases), NONE),
        direct=_share(direct, cases),
        first_hop=_share(first, others),
    )


def _counts(org: Organisation, seat: Ref, right: DecisionRight, leads: Mapping[Ref, Ref | None]) -> bool:
    found = org.seat(seat)
    role = found.chair if isinstance(found, Forum) else seat
    at_home = role is not None and any(leads.get(domain) == role for domain in right.domains)
    return org.final(seat) or (org.tier(seat) in org.settings.c_suite_tiers and not at_home)


def _owning_leads(org: Organisation) -> Mapping[Ref, Ref | None]:
    """Return the lead of the function that owns each domain; None where no function owns it, or it has no lead."""
    functions = {domain.ref: org.function(domain.owning_unit) for domain in org.model.all(Domain)}
    return {domain: _own_lead(org, function) for domain, function in functions.items()}


def _own_lead(org: Organisation, unit: Ref) -> Ref | None:
    found = org.model.get(Unit, unit)
    return found.lead if found and org.unit_types.get(unit) == "function" else None


def _share(some: Sequence[Case], whole: Sequence[Case]) -> Decimal:
    weight = sum((claim.right.volume_per_quarter for claim, _ in whole), NONE)
    return sum((claim.right.volume_per_quarter for claim, _ in some), NONE) / weight if weight else NONE
