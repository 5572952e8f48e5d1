"""References: the text `kind:name`, kind in lower case, as one type."""

from __future__ import annotations

from typing import NewType

Ref = NewType("Ref", str)


def ref(kind: str, name: str) -> Ref:
    """Return the reference to `name` of `kind`."""
    return Ref(f"{kind.lower()}:{name}")


def kind_of(reference: str) -> str:
    """Return the lower-case kind of `kind:name`."""
    return reference.partition(":")[0]


def name_of(reference: str) -> str:
    """Return the name of `kind:name`."""
    return reference.partition(":")[2]
