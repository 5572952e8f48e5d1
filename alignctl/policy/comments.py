"""Sources and findings go in; the comments `# alignctl: ignore[ES001] until=2026-06-30 reason` come out as excuses."""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
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
COMMENT = re.compile(r"#\s{0,9}alignctl: ignore\[([^\]#]{0,200})\](?:\s+until=(\S+))?(.*)$")


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


def remarks(source: Source, documents: int) -> Iterator[tuple[int, Remark]]:
    """Yield the comments of a file that holds so many documents, each with the index of the document that it is in."""
    if MARK in source.content:
        layout = _Layout(list(islice(positions(source), documents)))
        for remark in _remarks(source, layout):
            yield layout.nodes.get(remark.target, (-1, ()))[0], remark


def _of_file(
    source: Source, documents: Mapping[int, Document], locator: Locator, findings: tuple[Finding, ...]
) -> Iterator[Excuse]:
    layout = _Layout(list(islice(positions(source), max(documents, default=-1) + 1)))
    here: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.place.path == source.path:
            here[locator.locate(finding.place).line].append(finding)
    for remark in _remarks(source, layout):
        index, pointer = layout.nodes.get(remark.target, (-1, ()))
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
                    for found in here[remark.target]
                    if rule in {found.rule, found.name} and rests_on(document, found)
                ),
            )


def rests_on(document: Document, finding: Finding) -> bool:
    """Tell whether a finding has one subject, this document, and names no evidence outside of it."""
    places = (finding.place, *(evidence.place for evidence in finding.evidence))
    alone = all((place.path, place.index) == (document.source.path, document.index) for place in places)
    return alone and finding.subjects == (document_ref(document),)


def _remarks(source: Source, layout: _Layout) -> Iterator[Remark]:
    """Yield the comments from the last to the first; one that stands alone is about the next line that is none."""
    lines = source.content.decode("utf-8-sig", "replace").split("\n")
    below = len(lines)
    for number in range(len(lines), 0, -1):
        line = lines[number - 1].rstrip("\r")
        alone = line.lstrip().startswith("#")
        below = below if alone else number
        found = COMMENT.search(line)
        if found and not layout.inside_text(number, found.start() + 1):
            span = Span(number, found.start() + 1, number, found.end() + 1)
            rules = tuple(word.strip() for word in found[1].split(",") if word.strip())
            yield Remark(rules, _day(found[2]), found[3].strip(), span, below)


class _Layout:
    """Where scalars stand in a file, and which node is the outermost to begin on a line."""

    def __init__(self, trees: list[Positions]) -> None:
        self.nodes: dict[int, tuple[int, Pointer]] = {}
        texts = []
        for index, tree in enumerate(trees):
            parents = {pointer[:-1] for pointer in tree if pointer}
            for pointer, (key, span) in sorted(tree.items(), key=lambda item: len(item[0])):
                self.nodes.setdefault((key or span).line, (index, pointer))
                if pointer not in parents:
                    texts.append(((span.line, span.column), (span.end_line, span.end_column)))
        self._texts = sorted(texts)

    def inside_text(self, line: int, column: int) -> bool:
        """Tell whether a position is within a scalar, such as the documents in an example of a policy."""
        before = bisect(self._texts, (line, column), key=lambda text: text[0])
        return before > 0 and (line, column) < self._texts[before - 1][1]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
