"""The report: the judgement of one run, complete, before any format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from alignctl.model.facts import Change
from alignctl.model.finding import SEVERITIES, Finding, Located, Severity
from alignctl.model.place import Place, Span
from alignctl.model.ref import Ref
from alignctl.model.refused import Refused
from alignctl.model.rule import RuleInfo

DEFECT = "Defect"  # the kind of fact by which a rule reports a document that its schema refuses


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be read at all: the run is incomplete (exit status 2)."""

    place: Place
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that a format needs; `findings` include waived ones and those that a baseline knows.

    They are sorted by rule, subjects and fingerprint. `changes` is what a change means, None where no change is judged.
    `titles` are what people call objects, also those that a change deletes. `refused` are the documents that could not
    be read, `held` the findings that may be no more than a consequence of that. `ceiling` is the worst that the rules
    can say.
    """

    as_of: date
    files: int
    documents: int
    evaluations: int
    findings: tuple[Located, ...]
    unreadable: tuple[Unreadable, ...] = ()
    rules: Mapping[str, RuleInfo] = field(default_factory=lambda: MappingProxyType({}))
    refused: tuple[Refused, ...] = ()
    held: tuple[Finding, ...] = ()
    exhausted: bool = False
    ceiling: Severity = "error"
    changes: tuple[Change, ...] | None = None
    titles: Mapping[Ref, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def complete(self) -> bool:
        """Tell whether all was looked at; a document that a rule reports as refused is a finding like any other."""
        looking = {code for code, info in self.rules.items() if info.on == DEFECT}
        told = {f.finding.place.path for f in self.findings if f.finding.rule in looking}
        silent = any(one.place.path not in told for one in self.refused)
        return not (self.unreadable or self.exhausted or (silent and (self.held or not looking)))

    @property
    def standing(self) -> tuple[Located, ...]:
        """Return the findings that count: neither waived nor known to the baseline."""
        return tuple(f for f in self.findings if not f.finding.waived_by and not f.finding.known)

    @property
    def waived(self) -> tuple[Located, ...]:
        """Return the findings that a waiver excuses."""
        return tuple(f for f in self.findings if f.finding.waived_by)

    def shown(self, *, waived: bool) -> tuple[Located, ...]:
        """Return the findings to show, by file, line and rule."""
        chosen = [f for f in self.findings if not f.finding.known and (waived or not f.finding.waived_by)]
        return tuple(sorted(chosen, key=Located.position))

    def count(self, severity: Severity) -> int:
        """Return how many findings of a severity count."""
        return sum(f.finding.severity == severity for f in self.standing)

    def status(self, fail_on: Severity) -> int:
        """Return the exit status: 2 if the check is incomplete, 1 if a finding reaches `fail_on`, else 0."""
        if not self.complete:
            return 2
        worst = SEVERITIES.index(fail_on)
        return int(any(SEVERITIES.index(f.finding.severity) >= worst for f in self.standing))


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How a report is shown: what is left out or added, colour for a terminal, the workspace if there are several."""

    color: bool = False
    show_waived: bool = False
    statistics: bool = False
    quiet: bool = False
    fail_on: Severity = "error"
    root: str = ""
    workspace: str = ""


Run = tuple[Report, View]
"""The report on one workspace and how it is shown; `View.workspace` names it where several were checked."""
