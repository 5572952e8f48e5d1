"""Rights and the tables in which they bid go in; a `Right` fact for each comes out: what applies, and who can act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import ceil

from alignctl.analysis.authority.contest import Verdict
from alignctl.analysis.authority.register import ClaimKey, Register, claim_key
from alignctl.analysis.authority.sheets import Sheet, own_sheets
from alignctl.analysis.authority.tables import statement
from alignctl.model.axes import axes, declared
from alignctl.model.claim import Claim, Extent
from alignctl.model.deputies import behind, portion
from alignctl.model.facts import Right
from alignctl.model.facts.authority import RightBand
from alignctl.model.kinds import DecisionRight, Forum, Role
from alignctl.model.organisation import Organisation
from alignctl.model.place import Place
from alignctl.model.ref import Ref


@dataclass(slots=True)
class Reach:
    """What became of each claim in all tables: where it stood, and where something else stood in its place."""

    kept: set[ClaimKey] = field(default_factory=set)
    lost: dict[ClaimKey, list[Verdict]] = field(default_factory=dict)

    def look(self, sheet: Sheet) -> None:
        """Take a table into account; what bids in one without cells, as it was too large, may be reachable."""
        if not sheet.cells:
            self.kept.update(claim_key(claim) for claim in sheet.table.claims)
        for outcome in sheet.outcomes:
            for verdict in outcome.verdicts.values():
                standing = {bid.key for bid in verdict.kept}
                self.kept |= standing
                if len(verdict.held) > len(standing):
                    for bid in verdict.held:
                        if bid.key not in standing:
                            self.lost.setdefault(bid.key, []).append(verdict)

    def met(self, key: ClaimKey) -> bool:
        """Tell whether a claim holds any case at all."""
        return key in self.kept or key in self.lost

    def shadows(self, key: ClaimKey) -> tuple[Ref, ...]:
        """Return the rights that stood in the place of a claim which never stands."""
        verdicts = () if key in self.kept else self.lost.get(key, ())
        return tuple(sorted({bid.claim.right.ref for verdict in verdicts for bid in verdict.kept}))


def right_facts(org: Organisation, register: Register, sheets: Iterable[Sheet]) -> Iterable[Right]:
    """Yield what is to be said about each active right."""
    reach = Reach()
    for sheet in sheets:
        reach.look(sheet)
    claims: dict[Ref, dict[ClaimKey, Claim]] = {}
    for found in register.by_domain.values():
        for claim in found:
            claims.setdefault(claim.right.ref, {})[claim_key(claim)] = claim
    for right in org.model.active(DecisionRight, org.as_of):
        yield _right(org, register, right, [claim for _, claim in sorted(claims[right.ref].items())], reach)


def _right(org: Organisation, register: Register, right: DecisionRight, claims: list[Claim], reach: Reach) -> Right:
    if len(right.domains) > 1 or not any(reach.met(claim_key(claim)) for claim in claims):
        for sheet in own_sheets(org, register, right):
            if reach.kept.issuperset(map(claim_key, claims)):
                break  # what stands somewhere needs no further proof
            reach.look(sheet)
    regions = _regions(org, right, claims)
    bands = tuple(_band(org, claim, regions[claim_key(claim)], reach) for claim in claims)
    ruleless = {band.decider for band in bands if _ruleless(org, band.decider)}
    return Right(
        subjects=(right.ref,),
        place=right.place,
        places=_places(org, right, bands, claims),
        evidence=tuple(statement(claim) for claim in claims),
        right=right.ref,
        domains=right.domains,
        class_=right.class_ or "default",
        bands=bands,
        max_agree=max(len(band.agree) for band in bands),
        ruleless=tuple(sorted(ruleless)),
        dead=tuple(band.label for band in bands if not band.reachable),
        fewest=min(band.people for band in bands),
    )


def _band(org: Organisation, claim: Claim, region: str, reach: Reach) -> RightBand:
    return RightBand(
        label=claim.label,
        region=region,
        decider=claim.decide,
        agree=claim.agree,
        reachable=claim_key(claim) in reach.kept,
        shadowed_by=reach.shadows(claim_key(claim)),
        people=len(able(org, claim)),
    )


def _regions(org: Organisation, right: DecisionRight, claims: Iterable[Claim]) -> Mapping[ClaimKey, str]:
    """Return the box of each claim in words, within the universe of the right's domains."""
    extents: dict[str, list[Extent]] = {}
    for claim in claims:
        for name, extent in claim.box.items():
            extents.setdefault(name, []).append(extent)
    found = axes(declared(org, right.domains), extents)
    words = {claim_key(claim): [axis.words(axis.mask(claim.box.get(axis.name))) for axis in found] for claim in claims}
    return {name: " and ".join(part for part in parts if part) or "everything" for name, parts in words.items()}


def _places(
    org: Organisation, right: DecisionRight, bands: Iterable[RightBand], claims: Iterable[Claim]
) -> Mapping[str, Place]:
    """Return where the first dead, the thinnest and the first ruleless band is written, and who must agree."""
    pairs = list(zip(bands, claims, strict=True))
    dead = next((claim.place for band, claim in pairs if not band.reachable), right.place)
    ruleless = next((_decide(claim) for band, claim in pairs if _ruleless(org, band.decider)), right.place)
    fewest = min(pairs, key=lambda pair: pair[0].people)[1]
    most = max(pairs, key=lambda pair: len(pair[0].agree))[1]
    own = most.band is not None and right.bands[most.band].agree is not None
    agree = most.place.at("agree") if own else right.locate("agree")
    return {"dead": dead, "decide": ruleless, "fewest": _decide(fewest), "agree": agree}


def _decide(claim: Claim) -> Place:
    return claim.place if claim.band is None else claim.place.at("decide")


def _ruleless(org: Organisation, decider: Ref) -> bool:
    found = org.seat(decider)
    return isinstance(found, Forum) and found.decision_rule is None


def able(org: Organisation, claim: Claim) -> frozenset[str]:
    """Return who can exercise a claim in all its cases without escalating, away that day or not.

    Of a role its holders and the deputies whose limits admit the whole claim; of a forum the holders of its members,
    if enough members are filled for its quorum.
    """
    found = org.seat(claim.decide)
    if isinstance(found, Role):
        deputies = (behind(org, deputy) for deputy in found.deputies if portion(org, deputy, claim) == "all")
        return frozenset(org.holders(found)).union(*deputies)
    if isinstance(found, Forum) and _quorum_reachable(org, found):
        return org.people(found.ref)
    return frozenset()


def _quorum_reachable(org: Organisation, forum: Forum) -> bool:
    filled = sum(bool(org.people(member)) for member in forum.members)
    quorum = forum.quorum or 0
    return filled >= (quorum if quorum >= 1 else ceil(quorum * len(forum.members)))
