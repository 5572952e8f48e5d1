"""The bytes of a file go in; documents with plain data come out, and what of it cannot be read, located.

The tree is built from the events of libyaml and never by its composer, which dies on deep nesting; no constructor runs.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NoReturn

from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs list only the loaders that inherit from it
from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from alignctl.load.characters import START, Refusal, decode, forbidden_in
from alignctl.load.measure import measure
from alignctl.load.positions import Positions, Recorder
from alignctl.load.scalars import NUMERIC, WORDS, read_plain
from alignctl.load.syntax import explain_syntax
from alignctl.model.document import Data, Document, Scalar, Source
from alignctl.model.place import Place, Pointer, Span
from alignctl.model.report import Unreadable
from alignctl.model.settings import Limits

MERGE_KEY = "<<"
_Frame = tuple[list[Data] | dict[str, Data] | None, str | None, str | None]  # collection, waiting key, anchor inside


@dataclass(frozen=True, slots=True)
class Repeated:
    """A key that stands twice in one mapping: `place` is the mapping, its span the second key."""

    place: Place
    key: str
    first_line: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one file holds: the documents before the first thing that cannot be read, and that thing.

    A file with too many documents is not read at all.
    """

    documents: tuple[Document, ...]
    repeated: tuple[Repeated, ...] = ()
    unreadable: Unreadable | None = None


def parse(source: Source, limits: Limits) -> Parsed:
    """Read all documents of a file; whatever the bytes are, the answer is a value and comes within the limits.

    Of a repeated key the first value stands. Documents without content are passed over, but counted in `index`.
    """
    if len(source.content) > limits.file_bytes:
        message = f"The file has {len(source.content)} bytes; the limit is {limits.file_bytes} (`limits.fileBytes`)."
        return _unreadable(source, Refusal(message, START))
    text = decode(source.content)
    if isinstance(text, Refusal):
        return _unreadable(source, text)
    tree = _Tree(source, limits)
    try:
        tree.grow(_parser(source.content))
    except _Refused as refused:
        return _unreadable(source, refused.refusal, tree)
    except YAMLError as error:
        return _too_deep(source, limits, text, error) or _unreadable(source, _syntax(error), tree)
    return Parsed(tuple(tree.documents), tree.repetitions())


def _too_deep(source: Source, limits: Limits, text: str, error: YAMLError) -> Parsed | None:
    """Return what our own limits refuse before the place where libyaml gave up; None where they refuse nothing.

    libyaml reads ahead of its events, and has limits of its own, which differ between its releases: what comes before
    is read once more without the rest. Only what opens there counts, since a text that is cut off means something else.
    """
    mark = getattr(error, "problem_mark", None)
    if mark is None or mark.index <= limits.depth:
        return None
    tree = _Tree(source, limits)
    try:
        tree.grow(_parser(text[: mark.index - 1].encode()))
    except _Refused as refused:
        return _unreadable(source, refused.refusal, tree) if refused.opening else None
    except YAMLError:
        return None
    return None


def positions(source: Source) -> Iterator[Positions]:
    """Yield where each node of each document stands, in the order of document indices.

    Take no more of them than `parse` returned documents for: what comes after is not within the limits.
    """
    recorder, next_event = Recorder(), _parser(source.content)
    while (event := next_event()).__class__ is not StreamEndEvent:
        if event.__class__ is DocumentEndEvent:
            yield recorder.finish()
        else:
            _record(recorder, event)


def _parser(content: bytes) -> Callable[[], Any]:
    return CParser(content.removeprefix(codecs.BOM_UTF8)).get_event


def _unreadable(source: Source, refusal: Refusal, tree: _Tree | None = None) -> Parsed:
    place = Place(source.path, tree.index if tree else 0, span=refusal.span)
    unreadable = Unreadable(place, refusal.message, refusal.span)
    return Parsed(tuple(tree.documents), tree.repetitions(), unreadable) if tree else Parsed((), (), unreadable)


