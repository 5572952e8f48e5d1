"""A document that its schema refuses goes in; one sentence for each place that is wrong comes out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend
from referencing import Registry

from alignctl.load.conditions import demanded_by
from alignctl.load.fault import Fault, Telling
from alignctl.load.identity import defect
from alignctl.load.private import is_private
from alignctl.load.schemas import Schema, bundled_schema
from alignctl.load.wording import tell
from alignctl.model.document import Document
from alignctl.model.facts.load import Defect

MOST = 100  # defects told of one document: nobody mends more at once, and a hostile file must not hold up the run


def explain(kind: str, document: Document) -> tuple[Defect, ...]:
    """Return a defect for each place that the schema of `kind` refuses, at most 101; never empty."""
    told = (telling for error in _errors(kind, document.data) for telling in _tellings(error, kind, document.data))
    found = {one.id: one for one in islice((_defect(document, kind, one) for one in told), 10 * MOST)}
    first = list(found.values())[:MOST]
    if not first:
        first = [defect(document, document.place, word=kind, problem=f"The document is not a valid {kind}.")]
    if len(found) > MOST:
        problem = f"More than {MOST} places of this document are wrong; mend these first."
        first.append(defect(document, document.place, word="more", problem=problem))
    return tuple(first)


def _errors(kind: str, data: Any) -> Iterator[ValidationError]:
    registry: Any = Registry()  # empty: no reference is ever fetched
    validator = Validator(bundled_schema(kind), registry=registry, format_checker=FormatChecker(["date"]))
    errors: Iterator[ValidationError] = validator.iter_errors(data)
    return errors


def _defect(document: Document, kind: str, telling: Telling) -> Defect:
    return defect(
        document,
        document.place.at(*telling.pointer),
        word=telling.word,
        problem=telling.problem,
        suggestion=telling.suggestion,
        private=telling.key and is_private(kind, telling.pointer),
        key=telling.key,
        value=telling.value,
    )


def _tellings(error: ValidationError, kind: str, data: Any) -> Iterator[Telling]:
    """Yield what to say about an error; of a choice by type, the errors of the branch that fits the value."""
    keyword, limit, value, schema = _parts(error)
    if keyword in {"oneOf", "anyOf"} and not all("required" in branch for branch in limit):
        fitting = _fitting(error)
        for inner in fitting:
            yield from _tellings(inner, kind, data)
        if fitting:
            return
    steps, pointer, root = list(error.absolute_schema_path), tuple(error.absolute_path), bundled_schema(kind)
    because = demanded_by(steps, pointer, root, data)
    if because is not None:
        yield from tell(Fault(keyword, limit, value, schema, pointer, root, because, "propertyNames" in steps))


def _parts(error: ValidationError) -> tuple[str, Any, Any, Schema]:
    schema: Any = error.schema
    return str(error.validator), error.validator_value, error.instance, schema


def _fitting(error: ValidationError) -> list[ValidationError]:
    """Return the errors of the branches that take a value of this type."""
    context = list(error.context or ())
    refused = {one.schema_path[0] for one in context if one.validator in {"type", "const"} and not one.path}
    return [one for one in context if one.schema_path[0] not in refused]


def _pattern(_validator: Any, pattern: str, value: Any, _schema: Schema) -> Iterator[ValidationError]:
    """Read `$` as JSON Schema does: the end, and not also the place before a last line break."""
    if isinstance(value, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), value):
        yield ValidationError("pattern")


def _unique(_validator: Any, unique: object, value: Any, _schema: Schema) -> Iterator[ValidationError]:
    """Find repeated items by their text, so that a long list of mappings takes no longer than its length."""
    first: dict[str, int] = {}
    for number, item in enumerate(value if unique and isinstance(value, list) else ()):
        before = first.setdefault(json.dumps(item, sort_keys=True), number)
        if before != number:
            yield ValidationError(
                "uniqueItems", validator="uniqueItems", validator_value=item, instance=(number, before), schema={}
            )


def _additional(validator: Any, allowed: Any, value: Any, schema: Schema) -> Iterator[ValidationError]:
    """Take fields in the order of the document; the original takes them in that of a set."""
    extras = [key for key in value if key not in schema.get("properties", {})] if isinstance(value, dict) else []
    if isinstance(allowed, dict):
        for extra in extras:
            yield from validator.descend(value[extra], allowed, path=extra)
    elif extras and not allowed:
        yield ValidationError("additionalProperties")


Validator: Any = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator, {"additionalProperties": _additional, "pattern": _pattern, "uniqueItems": _unique}
)
