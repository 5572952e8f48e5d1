"""The claims of all rights, found by domain: a model goes in, who bids for a domain and an action comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from alignctl.model.claim import Claim, claims
from alignctl.model.kinds import DecisionRight
from alignctl.model.model import Model
from alignctl.model.organisation import Organisation
from alignctl.model.ref import Ref

ClaimKey = tuple[Ref, int]
"""What tells one claim from all others: its right and the number of its band."""


@dataclass(frozen=True, slots=True, eq=False)
class Bid:
    """A claim on a domain: `near` counts the steps up to the nearest covering domain, `top` those to the farthest.

    `composite` tells whether the right is about several domains together.
    """

    claim: Claim
    key: ClaimKey
    near: int
    top: int
    composite: bool


@dataclass(frozen=True, slots=True)
class Register:
    """Every claim under the domains that it names, whether in force or not, so that it serves every day.

    `by_action` holds them under each action too; None stands for the claims about any action.
    """

    by_domain: Mapping[Ref, tuple[Claim, ...]]
    by_action: Mapping[tuple[Ref, str | None], list[Claim]]

    @classmethod
    def of(cls, model: Model) -> Register:
        """Return the register of a model."""
        found: dict[Ref, list[Claim]] = {}
        by_action: dict[tuple[Ref, str | None], list[Claim]] = {}
        for right in model.all(DecisionRight):
            parts = claims(right)
            for domain in dict.fromkeys(right.domains):
                found.setdefault(domain, []).extend(parts)
                for claim in parts:
                    for action in (None,) if claim.actions is None else dict.fromkeys(claim.actions):
                        by_action.setdefault((domain, action), []).append(claim)
        return cls({domain: tuple(parts) for domain, parts in found.items()}, by_action)

    def bids(self, org: Organisation, domain: Ref, action: str) -> tuple[Bid, ...]:
        """Return the claims in force on a domain, its own and inherited ones, by right and band."""
        found: dict[ClaimKey, Bid] = {}
        for distance, ancestor in enumerate(org.domains.lineage(domain)):
            for claim in self._about(ancestor, action):
                key, composite = claim_key(claim), len(claim.right.domains) > 1
                if key in found:
                    found[key] = Bid(claim, key, found[key].near, distance, composite)
                elif claim.right.active(org.as_of):
                    found[key] = Bid(claim, key, distance, distance, composite)
        return tuple(found[key] for key in sorted(found))

    def _about(self, domain: Ref, action: str) -> tuple[Claim, ...]:
        return (*self.by_action.get((domain, None), ()), *self.by_action.get((domain, action), ()))


def claim_key(claim: Claim) -> ClaimKey:
    """Return what tells one claim from all others."""
    return claim.right.ref, claim.band or 0
