"""A field of a bundled schema goes in; the comment that explains it in a document to fill in comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alignctl.load.link import slot_of
from alignctl.load.sample import Sampler, written
from alignctl.load.schemas import Schema, resolve

FEW = 6  # names that a comment offers


def hint(schema: Schema, sampler: Sampler, note: str = "", *, asked: bool = False) -> str:
    """Return a note, what a field means and what may stand there; of one that is `asked`, what there is to choose."""
    described = str(schema["description"])
    parts = [*["TODO"] * asked, *filter(None, [note]), described]
    parts += _references(resolve(sampler.root, schema.get("items", schema)), sampler, asked=asked)
    words = [str(word) for word in schema.get("enum", ())]
    if any(word not in described for word in words):
        parts.append(f"One of {', '.join(words)}.")
    if schema.get("default") not in (None, [], {}):
        parts.append(f"Default: {written(schema['default'])}.")
    return " ".join(parts)


def _references(schema: Schema, sampler: Sampler, *, asked: bool) -> Iterator[str]:
    """Yield what a reference may name: which kinds, and which there are."""
    if "x-ref" not in schema or schema.get("x-ref-optional"):
        return
    kinds = [re.sub(r"(?<!^)(?=[A-Z])", " ", kind).lower() for kind in slot_of(schema).kinds]
    there = sampler.choices(schema) if asked else ()
    what = ("An " if kinds[0][0] in "io" else "A ") + _either(kinds) if len(kinds) <= FEW else "Any object"
    if there:
        more = f" and {len(there) - FEW} more" * (len(there) > FEW)
        yield f"{what}; here: {', '.join(there[:FEW])}{more}."
    else:
        yield f"{what}; there is none here yet." if asked and sampler.here else f"{what}."


def _either(words: list[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
