"""Text as it was found and the plain data in it, before anything is known about its meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from alignctl.model.place import Place

Scalar = str | int | float | bool | None
Data = Scalar | list["Data"] | dict[str, "Data"]


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one file: `path` from the repository's root with `/`, `revision` a commit hash or empty."""

    path: str
    content: bytes
    revision: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML document: the `index`-th of its source, with plain data as the YAML 1.2 core schema reads it."""

    source: Source
    index: int
    data: Mapping[str, Data]

    @property
    def place(self) -> Place:
        """Return the place of the whole document."""
        return Place(self.source.path, self.index)
