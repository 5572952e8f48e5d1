"""Sources and findings go in; the comments `# alignctl: ignore[ES001] until=2026-06-30 reason` come out as excuses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from alignctl.load.identity import document_ref
from alignctl.load.loading import Loaded
from alignctl.load.locate import Locator
from alignctl.load.positions import Positions
from alignctl.load.yaml import positions
from alignctl.model.document import Document, Source
from alignctl.model.finding import Finding
from alignctl.model.place import Place, Pointer, Span
from alignctl.policy.excuse import Excuse

MARK = b"alignctl: ignore["
COMMENT = re.compile(r"#\s*alignctl: ignore\[([^\]]*)\](?:\s+until=(\S+))?(.*)$")


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment: the rules that it names, and the line that it is about."""

    rules: tuple[str, ...]
    until: date | None
    reason: str
    span: Span
    target: int


def comment_excuses(loaded: Loaded, locator: Locator, findings: tuple[Finding, ...]) -> Iterator[Excuse]:
    """Yield an excuse for each rule that a comment names.

    A comment is about findings on its own line, or on the next line where it stands alone. It excuses only findings
    that rest on the one document in which it stands: what another document is part of, its author cannot judge.
    """
    for source in loaded.sources.values():
        if MARK in source.content:
            documents = {one.index: one for one in loaded.documents if one.source.path == source.path}
            yield from _of_file(source, documents, locator, findings)


def _of_file(
    source: Source, documents: Mapping[int, Document], locator: Locator, findings: tuple[Finding, ...]
) -> Iterator[Excuse]:
    trees = list(islice(positions(source), max(documents, default=-1) + 1))
    here = [(found, locator.locate(found.place).line) for found in findings if found.place.path == source.path]
    for remark in _remarks(source, trees):
        index, pointer = _node(trees, remark.target)
        document = documents.get(index)
        for rule in remark.rules:
            if document is None:
                continue
            yield Excuse(
                said=f"{source.path}:{remark.span.line}",
                rule=rule,
                subject=document_ref(document),
                key=" ".join((rule, *map(str, pointer))),
                place=Place(source.path, index, pointer, span=remark.span),
                reason=remark.reason,
                start=None,
                until=remark.until,
                approver=None,
                about=(),
                matched=tuple(
                    found
                    for found, line in here
                    if line == remark.target and rule in {found.rule, found.name} and rests_on(document, found)
                ),
            )


def rests_on(document: Document, finding: Finding) -> bool:
    """Tell whether a finding has one subject, this document, and names no evidence outside of it."""
    places = (finding.place, *(evidence.place for evidence in finding.evidence))
    alone = all((place.path, place.index) == (document.source.path, document.index) for place in places)
    return alone and finding.subjects == (document_ref(document),)


def _remarks(source: Source, trees: list[Positions]) -> Iterator[Remark]:
    lines = source.content.decode("utf-8-sig", "replace").split("\n")
    for number, line in enumerate(lines, 1):
        found = COMMENT.search(line.rstrip("\r"))
        if found and not _inside_text(trees, number, found.start() + 1):
            target = number if line[: found.start()].strip() else _next_line(lines, number)
            span = Span(number, found.start() + 1, number, found.end() + 1)
            rules = tuple(word.strip() for word in found[1].split(",") if word.strip())
            yield Remark(rules, _day(found[2]), found[3].strip(), span, target)


def _next_line(lines: list[str], number: int) -> int:
    """Return the line that a comment standing alone is about; further comments may stand between."""
    below = range(number, len(lines))
    return next((at + 1 for at in below if not lines[at].lstrip().startswith("#")), number)


def _inside_text(trees: list[Positions], line: int, column: int) -> bool:
    """Tell whether a position is within a scalar, such as the documents in an example of a policy."""
    at = (line, column)
    return any(
        (span.line, span.column) <= at < (span.end_line, span.end_column)
        for tree in trees
        for pointer, (_, span) in tree.items()
        if not _is_parent(tree, pointer)
    )


def _is_parent(tree: Positions, pointer: Pointer) -> bool:
    return any(other[: len(pointer)] == pointer and len(other) > len(pointer) for other in tree)


def _node(trees: list[Positions], line: int) -> tuple[int, Pointer]:
    """Return document and pointer of the outermost node that begins on a line."""
    for index, tree in enumerate(trees):
        begun = [pointer for pointer, (key, span) in tree.items() if (key or span).line == line]
        if begun:
            return index, min(begun, key=lambda pointer: (len(pointer), list(tree).index(pointer)))
    return -1, ()


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
