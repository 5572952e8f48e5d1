"""Rights go in; a `Decider` fact for each role or forum that decides comes out: how many people can act for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from alignctl.analysis.authority.register import ClaimKey, Register, claim_key
from alignctl.analysis.authority.rights import able
from alignctl.analysis.authority.tables import statement
from alignctl.model.claim import Claim
from alignctl.model.facts import Decider
from alignctl.model.kinds import Forum
from alignctl.model.organisation import Organisation
from alignctl.model.ref import Ref


def decider_facts(org: Organisation, register: Register) -> Iterator[Decider]:
    """Yield who can exercise the rights of each seat: one chair who decides forty of them is one fact."""
    for seat, claims in sorted(_claims(org, register).items()):
        found = org.seat(seat)
        if found:
            people = {claim_key(claim): len(able(org, claim)) for claim in claims}
            fewest = min(people.values())
            thin = [claim for claim in claims if people[claim_key(claim)] == fewest]
            yield Decider(
                subjects=(seat,),
                place=found.place,
                places={"holders": found.locate("members" if isinstance(found, Forum) else "holders")},
                evidence=tuple(statement(claim) for claim in thin),
                seat=seat,
                rights=tuple(sorted({claim.right.ref for claim in claims})),
                fewest=fewest,
                thin=tuple(_words(thin)),
            )


def _claims(org: Organisation, register: Register) -> Mapping[Ref, Sequence[Claim]]:
    found: dict[Ref, dict[ClaimKey, Claim]] = {}
    for claims in register.by_domain.values():
        for claim in claims:
            if claim.right.active(org.as_of):
                found.setdefault(claim.decide, {})[claim_key(claim)] = claim
    return {seat: tuple(claim for _, claim in sorted(claims.items())) for seat, claims in found.items()}


def _words(claims: Iterable[Claim]) -> Iterator[str]:
    labels: dict[str, list[Claim]] = {}
    for claim in claims:
        labels.setdefault(claim.right.name, []).append(claim)
    for name, bands in labels.items():
        whole = len(bands) == max(len(bands[0].right.bands), 1)
        yield f"`{name}`" + ("" if whole else f" ({'; '.join(band.label for band in bands)})")
