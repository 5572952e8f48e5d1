"""Where something holds in the tables of several domains goes in; the fewest phrases that say so come out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alignctl.model.organisation import Organisation
from alignctl.model.ref import Ref, name_of

NAMED = 3
"""Domains that a phrase names before it counts the rest."""


@dataclass(frozen=True, slots=True)
class Bite:
    """A region of the cases of one domain and action, in words."""

    domain: Ref
    action: str
    region: str

    @property
    def words(self) -> str:
        """Return it as one phrase: decide `travel` over 5000 EUR."""
        return _phrase([self.action], f"`{name_of(self.domain)}`", self.region)


@dataclass(frozen=True, slots=True)
class Wording:
    """How regions are told, in an organisation in which some domains must have a decider."""

    org: Organisation
    decidable: tuple[Ref, ...]

    def phrases(self, bites: Iterable[Bite], join: str = "and") -> tuple[str, ...]:
        """Return what bites say: regions of the same actions and domains are told together.

        All decidable domains below one are told as that one: `spend` for each of its leaves.
        """
        actions: dict[tuple[str, Ref], list[str]] = {}
        for bite in bites:
            actions.setdefault((bite.region, bite.domain), []).append(bite.action)
        domains: dict[tuple[str, tuple[str, ...]], list[Ref]] = {}
        for (region, domain), verbs in actions.items():
            domains.setdefault((region, tuple(dict.fromkeys(verbs))), []).append(domain)
        regions: dict[tuple[tuple[str, ...], str], list[str]] = {}
        for (region, found), group in domains.items():
            regions.setdefault((found, self.domains(group, found, join)), []).append(region)
        return tuple(_phrase(found, where, ", or ".join(parts)) for (found, where), parts in regions.items())

    def domains(self, domains: Sequence[Ref], actions: Sequence[str], join: str = "and") -> str:
        """Return some domains in words; of many the first few are named."""
        wider = self.org.domains.common(domains) if len(domains) > 1 else None
        if wider and set(domains) >= self._below(wider, actions):
            return f"`{name_of(wider)}`"
        names = [f"`{name_of(domain)}`" for domain in domains]
        if len(names) > NAMED + 1:
            names = [*names[:NAMED], f"{len(names) - NAMED} more domains"]
        return f" {join} ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)

    def _below(self, wider: Ref, actions: Sequence[str]) -> set[Ref]:
        below = (domain for domain in self.decidable if self.org.domains.covers(wider, domain))
        return {domain for domain in below if not set(actions).isdisjoint(self.org.actions(domain))}


def _phrase(actions: Sequence[str], domains: str, region: str) -> str:
    verbs = " or ".join(part for part in (", ".join(actions[:-1]), actions[-1]) if part)
    return f"{verbs} {domains}" + ("" if region == "everything" else f" {region}")
