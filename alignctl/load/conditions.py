"""The way to a refusal through `if` and `then` of a schema goes in; the field that demands it comes out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from alignctl.load.schemas import Schema, resolve
from alignctl.model.place import Pointer

INTO = {"properties", "items", "additionalProperties"}  # keywords that lead into the value
THROUGH = {"allOf", "oneOf", "anyOf"}  # keywords that stay at the value


def demanded_by(steps: list[Any], pointer: Pointer, root: Schema, data: Any) -> str | None:
    """Return `, because ...` for a refusal under a condition, an empty text for one without.

    None says that the condition holds only because its own field is missing, which is told anyway. `steps` is the path
    through the schema down to the refusing keyword, `pointer` that through the data.
    """
    because = ""
    for condition, value in _conditions(steps, pointer, root, data):
        if not isinstance(value, dict):
            continue
        for name, wanted in condition.get("properties", {}).items():
            if name not in value:
                return None
            because = f", because `{name}` is `{wanted['const']}`"
        if "properties" not in condition and steps[-1] == "required":
            because = f", because `{condition['required'][0]}` is given"
    return because


def _conditions(steps: list[Any], pointer: Pointer, root: Schema, data: Any) -> Iterator[tuple[Schema, Any]]:
    """Yield each condition on the way, with the value that it looks at."""
    way, values = iter(steps[:-1]), iter(pointer)
    schema: Any = root
    for step in way:
        schema = resolve(root, schema)
        if step in {"then", "else"}:  # the keyword `if` itself leaves no step
            yield schema["if"], data
            schema = schema[step]
        elif step in INTO:
            schema = schema[step][next(way)] if step == "properties" else schema[step]
            data = data[next(values)]
        elif step in THROUGH:
            schema = schema[step][next(way)]
        else:
            return
