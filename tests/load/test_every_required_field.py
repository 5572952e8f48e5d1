"""For every kind: delete, misspell or corrupt one required field, and the document is refused, at the right place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from alignctl.load.locate import Locator
from alignctl.load.schema import defects
from alignctl.load.schemas import bundled_schema
from alignctl.model.document import Document
from alignctl.model.entity import Entity
from alignctl.model.kinds import KINDS
from tests.load.samples import (
    COMPLETE,
    SETTINGS,
    Field,
    complete,
    minimal,
    node_at,
    rename,
    required_fields,
    spoil,
    walk,
)

FIELDS = tuple(required_fields(complete()))
NAMED = tuple(field for field in FIELDS if field.pointer[-1] != "in")  # without `in` it is an interval, and empty


def test_the_samples_hold_every_kind_and_every_field() -> None:
    documents = complete()
    assert {document.data["kind"] for document in documents} == set(KINDS)
    used: dict[tuple[str, ...], set[str]] = {}
    for document in documents:
        root = bundled_schema(str(document.data["kind"]))
        for _, schema, value in walk(root, root, document.data):
            if isinstance(value, dict):
                used.setdefault(tuple(schema.get("properties", ())), set()).update(value)
    for kind in KINDS:
        for known in _mappings(bundled_schema(kind)):
            assert set(known) <= used[known], kind


def _mappings(schema: Any) -> Iterator[tuple[str, ...]]:
    """Yield the fields of each closed mapping in a schema."""
    if isinstance(schema, dict):
        if schema.get("additionalProperties") is False:
            yield tuple(schema["properties"])
        for part in schema.values():
            yield from _mappings(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _mappings(part)


@pytest.mark.parametrize("document", [*complete(), *minimal()], ids=lambda d: f"{d.data['kind']}-{d.index}")
def test_whole_and_minimal_documents_are_accepted_and_read(document: Document) -> None:
    assert defects(document, SETTINGS) == ()
    kind: Any = KINDS[str(document.data["kind"])]
    entity = kind.read(document)
    assert isinstance(entity, Entity)
    assert entity.name == document.data["metadata"]["name"]  # type: ignore[index,call-overload]  # accepted above


@pytest.mark.parametrize("field", NAMED, ids=str)
def test_a_missing_field_is_told_at_its_parent(field: Field) -> None:
    found = defects(rename(field.document, field.pointer, None), SETTINGS)
    told = [one for one in found if one.word == field.pointer[-1]]
    assert told, found
    assert told[0].place.pointer == field.pointer[:-1]
    assert f"`{field.pointer[-1]}`" in told[0].problem


@pytest.mark.parametrize("field", FIELDS, ids=str)
def test_a_misspelt_field_is_told_once_with_what_was_meant(field: Field) -> None:
    name = str(field.pointer[-1])
    wrong = name[:-1] + "zz"[: 1 + (len(name) < 3)] if len(name) > 4 else name + "z"
    found = defects(rename(field.document, field.pointer, wrong), SETTINGS)
    told = [one for one in found if one.place.key and one.word == wrong]
    assert told, found
    assert told[0].place.pointer == (*field.pointer[:-1], wrong)
    assert told[0].suggestion == name
    assert not [one for one in found if one.word == name]


def _corruptible(field: Field) -> bool:
    return field.pointer[-1] != "default"  # of a parameter, which may be anything


def _free_text(field: Field) -> bool:
    root = bundled_schema(str(field.document.data["kind"]))
    schema = next(s for at, s, _ in walk(root, root, field.document.data) if at == field.pointer)
    return schema.get("type") == "string" and not {"pattern", "format"} & set(schema)


@pytest.mark.parametrize("field", [field for field in FIELDS if _corruptible(field)], ids=str)
@pytest.mark.parametrize("value", [None, {"no": "such"}], ids=["empty", "mapping"])
def test_a_field_of_the_wrong_type_is_told_where_it_stands(field: Field, value: Any) -> None:
    found = defects(spoil(field.document, field.pointer, value), SETTINGS)
    assert [one for one in found if one.place.pointer[: len(field.pointer)] == field.pointer], found


@pytest.mark.parametrize("field", [f for f in FIELDS if _corruptible(f) and not _free_text(f)], ids=str)
def test_a_field_with_the_wrong_text_is_told_where_it_stands(field: Field) -> None:
    found = defects(spoil(field.document, field.pointer, "No such: value\n"), SETTINGS)
    assert [one.place.pointer for one in found][:1] == [field.pointer]


def test_defects_of_the_samples_can_be_located() -> None:
    locator = Locator({COMPLETE.path: COMPLETE})
    for field in FIELDS:
        for one in defects(rename(field.document, field.pointer, None), SETTINGS):
            span = locator.locate(one.place)
            parent = node_at(field.document.data, field.pointer[:-1])
            assert span.line > 1
            assert parent
