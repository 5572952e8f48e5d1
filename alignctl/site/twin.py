"""A page goes in, the same as JSON comes out: its answer, and the facts and findings about what it shows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from alignctl.model.facts import Bound, Defect, Name, Reference, Tension
from alignctl.model.facts.fact import Fact
from alignctl.model.plain import plain
from alignctl.site.atlas import Atlas, address
from alignctl.site.lines import text_of
from alignctl.site.page import Page

# Where something stands is not what it is; subjects and key are in `id`, and what they name has fields of its own.
HIDDEN = frozenset({"place", "places", "evidence", "subjects", "key", "occurrence"})
# They tell how the documents were read; what they say of an object stands in the object.
OF_THE_READER = (Bound, Defect, Name, Reference)
MOST = 20  # facts of one kind, as many as a page has neighbours


def twin(atlas: Atlas, page: Page) -> bytes:
    """Return the JSON beside a page; the object itself stands beside its own page alone."""
    subject = page.about[0] if page.about and address(page.about[0]) == page.path else None
    found = atlas.site.model.find(subject) if subject else None
    facts, more = _facts(page.shows or (atlas.facts_about(subject) if subject else ()))
    findings = atlas.findings(subject) if subject else ()
    more.update({"findings": len(findings) - MOST} if len(findings) > MOST else {})
    data: dict[str, Any] = {
        "schema": "alignctl/site/v1",
        "asOf": atlas.site.as_of.isoformat(),
        "page": page.path,
        "title": page.title,
        "answer": text_of(page.heading),
        "details": text_of(page.lead),
        "about": list(page.about),
        **({"object": {"kind": found.KIND, **_plain(found)}} if found else {}),
        "facts": facts,
        "findings": [_finding(located.finding) for located in findings[:MOST]],
        **({"more": more} if more else {}),
        **page.data,
    }
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _facts(facts: Iterable[Fact]) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """Return facts as data, and by kind how many more there are; units that pull the same way are no news."""
    kinds: dict[str, list[Fact]] = {}
    for fact in facts:
        if not isinstance(fact, OF_THE_READER) and not (isinstance(fact, Tension) and not fact.opposed):
            kinds.setdefault(fact.fact_kind(), []).append(fact)
    shown = [_fact(fact) for found in kinds.values() for fact in found[:MOST]]
    return shown, {kind: len(found) - MOST for kind, found in kinds.items() if len(found) > MOST}


def _fact(fact: Fact) -> dict[str, Any]:
    return {"kind": fact.fact_kind(), "id": fact.id, **_plain(fact)}


def _finding(finding: Any) -> dict[str, Any]:
    names = ("rule", "severity", "message", "fix", "fingerprint")
    return {name: getattr(finding, name) for name in names}


def _plain(value: Any) -> dict[str, Any]:
    """Return a value as data; places stay out, because they say where and not what, and so does what is empty."""
    found: dict[str, Any] = plain(value, absent=(None, [], {}), hidden=HIDDEN)
    return found
