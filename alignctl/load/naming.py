"""A kind and a place in its documents go in; what a sentence calls that field comes out."""

from __future__ import annotations

from functools import cache

from alignctl.load.schemas import bundled_schema, schema_at
from alignctl.model.kinds import KINDS
from alignctl.model.place import Pointer

KIND_NAMES = {kind.lower(): kind for kind in KINDS}
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


@cache
def field_in_words(kind: str, pointer: Pointer) -> str:
    """Return the title of a field, and in which items of lists it stands; `kind` in any case.

    >>> field_in_words("decisionright", ("spec", "bands", 1, "decide"))
    '"Decides" in the second band'
    >>> field_in_words("DecisionRight", ("spec", "agree", 0))
    '"Must agree"'
    """
    root = bundled_schema(KIND_NAMES[kind.lower()])
    while len(pointer) > 1 and isinstance(pointer[-1], int):
        pointer = pointer[:-1]
    titles = [str(schema_at(root, pointer[: end + 1]).get("title", step)) for end, step in enumerate(pointer)]
    items = [_item(titles[at].lower(), step) for at, step in enumerate(pointer) if isinstance(step, int)]
    return f'"{titles[-1]}"' + (f" in {' of '.join(reversed(items))}" if items else "")


def _item(title: str, index: int) -> str:
    return f"the {ORDINALS[index]} {title}" if index < len(ORDINALS) else f"{title} {index + 1}"
