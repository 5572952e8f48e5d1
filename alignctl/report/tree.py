"""Facts and objects as plain data: dataclasses go in, JSON-ready values with camelCase keys come out."""

from __future__ import annotations

import dataclasses
from typing import Any

from alignctl.model.facts.fact import Fact
from alignctl.model.plain import camel, plain
from alignctl.model.report import View

BASE = frozenset(field.name for field in dataclasses.fields(Fact))


def fact(found: Fact, view: View) -> dict[str, Any]:
    """Return the fields of a fact with its kind, subjects and the file it is about; absent fields are left out."""
    fields = [field.name for field in dataclasses.fields(found) if field.name not in BASE]
    rows = {camel(name): plain(getattr(found, name)) for name in fields}
    kept = {key: value for key, value in rows.items() if value is not None}
    return {"id": found.id, "subjects": list(found.subjects), "file": view.root + found.place.path, **kept}
