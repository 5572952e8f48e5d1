"""The model and its links go in; facts about names and references come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from alignctl.load.identity import kind_and_name
from alignctl.model.document import Document
from alignctl.model.entity import Entity
from alignctl.model.facts.load import Name, Reference
from alignctl.model.link import Link
from alignctl.model.model import Model
from alignctl.model.place import Evidence, Place
from alignctl.model.ref import Ref, ref


def name_facts(documents: Iterable[Document]) -> tuple[Name, ...]:
    """Return how often each kind and name is declared, whatever the status and whether or not the schema accepts it."""
    places: dict[Ref, list[Place]] = {}
    for document in documents:
        if found := kind_and_name(document):
            places.setdefault(ref(*found), []).append(document.place.at("metadata", "name"))
    return tuple(_name(reference, places[reference]) for reference in sorted(places))


def _name(reference: Ref, places: list[Place]) -> Name:
    first, *others = sorted(places, key=Place.sort_key)
    evidence = tuple(Evidence(place, "declared here") for place in (first, *others[1:]) if others)
    place = others[0] if others else first
    return Name(subjects=(reference,), place=place, evidence=evidence, name=reference, count=len(places))


def reference_facts(model: Model, links: Iterable[Link], as_of: date) -> tuple[Reference, ...]:
    """Return a fact for each reference of an object that is not retired, as things are on a day."""
    sources = {reference: entity.active(as_of) for reference, entity in _standing(model)}
    # Two documents of one name make a reference once.
    distinct = {(one.source, one.field, one.target): one for one in reversed(list(links)) if one.source in sources}
    return tuple(_reference(model, one, as_of, sources[one.source]) for one in distinct.values())


def _standing(model: Model) -> Iterator[tuple[Ref, Entity]]:
    return ((entity.ref, entity) for entity in model if entity.metadata.status != "retired")


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
        to=one.target,
        found=one.found,
        suggestion=one.suggestion or None,
        from_active=active,
        to_active=one.found and not why,
        inactive_why=why,
    )
