"""Facts about what the reader and the linker noticed."""

from __future__ import annotations

from dataclasses import dataclass

from alignctl.model.facts.fact import Fact
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect(Fact):
    """One per place in a document that the reader or the schema refuses; key: path, and word unless it is a value."""

    document: Ref
    path: str
    word: str
    problem: str
    suggestion: str | None = None
    private: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Fact):
    """One per kind and name, of any status; place: the second document, if any; differences: which fields, in words."""

    name: Ref
    count: int
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound(Fact):
    """One per pair of limits in a document; key: what."""

    of: Ref
    what: str
    possible: bool
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Fact):
    """One per reference of what is not retired, but for drafts' placeholders; place: it; key: field; label: words."""

    from_: Ref
    field: str
    label: str
    to: Ref
    found: bool
    suggestion: str | None = None
    from_active: bool
    to_active: bool
    inactive_why: str
