"""A workspace with one object of every kind: text goes in, the workspace with it in every field for text comes out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from alignctl.resources import bundled

HERE = Path(__file__).parent / "everything.yaml"
OPEN = frozenset({"labels", "attributes"})  # whoever writes names what stands there
WORD = "zzsecret"
Field = tuple[str, ...]


def everything(text: str) -> str:
    """Return the workspace as YAML, with a text in every field that takes free text."""
    documents = [_filled(document, text) for document in yaml.safe_load_all(HERE.read_text(encoding="utf-8"))]
    return "---\n".join(json.dumps(document, ensure_ascii=True) + "\n" for document in documents)


def secret(kind: str) -> str:
    """Return the workspace in which all objects of a kind are called, and say, a word that stands nowhere else."""
    documents = list(yaml.safe_load_all(HERE.read_text(encoding="utf-8")))
    names = {document["metadata"]["name"] for document in documents if document["kind"] == kind}
    told = [_filled(document, WORD if document["kind"] == kind else "plain") for document in documents]
    return "---\n".join(json.dumps(_renamed(document, kind, names)) + "\n" for document in told)


def _renamed(value: Any, kind: str, names: set[str]) -> Any:
    if isinstance(value, Mapping):
        return {key: _renamed(item, kind, names) for key, item in value.items()}
    if isinstance(value, list):
        return [_renamed(item, kind, names) for item in value]
    prefix, _, name = str(value).rpartition(":")
    return f"{prefix}{':' if prefix else ''}{WORD}-{name}" if name in names and isinstance(value, str) else value


def filled_fields() -> set[Field]:
    """Return the kind and path of each field in which the workspace has a text."""
    documents = yaml.safe_load_all(HERE.read_text(encoding="utf-8"))
    return {(document["kind"], *path) for document in documents for path in _texts(document)}


def text_fields() -> set[Field]:
    """Return the kind and path of each field that takes free text by the schemas of what people write."""
    common = json.loads((bundled("schemas") / "common.schema.json").read_text(encoding="utf-8"))["$defs"]
    found: set[Field] = set()
    for path in bundled("schemas").glob("*.schema.json"):
        schema = json.loads(path.read_text(encoding="utf-8"))
        kind = schema.get("properties", {}).get("kind", {}).get("const", "Policy")
        if kind != "Policy":
            parts = {**{f"#/$defs/{name}": part for name, part in schema.get("$defs", {}).items()}}
            parts |= {f"common.schema.json#/$defs/{name}": part for name, part in common.items()}
            found |= {(kind, *place) for place in _free(schema, parts)}
    return found


def _filled(value: Any, text: str) -> Any:
    if isinstance(value, Mapping):
        return {key: _filled(item, text) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, text) for item in value]
    return text if value == "TEXT" else value.isoformat() if hasattr(value, "isoformat") else value


def _texts(value: Any) -> Iterator[Field]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            for rest in _texts(item):
                yield (key, "*", *rest[1:]) if key in OPEN else (key, *rest)
    elif isinstance(value, list):
        for item in value:
            yield from (("[]", *rest) for rest in _texts(item))
    elif value == "TEXT":
        yield ()


def _free(node: Mapping[str, Any], parts: Mapping[str, Any]) -> Iterator[Field]:
    if "$ref" in node:
        yield from _free(parts.get(node["$ref"], {}), parts)
    bound = {"pattern", "enum", "const", "format", "x-ref"}
    if node.get("type") == "string" and not bound & node.keys():
        yield ()
    for key, inner in node.get("properties", {}).items():
        yield from ((key, *rest) for rest in _free(inner, parts))
    for key, step in (("items", "[]"), ("additionalProperties", "*")):
        if isinstance(node.get(key), Mapping):
            yield from ((step, *rest) for rest in _free(node[key], parts))
    for way in ("oneOf", "anyOf", "allOf"):
        for inner in node.get(way, ()):
            yield from _free(inner, parts)
