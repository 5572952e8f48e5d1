"""An example of a policy goes in; the small workspace that it describes comes out, loaded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from alignctl.errors import PolicyError
from alignctl.load.identity import kind_and_name
from alignctl.load.loading import load
from alignctl.load.schema import settings_defects
from alignctl.load.yaml import parse
from alignctl.model.approvals import Approvals
from alignctl.model.document import Document, Source
from alignctl.model.facts import Bound, Defect, Fact, Name, Reference
from alignctl.model.kinds import Example
from alignctl.model.settings import Settings
from alignctl.policy.library import WORKSPACE
from alignctl.policy.state import State
from alignctl.resources import bundled

DAY = date(2026, 1, 15)  # of examples that name none
GIVEN = "given.yaml"


def stage(given: str, example: Example, settings: Settings) -> State:
    """Return the shared workspace with `given` laid over it: of two documents with one kind and name, the given one.

    Raises:
        PolicyError: the documents cannot be read.

    """
    source = Source(GIVEN, given.encode())
    parsed = parse(source, settings.limits)
    if parsed.unreadable:
        raise PolicyError(f"Its documents cannot be read: {parsed.unreadable.message}")
    replaced = {kind_and_name(document) for document in parsed.documents}
    kept = (one for identity, one in workspace().items() if identity not in replaced)
    return State(load((source, *kept), settings), settings, example.as_of or DAY)


def read_settings(example: Example) -> Settings:
    """Return the settings of an example; raises PolicyError where the schema refuses them."""
    data: Mapping[str, Any] = example.settings
    for defect in settings_defects(Document(Source("alignctl.yaml", b""), 0, dict(data))):
        raise PolicyError(f"Its settings are refused: {defect.problem}")
    return Settings.read(data)


def proven(example: Example) -> Approvals | None:
    """Return the approvals of an example; raises SettingsError where they cannot be understood."""
    return None if example.approvals is None else Approvals.of(dict(example.approvals))


@cache
def workspace() -> Mapping[tuple[str, str] | None, Source]:
    """Return the documents of the shared workspace by kind and name, each as a file of its own."""
    text = (bundled("policies") / WORKSPACE).read_text("utf-8")
    pieces = [
        Source(f"workspace/{number:02}.yaml", piece.encode()) for number, piece in enumerate(text.split("\n---\n"))
    ]
    limits = Settings.read({}).limits
    return {kind_and_name(document): piece for piece in pieces for document in parse(piece, limits).documents}


def blemish(fact: Fact) -> str:
    """Return what is wrong with the documents themselves, if a fact of the reader says so."""
    if isinstance(fact, Defect):
        return fact.problem
    if isinstance(fact, Name) and fact.count > 1:
        return f"{fact.name} is declared {fact.count} times"
    if isinstance(fact, Bound) and not fact.possible:
        return fact.problem
    if isinstance(fact, Reference) and not fact.found:
        return f"{fact.from_} names {fact.to} under {fact.label}, but that does not exist"
    return ""
