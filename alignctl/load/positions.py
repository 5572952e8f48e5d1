"""The order in which nodes are met in a file goes in, the span of each pointer comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from alignctl.model.place import Pointer, Span

Positions = Mapping[Pointer, tuple[Span | None, Span]]  # pointer -> (its key, its value)


@dataclass(slots=True)
class _Frame:
    """An open collection; `end` is where its last child ends, which is where a block collection ends for a reader."""

    pointer: Pointer
    key: Span | None
    start: Span
    mapping: bool
    flow: bool
    items: int = 0
    waiting: tuple[str, Span] | None = None
    end: Span | None = None


@dataclass(slots=True)
class Recorder:
    """The positions of one document after the other; of a repeated key the first stands."""

    _found: dict[Pointer, tuple[Span | None, Span]] = field(default_factory=dict)
    _stack: list[_Frame] = field(default_factory=list)

    def finish(self) -> Positions:
        """Return what was noted since the last call: one whole document."""
        found, self._found = self._found, {}
        return found

    def leaf(self, span: Span, text: str) -> None:
        """Note a scalar or an alias, which may be a key."""
        if self._stack and self._stack[-1].mapping and self._stack[-1].waiting is None:
            self._stack[-1].waiting = (text, span)
            return
        pointer, key = self._next()
        self._note(pointer, key, span)

    def open(self, span: Span, *, mapping: bool, flow: bool) -> None:
        """Begin a collection."""
        pointer, key = self._next()
        self._found.setdefault(pointer, (key, span))
        self._stack.append(_Frame(pointer, key, span, mapping, flow))

    def close(self, span: Span) -> None:
        """End the innermost collection."""
        frame = self._stack.pop()
        last = span if frame.flow or frame.end is None else frame.end
        whole = Span(frame.start.line, frame.start.column, last.end_line, last.end_column)
        if self._found[frame.pointer] == (frame.key, frame.start):
            del self._found[frame.pointer]
        self._note(frame.pointer, frame.key, whole)

    def _next(self) -> tuple[Pointer, Span | None]:
        """Return pointer and key of the node that comes now."""
        if not self._stack:
            return (), None
        frame = self._stack[-1]
        if frame.mapping and frame.waiting:
            (name, key), frame.waiting = frame.waiting, None
            return (*frame.pointer, name), key
        frame.items += 1
        return (*frame.pointer, frame.items - 1), None

    def _note(self, pointer: Pointer, key: Span | None, span: Span) -> None:
        self._found.setdefault(pointer, (key, span))
        if self._stack:
            self._stack[-1].end = span
