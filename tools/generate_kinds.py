"""The schemas go in, `alignctl/model/kinds.py` and `alignctl/model/settings.py` come out: typed, frozen, with readers.

Run `python tools/generate_kinds.py` after a change of a schema; a test holds the files equal to the schemas.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SCHEMAS = ROOT / "schemas"
MODEL = ROOT / "alignctl" / "model"
Schema = dict[str, Any]

KEYWORDS = {"from", "in", "class", "assert", "is"}


def snake(name: str) -> str:
    """Return the Python spelling of a schema key."""
    word = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
    return f"{word}_" if word in KEYWORDS else word


@dataclass
class Kinds:
    """The classes found so far, in the order in which they must be defined."""

    common: Schema
    classes: dict[str, list[str]] = field(default_factory=dict)

    def resolve(self, schema: Schema) -> Schema:
        """Follow a reference into the common parts; what stands beside it wins."""
        if "$ref" not in schema:
            return schema
        target: Any = self.common
        for step in schema["$ref"].partition("#/")[2].split("/"):
            target = target[step]
        beside = {key: value for key, value in schema.items() if key != "$ref"}
        return {**self.resolve(target), **beside}

    def type_and_reader(self, schema: Schema, value: str) -> tuple[str, str]:
        """Return the Python type of a schema and the expression that reads `value` into it."""
        schema = self.resolve(schema)
        named = schema.get("x-type")
        if named in READERS:
            return READERS[named][0], READERS[named][1].format(value=value)
        if named:
            self.define(named, schema)
            return named, f"{named}.read({value})"
        if "x-ref" in schema:
            return self.reference(schema, value)
        return self.plain(schema, value)

    def reference(self, schema: Schema, value: str) -> tuple[str, str]:
        """Return type and reader of a reference."""
        if schema.get("x-ref-optional"):
            return "str", value
        if len(schema["x-ref"]) == 1:
            return "Ref", f'Ref("{schema["x-ref"][0].lower()}:" + {value})'
        return "Ref", f"Ref({value})"

    def plain(self, schema: Schema, value: str) -> tuple[str, str]:  # noqa: PLR0911 - one return per type
        """Return type and reader of a value without a name of its own."""
        kind = schema.get("type")
        if kind == "array":
            inner, reader = self.type_and_reader(schema["items"], "item")
            read = f"tuple({value})" if reader == "item" else f"tuple([{reader} for item in {value}])"
            return f"tuple[{inner}, ...]", read
        if kind == "object" and "additionalProperties" not in schema:
            return "Mapping[str, Any]", f"MappingProxyType({value})"
        if kind == "object":
            inner, reader = self.type_and_reader(schema["additionalProperties"], "item")
            read = f"MappingProxyType({{key: {reader} for key, item in {value}.items()}})"
            return f"Mapping[str, {inner}]", read
        if schema.get("format") == "date":
            return "date", f"date.fromisoformat({value})"
        if schema.get("pattern", "").endswith("(h|d|w|bd)$"):
            return "Duration", f"Duration({value})"
        if kind == "number":
            return "Decimal", f"decimal({value})"
        if kind == "integer":
            return "int", f"int({value})"
        if "enum" in schema:
            words = ", ".join(json.dumps(word) for word in schema["enum"])
            return f"Literal[{words}]", value
        if kind in {"string", "boolean"}:
            return {"string": "str", "boolean": "bool"}[kind], value
        return "object", value

    def fields(self, schema: Schema) -> list[tuple[str, str, str]]:
        """Return (name, annotation, argument) for each property."""
        required = schema.get("required", [])
        found = []
        for key, raw in schema["properties"].items():
            part = self.resolve(raw)
            access = f'data["{key}"]'
            annotation, reader = self.type_and_reader(part, access)
            if key in required:
                argument = reader
            elif "default" in part:
                default = json.dumps(part["default"]).replace("true", "True").replace("false", "False")
                _, reader = self.type_and_reader(part, f'data.get("{key}", {default})')
                argument = reader
            else:
                annotation = f"{annotation} | None"
                argument = f'{reader} if "{key}" in data else None'
            found.append((snake(key), annotation, argument))
        return found

    def define(self, name: str, schema: Schema) -> None:
        """Write the class of an object schema, after those that it needs."""
        if name in self.classes:
            return
        rows = self.fields(schema)
        lines = ["@dataclass(frozen=True, slots=True)", f"class {name}:", f'    """{schema["description"]}"""', ""]
        lines += [f"    {row[0]}: {row[1]}" for row in rows]
        lines += ["", "    @classmethod", "    def read(cls, data: Any) -> Self:"]
        lines += ['        """Read a mapping that the schema accepts."""', "        return cls("]
        lines += [f"            {argument}," for _, _, argument in rows] + ["        )", ""]
        self.classes[name] = lines

    def define_kind(self, schema: Schema) -> None:
        """Write the class of a kind: the fields of `spec` beside its metadata."""
        name, spec = schema["title"], schema["properties"]["spec"]
        rows = self.fields(spec)
        lines = ["@dataclass(frozen=True, slots=True)", f"class {name}(Entity):"]
        lines += [f'    """{schema["description"]}"""', "", f'    KIND: ClassVar[str] = "{name}"', ""]
        lines += [f"    {row[0]}: {row[1]}" for row in rows]
        lines += ["", "    @classmethod", "    def read(cls, document: Document) -> Self:"]
        lines += ['        """Read a document that the schema accepts."""']
        lines += [
            '        data: Any = document.data["spec"]',
            '        metadata = Metadata.read(document.data["metadata"])',
        ]
        lines += [f'        return cls(Ref("{name.lower()}:" + metadata.name), metadata, document.place,']
        lines += [f"            {argument}," for _, _, argument in rows] + ["        )", ""]
        self.classes[name] = lines


READERS = {
    "Interval": ("Interval", "read_interval({value})"),
    "Condition": ("Condition", "read_condition({value})"),
    "Conditions": ("Conditions", "read_conditions({value})"),
    "Values": ("Mapping[str, Value]", "read_values({value})"),
    "RightsOrAll": ("tuple[Ref, ...] | None", "read_rights({value})"),
    "Expect": ("object", "{value}"),
}

HEADER = '''"""{title}

