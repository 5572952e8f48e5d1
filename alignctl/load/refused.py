"""What was loaded goes in; the documents that are there and could not be read come out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from alignctl.load.identity import SLUG, kind_and_name
from alignctl.load.loading import Loaded
from alignctl.model.document import Document, Source
from alignctl.model.kinds import KINDS
from alignctl.model.place import Place
from alignctl.model.ref import Ref, name_of, ref
from alignctl.model.refused import Refused

PARTS = re.compile(r"^---.*$", re.MULTILINE)
KIND = re.compile(r"""^["']?kind["']?\s*:\s*["']?(\w+)""", re.MULTILINE)
NAME = re.compile(r"""\bname["']?\s*:\s*["']?([a-z0-9-]+)""")
WORD = re.compile(r"[a-z0-9][a-z0-9-]*")


def refused_documents(loaded: Loaded) -> tuple[Refused, ...]:
    """Return the documents that have no part in the model: those that their schema refuses, and those in broken files.

    What a broken file holds is guessed from its text: better named by a guess than taken for gone.
    """
    refused = {(defect.place.path, defect.place.index) for defect in loaded.defects}
    found = [_document(one) for one in loaded.documents if (one.source.path, one.index) in refused]
    read = {ref(*named) for one in loaded.documents if (named := kind_and_name(one))}
    for problem in loaded.unreadable:
        found += _file(problem.place, loaded.sources.get(problem.place.path), read)
    return tuple(found)


def _document(document: Document) -> Refused:
    named, kind = kind_and_name(document), document.data.get("kind")
    known = kind if isinstance(kind, str) and kind in KINDS else ""
    return Refused(document.place, known, ref(*named) if named else None, frozenset(_names(document.data)))


def _names(data: Any) -> Iterator[str]:
    """Yield every text in a document that can be a name, without the kind before it."""
    match data:
        case str():
            name = name_of(data) or data
            if SLUG.fullmatch(name):
                yield name
        case dict():
            for value in data.values():
                yield from _names(value)
        case list():
            for value in data:
                yield from _names(value)


def _file(place: Place, source: Source | None, read: set[Ref]) -> Iterator[Refused]:
    """Yield what a broken file seems to hold beyond what could be read of it."""
    if source is None:
        yield Refused(place)
        return
    text = source.content.decode("utf-8", "replace")
    parts = [part for part in map(_part, PARTS.split(text)) if part[1] is None or part[1] not in read]
    whole = [("", None, frozenset(WORD.findall(text)))]
    for kind, reference, words in [part for part in parts if part[0]] or whole:
        yield Refused(place, kind, reference, words)


def _part(text: str) -> tuple[str, Ref | None, frozenset[str]]:
    kind, name = KIND.search(text), NAME.search(text)
    known = kind[1] if kind and kind[1] in KINDS else ""
    named = known and name and SLUG.fullmatch(name[1])
    return known, ref(known, name[1]) if named and name else None, frozenset(WORD.findall(text))
