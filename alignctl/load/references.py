"""The model and its links go in; facts about names and references come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from alignctl.load.difference import differences
from alignctl.load.identity import kind_and_name
from alignctl.load.naming import field_in_words
from alignctl.model.document import Document
from alignctl.model.entity import Entity
from alignctl.model.facts.load import Name, Reference
from alignctl.model.link import Link
from alignctl.model.model import Model
from alignctl.model.place import Evidence
from alignctl.model.placeholder import is_placeholder
from alignctl.model.ref import Ref, kind_of, name_of, ref


def name_facts(documents: Iterable[Document]) -> tuple[Name, ...]:
    """Return how often each kind and name is declared, whatever the status and whether or not the schema accepts it."""
    declared: dict[Ref, list[Document]] = {}
    for document in documents:
        if found := kind_and_name(document):
            declared.setdefault(ref(*found), []).append(document)
    return tuple(_name(reference, declared[reference]) for reference in sorted(declared))


def _name(reference: Ref, documents: list[Document]) -> Name:
    ordered = sorted(documents, key=lambda document: document.place.sort_key())
    first, *others = [document.place.at("metadata", "name") for document in ordered]
    return Name(
        subjects=(reference,),
        place=others[0] if others else first,
        evidence=tuple(Evidence(place, "declared here") for place in (first, *others[1:]) if others),
        name=reference,
        count=len(documents),
        differences=differences(ordered) if others else (),
    )


def reference_facts(model: Model, links: Iterable[Link], as_of: date) -> tuple[Reference, ...]:
    """Return a fact for each reference of an object that is not retired, as things are on a day.

    What a draft leaves open is none: a placeholder that names nothing.
    """
    sources = {reference: entity.active(as_of) for reference, entity in _standing(model)}
    # Two documents of one name make a reference once.
    distinct = {(one.source, one.field, one.target): one for one in reversed(list(links)) if one.source in sources}
    told = (one for one in distinct.values() if not _is_open(model, one))
    return tuple(_reference(model, one, as_of, sources[one.source]) for one in told)


def _standing(model: Model) -> Iterator[tuple[Ref, Entity]]:
    return ((entity.ref, entity) for entity in model if entity.metadata.status != "retired")


def _is_open(model: Model, one: Link) -> bool:
    """Tell whether a draft says that this is still to be said, such as `role:todo`."""
    if one.found or not is_placeholder(name_of(one.target).replace("-", " ")):
        return False
    source = model.find(one.source)
    return source is not None and source.metadata.status == "draft"


def _reference(model: Model, one: Link, as_of: date, active: bool) -> Reference:  # noqa: FBT001 - a field of the fact
    target = model.find(one.target)
    why = target.why_inactive(as_of) if target else ""
    return Reference(
        subjects=tuple(sorted({one.source, one.target})),
        key=one.field,
        place=one.place,
        evidence=(Evidence(target.place.at("metadata", "name"), "declared here"),) if target and why else (),
        from_=one.source,
        field=one.field,
        label=field_in_words(kind_of(one.source), one.place.pointer),
        to=one.target,
        found=one.found,
        suggestion=one.suggestion or None,
        from_active=active,
        to_active=one.found and not why,
        inactive_why=why,
    )
