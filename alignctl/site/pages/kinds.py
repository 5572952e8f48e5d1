"""Schemas become pages: what can be written down, field by field."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from alignctl.resources import bundled
from alignctl.site.atlas import Atlas
from alignctl.site.blocks import Row, Table
from alignctl.site.lines import Badge, Code, Line, Link, Strong
from alignctl.site.markdown import read
from alignctl.site.page import Page
from alignctl.site.pages.common import crumb
from alignctl.words.quantities import count

DEEPEST = 3


def pages(atlas: Atlas) -> Iterator[Page]:
    """Yield the list of kinds and the page of each."""
    schemas = tuple(_schemas())
    numbers = {kind: len(found) for kind, found in atlas.site.model.by_kind.items()}
    yield _index(schemas, numbers)
    for kind, schema in schemas:
        yield _page(kind, schema)


def _schemas() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for path in sorted(bundled("schemas").glob("*.schema.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        kind = schema.get("properties", {}).get("kind", {}).get("const")
        if kind:
            yield str(kind), schema


def _path(kind: str) -> str:
    return f"kinds/{kind.lower()}.html"


def _index(schemas: tuple[tuple[str, Mapping[str, Any]], ...], numbers: Mapping[str, int]) -> Page:
    rows = tuple(
        Row(((Link(kind, _path(kind)),), (schema.get("description", ""),), (str(numbers.get(kind, 0)),)))
        for kind, schema in schemas
    )
    return Page(
        path="kinds/index.html",
        title="Kinds",
        section="health",
        crumbs=crumb("Health", "health/index.html"),
        heading=(Strong(count(len(rows), "kind")), " of documents: what can be written down."),
        blocks=(Table("Kinds", ("Kind", "What it says", "Here"), rows),),
        label="Page",
        words="schema reference fields",
    )


def _page(kind: str, schema: Mapping[str, Any]) -> Page:
    spec = schema.get("properties", {}).get("spec", {})
    rows = tuple(_rows(spec, schema, "", 0))
    return Page(
        path=_path(kind),
        title=kind,
        section="health",
        crumbs=crumb("Kinds", "kinds/index.html"),
        eyebrow=f"The kind {kind}",
        heading=(str(schema.get("description", kind)),),
        blocks=(
            Table("Fields below spec", ("Field", "What it holds", "Meaning"), rows, "No fields.", filterable=True),
        ),
        label="Kind",
    )


def _rows(node: Mapping[str, Any], schema: Mapping[str, Any], prefix: str, depth: int) -> Iterator[Row]:
    required = set(node.get("required", ()))
    for name, field in node.get("properties", {}).items():
        of = _resolved(field, schema)
        must: Line = (" ", Badge("required")) if name in required else ()
        yield Row(((Code(f"{prefix}{name}"), *must), (_type(of),), _meaning(field, of)))
        inner, mark = (_resolved(of.get("items", {}), schema), "[].") if of.get("type") == "array" else (of, ".")
        if depth < DEEPEST and isinstance(inner, dict) and inner.get("properties"):
            yield from _rows(inner, schema, f"{prefix}{name}{mark}", depth + 1)


def _resolved(field: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    target = str(field.get("$ref", "")) if isinstance(field, dict) else ""
    if target.startswith("#/$defs/"):
        found: Mapping[str, Any] = schema.get("$defs", {}).get(target.removeprefix("#/$defs/"), {})
        return found
    return field


def _type(field: Mapping[str, Any]) -> str:
    if "x-ref" in field:
        wanted = field["x-ref"]
        return f"a {' or '.join(wanted) if isinstance(wanted, list) else wanted}"
    if "enum" in field:
        return " | ".join(str(word) for word in field["enum"])
    if field.get("type") == "array" and isinstance(field.get("items"), dict):
        return f"list of {_type(field['items'])}"
    if "$ref" in field:
        return str(field["$ref"]).rpartition("/")[2].removesuffix(".schema.json")
    found = field.get("type", "one of several forms")
    return " or ".join(found) if isinstance(found, list) else str(found)


def _meaning(field: Mapping[str, Any], of: Mapping[str, Any]) -> Line:
    said = str(field.get("description") or of.get("description") or "")
    default = f" Default: {json.dumps(field['default'])}." if field.get("default") not in (None, [], {}) else ""
    return (*read(said)[0], default)
