"""Events become a short list for readers: when, and in words what changed; who approved it stands in the log."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Sequence

from alignctl.model.ref import kind_of
from alignctl.site.atlas import NOUNS, Atlas
from alignctl.site.blocks import Row, Table
from alignctl.site.lines import Line, Link, sentence, text_of
from alignctl.site.pages.log import commit_path, described, people
from alignctl.words.past import Event, commits
from alignctl.words.quantities import count, day

FEW = 3
PLURALS = {"KPI": "KPIs", "Minutes": "minutes", "Decision on record": "decisions on record"}
VERBS = {"created": "written down", "changed": "changed", "removed": "removed"}


def recent(atlas: Atlas, found: Sequence[Event], most: int) -> Table:
    """Return the newest events as rows, a large commit in one: what became of how many things of which sort."""
    rows = tuple(row for events in commits(found) for row in _rows(atlas, events))
    return Table(
        "Changes, newest first", ("When", "What changed", "By"), rows[:most], "Nothing changed.", form="changes"
    )


def _rows(atlas: Atlas, events: tuple[Event, ...]) -> Iterator[Row]:
    if len(events) > FEW:
        yield _row(events[0], (summary(events),))
        return
    for event in events:
        # Why somebody says that he changed it is for the log; here it is about what is different now.
        yield _row(event, described(atlas, dataclasses.replace(event, subject="")))


def _row(event: Event, what: Line) -> Row:
    return Row(((Link(day(event.on), commit_path(event.commit)),), what, people(event)))


def summary(events: Sequence[Event]) -> str:
    """Return what became of how many things of which sort: `12 roles and 3 decisions written down; 1 KPI changed`."""
    told = []
    for what, verb in VERBS.items():
        kinds = Counter(kind_of(event.ref) for event in events if event.what == what)
        ranked = sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))
        parts = [_counted(kind, number) for kind, number in ranked[:FEW]]
        rest = sum(number for _, number in ranked[FEW:])
        if ranked:
            told.append(f"{text_of(sentence([*parts, f'{rest} more'] if rest else parts))} {verb}")
    return "; ".join(told)


def _counted(kind: str, number: int) -> str:
    noun = NOUNS.get(kind, "Record")
    plural = PLURALS.get(noun, f"{noun.lower()}s")
    return count(number, noun if noun.isupper() else noun.lower(), plural)
