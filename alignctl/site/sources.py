"""Files go in; the text and the first line of the document of each object come out, without parsing anything again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from alignctl.model.document import Document, Source
from alignctl.model.entity import Entity
from alignctl.model.ref import Ref

_MARK = re.compile(r"^---(?:[ \t].*)?$", re.MULTILINE)


def excerpts(
    entities: Iterable[Entity], documents: Iterable[Document], sources: Mapping[str, Source]
) -> Iterator[tuple[Ref, int, str]]:
    """Yield the reference, first line (from 1) and text of each object whose document can be told apart in its file."""
    indices: dict[str, list[int]] = {}
    for document in documents:
        indices.setdefault(document.source.path, []).append(document.index)
    parts = {
        (path, index): part
        for path, known in indices.items()
        for index, part in zip(sorted(known), _split(sources[path], len(known)), strict=False)
    }
    for entity in entities:
        part = parts.get((entity.place.path, entity.place.index))
        if part:
            yield entity.ref, *part


def _split(source: Source, number: int) -> tuple[tuple[int, str], ...]:
    """Return the documents of a file with their lines; nothing unless exactly `number` are found."""
    text = source.content.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    ends = [mark.start() for mark in _MARK.finditer(text)]
    starts = [0, *(mark.end() for mark in _MARK.finditer(text))]
    found = []
    for start, end in zip(starts, [*ends, len(text)], strict=True):
        part = text[start:end]
        if any(line.strip() and not line.lstrip().startswith(("#", "%")) for line in part.splitlines()):
            lead = len(part) - len(part.lstrip("\n"))
            found.append((text.count("\n", 0, start + lead) + 1, part.strip("\n") + "\n"))
    return tuple(found) if len(found) == number else ()
