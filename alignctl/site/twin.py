"""A page goes in, the same as JSON comes out: its answer, and the facts and findings about what it shows."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from alignctl.model.facts.fact import Fact
from alignctl.model.place import Place
from alignctl.model.quantity import Duration
from alignctl.site.atlas import Atlas
from alignctl.site.blocks import text_of
from alignctl.site.page import Page

HIDDEN = frozenset({"place", "places", "evidence"})


def twin(atlas: Atlas, page: Page) -> bytes:
    """Return the JSON beside a page."""
    subject = page.about[0] if page.about else None
    found = atlas.site.model.find(subject) if subject else None
    data = {
        "schema": "alignctl/site/v1",
        "asOf": atlas.site.as_of.isoformat(),
        "page": page.path,
        "title": page.title,
        "answer": text_of(page.heading),
        "details": text_of(page.lead),
        "about": list(page.about),
        **({"object": {"kind": found.KIND, **plain(found)}} if found else {}),
        "facts": [_fact(fact) for fact in atlas.facts_about(subject)] if subject else [],
        "findings": [_finding(located.finding) for located in atlas.findings(subject)] if subject else [],
    }
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _fact(fact: Fact) -> dict[str, Any]:
    return {"kind": fact.fact_kind(), "id": fact.id, **plain(fact)}


def _finding(finding: Any) -> dict[str, Any]:
    names = ("rule", "severity", "message", "fix", "fingerprint")
    return {name: getattr(finding, name) for name in names}


def plain(value: Any) -> Any:
    """Return a value as JSON knows it; places stay out, because they say where and not what."""
    match value:
        case Decimal():
            found: Any = int(value) if value == value.to_integral_value() else float(value)
        case date():
            found = value.isoformat()
        case Duration(text=text) | Place(path=text):
            found = text
        case Mapping():
            found = {str(key): plain(item) for key, item in value.items()}
        case tuple() | list():
            found = [plain(item) for item in value]
        case _ if dataclasses.is_dataclass(value):
            rows = {
                _camel(f.name): plain(getattr(value, f.name)) for f in dataclasses.fields(value) if f.name not in HIDDEN
            }
            found = {key: item for key, item in rows.items() if item not in (None, [], {})}
        case _:
            found = value
    return found


def _camel(name: str) -> str:
    head, *rest = name.rstrip("_").split("_")
    return head + "".join(word.capitalize() for word in rest)
