"""One refusal of a schema as it is known, and as it is told: what both need to name nodes and values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from alignctl.load.identity import shorten
from alignctl.load.schemas import Schema, schema_at
from alignctl.model.place import Pointer

TYPES = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping",
    "null": "empty",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """`value` at `pointer` breaks `keyword: limit` of `schema`; `because` tells which other field demands it.

    `root` is the schema of the whole document. With `names` the value is a key of the mapping at `pointer`.
    """

    keyword: str
    limit: Any
    value: Any
    schema: Schema
    pointer: Pointer
    root: Schema
    because: str = ""
    names: bool = False

    @property
    def field(self) -> Schema:
        """Return what the schemas say about the node."""
        return schema_at(self.root, self.pointer)

    @property
    def needed(self) -> bool:
        """Tell whether the mapping around it cannot be without it."""
        return bool(self.pointer) and self.pointer[-1] in schema_at(self.root, self.pointer[:-1]).get("required", ())


@dataclass(frozen=True, slots=True)
class Telling:
    """One sentence about the node at `pointer`, or about its key; `word` tells it from others about the same node.

    Where the word is the refused `value`, one sentence is enough for the node, whatever is written there next.
    """

    pointer: Pointer
    word: str
    problem: str
    suggestion: str = ""
    key: bool = False
    value: bool = False


def about(fault: Fault, problem: str, suggestion: str = "") -> Telling:
    """Return a telling about the refused node itself."""
    word = shown(fault.value)
    return Telling(fault.pointer, word or fault.keyword, problem, suggestion, value=bool(word))


def called(pointer: Pointer) -> str:
    """Return how a sentence calls a node: by its key, or as an item of a list."""
    if not pointer:
        return "The document"
    last = pointer[-1]
    if isinstance(last, str):
        return f"`{shorten(last)}`"
    above = next((step for step in reversed(pointer) if isinstance(step, str)), "")
    return f"Item {last + 1} of `{shorten(above)}`" if pointer[-2:-1] == (above,) else f"Item {last + 1} in `{above}`"


def inner(pointer: Pointer) -> str:
    """Return the name of a node inside a sentence."""
    name = called(pointer)
    return name if name.startswith("`") else name[0].lower() + name[1:]


def shown(value: Any) -> str:
    """Return a scalar as a message repeats it; nothing for lists and mappings, which may hold anything."""
    if isinstance(value, bool):
        return str(value).lower()
    return shorten(str(value)) if isinstance(value, (str, int, float)) else ""


def given(value: Any) -> str:
    """Return what kind of value was given, as part of a sentence."""
    if isinstance(value, (dict, list)):
        return "a mapping" if isinstance(value, dict) else "a list"
    return f"the {'text' if isinstance(value, str) else 'value'} `{shown(value)}`" if value != "" else "an empty text"


def purpose(schema: Schema) -> str:
    """Return the description as part of a sentence."""
    text = str(schema.get("description") or schema.get("title") or "see its documentation").rstrip(".")
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
