"""Sources go in; the model, its documents and links, and everything that could not be read come out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from alignctl.load.bounds import bound_facts
from alignctl.load.canonical import ambiguities, canonical
from alignctl.load.characters import START
from alignctl.load.identity import defect, document_ref, kind_and_name, shorten
from alignctl.load.link import Directory, link
from alignctl.load.references import name_facts, reference_facts
from alignctl.load.schema import defects
from alignctl.load.yaml import Parsed, Repeated, parse
from alignctl.model.document import Document, Source
from alignctl.model.entity import Entity
from alignctl.model.facts.fact import Fact
from alignctl.model.facts.load import Defect
from alignctl.model.kinds import KINDS
from alignctl.model.link import Link
from alignctl.model.model import Model
from alignctl.model.organisation import Organisation
from alignctl.model.place import Place
from alignctl.model.ref import Ref, ref
from alignctl.model.report import Unreadable
from alignctl.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Loaded:
    """One state of a repository: `model` holds the documents that are accepted, `documents` all of them.

    `files` counts the sources read; everything is in the order of path and place, whatever order the sources had.
    """

    model: Model
    documents: tuple[Document, ...]
    links: tuple[Link, ...]
    unreadable: tuple[Unreadable, ...]
    defects: tuple[Defect, ...]
    sources: Mapping[str, Source]
    files: int
    settings: Settings

    def facts(self, as_of: date) -> tuple[Fact, ...]:
        """Return what the reader noticed, sorted: Defect, Name, Bound and Reference; `as_of` tells what is in force."""
        found = (
            *self.defects,
            *name_facts(self.documents),
            *bound_facts(Organisation(self.model, self.settings, as_of)),
            *reference_facts(self.model, self.links, as_of),
        )
        return tuple(sorted(found, key=Fact.sort_key))


def load(sources: Iterable[Source], settings: Settings) -> Loaded:
    """Read all sources. Nothing in them raises: what cannot be read is a value, and hides nothing else."""
    by_path = {source.path: source for source in sorted(sources, key=lambda s: (s.path, s.revision, s.content))}
    allowed = list(by_path.values())[: settings.limits.files]
    read = [parse(source, settings.limits) for source in allowed]
    written = tuple(document for parsed in read for document in parsed.documents)
    directory = _directory(written)
    documents = tuple(canonical(document, directory) for document in written)
    repeated = _repeated(read, documents)
    refused = {_position(document): _defects(document, repeated, settings, directory) for document in documents}
    accepted = [document for document in documents if not refused[_position(document)]]
    return Loaded(
        Model.of(_entity(document) for document in accepted),
        documents,
        tuple(one for document in accepted for one in link(document, document_ref(document), directory)),
        tuple(parsed.unreadable for parsed in read if parsed.unreadable) + _too_many(by_path, settings),
        tuple(one for found in refused.values() for one in found),
        MappingProxyType(by_path),
        len(allowed),
        settings,
    )


def _position(document: Document) -> tuple[str, int]:
    return document.source.path, document.index


def _repeated(read: Iterable[Parsed], documents: Iterable[Document]) -> Mapping[tuple[str, int], list[Defect]]:
    """Return the repeated keys as defects, by document."""
    by_position = {_position(document): document for document in documents}
    found: dict[tuple[str, int], list[Defect]] = {}
    for repeated in (one for parsed in read for one in parsed.repeated):
        at = repeated.place.path, repeated.place.index
        found.setdefault(at, []).append(_repetition(by_position[at], repeated))
    return found


def _repetition(document: Document, repeated: Repeated) -> Defect:
    key = shorten(repeated.key)
    problem = f"`{key}` stands twice here, first in line {repeated.first_line}; keep one."
    return defect(document, repeated.place, word=key, problem=problem)


def _defects(
    document: Document, repeated: Mapping[tuple[str, int], list[Defect]], settings: Settings, directory: Directory
) -> tuple[Defect, ...]:
    """Return the defects of a document, one for each place and word."""
    told = defects(document, settings) or ambiguities(document, directory)
    found = (*repeated.get(_position(document), ()), *told)
    return tuple({one.id: one for one in reversed(found)}.values())[::-1] if found else ()


def _entity(document: Document) -> Entity:
    kind = KINDS[str(document.data["kind"])]
    entity: Entity = kind.read(document)  # type: ignore[attr-defined]  # every kind has its reader
    return entity


def _directory(documents: Iterable[Document]) -> Directory:
    named = [document for document in documents if kind_and_name(document)]
    names = (ref(*found) for document in named if (found := kind_and_name(document)))
    return Directory(names, (former for document in named for former in _former(document)))


def _former(document: Document) -> tuple[Ref, ...]:
    """Return the earlier names of a document, as far as they can be read."""
    found, metadata = kind_and_name(document), document.data.get("metadata")
    former = metadata.get("formerly") if isinstance(metadata, dict) else None
    if not found or not isinstance(former, list):
        return ()
    return tuple(ref(found[0], name) for name in former if isinstance(name, str))


def _too_many(by_path: Mapping[str, Source], settings: Settings) -> tuple[Unreadable, ...]:
    limit = settings.limits.files
    beyond = list(by_path)[limit : limit + 1]
    message = (
        f"There are {len(by_path)} files; the limit is {limit} (`limits.files`), so this one and the next are not read."
    )
    return tuple(Unreadable(Place(path), message, START) for path in beyond)