Generated from `schemas/` by `tools/generate_kinds.py`; do not edit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, ClassVar, Literal, Self

from alignctl.model.document import Document
from alignctl.model.entity import {entity}
from alignctl.model.quantity import Conditions, Duration, Value, decimal
from alignctl.model.read import read_condition, read_conditions, read_interval, read_rights, read_values
from alignctl.model.ref import Ref

'''


def generate() -> dict[Path, str]:
    """Return the text of each generated file."""
    common = json.loads((SCHEMAS / "common.schema.json").read_text(encoding="utf-8"))
    schemas = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted(SCHEMAS.glob("*.json"))}
    shared = Kinds(common)
    shared.define("Metadata", common["$defs"]["metadata"])
    kinds = Kinds(common, {key: [] for key in shared.classes})
    names = []
    for schema in schemas.values():
        if "spec" in schema.get("properties", {}):
            kinds.define_kind(schema)
            names.append(schema["title"])
    table = "KINDS: Mapping[str, type[Entity]] = MappingProxyType({\n"
    table += "".join(f'    "{name}": {name},\n' for name in names) + "})\n"
    settings = Kinds(common, {key: [] for key in shared.classes})
    settings.define("Settings", schemas["alignctl.schema.json"])
    return {
        MODEL / "metadata.py": text("Name, title, owner and validity: the same for every kind.", "", shared),
        MODEL / "kinds.py": text("The kinds: what each document says, typed and frozen.", "Entity", kinds) + table,
        MODEL / "settings.py": text("The settings of one repository, typed and frozen.", "", settings),
    }


def text(title: str, entity: str, kinds: Kinds) -> str:
    """Return a module of classes."""
    header = HEADER.format(title=title, entity=entity)
    if not entity:
        header = header.replace("from alignctl.model.entity import \n", "")
    imports = "" if kinds.classes.get("Metadata") else ("from alignctl.model.metadata import Link, Metadata\n\n")
    return (
        header.rstrip("\n")
        + "\n"
        + imports
        + "\n"
        + "\n\n".join("\n".join(c) for c in kinds.classes.values() if c)
        + "\n\n"
    )


def tidy(source: str) -> str:
    """Return the source without unused imports, formatted."""
    ruff = [sys.executable, "-m", "ruff"]
    for command in (["check", "--select", "F401,I", "--fix-only", "--quiet", "-"], ["format", "-"]):
        source = subprocess.run(  # noqa: S603 - our own linter on our own text
            [*ruff, *command], input=source, capture_output=True, text=True, check=True, cwd=ROOT, encoding="utf-8"
        ).stdout
    return source


def main() -> None:
    """Write the files."""
    for path, source in generate().items():
        path.write_text(tidy(source), encoding="utf-8")


if __name__ == "__main__":
    main()