def _syntax(error: YAMLError) -> Refusal:
    if not isinstance(error, MarkedYAMLError):
        return Refusal("This is not valid YAML.", START)
    problem, context = str(error.problem or ""), str(error.context or "")
    # What never ends, and a key without a colon, is best shown where it began.
    began = "end of stream" in problem or "simple key" in context
    mark = error.context_mark if began and error.context_mark else error.problem_mark
    span = Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2) if mark else START
    return Refusal(explain_syntax(problem, context), span)


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


class _Refused(Exception):  # noqa: N818 - it is no error of alignctl
    def __init__(self, refusal: Refusal, *, opening: bool) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal
        self.opening = opening


def _refuse(message: str, event: Any) -> NoReturn:
    opening = event.__class__ in {MappingStartEvent, SequenceStartEvent}
    raise _Refused(Refusal(message, _span(event)), opening=opening)


@dataclass(slots=True)
class _Tree:
    """The documents of one file, growing event by event.

    `_top` is the innermost open collection and `_step` the key in it that waits for its value; `_stack` holds those
    around it. A collection is put into the one around it when it closes, so that an alias can never contain itself.
    """

    source: Source
    limits: Limits
    documents: list[Document] = field(default_factory=list)
    index: int = -1
    _top: list[Data] | dict[str, Data] | None = None
    _step: str | None = None
    _stack: list[_Frame] = field(default_factory=list)
    _anchors: dict[str, Data] = field(default_factory=dict)
    _repeated: list[tuple[Place, str]] = field(default_factory=list)
    _nodes: int = 0
    _aliases: int = 0
    _copied: int = 0

    def grow(self, next_event: Callable[[], Any]) -> None:
        """Take all events.

        Raises:
            _Refused: what an event says is not read.
            YAMLError: the text is not YAML.

        """
        take: dict[type, Callable[[Any], None]] = {
            ScalarEvent: self._scalar,
            MappingStartEvent: self._open,
            SequenceStartEvent: self._open,
            MappingEndEvent: self._close,
            SequenceEndEvent: self._close,
            AliasEvent: self._alias,
            DocumentStartEvent: self._begin,
        }
        while (event := next_event()).__class__ is not StreamEndEvent:
            if handler := take.get(event.__class__):
                handler(event)

    def repetitions(self) -> tuple[Repeated, ...]:
        """Return the repeated keys of the documents that are complete, each with the line of its first."""
        complete = [(place, key) for place, key in self._repeated if place.index <= self._complete]
        if not complete:
            return ()
        known = tuple(islice(positions(self.source), self._complete + 1))
        found = []
        for place, key in complete:
            first, value = known[place.index][(*place.pointer, key)]
            found.append(Repeated(place, key, (first or value).line))
        return tuple(found)

    @property
    def _complete(self) -> int:
        """Return the index of the last complete document, or -1."""
        return self.documents[-1].index if self.documents else -1

    def _begin(self, event: Any) -> None:
        if self.index + 1 >= self.limits.documents:
            self.documents.clear()  # a heap of scraps would be told scrap by scrap
            message = f"The file has more than {self.limits.documents} documents (`limits.documents`): split it."
            _refuse(message, event)
        self.index += 1
        self._anchors = {}

    def _scalar(self, event: Any) -> None:
        text: str = event.value
        value: Data = text
        if event.tag is not None:
            _refuse("Tags such as `!!str` or `!include` are not read; write the plain value.", event)
        if event.implicit[0]:
            if text in WORDS or text[0] in NUMERIC:
                value = _plain(event)
        elif event.style == '"' and (point := forbidden_in(text)):
            _refuse(f"The text holds the invisible character {point}, written as an escape; delete it.", event)
        if event.anchor:
            self._anchors[event.anchor] = value
        self._count(1, event)
        self._put(value, event)

    def _open(self, event: Any) -> None:
        collection: list[Data] | dict[str, Data] = {} if event.__class__ is MappingStartEvent else []
        if event.tag is not None:
            _refuse("Tags such as `!!map` or `!include` are not read; write the plain value.", event)
        if self._step is None and isinstance(self._top, dict):
            _refuse("A list or mapping cannot be a key; a key is a word.", event)
        if self._top is None and isinstance(collection, list):
            _refuse("A document is a mapping with apiVersion, kind, metadata and spec, not a list.", event)
        if len(self._stack) >= self.limits.depth:
            self._refuse_depth(event)
        self._count(1, event)
        self._stack.append((self._top, self._step, event.anchor))
        self._top, self._step = collection, None

    def _close(self, event: Any) -> None:
        collection = self._top
        self._top, self._step, anchor = self._stack.pop()
        if anchor:
            self._anchors[anchor] = collection
        if self._top is not None:
            self._put(collection, event)
        elif isinstance(collection, dict):
            self.documents.append(Document(self.source, self.index, collection))

    def _alias(self, event: Any) -> None:
        self._aliases += 1
        if self._aliases > self.limits.aliases:
            _refuse(f"The file has more than {self.limits.aliases} aliases (`limits.aliases`).", event)
        if event.anchor not in self._anchors:
            _refuse(f"The alias `*{event.anchor[:40]}` names no value that is complete before it.", event)
        value = self._anchors[event.anchor]
        nodes, height, size = measure(value)
        self._count(nodes, event)
        self._copied += size
        if self._copied > self.limits.file_bytes:
            _refuse(f"The aliases repeat more than {self.limits.file_bytes} characters (`limits.fileBytes`).", event)
        if len(self._stack) + height > self.limits.depth:
            self._refuse_depth(event)
        self._put(value, event)

    def _count(self, nodes: int, event: Any) -> None:
        self._nodes += nodes
        if self._nodes > self.limits.nodes:
            _refuse(f"The file has more than {self.limits.nodes} values and keys (`limits.nodes`).", event)

    def _refuse_depth(self, event: Any) -> NoReturn:
        _refuse(f"The document nests deeper than {self.limits.depth} levels (`limits.depth`).", event)

    def _put(self, value: Data, event: Any) -> None:
        top = self._top
        if isinstance(top, list):
            top.append(value)
        elif top is None:
            if value is not None:
                _refuse("A document is a mapping with apiVersion, kind, metadata and spec, not a single value.", event)
        elif self._step is None:
            self._key(top, value, event)
        else:
            top.setdefault(self._step, value)
            self._step = None

    def _key(self, mapping: dict[str, Data], key: Data, event: Any) -> None:
        if not isinstance(key, str):
            _refuse("A key must be text; write it in quotes.", event)
        if key == MERGE_KEY and event.__class__ is ScalarEvent and event.implicit[0]:
            _refuse("Merge keys (`<<`) are not read; write the fields out.", event)
        if key in mapping:
            self._repeated.append((Place(self.source.path, self.index, self._pointer(), span=_span(event)), key))
        self._step = key

    def _pointer(self) -> Pointer:
        around = self._stack[1:]  # the first is what is around the document: nothing
        return tuple(len(part or ()) if step is None else step for part, step, _ in around)


def _plain(event: Any) -> Scalar:
    try:
        return read_plain(event.value)
    except ValueError as error:
        _refuse(str(error), event)


def _record(recorder: Recorder, event: Any) -> None:
    kind = event.__class__
    if kind is ScalarEvent:
        recorder.leaf(_span(event), event.value)
    elif kind is AliasEvent:
        recorder.leaf(_span(event), event.anchor)
    elif kind is MappingStartEvent or kind is SequenceStartEvent:
        recorder.open(_span(event), mapping=kind is MappingStartEvent, flow=bool(event.flow_style))
    elif kind is MappingEndEvent or kind is SequenceEndEvent:
        recorder.close(_span(event))
