"""A part of a bundled schema goes in; a value that it accepts, and that says it is still to be said, comes out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from typing import Any

from alignctl.load.link import slot_of
from alignctl.load.scalars import read_plain
from alignctl.load.schemas import Schema, resolve
from alignctl.model.placeholder import NEVER

TODO = "todo"  # is_placeholder knows it, so what is left over is found
PLAIN = re.compile(r"\w(?:[\w ./=;@:-]*[\w./=;@-])?")

Here = Mapping[str, tuple[str, ...]]  # names that there are, by kind in lower case


@dataclass(frozen=True, slots=True)
class Sampler:
    """What samples are made of: a bundled schema, and the names that references may choose from."""

    root: Schema
    here: Here

    def sample(self, part: Schema) -> Any:
        """Return a value for a part of the schema: its example or default, else a placeholder."""
        schema = resolve(self.root, part)
        if "x-ref" in schema:
            return next(self._references(schema))
        for given in ("const", "examples", "default", "enum"):
            if given in schema and schema[given] not in ([], {}):
                return schema[given][0] if given in ("examples", "enum") else schema[given]
        if "oneOf" in schema:
            return self.sample(schema["oneOf"][0])
        return self._by_type(schema)

    def choices(self, part: Schema) -> tuple[str, ...]:
        """Return what a reference could name here, as it is written there, the kinds in turn."""
        slot = slot_of(resolve(self.root, part))
        if slot.fixed:
            return self.here.get(slot.fixed, ())
        by_kind = [[f"{kind.lower()}:{name}" for name in self.here.get(kind.lower(), ())] for kind in slot.kinds]
        return tuple(one for one in chain.from_iterable(zip_longest(*by_kind)) if one)

    def _by_type(self, schema: Schema) -> Any:
        kind = schema.get("type")
        if kind == "array":
            return list(islice(self._items(schema["items"]), max(schema.get("minItems", 0), 1)))
        if kind == "object":
            more = schema.get("additionalProperties")
            return {TODO: self.sample(more)} if isinstance(more, dict) else {}
        if kind in ("number", "integer"):
            return 1 if schema.get("exclusiveMinimum") == 0 else schema.get("minimum", 0)
        if kind == "boolean":
            return True
        return NEVER.isoformat() if schema.get("format") == "date" else TODO

    def _items(self, items: Schema) -> Iterator[Any]:
        """Yield items of a list, references without repeating one."""
        schema = resolve(self.root, items)
        if "x-ref" in schema:
            yield from self._references(schema)
        while True:
            yield self.sample(schema)

    def _references(self, schema: Schema) -> Iterator[str]:
        """Yield the only thing that there is to refer to, if so, then placeholders, one for each kind."""
        slot, there = slot_of(schema), self.choices(schema)
        if len(there) == 1:
            yield from there
        prefixed = not slot.fixed and not (slot.optional and re.search(schema["pattern"], TODO))
        yield from (f"{kind.lower()}:{TODO}" if prefixed else TODO for kind in slot.kinds)


def written(value: Any) -> str:
    """Return a value as YAML on one line.

    >>> written({"domains": ["todo"], "over": 0.5, "title": "A: B", "version": "1"})
    '{domains: [todo], over: 0.5, title: "A: B", version: "1"}'
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{written(key)}: {written(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    return value if isinstance(value, str) and _is_plain(value) else json.dumps(value, ensure_ascii=False)


def _is_plain(text: str) -> bool:
    try:
        return PLAIN.fullmatch(text) is not None and ": " not in text and read_plain(text) == text
    except ValueError:  # a number with too many digits
        return False
