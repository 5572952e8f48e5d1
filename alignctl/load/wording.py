"""One refusal of a schema goes in; what a reader is told about it, and where, comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from alignctl.load.identity import shorten
from alignctl.load.mend import mend_text, mend_type
from alignctl.load.schemas import Schema, schema_at
from alignctl.load.suggest import nearest
from alignctl.model.place import Pointer

MOST = 100  # unknown fields of one mapping that are looked at
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
    """One sentence about the node at `pointer`, or about its key; `word` tells it from others about the same node."""

    pointer: Pointer
    word: str
    problem: str
    suggestion: str = ""
    key: bool = False


def tell(fault: Fault) -> Iterator[Telling]:
    """Yield what to say about a fault, one telling for each place."""
    if fault.names:
        yield _bad_key(fault)
    elif fault.keyword in WORDINGS:
        yield from WORDINGS[fault.keyword](fault)
    else:
        yield _about(fault, f"{called(fault.pointer)} is not as its schema wants it: {_purpose(fault.schema)}.")


def meant(schema: Schema, value: Mapping[str, Any]) -> dict[str, str]:
    """Return for each unknown field of a mapping which known field it probably is, or an empty text."""
    known = schema.get("properties", {})
    unknown = [key for key in value if key not in known][:MOST]
    absent = [name for name in known if name not in value]
    return {key: nearest(key, absent) or nearest(key, known) for key in unknown}


def called(pointer: Pointer) -> str:
    """Return how a sentence calls a node: by its key, or as an item of a list."""
    if not pointer:
        return "The document"
    last = pointer[-1]
    if isinstance(last, str):
        return f"`{shorten(last)}`"
    above = pointer[-2] if len(pointer) > 1 else ""
    return f"Item {last + 1} of `{above}`" if isinstance(above, str) else f"Item {last + 1}"


def _about(fault: Fault, problem: str, suggestion: str = "") -> Telling:
    return Telling(fault.pointer, shown(fault.value) or fault.keyword, problem, suggestion)


def shown(value: Any) -> str:
    """Return a scalar as a message repeats it; nothing for lists and mappings, which may hold anything."""
    if isinstance(value, bool):
        return str(value).lower()
    return shorten(str(value)) if isinstance(value, (str, int, float)) else ""


def _purpose(schema: Schema) -> str:
    """Return the description as part of a sentence."""
    text = str(schema.get("description") or schema.get("title") or "see its documentation").rstrip(".")
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _required(fault: Fault) -> Iterator[Telling]:
    taken = set(meant(fault.field, fault.value).values())
    for name in fault.limit:
        if name not in fault.value and name not in taken:
            purpose = _purpose(fault.field.get("properties", {}).get(name, {}))
            yield Telling(fault.pointer, name, f"`{name}` is missing{fault.because}: {purpose}.")


def _unknown_fields(fault: Fault) -> Iterator[Telling]:
    title = str(fault.schema.get("title", "this mapping")).removesuffix(" spec")
    for key, suggestion in meant(fault.schema, fault.value).items():
        section = _section(fault, key)
        known = f" Known are {', '.join(fault.schema.get('properties', {}))}."
        hint = f" It belongs under `{section}`." if section else "" if suggestion else known
        problem = f"`{shorten(key)}` is not a field of {title}.{hint}"
        yield Telling((*fault.pointer, key), shorten(key), problem, "" if section else suggestion, key=True)


def _section(fault: Fault, key: str) -> str:
    """Return the other part of the document, metadata or spec, that has a field of this name."""
    if fault.pointer not in {(), ("metadata",), ("spec",)}:
        return ""
    others = [name for name in ("metadata", "spec") if fault.pointer != (name,)]
    return next((name for name in others if key in schema_at(fault.root, (name,)).get("properties", {})), "")


def _type(fault: Fault) -> Iterator[Telling]:
    wanted = [fault.limit] if isinstance(fault.limit, str) else list(fault.limit)
    words = " or ".join(TYPES[kind] for kind in wanted)
    if fault.value is None:
        advice = f"{words}: {_purpose(fault.field)}" if fault.needed else f"{words}, or leave the line out"
        yield Telling(fault.pointer, "empty", f"{called(fault.pointer)} is empty; give it {advice}.")
        return
    example = EXAMPLES.get(fault.schema.get("x-type", ""), "")
    problem = f"{called(fault.pointer)} must be {words}{example}{fault.because}, not {_is(fault.value)}."
    yield _about(fault, problem, next((text for kind in wanted if (text := mend_type(fault.value, kind))), ""))


EXAMPLES = {
    "Choice": " such as {upTo: 5000} or {in: [a, b]}",
    "Interval": " such as {upTo: 5000}",
    "Cadence": " with `startsOn` and `rrule`",
}


def _is(value: Any) -> str:
    if isinstance(value, (dict, list)):
        return "a mapping" if isinstance(value, dict) else "a list"
    return f"the {'text' if isinstance(value, str) else 'value'} `{shown(value)}`" if value != "" else "an empty text"


def _enum(fault: Fault) -> Iterator[Telling]:
    if not isinstance(fault.value, str):
        one_of = ", ".join(map(str, fault.limit))
        yield _about(fault, f"{called(fault.pointer)} must be one of {one_of}, not {_is(fault.value)}.")
        return
    problem = f"`{shown(fault.value)}` is not a choice for {_inner(fault.pointer)}: {', '.join(map(str, fault.limit))}."
    yield _about(fault, problem, nearest(fault.value, map(str, fault.limit)))


def _inner(pointer: Pointer) -> str:
    """Return the name of a node inside a sentence."""
    name = called(pointer)
    return name if name.startswith("`") else name[0].lower() + name[1:]


def _const(fault: Fault) -> Iterator[Telling]:
    yield _about(fault, f"{called(fault.pointer)} must be {shown(fault.limit)}{fault.because}.", shown(fault.limit))


def _pattern(fault: Fault) -> Iterator[Telling]:
    value, schema = str(fault.value), fault.schema
    if value == "":
        yield Telling(fault.pointer, "empty", f"{called(fault.pointer)} is empty: {_purpose(fault.field)}.")
        return
    yield _about(
        fault, f"`{shown(value)}` does not fit {_inner(fault.pointer)}: {_form(schema)}.", mend_text(value, schema)
    )


def _form(schema: Schema) -> str:
    """Return in words what a text must look like."""
    if "x-ref" not in schema or schema.get("x-ref-optional"):
        return _purpose(schema)
    kinds = schema["x-ref"]
    if ":" not in schema["pattern"]:
        return f"write the name of a {kinds[0]}, without a prefix"
    return f"write {' or '.join(f'`{kind.lower()}:name`' for kind in kinds[:4])}"


def _bad_key(fault: Fault) -> Telling:
    key = str(fault.value)
    if fault.keyword == "enum":
        problem, mended = f"`{shorten(key)}` is not known here: {', '.join(fault.limit)}.", nearest(key, fault.limit)
    else:
        problem = f"`{shorten(key)}` cannot be a name here: letters, digits and inner hyphens."
        mended = mend_text(key, fault.schema)
    return Telling((*fault.pointer, key), shorten(key), problem, mended, key=True)


def _bound(words: str) -> Callable[[Fault], Iterator[Telling]]:
    def told(fault: Fault) -> Iterator[Telling]:
        yield _about(fault, f"{called(fault.pointer)} must be {words} {shown(fault.limit)}, not {shown(fault.value)}.")

    return told


def _count(words: str) -> Callable[[Fault], Iterator[Telling]]:
    def told(fault: Fault) -> Iterator[Telling]:
        have, limit = len(fault.value), "one" if fault.limit == 1 else fault.limit
        size = f"has {have} {'entry' if have == 1 else 'entries'}" if have else "is empty"
        needs = f"it needs {words} {limit}{fault.because}"
        problem = f"{called(fault.pointer)} {size}; {needs}: {_purpose(fault.field)}."
        yield Telling(fault.pointer, fault.keyword, problem)

    return told


def _length(fault: Fault) -> Iterator[Telling]:
    if fault.keyword == "minLength":
        yield Telling(fault.pointer, "empty", f"{called(fault.pointer)} is empty: {_purpose(fault.field)}.")
    else:
        problem = f"{called(fault.pointer)} has {len(fault.value)} characters; the limit is {fault.limit}."
        yield Telling(fault.pointer, "maxLength", problem)


def _twice(fault: Fault) -> Iterator[Telling]:
    number, first = fault.value
    item = fault.limit
    what = f"`{shown(item)}`" if shown(item) else "The same entry"
    problem = f"{what} stands twice in {_inner(fault.pointer)}, first as item {first + 1}; keep one."
    yield Telling((*fault.pointer, number), shown(item) or "uniqueItems", problem)


def _joined(group: list[str]) -> str:
    return " with ".join(f"`{name}`" for name in group)


def _one_of(fault: Fault) -> Iterator[Telling]:
    """Tell which of several groups of fields to choose: none is there, one is there by half, or two are."""
    if not all("required" in branch for branch in fault.limit):
        words = " or ".join(f"`{b['const']}`" if "const" in b else TYPES[b["type"]] for b in fault.limit)
        yield _about(fault, f"{called(fault.pointer)} must be {words}, not {_is(fault.value)}.")
        return
    groups = [list(branch["required"]) for branch in fault.limit]
    present = [group for group in groups if any(name in fault.value for name in group)]
    either = " or ".join(map(_joined, groups))
    if not present:
        if not set(meant(fault.field, fault.value).values()) & {name for group in groups for name in group}:
            yield Telling(fault.pointer, groups[0][0], f"{called(fault.pointer)} needs {either}.")
    elif len(present) == 1:
        lacking = [name for name in present[0] if name not in fault.value]
        given = [name for name in present[0] if name in fault.value]
        yield Telling(fault.pointer, lacking[0], f"{_joined(given)} needs {_joined(lacking)} beside it.")
    else:
        last = [name for name in fault.value if any(name in group for group in groups)][-1]
        problem = f"Only one can stand here, {either}; delete the other."
        yield Telling((*fault.pointer, last), last, problem, key=True)


def _excluded(fault: Fault) -> Iterator[Telling]:
    both = [name for name in fault.value if name in fault.limit.get("required", ())]
    problem = f"{' and '.join(f'`{name}`' for name in both)} set the same end; keep one."
    yield Telling((*fault.pointer, both[-1]), both[-1], problem, key=True)


WORDINGS: Mapping[str, Callable[[Fault], Iterator[Telling]]] = MappingProxyType(
    {
        "required": _required,
        "additionalProperties": _unknown_fields,
        "type": _type,
        "enum": _enum,
        "const": _const,
        "pattern": _pattern,
        "format": _pattern,
        "minimum": _bound("at least"),
        "exclusiveMinimum": _bound("more than"),
        "maximum": _bound("at most"),
        "exclusiveMaximum": _bound("less than"),
        "minItems": _count("at least"),
        "maxItems": _count("at most"),
        "minProperties": _count("at least"),
        "minLength": _length,
        "maxLength": _length,
        "uniqueItems": _twice,
        "oneOf": _one_of,
        "anyOf": _one_of,
        "not": _excluded,
    }
)
