"""What the site is made of: the same model, facts and report as `check`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from alignctl.model.facts import Change
from alignctl.model.facts.fact import Fact
from alignctl.model.finding import Located
from alignctl.model.link import Link
from alignctl.model.model import Model
from alignctl.model.organisation import Organisation
from alignctl.model.ref import Ref
from alignctl.model.report import Report
from alignctl.model.rule import RuleInfo
from alignctl.model.settings import Settings
from alignctl.policy.state import State
from alignctl.site.sources import excerpts
from alignctl.words.past import Edit, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteInput:
    """Everything that pages are made of.

    `lines` gives the line (from 1) on which the document of an object begins, `texts` its YAML. `brand` holds files of
    the site by path: logo and style. `past` is what happened up to the commit `head`, newest first;
    `shallow` says that its beginning is missing. `left_out` are the kinds that are not for the audience. `folder` leads
    from the top of the repository to the documents; `notice` is said on every page, and so is that `gaps` documents
    cannot be read. `proposal` is the change under review, if the site is about one.
    """

    model: Model
    org: Organisation
    facts: tuple[Fact, ...]
    report: Report
    settings: Settings
    as_of: date
    links: tuple[Link, ...] = ()
    rules: Mapping[str, RuleInfo] = field(default_factory=lambda: MappingProxyType({}))
    lines: Mapping[Ref, int] = field(default_factory=lambda: MappingProxyType({}))
    texts: Mapping[Ref, str] = field(default_factory=lambda: MappingProxyType({}))
    audience: str = ""
    left_out: frozenset[str] = frozenset()
    folder: str = ""
    notice: str = ""
    gaps: int = 0
    past: tuple[Event, ...] = ()
    shallow: bool = False
    head: str = ""
    brand: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    proposal: Proposal | None = None

    @classmethod
    def of(cls, state: State, report: Report, brand: Mapping[str, bytes] | None = None) -> SiteInput:
        """Return the input of the site from a state that was read and its report."""
        loaded = state.loaded
        found = tuple(excerpts(loaded.model, loaded.documents, loaded.sources))
        return cls(
            model=loaded.model,
            org=state.org,
            facts=state.facts,
            report=report,
            settings=state.settings,
            as_of=state.as_of,
            links=loaded.links,
            rules=report.rules,
            gaps=len(state.refused),
            brand=MappingProxyType(dict(brand or {})),
            lines=MappingProxyType({ref: line for ref, line, _ in found}),
            texts=MappingProxyType({ref: text for ref, _, text in found}),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A change under review: the input of the site without it, what it means, and what a check finds because of it.

    `edits` are the documents that say something else. `proven` tells that it is known who has approved.
    """

    base: SiteInput
    changes: tuple[Change, ...]
    edits: tuple[Edit, ...]
    findings: tuple[Located, ...] = ()
    proven: bool = False
