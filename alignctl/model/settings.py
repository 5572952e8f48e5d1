"""The settings of one repository, typed and frozen.

Generated from `schemas/` by `tools/generate_kinds.py`; do not edit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Literal, Self

from alignctl.model.metadata import Link
from alignctl.model.quantity import Duration, decimal
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """How one rule is run here."""

    severity: Literal["error", "warning", "info", "off"] | None
    params: Mapping[str, Any]

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read a mapping that the schema accepts."""
        return cls(
            data["severity"] if "severity" in data else None,
            MappingProxyType(data.get("params", {})),
        )


@dataclass(frozen=True, slots=True)
class AnalysisSettings:
    """Numbers that change what is computed."""

    max_hops: int
    min_strength: Decimal
    rho: Decimal
    heat_error: Decimal
    heat_warning: Decimal
    use_variable_share: bool
    grace: Duration
    grade_grace: Duration
    escalation_rate: Decimal
    split_window: Duration
    max_age: Mapping[str, int]
    cell_budget: int
    path_budget: int

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read a mapping that the schema accepts."""
        return cls(
            int(data.get("maxHops", 4)),
            decimal(data.get("minStrength", 0.1)),
            decimal(data.get("rho", 2.0)),
            decimal(data.get("heatError", 0.3)),
            decimal(data.get("heatWarning", 0.1)),
            data.get("useVariableShare", False),
            Duration(data.get("grace", "7d")),
            Duration(data.get("gradeGrace", "7d")),
            decimal(data.get("escalationRate", 0.2)),
            Duration(data.get("splitWindow", "90d")),
            MappingProxyType(
                {
                    key: int(item)
                    for key, item in data.get(
                        "maxAge",
                        {
                            "DecisionRight": 365,
                            "Precedence": 365,
                            "Role": 365,
                            "Forum": 365,
                            "IncentivePlan": 365,
                            "Metric": 365,
                            "Domain": 730,
                            "Unit": 730,
                        },
                    ).items()
                }
            ),
            int(data.get("cellBudget", 100000)),
            int(data.get("pathBudget", 10000000)),
        )


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes that stop hostile or mistaken input."""

    file_bytes: int
    depth: int
    nodes: int
    documents: int
    aliases: int
    files: int

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read a mapping that the schema accepts."""
        return cls(
            int(data.get("fileBytes", 1048576)),
            int(data.get("depth", 64)),
            int(data.get("nodes", 50000)),
            int(data.get("documents", 5000)),
            int(data.get("aliases", 100)),
            int(data.get("files", 100000)),
        )


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """How the site looks and what it shows."""

    name: str | None
    logo: str | None
    colors: Mapping[str, str]
    css: str | None
    footer: str | None
    links: tuple[Link, ...]
    repository: str | None
    forge: Literal["github", "gitlab", "gitea", "bitbucket"] | None
    url: str | None
    branch: str
    audiences: Mapping[str, Literal["all-staff", "leaders", "audit"]]

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read a mapping that the schema accepts."""
        return cls(
            data["name"] if "name" in data else None,
            data["logo"] if "logo" in data else None,
            MappingProxyType({key: item for key, item in data.get("colors", {}).items()}),
            data["css"] if "css" in data else None,
            data["footer"] if "footer" in data else None,
            tuple([Link.read(item) for item in data.get("links", [])]),
            data["repository"] if "repository" in data else None,
            data["forge"] if "forge" in data else None,
            data["url"] if "url" in data else None,
            data.get("branch", "main"),
            MappingProxyType({key: item for key, item in data.get("audiences", {"IncentivePlan": "leaders"}).items()}),
        )


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one repository."""

    paths: tuple[str, ...]
    exclude: tuple[str, ...]
    policies: tuple[str, ...]
    tier: Literal["core", "strict", "optional"]
    rules: Mapping[str, RuleSettings]
    role_tiers: tuple[str, ...]
    c_suite_tiers: tuple[str, ...]
    leader_tiers: tuple[str, ...]
    timezone: str
    governance_owner: Ref | None
    waiver_approvers: tuple[Ref, ...]
    analysis: AnalysisSettings
    limits: Limits
    site: SiteSettings
    overlays: tuple[str, ...]

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read a mapping that the schema accepts."""
        return cls(
            tuple(data.get("paths", ["."])),
            tuple(data.get("exclude", [])),
            tuple(data.get("policies", [])),
            data.get("tier", "core"),
            MappingProxyType({key: RuleSettings.read(item) for key, item in data.get("rules", {}).items()}),
            tuple(data.get("roleTiers", ["board", "c-suite", "vp", "director", "manager", "individual"])),
            tuple(data.get("cSuiteTiers", ["board", "c-suite"])),
            tuple(data.get("leaderTiers", ["c-suite", "vp"])),
            data.get("timezone", "UTC"),
            Ref(data["governanceOwner"]) if "governanceOwner" in data else None,
            tuple([Ref(item) for item in data.get("waiverApprovers", [])]),
            AnalysisSettings.read(data.get("analysis", {})),
            Limits.read(data.get("limits", {})),
            SiteSettings.read(data.get("site", {})),
            tuple(data.get("overlays", [])),
        )
