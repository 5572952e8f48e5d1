"""Creation dates and milestones of proposals come in; one cycle per release goes out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from documents import Document, Ledger, document
from proposals import Proposal

FEWEST = 10  # proposals first aimed at a release; with fewer its dates would rest on single proposals


def convert(proposals: Sequence[Proposal], ledger: Ledger) -> Iterator[Document]:
    """Yield the intake of each release: from the day after the last one's end to its own end.

    The end of release n is the latest day that misplaces the fewest proposals, if all those created up to it
    were first aimed at n or earlier and all others at a later release (a decision stump).
    """
    aimed = [(p.created, min(minors)) for p in proposals if p.created and (minors := _minors(p))]
    many = Counter(minor for _, minor in aimed)
    for minor in sorted(many):
        if all(many[n] >= FEWEST for n in (minor - 1, minor, minor + 1)):
            starts, ends = _end(aimed, minor - 1) + timedelta(days=1), _end(aimed, minor)
            spec = {"level": "release", "track": "kubernetes", "starts": starts.isoformat(), "ends": ends.isoformat()}
            yield document("Cycle", f"v1-{minor}", spec, title=f"v1.{minor}", labels={"dates": "derived"})
        else:
            ledger.note(f"release left out: it or a neighbour has fewer than {FEWEST} proposals", f"v1.{minor}")


def _minors(proposal: Proposal) -> list[int]:
    texts = [str(text) for text in (proposal.data.get("milestone") or {}).values()]
    return [int(found[1]) for text in texts if (found := re.fullmatch(r"v?1\.(\d+)", text))]


def _end(aimed: Sequence[tuple[date, int]], minor: int) -> date:
    days = sorted({day for day, _ in aimed})
    return min(reversed(days), key=lambda day: sum((created > day) == (aim <= minor) for created, aim in aimed))
