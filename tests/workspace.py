"""Models for tests: YAML documents go in, the organisation on a day comes out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from alignctl.load.yaml import parse
from alignctl.model.document import Document, Source
from alignctl.model.entity import Entity
from alignctl.model.kinds import KINDS
from alignctl.model.model import Model
from alignctl.model.organisation import Organisation
from alignctl.model.settings import Settings

AS_OF = date(2026, 1, 15)
SHARED = Path(__file__).parent.parent / "policies" / "workspace.yaml"


def org(text: str, as_of: date | str = AS_OF, **settings: Any) -> Organisation:
    """Return the organisation that YAML documents describe; settings are written as in alignctl.yaml."""
    return build(entities(text), as_of, **settings)


def laid_over(text: str, as_of: date | str = AS_OF, **settings: Any) -> Organisation:
    """Return the organisation of YAML documents laid over the workspace of the policy examples."""
    own = entities(text)
    replaced = {entity.ref for entity in own}
    shared = [entity for entity in entities(SHARED.read_text(encoding="utf-8")) if entity.ref not in replaced]
    return build([*shared, *own], as_of, **settings)


def build(objects: Iterable[Entity], as_of: date | str = AS_OF, **settings: Any) -> Organisation:
    """Return the organisation of objects on a day."""
    day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    return Organisation(Model.of(objects), Settings.read(settings), day)


def entities(text: str) -> list[Entity]:
    """Return the objects that YAML documents declare, in order; `apiVersion` may be left out."""
    parsed = parse(Source("governance.yaml", text.encode()), Settings.read({}).limits)
    assert parsed.unreadable is None, parsed.unreadable
    return [entity(document) for document in parsed.documents]


def entity(document: Document) -> Entity:
    """Return the object that one document declares."""
    kind: type[Entity] = KINDS[str(document.data["kind"])]
    return kind.read(document)  # type: ignore[attr-defined,no-any-return]  # every kind can read itself
