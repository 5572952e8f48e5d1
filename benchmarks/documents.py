"""Kind, name and spec go in; one governance document as plain data comes out."""

from __future__ import annotations

from typing import Any

Document = dict[str, Any]

AS_OF = "2026-06-15"  # the day for which the generated repositories are consistent
SINCE = "2025-07-01"
CONFIRMED = "2026-01-13"


def document(kind: str, name: str, title: str, spec: Document, **metadata: str) -> Document:
    """Return a document; `metadata` are further fields beside name and title."""
    return {
        "apiVersion": "alignctl/v1",
        "kind": kind,
        "metadata": {"name": name, "title": title, **metadata},
        "spec": spec,
    }
