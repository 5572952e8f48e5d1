"""Fact types, schemas and policy files go in; `docs/facts.md`, `docs/model.md` and `docs/rules.md` come out.

Run `python tools/generate_docs.py` after a change of one of them; the gate fails while they differ.
"""

from __future__ import annotations

import json
from pathlib import Path

from alignctl.load.schemas import SETTINGS, Schema, bundle, resolve
from alignctl.model.facts import FACT_KINDS
from alignctl.model.kinds import KINDS, Policy
from alignctl.policy.library import bundled_shelf
from alignctl.policy.shape import Field, Shape, fact_shape

DOCS = Path(__file__).parent.parent / "docs"
FACTS_HEAD = """\
# Facts

What analyses hand to policies. There is one fact of a kind for each thing named under "one per", and at most one
finding per check and fact. `[T]` is a list; `T?` may be absent: test with `has(this.field)`. References are text,
`kind:name`. Every fact also has `id`, `subjects` and `key`.

This page is generated from `alignctl/model/facts/`.
"""
MODEL_HEAD = """\
# The kinds of documents

A document has `apiVersion: alignctl/v1`, a `kind`, `metadata` and a `spec`. A reference is written as a name (`cfo`) or
with its kind (`role:cfo`), whichever you like; the kind is needed only where a role and a unit, say, share a name. Days
are written `2026-01-31`, both ends of a window count. Durations are a number of `h`, `d`, `w` or `bd` (business days).
Intervals have `over` or `atLeast` (below), `under` or `upTo` (above).

This page is generated from `schemas/`. `alignctl new KIND NAME` prints a document to fill in, in which every field is
explained ([how](howto/write.md)); `alignctl schema KIND` prints the schema itself.
"""
FEW = 4  # kinds that the form of a reference lists
FORMS = {"boolean": "yes or no", "integer": "whole number", "number": "number", "object": "mapping", "string": "text"}
COMMON: Schema = {"$ref": "#/$defs/metadata"}
RULES_HEAD = """\
# Rules

Every rule is one file under `policies/`; this page is generated from them. Tier `core` always runs, `strict` with
`tier: strict` in alignctl.yaml, `optional` when a rule is selected by name.
"""


def facts() -> str:
    """Return the page of the fact kinds."""
    parts = [FACTS_HEAD]
    for name, kind in FACT_KINDS.items():
        first = (kind.__doc__ or "").split("\n")[0]
        shape = fact_shape(name)
        rows = [f"| `{path}` | {type_} |" for path, type_ in _rows(shape) if path not in {"id", "subjects", "key"}]
        parts.append("\n".join([f"## {name}", "", first, "", "| field | type |", "|---|---|", *rows]) + "\n")
    return "\n".join(parts)


def _rows(shape: Shape, prefix: str = "") -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for field in shape.fields:
        rows.append((prefix + field.name, _type(field)))
        if isinstance(field.type, Shape):
            rows += _rows(field.type, f"{prefix}{field.name}[].")
    return rows


def _type(field: Field) -> str:
    name = field.type.name if isinstance(field.type, Shape) else field.type
    name = f"[{name}]" if field.many else name
    return f"{name}?" if field.optional else name


def rules() -> str:
    """Return the page of the rules."""
    return "\n".join([RULES_HEAD, *(_rule(policy) for policy in bundled_shelf().policies)])


def _rule(policy: Policy) -> str:
    level = policy.severity if policy.severity in {"error", "warning", "info"} else "depends on the case"
    waiver = "" if policy.waivable else ", cannot be waived"
    lines = [f"## {policy.code}", "", f"**{policy.title}** (`{policy.name}`)", ""]
    lines += [f"Tier {policy.tier}, severity {level}{waiver}.", "", policy.why.strip(), ""]
    lines += [
        f"- `{name}`: {value.description or ''} (default {_default(value)})" for name, value in policy.params.items()
    ]
    return "\n".join([*lines, ""]) if policy.params else "\n".join(lines)


def _default(param: object) -> str:
    default, strict = getattr(param, "default", None), getattr(param, "strict", None)
    return f"`{default}`" + (f", strict `{strict}`" if strict is not None else "")


def model() -> str:
    """Return the page of the kinds and of the settings."""
    kinds = [_kind(kind, bundle(kind)["properties"]["spec"], bundle(kind)) for kind in KINDS]
    return "\n".join([MODEL_HEAD, _kind("Metadata", COMMON, bundle("Unit")), *kinds, _settings()])


def _settings() -> str:
    schema = bundle(SETTINGS)
    return _kind("alignctl.yaml", schema, schema)


def _kind(name: str, schema: Schema, root: Schema) -> str:
    rows = "\n".join(_fields(root, resolve(root, schema), ""))
    about = root["description"] if name != "Metadata" else "The same for every kind."
    return f"## {name}\n\n{about}\n\n| field | form | required | meaning |\n|---|---|---|---|\n{rows}\n"


def _fields(root: Schema, schema: Schema, prefix: str) -> list[str]:
    rows = []
    for key, raw in schema.get("properties", {}).items():
        field = resolve(root, raw)
        needed = "yes" if key in schema.get("required", []) else ""
        told = " ".join([field["description"], *_choices(root, field), *_default_of(field)])
        rows.append(f"| `{prefix}{key}` | {_form(root, field)} | {needed} | {told.replace('|', '&#124;')} |")
        inner = resolve(root, field.get("items", field))
        mark = "[]" if "items" in field else ""
        rows += _fields(root, inner, f"{prefix}{key}{mark}.")
        if isinstance(field.get("additionalProperties"), dict):
            rows += _fields(root, resolve(root, field["additionalProperties"]), f"{prefix}{key}.*.")
    return rows


def _choices(root: Schema, field: Schema) -> list[str]:
    """Return the values that a field takes, with what each means where that is said."""
    of = resolve(root, field.get("items", field))
    meanings = of.get("x-choices", {})
    told = [f"`{one}` ({meanings[one]})" if one in meanings else f"`{one}`" for one in of.get("enum", ())]
    return [f"One of {', '.join(told)}."] if told else []


def _default_of(field: Schema) -> list[str]:
    default = field.get("default")
    return [] if default in (None, [], {}) else [f"Default: `{json.dumps(default)}`."]


def _form(root: Schema, field: Schema) -> str:
    """Return how a value is written: a reference by the kinds that it may name, else by its type."""
    if "items" in field:
        return f"list of {_form(root, resolve(root, field['items']))}"
    if "x-ref" in field:
        kinds = field["x-ref"]
        return f"name of a {' or '.join(kinds)}" if len(kinds) <= FEW else "`kind:name`"
    if "enum" in field or "const" in field:
        return "choice"
    if field.get("format") == "date":
        return "day"
    if field.get("title") == "Duration" or str(field.get("pattern", "")).endswith("(h|d|w|bd)$"):
        return "duration"
    return FORMS.get(str(field.get("type", "")), "")


def main() -> None:
    """Write the pages."""
    DOCS.mkdir(exist_ok=True)
    for name, text in (("facts", facts()), ("model", model()), ("rules", rules())):
        (DOCS / f"{name}.md").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
