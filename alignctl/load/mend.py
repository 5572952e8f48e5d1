"""A value that is refused goes in, the spelling that was probably meant comes out, or nothing."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from alignctl.load.identity import SLUG
from alignctl.load.schemas import Schema

YEAR_FIRST = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?:[T ].*)?")
DAY_FIRST = re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})")
AMOUNT = re.compile(r"([1-9]\d{0,4}) *(\w[\w ]*)")
UNITS = {
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "h"),
    **dict.fromkeys(("d", "day", "days"), "d"),
    **dict.fromkeys(("w", "wk", "week", "weeks"), "w"),
    **dict.fromkeys(("bd", "business day", "business days", "working day", "working days"), "bd"),
}
BOOLEANS = {**dict.fromkeys(("yes", "on", "true", "y"), "true"), **dict.fromkeys(("no", "off", "false", "n"), "false")}


def mend_text(value: str, schema: Schema) -> str:
    """Return what a text was probably meant to be where its pattern or format refuses it, or an empty text."""
    if "x-ref" in schema:
        found = _reference(value, schema)
    elif schema.get("format") == "date":
        found = _date(value)
    elif schema.get("title") == "Duration":
        found = _duration(value)
    else:
        found = _slug(value)
    return found if found != value and re.search(schema.get("pattern", ""), found) else ""


def mend_type(value: Any, wanted: str) -> str:
    """Return how a value of another type is written as the wanted one, or an empty text."""
    if wanted == "string" and isinstance(value, (bool, int, float)):
        return f'"{str(value).lower()}"'
    if not isinstance(value, str):
        return ""
    if wanted == "boolean":
        return BOOLEANS.get(value.lower(), "")
    if wanted == "array":
        return f"[{value}]" if SLUG.fullmatch(value.rpartition(":")[2]) else ""
    if wanted in {"number", "integer"}:
        return _number(value)
    return ""


def _number(value: str) -> str:
    plain = re.sub(r"(?<=\d)[ ,_'](?=\d{3}(\D|$))", "", value.strip())
    return plain if re.fullmatch(r"-?\d{1,15}(\.\d{1,6})?", plain) else ""


def _date(value: str) -> str:
    found = YEAR_FIRST.fullmatch(value) or DAY_FIRST.fullmatch(value)
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"])).isoformat() if found else ""
    except ValueError:
        return ""


def _duration(value: str) -> str:
    found = AMOUNT.fullmatch(value.strip().lower())
    return f"{found[1]}{UNITS[found[2]]}" if found and found[2] in UNITS else ""


def _slug(value: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", value[:100].lower()).strip("-")[:63].strip("-")


def _reference(value: str, schema: Schema) -> str:
    """Return a reference with the prefix that its place wants: none where the kind is fixed."""
    kinds = [kind.lower() for kind in schema["x-ref"]]
    prefix, _, name = value.rpartition(":")
    prefix = _slug(prefix).replace("-", "")
    if prefix and prefix not in kinds:
        return ""
    slug = _slug(name)
    return slug if len(kinds) == 1 and not schema.get("x-ref-optional") else f"{prefix or kinds[0]}:{slug}"
