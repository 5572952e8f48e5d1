"""What waiver documents and ignore comments have in common: which findings they excuse, why, how long, by whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from alignctl.model.finding import Finding
from alignctl.model.kinds import Waiver
from alignctl.model.model import Model
from alignctl.model.place import Place
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Excuse:
    """One exception, wherever it is written.

    `said` is how people call it, `rule` a code or name, `approver` who grants it (None: whoever may edit the file),
    `about` the subjects that it names, `matched` the findings of that rule that it is about.
    """

    said: str
    rule: str
    subject: Ref
    key: str
    place: Place
    reason: str
    start: date | None
    until: date | None
    approver: Ref | None
    about: tuple[Ref, ...]
    matched: tuple[Finding, ...]


def written_excuses(model: Model, findings: tuple[Finding, ...], as_of: date) -> Iterator[Excuse]:
    """Yield the waiver documents that have begun, ended ones too."""
    known = _Known.of(findings)
    for waiver in model.all(Waiver):
        data = waiver.metadata
        begun = data.effective_from is None or data.effective_from <= as_of
        if data.status == "active" and begun:
            yield Excuse(
                said=waiver.name,
                rule=waiver.rule,
                subject=waiver.ref,
                key="",
                place=waiver.place,
                reason=waiver.reason,
                start=data.effective_from,
                until=data.effective_until,
                approver=waiver.approved_by,
                about=waiver.subjects or (),
                matched=known.named(waiver),
            )


@dataclass(frozen=True, slots=True)
class _Known:
    """The findings by all that a waiver may call them, so that not every waiver is held against every finding."""

    by_fingerprint: Mapping[str, list[Finding]]
    by_subjects: Mapping[tuple[Ref, ...], list[Finding]]

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> _Known:
        by_fingerprint: dict[str, list[Finding]] = defaultdict(list)
        by_subjects: dict[tuple[Ref, ...], list[Finding]] = defaultdict(list)
        for finding in findings:
            by_fingerprint[finding.fingerprint].append(finding)
            by_subjects[tuple(sorted(finding.subjects))].append(finding)
        return cls(by_fingerprint, by_subjects)

    def named(self, waiver: Waiver) -> tuple[Finding, ...]:
        """Return the findings of the waiver's rule with its fingerprint or, if it gives none, about its subjects."""
        if waiver.fingerprint:
            found = self.by_fingerprint.get(waiver.fingerprint, [])
        else:
            found = self.by_subjects.get(tuple(sorted(waiver.subjects or ())), [])
        return tuple(finding for finding in found if waiver.rule in {finding.rule, finding.name})
