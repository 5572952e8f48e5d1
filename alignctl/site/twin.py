"""A page goes in, the same as JSON comes out: its answer, and the facts and findings about what it shows."""

from __future__ import annotations

import json
from typing import Any

from alignctl.model.facts.fact import Fact
from alignctl.model.plain import plain
from alignctl.site.atlas import Atlas
from alignctl.site.blocks import text_of
from alignctl.site.page import Page

HIDDEN = frozenset({"place", "places", "evidence"})


def twin(atlas: Atlas, page: Page) -> bytes:
    """Return the JSON beside a page."""
    subject = page.about[0] if page.about else None
    found = atlas.site.model.find(subject) if subject else None
    data: dict[str, Any] = {
        "schema": "alignctl/site/v1",
        "asOf": atlas.site.as_of.isoformat(),
        "page": page.path,
        "title": page.title,
        "answer": text_of(page.heading),
        "details": text_of(page.lead),
        "about": list(page.about),
        **({"object": {"kind": found.KIND, **_plain(found)}} if found else {}),
        "facts": [_fact(fact) for fact in atlas.facts_about(subject)] if subject else [],
        "findings": [_finding(located.finding) for located in atlas.findings(subject)] if subject else [],
        **page.data,
    }
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _fact(fact: Fact) -> dict[str, Any]:
    return {"kind": fact.fact_kind(), "id": fact.id, **_plain(fact)}


def _finding(finding: Any) -> dict[str, Any]:
    names = ("rule", "severity", "message", "fix", "fingerprint")
    return {name: getattr(finding, name) for name in names}


def _plain(value: Any) -> dict[str, Any]:
    """Return a value as data; places stay out, because they say where and not what, and so does what is empty."""
    found: dict[str, Any] = plain(value, absent=(None, [], {}), hidden=HIDDEN)
    return found
