"""A document that its schema refuses goes in; one sentence for each place that is wrong comes out."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry

from alignctl.load.identity import defect
from alignctl.load.schemas import bundled_schema
from alignctl.model.document import Document
from alignctl.model.facts.load import Defect


def explain(kind: str, document: Document) -> tuple[Defect, ...]:
    """Return a defect for each place that the schema of `kind` refuses."""
    registry: Any = Registry()
    validator = Draft202012Validator(bundled_schema(kind), registry=registry, format_checker=FormatChecker(["date"]))
    found = {}
    for error in validator.iter_errors(document.data):
        one = defect(
            document, document.place.at(*error.absolute_path), word=str(error.validator), problem=error.message
        )
        found[one.key] = one
    return tuple(found[key] for key in sorted(found))
