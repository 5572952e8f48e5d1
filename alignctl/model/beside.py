"""What a state of a repository holds beside its model, and a comparison of two states must know."""

from __future__ import annotations

from dataclasses import dataclass

from alignctl.model.note import Note
from alignctl.model.refused import Refused


@dataclass(frozen=True, slots=True)
class Beside:
    """Comments that excuse findings, and documents that are there and cannot be read."""

    notes: tuple[Note, ...] = ()
    refused: tuple[Refused, ...] = ()
