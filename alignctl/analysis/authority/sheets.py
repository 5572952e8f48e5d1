"""All decision tables of an organisation, evaluated: one for each decidable domain and action, one for each case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from alignctl.analysis.authority.outcome import Outcome
from alignctl.analysis.authority.register import Register
from alignctl.analysis.authority.table import Mask, Table, lines
from alignctl.model.axes import Segment
from alignctl.model.kinds import DecisionRight, Domain, Initiative
from alignctl.model.organisation import Organisation
from alignctl.model.place import Place
from alignctl.model.ranges import Range
from alignctl.model.ref import Ref

OPEN_STAGES = ("proposed", "committed")


@dataclass(frozen=True)
class Sheet:
    """A table with its cells; a table over the budget has none."""

    table: Table

    @cached_property
    def exhausted(self) -> bool:
        """Tell whether the table has more cells than the budget allows."""
        return self.table.size > self.table.org.settings.analysis.cell_budget

    @cached_property
    def cells(self) -> tuple[tuple[Mask, Outcome], ...]:
        """Return every cell with its answer."""
        return () if self.exhausted else tuple(self.table.cells())

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Return the distinct answers."""
        return tuple(dict.fromkeys(outcome for _, outcome in self.cells))


@dataclass(frozen=True, slots=True)
class JointCase:
    """Several domains that cases touch together, and where that is said."""

    domains: tuple[Ref, ...]
    initiative: Ref | None
    place: Place
    sheet: Sheet


def static_sheets(org: Organisation, register: Register) -> tuple[Sheet, ...]:
    """Return the table of each decidable domain and action, by name."""
    found = [(domain, action) for domain in decidable(org) for action in org.actions(domain)]
    return tuple(sheet(org, register, (domain,), action) for domain, action in found)


def decidable(org: Organisation) -> tuple[Ref, ...]:
    """Return the domains in which somebody must decide, by name; unless told, exactly the leaves."""
    leaves = org.domains.leaves()
    return tuple(
        domain.ref
        for domain in org.model.active(Domain, org.as_of)
        if (domain.ref in leaves if domain.decidable is None else domain.decidable)
    )


def sheet(
    org: Organisation,
    register: Register,
    domains: tuple[Ref, ...],
    action: str | None,
    given: Mapping[str, Segment] | None = None,
) -> Sheet:
    """Return the evaluated table of some domains."""
    return Sheet(Table.of(org, lines(register, org, domains, action), given))


def joint_cases(org: Organisation, register: Register) -> tuple[JointCase, ...]:
    """Return each pair of domains declared to overlap, and each open initiative that touches two domains or more."""
    return (*_overlaps(org, register), *_initiatives(org, register))


def _overlaps(org: Organisation, register: Register) -> Iterator[JointCase]:
    pairs: dict[tuple[Ref, ...], Place] = {}
    for domain in org.model.active(Domain, org.as_of):
        for number, other in enumerate(domain.overlaps):
            if other != domain.ref and other in org.domains.parents:
                pairs.setdefault(tuple(sorted((domain.ref, other))), domain.locate("overlaps", number))
    for pair, place in sorted(pairs.items()):
        yield JointCase(pair, None, place, sheet(org, register, pair, None))


def _initiatives(org: Organisation, register: Register) -> Iterator[JointCase]:
    for initiative in org.model.active(Initiative, org.as_of):
        domains = tuple(sorted({domain for domain in initiative.domains if domain in org.domains.parents}))
        if len(domains) > 1 and initiative.stage in OPEN_STAGES:
            given = {k: v if isinstance(v, (str, bool)) else Range.point(v) for k, v in initiative.attributes.items()}
            found = sheet(org, register, domains, initiative.action, given)
            yield JointCase(domains, initiative.ref, initiative.locate("domains"), found)


def own_sheets(org: Organisation, register: Register, right: DecisionRight) -> Iterator[Sheet]:
    """Yield tables in which a right has its best chance: of its domain, or of its domains together, then in pairs."""
    domains = tuple(sorted({domain for domain in right.domains if domain in org.domains.parents}))
    groups = [domains, *(combinations(domains, 2) if len(domains) > 2 else ())]  # noqa: PLR2004 - a pair is no part of itself
    known = sorted({action for domain in domains for action in org.actions(domain)})
    for group in groups if domains else ():
        for action in known:
            yield sheet(org, register, group, action)
