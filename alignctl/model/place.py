"""Where something stands: pointers while alignctl thinks, spans once a person reads."""

from __future__ import annotations

from dataclasses import dataclass

Pointer = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text: lines and columns count from 1, in code points; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Place:
    """A node of a document: `path` from the repository's root, `index` of the document in its file, `pointer` in it.

    `key` points at the mapping key that leads to the node instead of its value. `span` is set only where no pointer
    can tell the place: a repeated key, a comment.
    """

    path: str
    index: int = 0
    pointer: Pointer = ()
    key: bool = False
    span: Span | None = None

    def at(self, *steps: str | int) -> Place:
        """Return the place `steps` below this one."""
        return Place(self.path, self.index, (*self.pointer, *steps), self.key, self.span)

    def sort_key(self) -> tuple[str, int, tuple[str, ...]]:
        """Return a key that orders places of one run."""
        return self.path, self.index, tuple(f"{s:08d}" if isinstance(s, int) else s for s in self.pointer)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that a finding rests on, and where it is declared."""

    place: Place
    text: str
