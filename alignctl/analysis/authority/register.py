"""The claims of all rights, found by domain: a model goes in, who bids for a domain and an action comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from alignctl.model.claim import Claim, claims
from alignctl.model.kinds import DecisionRight
from alignctl.model.model import Model
from alignctl.model.organisation import Organisation
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True)
class Bid:
    """A claim on a domain: `near` counts the steps up to the nearest covering domain, `top` those to the farthest."""

    claim: Claim
    near: int
    top: int

    @property
    def composite(self) -> bool:
        """Tell whether the right is about several domains together."""
        return len(self.claim.right.domains) > 1


@dataclass(frozen=True, slots=True)
class Register:
    """Every claim under the domains that it names, whether in force or not, so that it serves every day."""

    by_domain: Mapping[Ref, tuple[Claim, ...]]

    @classmethod
    def of(cls, model: Model) -> Register:
        """Return the register of a model."""
        found: dict[Ref, list[Claim]] = {}
        for right in model.all(DecisionRight):
            parts = claims(right)
            for domain in dict.fromkeys(right.domains):
                found.setdefault(domain, []).extend(parts)
        return cls({domain: tuple(parts) for domain, parts in found.items()})

    def bids(self, org: Organisation, domain: Ref, action: str) -> tuple[Bid, ...]:
        """Return the claims in force on a domain, its own and inherited ones, by right and band."""
        found: dict[tuple[Ref, int], Bid] = {}
        for distance, ancestor in enumerate(org.domains.lineage(domain)):
            for claim in self.by_domain.get(ancestor, ()):
                key = (claim.right.ref, -1 if claim.band is None else claim.band)
                if key in found:
                    found[key] = Bid(claim, found[key].near, distance)
                elif _about(claim.right, action) and claim.right.active(org.as_of):
                    found[key] = Bid(claim, distance, distance)
        return tuple(found[key] for key in sorted(found))


def _about(right: DecisionRight, action: str) -> bool:
    return right.actions is None or action in right.actions
