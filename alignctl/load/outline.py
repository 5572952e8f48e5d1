"""A part of a bundled schema goes in; the fields that a mapping there may have come out, those it needs first."""

from __future__ import annotations

from dataclasses import dataclass

from alignctl.load.schemas import Schema, resolve


@dataclass(frozen=True, slots=True)
class Entry:
    """A field of a mapping: `note` tells what it may stand instead of, if there is a choice."""

    name: str
    schema: Schema
    needed: bool
    note: str = ""


def entries(root: Schema, mapping: Schema) -> tuple[Entry, ...]:
    """Return the fields of a mapping, those that make it complete first, else in the order of the schema.

    Of a choice its first branch is needed; of a mapping that needs nothing the first field is, so that it has one.
    """
    fields = {name: resolve(root, field) for name, field in mapping.get("properties", {}).items()}
    branches = [tuple(branch["required"]) for branch in _choices(mapping) if "required" in branch]
    needed = {*mapping.get("required", ()), *next(iter(branches), ())} or set(list(fields)[:1])
    notes = _notes(branches, together="anyOf" in mapping)
    found = [Entry(name, field, name in needed, notes.get(name, "")) for name, field in fields.items()]
    return tuple(sorted(found, key=lambda entry: not entry.needed))


def fields_of(root: Schema, part: Schema) -> Schema | None:
    """Return the part itself if it describes a mapping with fields of its own, else None."""
    schema = resolve(root, part)
    return schema if schema.get("properties") else None


def _choices(mapping: Schema) -> list[Schema]:
    return [*mapping.get("oneOf", ()), *mapping.get("anyOf", ())]


def _notes(branches: list[tuple[str, ...]], *, together: bool) -> dict[str, str]:
    """Return what to say of the fields of every branch but the first."""
    first = [f"`{name}`" for name in next(iter(branches), ())]
    instead = f"Instead of {' and '.join(first)}{', or beside it' if together else ''}"
    notes: dict[str, str] = {}
    for branch in branches[1:]:
        for name in branch:
            others = " and ".join(f"`{other}`" for other in branch if other != name)
            notes[name] = f"{instead}{f', with {others}' if others else ''}."
    return notes
