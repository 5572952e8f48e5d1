"""A value of a document and what its schema says go in; the value in words comes out, whatever it is."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from alignctl.load.identity import SLUG
from alignctl.load.schemas import Schema, resolve
from alignctl.model.document import Data
from alignctl.model.quantity import Duration
from alignctl.model.ref import Ref, ref
from alignctl.model.spelling import SPELT, spelt
from alignctl.words.cadence import cadence
from alignctl.words.mentions import mention, verbatim
from alignctl.words.quantities import day, number, title

DURATION = re.compile(r"[1-9][0-9]{0,4}(h|d|w|bd)")
ENDS = (("over", "over"), ("atLeast", "from"), ("under", "under"), ("upTo", "up to"))
_ODD = re.compile(
    r"|~|null|true|false|[-+.\d].*|.*[,;“”].*|.*\s.*", re.IGNORECASE
)  # what could be taken for another value


def value_words(root: Schema, schema: Schema, value: Data) -> str:
    """Return a value in words; values that differ in meaning have different words."""
    special = _special(schema, value)
    if special:
        return special
    full = resolve(root, schema)
    if isinstance(value, dict):
        return ", ".join(f"{name} {told}" for name, told in fields_words(root, full, value)) or "nothing"
    if isinstance(value, list):
        items = full.get("items", {})
        return ", ".join(sorted(_nested(root, items, element) for element in value)) or "none"
    if isinstance(value, str):
        return _text(schema, full, value)
    return _scalar(value)


def fields_words(root: Schema, schema: Schema, value: Mapping[str, Data]) -> Iterable[tuple[str, str]]:
    """Yield the fields of a mapping by their titles, in the order of the schema, then what the schema does not know."""
    known = schema.get("properties", {})
    further = schema.get("additionalProperties")
    for key in (*(key for key in known if key in value), *sorted(value.keys() - known.keys())):
        part = known.get(key) or (further if isinstance(further, dict) else {})
        if not is_default(resolve(root, part), value[key]):
            yield field_title(resolve(root, part) if key in known else {}, key), value_words(root, part, value[key])


def field_title(schema: Schema, key: str) -> str:
    """Return what a field is called: its title, else its key as words."""
    spaced = re.sub(r"(?<=[a-z])([A-Z])", lambda found: f" {found[1].lower()}", verbatim(key))
    return str(schema.get("title") or title(spaced)).lower()


def is_default(schema: Schema, value: Data) -> bool:
    """Tell whether leaving a field out means the same."""
    default = schema.get("default")
    return default is not None and default == value and isinstance(default, bool) == isinstance(value, bool)


def condition_words(value: Data, unit: str = "") -> str:
    """Return the values of one attribute for which something holds, in words."""
    allowed = value.get("in") if isinstance(value, dict) and len(value) == 1 else None
    if isinstance(allowed, list):
        return " or ".join(sorted(map(_plain, allowed))) or "none"
    if isinstance(value, dict) and value and all(key in dict(ENDS) for key in value):
        ends = [f"{word} {_plain(value[key])}" for key, word in ENDS if key in value]
        return " and ".join(ends) + (f" {verbatim(unit)}" if unit else "")
    return _plain(value)


def reference_words(schema: Schema, value: str) -> str:
    """Return the object that a reference names, as a mention; other text as it is."""
    kinds = schema.get("x-ref", [])
    kind, colon, name = value.partition(":")
    if colon and kind in {known.lower() for known in kinds} and SLUG.fullmatch(name):
        return mention(Ref(value))
    if len(kinds) == 1 and SLUG.fullmatch(value) and not schema.get("x-ref-optional"):
        return mention(ref(kinds[0], value))
    return ""


def _special(schema: Schema, value: Data) -> str:
    """Return the words of a value that its schema gives a form of its own; empty for any other."""
    form = str(schema.get("$ref", "")).rpartition("/")[2] or schema.get("x-type", "")
    if form == "cadence" and isinstance(value, dict) and value.keys() == {"startsOn", "rrule"}:
        first, rule = value["startsOn"], value["rrule"]
        return verbatim(cadence(first, rule)) if isinstance(first, str) and isinstance(rule, str) else ""
    if form == "conditions" and isinstance(value, dict) and value:
        return ", ".join(f"{title(verbatim(name))} {condition_words(value[name])}" for name in sorted(value))
    if form == "duration" and isinstance(value, str) and DURATION.fullmatch(value):
        return Duration(value).words
    if form == "date" and isinstance(value, str):
        return _day(value)
    return ""


def _text(schema: Schema, full: Schema, value: str) -> str:
    if found := reference_words(full, value):
        return found
    form = str(schema.get("$ref", "")).rpartition("/")[2]
    plain = verbatim(value)
    if "enum" in full or (form == "slug" and plain in SPELT):
        return spelt(plain)
    return f"“{plain}”" if form == "text" or (_ODD.fullmatch(plain)) else plain


def _nested(root: Schema, schema: Schema, value: Data) -> str:
    told = value_words(root, schema, value)
    return f"({told})" if isinstance(value, dict | list) else told


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return number(Decimal(str(value))) if math.isfinite(value) else str(value)
    return "nothing" if value is None else str(value)


def _plain(value: Data) -> str:
    """Return a value of which no schema tells anything."""
    if isinstance(value, str):
        plain = verbatim(value)
        return f"“{plain}”" if _ODD.fullmatch(plain) else plain
    return value_words({}, {}, value)


def _day(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return ""
