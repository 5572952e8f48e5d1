"""Places go in, lines and columns come out: each file with a finding is read once more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from alignctl.load.characters import START
from alignctl.load.positions import Positions
from alignctl.load.yaml import positions
from alignctl.model.document import Source
from alignctl.model.place import Place, Pointer, Span

NAME: Pointer = ("metadata", "name")


class Locator:
    """The positions in files, worked out when first asked for."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        """Take the sources by path."""
        self._sources = sources
        self._coming: dict[str, Iterator[Positions]] = {}
        self._known: dict[str, list[Positions]] = {}
        self._lines: dict[str, list[str]] = {}

    def locate(self, place: Place) -> Span:
        """Return the smallest stretch of text that holds a place; a whole document is shown at its name.

        Its own span if it has one; the key where the place asks for it or where the value is empty; for a missing
        key its parent; the start of the file where the path is unknown.
        """
        if place.span is not None:
            return place.span
        known = self._positions(place)
        pointer = place.pointer or NAME
        for length in range(len(pointer), -1, -1):
            if found := known.get(pointer[:length]):
                key, value = found
                empty = (value.line, value.column) == (value.end_line, value.end_column)
                return key if key and (empty or (place.key and length == len(pointer))) else value
        return START

    def excerpt(self, place: Place) -> str:
        """Return the line on which a place begins, without its line break; empty if there is none."""
        line = self.locate(place).line
        if place.path not in self._lines:
            source = self._sources.get(place.path)
            self._lines[place.path] = source.content.decode("utf-8-sig", "replace").split("\n") if source else []
        lines = self._lines[place.path]
        return lines[line - 1].removesuffix("\r") if line <= len(lines) else ""

    def _positions(self, place: Place) -> Positions:
        """Return the positions of one document; the file is read no further than that."""
        if place.path not in self._sources:
            return {}
        coming = self._coming.setdefault(place.path, positions(self._sources[place.path]))
        known = self._known.setdefault(place.path, [])
        while len(known) <= place.index and (more := next(coming, None)) is not None:
            known.append(more)
        return known[place.index] if place.index < len(known) else {}


def locate(place: Place, sources: Mapping[str, Source]) -> Span:
    """Return the span of one place; for many of them a `Locator` reads each file only once."""
    return Locator(sources).locate(place)
