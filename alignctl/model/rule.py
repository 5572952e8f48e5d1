"""A rule as reports show it: what a policy document says of itself, with the severity in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleExample:
    """A case by which a rule is proven; `says` are its findings, none where the case passes."""

    name: str
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleInfo:
    """One rule in force; `on` is the kind of fact that it judges, `severity` a level, or CEL if that depends."""

    code: str
    name: str
    title: str
    on: str
    tier: str
    severity: str
    waivable: bool
    message: str
    fix: str
    why: str
    params: Mapping[str, object]
    builtin: bool
    examples: tuple[RuleExample, ...] = ()
