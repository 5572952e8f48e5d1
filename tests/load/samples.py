"""One document of every kind with every field: whole, stripped to what is required, and spoilt in one place."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alignctl.load.schemas import Schema, bundled_schema, resolve
from alignctl.load.yaml import parse
from alignctl.model.document import Document, Source
from alignctl.model.place import Pointer
from alignctl.model.settings import Settings

SETTINGS = Settings.read({})
COMPLETE = Source("complete.yaml", (Path(__file__).parent / "complete.yaml").read_bytes())
CHOICES: dict[str, tuple[str, ...]] = {  # fields of which one is needed, as the schemas say with oneOf and anyOf
    "DecisionRight": ("decide", "bandOn", "bands"),
    "Waiver": ("subjects", "fingerprint"),
    "Decision": ("domains",),
    "Component": ("metric", "objective"),
    "Interval": ("over", "atLeast", "under", "upTo"),
    "Attribute": ("values",),
    "Metric": ("floor", "ceiling"),
}


@dataclass(frozen=True)
class Field:
    """A field that its mapping cannot be without, in one document."""

    document: Document
    pointer: Pointer

    def __str__(self) -> str:
        return ".".join(map(str, (self.document.data["kind"], self.document.index, *self.pointer)))


def complete() -> tuple[Document, ...]:
    parsed = parse(COMPLETE, SETTINGS.limits)
    assert parsed.unreadable is None
    return parsed.documents


def minimal() -> tuple[Document, ...]:
    return tuple(with_data(document, _strip(document)) for document in complete())


def with_data(document: Document, data: Any) -> Document:
    return Document(document.source, document.index, data)


def spoil(document: Document, pointer: Pointer, value: Any) -> Document:
    """Return a copy with another value at `pointer`."""
    data: Any = deepcopy(document.data)
    node = data
    for step in pointer[:-1]:
        node = node[step]
    node[pointer[-1]] = value
    return with_data(document, data)


def rename(document: Document, pointer: Pointer, name: str | None) -> Document:
    """Return a copy in which the key at `pointer` reads otherwise, or is gone."""
    data: Any = deepcopy(document.data)
    node = data
    for step in pointer[:-1]:
        node = node[step]
    value = node.pop(pointer[-1])
    if name is not None:
        node[name] = value
    return with_data(document, data)


def node_at(data: Any, pointer: Pointer) -> Any:
    for step in pointer:
        data = data[step]
    return data


def required_fields(documents: tuple[Document, ...]) -> Iterator[Field]:
    for document in documents:
        root = bundled_schema(str(document.data["kind"]))
        for pointer, schema, value in walk(root, root, document.data):
            if isinstance(value, dict):
                yield from (Field(document, (*pointer, key)) for key in schema.get("required", ()))


def walk(root: Schema, raw: Schema, value: Any, at: Pointer = ()) -> Iterator[tuple[Pointer, Schema, Any]]:
    """Yield pointer, schema and value of each node that a schema describes."""
    schema = resolve(root, raw)
    if "if" in schema and "properties" not in schema:
        schema = resolve(root, schema["then"] if set(schema["if"]["required"]) <= set(value) else schema["else"])
    fitting = "object" if isinstance(value, dict) else "array" if isinstance(value, list) else ""
    branch = next((part for part in schema.get("oneOf", ()) if part.get("type") == fitting), None)
    schema = resolve(root, branch) if branch else schema
    yield at, schema, value
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from walk(root, schema.get("items", {}), item, (*at, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            part = schema.get("properties", {}).get(key, schema.get("additionalProperties", {}))
            yield from walk(root, part or {}, item, (*at, key))


def _strip(document: Document) -> Any:
    """Return the data without the fields that are not needed."""
    kind = str(document.data["kind"])
    root = bundled_schema(kind)
    data: Any = deepcopy(document.data)
    described = [(pointer, schema) for pointer, schema, value in walk(root, root, data) if isinstance(value, dict)]
    for pointer, schema in sorted(described, key=lambda found: -len(found[0])):
        named = schema.get("x-type", kind if pointer == ("spec",) else "")
        needed = {*schema.get("required", ()), *CHOICES.get(named, ())}
        if "properties" in schema:
            node = node_at(data, pointer)
            for key in set(node) - needed:
                del node[key]
    return data
