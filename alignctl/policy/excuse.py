"""What waiver documents and ignore comments have in common: which findings they excuse, why, how long, by whom."""

from __future__ import annotations

from collections.abc import Iterator
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
                matched=tuple(found for found in findings if _names(waiver, found)),
            )


def _names(waiver: Waiver, finding: Finding) -> bool:
    if waiver.rule not in {finding.rule, finding.name}:
        return False
    if waiver.fingerprint:
        return waiver.fingerprint == finding.fingerprint
    return sorted(waiver.subjects or ()) == sorted(finding.subjects)
