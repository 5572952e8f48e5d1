"""A mapping with the wrong fields goes in; which are missing, unknown or too many comes out."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.load.fault import TYPES, Fault, Telling, about, called, given, purpose
from alignctl.load.identity import shorten
from alignctl.load.schemas import fields_at, schema_at
from alignctl.load.suggest import nearest

MOST = 100  # unknown fields of one mapping that are looked at


def required(fault: Fault) -> Iterator[Telling]:
    """Tell which fields are missing, but for those that a misspelt one stands for."""
    fields, taken = fields_at(fault.root, fault.pointer), _taken(fault)
    for name in fault.limit:
        if name not in fault.value and name not in taken:
            what = purpose(fields.get(name, {}))
            yield Telling(fault.pointer, name, f"`{name}` is missing{fault.because}: {what}.")


def unknown_fields(fault: Fault) -> Iterator[Telling]:
    """Tell which fields are not known, and where they belong."""
    title = str(fault.schema.get("title", "this mapping")).removesuffix(" spec")
    for key, suggestion in _meant(fault).items():
        section = _section(fault, key)
        known = f" Known are {', '.join(fields_at(fault.root, fault.pointer))}."
        hint = f" It belongs under `{section}`." if section else "" if suggestion else known
        problem = f"`{shorten(key)}` is not a field of {title}.{hint}"
        yield Telling((*fault.pointer, key), shorten(key), problem, "" if section else suggestion, key=True)


def _meant(fault: Fault) -> dict[str, str]:
    """Return for each unknown field of a mapping which known field it probably is, or an empty text."""
    known = fields_at(fault.root, fault.pointer)
    unknown = [key for key in fault.value if key not in known][:MOST]
    absent = [name for name in known if name not in fault.value]
    return {key: nearest(key, absent) or nearest(key, known) for key in unknown}


def _taken(fault: Fault) -> frozenset[str]:
    """Return the fields that misspelt ones stand for."""
    return frozenset(_meant(fault).values())


def _section(fault: Fault, key: str) -> str:
    """Return the other part of the document, metadata or spec, that has a field of this name."""
    if fault.pointer not in {(), ("metadata",), ("spec",)}:
        return ""
    others = [name for name in ("metadata", "spec") if fault.pointer != (name,)]
    return next((name for name in others if key in schema_at(fault.root, (name,)).get("properties", {})), "")


def _joined(group: list[str]) -> str:
    return " with ".join(f"`{name}`" for name in group)


def one_of(fault: Fault) -> Iterator[Telling]:
    """Tell which of several groups of fields to choose: none is there, one is there by half, or two are."""
    if not all("required" in branch for branch in fault.limit):
        words = " or ".join(f"`{b['const']}`" if "const" in b else TYPES[b["type"]] for b in fault.limit)
        yield about(fault, f"{called(fault.pointer)} must be {words}, not {given(fault.value)}.")
        return
    if isinstance(fault.value, dict):  # a requirement says nothing about other values, and their type is told
        yield from _choice([list(branch["required"]) for branch in fault.limit], fault)


def _choice(groups: list[list[str]], fault: Fault) -> Iterator[Telling]:
    present = [group for group in groups if any(name in fault.value for name in group)]
    shortest = [group for group in groups if not any(set(other) < set(group) for other in groups)]
    either, taken = " or ".join(map(_joined, shortest)), _taken(fault)
    if not present:
        if not taken & {name for group in groups for name in group}:
            yield Telling(fault.pointer, groups[0][0], f"{called(fault.pointer)} needs {either}.")
    elif len(present) == 1:
        there = [name for name in present[0] if name in fault.value]
        lacking = [name for name in present[0] if name not in fault.value and name not in taken]
        if lacking:
            yield Telling(fault.pointer, lacking[0], f"{_joined(there)} needs {_joined(lacking)} beside it.")
    else:
        last = [name for name in fault.value if any(name in group for group in groups)][-1]
        problem = f"Only one can stand here, {either}; delete the other."
        yield Telling((*fault.pointer, last), last, problem, key=True)


def excluded(fault: Fault) -> Iterator[Telling]:
    """Tell which two fields cannot stand together."""
    if not isinstance(fault.value, dict):
        return
    both = [name for name in fault.value if name in fault.limit.get("required", ())]
    problem = f"{' and '.join(f'`{name}`' for name in both)} set the same end; keep one."
    yield Telling((*fault.pointer, both[-1]), both[-1], problem, key=True)
