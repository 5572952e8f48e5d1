"""A document of some kind goes in; what expressions see of it comes out, typed and filled in as its schema says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from alignctl.load.schemas import bundled_schema, resolve
from alignctl.model.document import Document
from alignctl.model.entity import Entity
from alignctl.model.facts.fact import Fact
from alignctl.policy.shape import Field, Scalar, Shape

Schema = dict[str, Any]
SCALARS: Mapping[str, Scalar] = {"string": "text", "boolean": "bool", "integer": "int", "number": "num"}


@cache
def document_shape(kind: str) -> Shape:
    """Return the fields of a document kind; parts that the schema leaves open may hold anything."""
    root = bundled_schema(kind)
    return Shape(kind, _Reader(root).fields(root, kind))


def read_document(entity: Entity, document: Document) -> dict[str, Any]:
    """Return a document as the runtime takes it, with the schema's defaults filled in."""
    root = bundled_schema(entity.KIND)
    filled: dict[str, Any] = _Reader(root).fill(root, document.data)
    return filled


def as_fact(entity: Entity) -> Fact:
    """Return a document as a fact: it is its own subject and place."""
    return Fact(subjects=(entity.ref,), place=entity.place)


def has_field(kind: str, path: str) -> bool:
    """Tell whether documents of a kind may have the node `path`, such as `spec.lead`."""
    part: Scalar | Shape = document_shape(kind)
    for step in path.split("."):
        field = part.get(step) if isinstance(part, Shape) else None
        if field is None:
            return part == "any"
        part = field.type
    return True


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads parts of one schema."""

    root: Schema

    def fields(self, schema: Schema, name: str) -> tuple[Field, ...]:
        needed = schema.get("required", ())
        return tuple(
            self.field(f"{name}_{key}", key, resolve(self.root, part), needed=key in needed)
            for key, part in schema["properties"].items()
        )

    def field(self, shape: str, name: str, schema: Schema, *, needed: bool) -> Field:
        optional = not needed and "default" not in schema
        many = schema.get("type") == "array"
        inner = resolve(self.root, schema.get("items", {})) if many else schema
        return Field(name, self.type(inner, shape), many, optional)

    def type(self, schema: Schema, name: str) -> Scalar | Shape:
        words = schema.get("enum", [schema.get("const")])
        if all(isinstance(word, str) for word in words):
            return "text"
        if "properties" in schema:
            return Shape(name, self.fields(schema, name))
        return SCALARS.get(schema.get("type", ""), "any")

    def fill(self, schema: Schema, data: Any) -> Any:
        schema = resolve(self.root, schema)
        if isinstance(data, dict):
            return self.fill_mapping(schema, data)
        if isinstance(data, list):
            return [self.fill(schema.get("items", {}), item) for item in data]
        number = isinstance(data, int | float) and not isinstance(data, bool)
        return float(data) if number and schema.get("type") == "number" else data

    def fill_mapping(self, schema: Schema, data: dict[str, Any]) -> dict[str, Any]:
        parts, others = schema.get("properties", {}), schema.get("additionalProperties", {})
        given = {key: self.fill(parts.get(key, others or {}), value) for key, value in data.items()}
        absent = {key: resolve(self.root, part) for key, part in parts.items() if key not in data}
        return given | {key: self.fill(part, part["default"]) for key, part in absent.items() if "default" in part}
