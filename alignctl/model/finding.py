"""A finding: one sentence about one breach of one rule, with its places and its identity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from alignctl.model.facts.fact import counted, digest
from alignctl.model.place import Evidence, Place, Span
from alignctl.model.ref import Ref

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("info", "warning", "error")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check of one rule says about one fact; `waived_by` names the waiver that excuses it."""

    rule: str
    name: str
    check: str
    severity: Severity
    subjects: tuple[Ref, ...]
    key: str
    message: str
    fix: str
    place: Place
    evidence: tuple[Evidence, ...] = ()
    waived_by: str = ""
    known: bool = False
    occurrence: int = 0

    @property
    def fingerprint(self) -> str:
        """Return the identity: `sha256(rule | sorted subjects | key)[:16]`; equal ones are numbered."""
        return digest(self.rule, self.subjects, counted(self.key, self.occurrence))

    def sort_key(self) -> tuple[str, tuple[Ref, ...], str]:
        """Return the key by which findings are ordered: rule, subjects, fingerprint."""
        return self.rule, self.subjects, self.fingerprint


@dataclass(frozen=True, slots=True)
class Located:
    """A finding whose places have become lines and columns; `evidence` runs parallel to the finding's."""

    finding: Finding
    span: Span
    evidence: tuple[Span, ...]
    excerpt: str

    def position(self) -> tuple[str, int, int, str, str]:
        """Return the key that orders findings as a reader meets them: file, line, column, rule, fingerprint."""
        found = self.finding
        return found.place.path, self.span.line, self.span.column, found.rule, found.fingerprint
