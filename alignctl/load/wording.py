"""One refusal of a schema goes in; what a reader is told about it, and where, comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from alignctl.load.calendars import refusal
from alignctl.load.fault import TYPES, Fault, Telling, about, called, given, inner, purpose, shown
from alignctl.load.fields import excluded, one_of, required, unknown_fields
from alignctl.load.identity import shorten
from alignctl.load.mend import mend_text, mend_type
from alignctl.load.schemas import Schema
from alignctl.load.suggest import nearest


def tell(fault: Fault) -> Iterator[Telling]:
    """Yield what to say about a fault, one telling for each place."""
    if fault.names:
        yield _bad_key(fault)
    else:
        yield from WORDINGS[fault.keyword](fault)


def _type(fault: Fault) -> Iterator[Telling]:
    wanted = [fault.limit] if isinstance(fault.limit, str) else list(fault.limit)
    words = " or ".join(TYPES[kind] for kind in wanted)
    if fault.value is None:
        advice = f"{words}: {purpose(fault.field)}" if fault.needed else f"{words}, or leave the line out"
        yield Telling(fault.pointer, "empty", f"{called(fault.pointer)} is empty; give it {advice}.")
        return
    example = EXAMPLES.get(fault.schema.get("x-type", ""), "")
    problem = f"{called(fault.pointer)} must be {words}{example}{fault.because}, not {given(fault.value)}."
    yield about(fault, problem, next((text for kind in wanted if (text := mend_type(fault.value, kind))), ""))


EXAMPLES = {
    "Choice": " such as {upTo: 5000} or {in: [a, b]}",
    "Interval": " such as {upTo: 5000}",
    "Cadence": " with `startsOn` and `rrule`",
}


def _enum(fault: Fault) -> Iterator[Telling]:
    if not isinstance(fault.value, str):
        one_of = ", ".join(map(str, fault.limit))
        yield about(fault, f"{called(fault.pointer)} must be one of {one_of}, not {given(fault.value)}.")
        return
    problem = f"`{shown(fault.value)}` is not a choice for {inner(fault.pointer)}: {', '.join(map(str, fault.limit))}."
    yield about(fault, problem, nearest(fault.value, map(str, fault.limit)))


def _const(fault: Fault) -> Iterator[Telling]:
    yield about(fault, f"{called(fault.pointer)} must be {shown(fault.limit)}{fault.because}.", shown(fault.limit))


def _pattern(fault: Fault) -> Iterator[Telling]:
    value, schema = str(fault.value), fault.schema
    if value == "":
        yield Telling(fault.pointer, "empty", f"{called(fault.pointer)} is empty: {purpose(fault.field)}.")
        return
    if fault.pointer[-1:] == ("rrule",):
        problem, mended = refusal(value)
        yield about(fault, f"`rrule` cannot be followed: {problem}.", mended)
        return
    yield about(
        fault, f"`{shown(value)}` does not fit {inner(fault.pointer)}: {_form(schema)}.", mend_text(value, schema)
    )


def _form(schema: Schema) -> str:
    """Return in words what a text must look like."""
    if "x-ref" not in schema or schema.get("x-ref-optional"):
        return purpose(schema)
    kinds = schema["x-ref"]
    if len(kinds) == 1:
        return f"write the name of a {kinds[0]}"
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
        yield about(fault, f"{called(fault.pointer)} must be {words} {shown(fault.limit)}, not {shown(fault.value)}.")

    return told


def _count(words: str) -> Callable[[Fault], Iterator[Telling]]:
    def told(fault: Fault) -> Iterator[Telling]:
        have, limit = len(fault.value), "one" if fault.limit == 1 else fault.limit
        size = f"has {have} {'entry' if have == 1 else 'entries'}" if have else "is empty"
        needs = f"it needs {words} {limit}{fault.because}"
        problem = f"{called(fault.pointer)} {size}; {needs}: {purpose(fault.field)}."
        yield Telling(fault.pointer, fault.keyword, problem)

    return told


def _length(fault: Fault) -> Iterator[Telling]:
    if fault.keyword == "minLength":
        yield Telling(fault.pointer, "empty", f"{called(fault.pointer)} is empty: {purpose(fault.field)}.")
    else:
        problem = f"{called(fault.pointer)} has {len(fault.value)} characters; the limit is {fault.limit}."
        yield Telling(fault.pointer, "maxLength", problem)


def _twice(fault: Fault) -> Iterator[Telling]:
    number, first = fault.value
    item = fault.limit
    what = f"`{shown(item)}`" if shown(item) else "The same entry"
    problem = f"{what} stands twice in {inner(fault.pointer)}, first as item {first + 1}; keep one."
    word = shown(item)
    yield Telling((*fault.pointer, number), word or "uniqueItems", problem, value=bool(word))


WORDINGS: Mapping[str, Callable[[Fault], Iterator[Telling]]] = MappingProxyType(
    {
        "required": required,
        "additionalProperties": unknown_fields,
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
        "oneOf": one_of,
        "anyOf": one_of,
        "not": excluded,
    }
)
