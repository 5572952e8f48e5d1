"""The name of a kind goes in, its JSON Schema comes out, whole or as one self-contained document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

from alignctl.model.kinds import KINDS
from alignctl.model.place import Pointer
from alignctl.resources import bundled

Schema = dict[str, Any]
SETTINGS = "alignctl"  # the schema of alignctl.yaml
COMMON = "common"


def kinds() -> tuple[str, ...]:
    """Return the names of all kinds."""
    return tuple(KINDS)


def settings_bundle() -> Schema:
    """Return the JSON Schema of alignctl.yaml, with all common parts under `$defs`."""
    return bundle(SETTINGS)


def bundle(kind: str) -> Schema:
    """Return the JSON Schema of a kind with all common parts under `$defs`; its `$id` lets it stand inside another.

    Raises:
        KeyError: there is no such kind.

    """
    return deepcopy(bundled_schema(kind))


@cache
def bundled_schema(kind: str) -> Schema:
    """Return the same as `bundle`, shared: to be read only."""
    if kind != SETTINGS and kind not in KINDS:
        raise KeyError(kind)
    schema = _inline(_read(re.sub(r"(?<!^)(?=[A-Z])", "-", kind).lower()))
    common = _inline(_read(COMMON))["$defs"]
    needed: dict[str, Schema] = {}
    waiting = list(_references(schema))
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed[name] = common[name]
            waiting += _references(common[name])
    return {**schema, "$defs": dict(sorted(needed.items()))}


def resolve(root: Schema, schema: Schema) -> Schema:
    """Return a part of a bundled schema with its `$ref` followed; what stands beside the `$ref` wins."""
    if "$ref" not in schema:
        return schema
    target: Any = root
    for step in schema["$ref"].removeprefix("#/").split("/"):
        target = target[step]
    beside = {key: value for key, value in schema.items() if key != "$ref"}
    return {**resolve(root, target), **beside}


def schema_at(root: Schema, pointer: Pointer) -> Schema:
    """Return the part of a bundled schema that describes the node at `pointer`, or an empty one."""
    schema = resolve(root, root)
    for step in pointer:
        parts = (resolve(root, part) for part in (schema, *schema.get("oneOf", ()), *_branches(schema)))
        schema = next((resolve(root, found) for part in parts if (found := _below(part, step))), {})
    return schema


def fields_at(root: Schema, pointer: Pointer) -> Schema:
    """Return what a bundled schema says about each field that the mapping at `pointer` may have, in any form of it."""
    schema = schema_at(root, pointer)
    parts = [resolve(root, part) for part in (*_branches(schema), *schema.get("oneOf", ()), schema)]
    return {key: resolve(root, field) for part in parts for key, field in part.get("properties", {}).items()}


def _branches(schema: Schema) -> list[Schema]:
    return [schema[key] for key in ("then", "else") if key in schema]


def _below(schema: Schema, step: str | int) -> Schema:
    """Return what a schema says about one field or item, or an empty schema."""
    if isinstance(step, int):
        found = schema.get("items")
    else:
        found = schema.get("properties", {}).get(step) or schema.get("additionalProperties")
    return found if isinstance(found, dict) else {}


def _read(name: str) -> Schema:
    path = bundled("schemas") / f"{name}.schema.json"
    schema: Schema = json.loads(path.read_text(encoding="utf-8"))
    return schema


def _inline(part: Any) -> Any:
    """Return a copy whose references into the common parts point into the schema itself."""
    if isinstance(part, dict):
        return {
            key: value.removeprefix(f"{COMMON}.schema.json") if key == "$ref" else _inline(value)
            for key, value in part.items()
        }
    return [_inline(item) for item in part] if isinstance(part, list) else part


def _references(part: Any) -> Iterator[str]:
    """Yield the common parts that a schema refers to."""
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"].split("/")[2]
        for value in part.values():
            yield from _references(value)
    elif isinstance(part, list):
        for item in part:
            yield from _references(item)
