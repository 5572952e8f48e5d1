"""Documents go in; every reference that they make comes out, with whether its target is there and what was meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from alignctl.load.schemas import Schema, bundled_schema, resolve
from alignctl.load.suggest import Names
from alignctl.model.document import Document
from alignctl.model.link import Link
from alignctl.model.place import Place, Pointer
from alignctl.model.ref import Ref, kind_of, name_of, ref


@dataclass(frozen=True, slots=True)
class Slot:
    """What a reference at one place of a kind may name; `fixed` is the kind where the text is a bare name.

    An `optional` reference is one only if it carries a `kind:` prefix; or, where all other texts are some `words`, if
    it is none of them.
    """

    kinds: tuple[str, ...]
    fixed: str
    optional: bool
    words: tuple[str, ...] = ()

    def is_bare(self, text: str) -> bool:
        """Tell whether a text is a bare name of which the kind is to be found out."""
        free = text not in self.words if self.words else not self.optional
        return free and not self.fixed and ":" not in text


@dataclass(frozen=True, slots=True)
class Trail:
    """Where references stand in a kind: below fields and list items."""

    fields: Mapping[str, Trail] = field(default_factory=dict)
    items: Trail | None = None
    slot: Slot | None = None

    def follow(self, data: Any) -> list[tuple[Pointer, str, Slot]]:
        """Return pointer, text and slot of each reference in a value, as far as it has the form of the schema."""
        found: list[tuple[Pointer, str, Slot]] = []
        self.collect(data, (), found)
        return found

    def collect(self, data: Any, at: Pointer, found: list[tuple[Pointer, str, Slot]]) -> None:
        """Add the references in a value that stands at a pointer."""
        if self.slot is not None:
            if isinstance(data, str):
                found.append((at, data, self.slot))
        elif self.items is not None:
            if isinstance(data, list):
                for index, item in enumerate(data):
                    self.items.collect(item, (*at, index), found)
        elif isinstance(data, dict):
            for key, trail in self.fields.items():
                if key in data:
                    trail.collect(data[key], (*at, key), found)


class Directory:
    """Every name that stands in some document, valid or not, and every earlier name."""

    def __init__(self, declared: Iterable[Ref], former: Iterable[Ref] = ()) -> None:
        """Collect the names."""
        self._known = frozenset(declared)
        self._former = frozenset(former)
        self._names: dict[str, Names] = {}

    def __contains__(self, reference: object) -> bool:
        """Tell whether an object of that kind and name was declared, or once was."""
        return reference in self._known or reference in self._former

    def suggest(self, name: str, slot: Slot) -> str:
        """Return the nearest declared name for a slot, written as the slot wants it, or an empty text."""
        kinds = [slot.fixed] if slot.fixed else [kind.lower() for kind in slot.kinds]
        exact = [ref(kind, name) for kind in kinds if ref(kind, name) in self._known]
        found = exact or [Ref(near) for near in [self._near(kinds, name)] if near]
        return "" if not found else name_of(found[0]) if slot.fixed else found[0]

    def _near(self, kinds: Iterable[str], name: str) -> str:
        candidates = [(self._of(kind).nearest(name), kind) for kind in kinds]
        by_name = {near: ref(kind, near) for near, kind in reversed(candidates) if near}
        best = Names(by_name).nearest(name)
        return by_name[best] if best else ""

    def _of(self, kind: str) -> Names:
        if kind not in self._names:
            self._names[kind] = Names(name_of(known) for known in self._known if kind_of(known) == kind)
        return self._names[kind]


def link(document: Document, source: Ref, directory: Directory) -> tuple[Link, ...]:
    """Return the references of a document that its schema accepts, in the order of the schema's fields."""
    path, index = document.source.path, document.index
    found = []
    for pointer, text, slot in trail(str(document.data["kind"])).follow(document.data):
        if slot.optional and ":" not in text:
            continue
        target = Ref(f"{slot.fixed}:{text}" if slot.fixed else text)
        known = target in directory
        below = ".".join(map(str, pointer[1:]))  # `spec` and `metadata` go without saying
        near = "" if known else directory.suggest(name_of(target), slot)
        found.append(Link(source, below, target, Place(path, index, pointer), known, near))
    return tuple(found)


@cache
def trail(kind: str) -> Trail:
    """Return where references stand in documents of a kind, read once from its schema."""
    root = bundled_schema(kind)
    return _trail(root, root) or Trail()


def slot_of(schema: Schema) -> Slot:
    """Return what a reference may name that a part of a schema, one with `x-ref`, describes."""
    kinds = tuple(schema["x-ref"])
    optional = bool(schema.get("x-ref-optional"))
    fixed = kinds[0].lower() if len(kinds) == 1 and not optional else ""
    return Slot(kinds, fixed, optional, tuple(schema.get("x-ref-words", ())))


def _trail(root: Schema, raw: Schema) -> Trail | None:
    """Return the trail of a part of a schema, or None if no reference stands in it."""
    schema = resolve(root, raw)
    if "x-ref" in schema:
        return Trail(slot=slot_of(schema))
    fields = {key: found for key, part in schema.get("properties", {}).items() if (found := _trail(root, part))}
    items = schema.get("items")
    within = Trail(fields, _trail(root, items) if items else None)
    choices = [found for part in schema.get("oneOf", ()) if (found := _trail(root, part))]
    return next((found for found in (within, *choices) if found != Trail()), None)
