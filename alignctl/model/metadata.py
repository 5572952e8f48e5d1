"""Name, title, owner and validity: the same for every kind.

Generated from `schemas/` by `tools/generate_kinds.py`; do not edit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, Self

from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True)
class Link:
    """One place to read more."""

    title: str | None
    url: str

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read a mapping that the schema accepts."""
        return cls(
            data["title"] if "title" in data else None,
            data["url"],
        )


@dataclass(frozen=True, slots=True)
class Metadata:
    """Name, title, owner and validity: the same for every kind."""

    name: str
    title: str | None
    description: str | None
    owner: Ref | None
    formerly: tuple[str, ...]
    status: Literal["draft", "active", "retired"]
    effective_from: date | None
    effective_until: date | None
    last_reviewed: date | None
    review_by: date | None
    labels: Mapping[str, str]
    links: tuple[Link, ...]

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read a mapping that the schema accepts."""
        return cls(
            data["name"],
            data["title"] if "title" in data else None,
            data["description"] if "description" in data else None,
            Ref(data["owner"]) if "owner" in data else None,
            tuple(data.get("formerly", [])),
            data.get("status", "active"),
            date.fromisoformat(data["effectiveFrom"]) if "effectiveFrom" in data else None,
            date.fromisoformat(data["effectiveUntil"]) if "effectiveUntil" in data else None,
            date.fromisoformat(data["lastReviewed"]) if "lastReviewed" in data else None,
            date.fromisoformat(data["reviewBy"]) if "reviewBy" in data else None,
            MappingProxyType({key: item for key, item in data.get("labels", {}).items()}),
            tuple([Link.read(item) for item in data.get("links", [])]),
        )
