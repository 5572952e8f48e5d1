"""A kind and a name go in; a document to fill in comes out, in which every field of the kind is explained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from textwrap import fill

from alignctl.load.hint import hint
from alignctl.load.identity import API_VERSION
from alignctl.load.outline import Entry, entries, fields_of
from alignctl.load.sample import TODO, Here, Sampler, written
from alignctl.load.schemas import Schema, bundled_schema, resolve

WIDTH = 100
COLUMN = 34  # where comments begin, behind all but the longest lines
GUIDE = "Do what says TODO. Everything else is optional: take the `# ` from the lines that you want."
STATUS = "TODO Delete this line in the end: a draft is not in force."


@dataclass(frozen=True, slots=True)
class Line:
    """A line of YAML and the comment beside it."""

    code: str
    comment: str = ""

    def shifted(self, prefix: str) -> Line:
        """Return the line with something before it."""
        return replace(self, code=prefix + self.code)

    def text(self) -> str:
        """Return the line as it stands in a file; a long comment goes on below, but not beside what is one itself."""
        if not self.comment:
            return self.code
        head, below = (f"{code.ljust(COLUMN)}  # " for code in (self.code, ""))
        if self.code.lstrip().startswith("#"):
            return head + self.comment
        return fill(self.comment, WIDTH, initial_indent=head, subsequent_indent=below, break_on_hyphens=False)


def form(kind: str, name: str, title: str, here: Here) -> str:
    """Return one document as YAML, from `---` on: a draft that the schema of its kind accepts.

    `here` holds the names that there are, by kind in lower case, for references to choose from.
    """
    root = bundled_schema(kind)
    writer = _Writer(root, Sampler(root, here))
    metadata, spec = (resolve(root, root["properties"][part]) for part in ("metadata", "spec"))
    lines = [
        *(Line("---"), Line(f"# {root['description']}"), Line(f"# {GUIDE}")),
        *(Line(f"apiVersion: {API_VERSION}"), Line(f"kind: {kind}")),
        *(Line("metadata:"), *_below(writer.metadata(metadata, {"name": name, "title": title, "status": "draft"}))),
        *(Line("spec:"), *_below(writer.fields(spec))),
    ]
    return "".join(f"{line.text()}\n" for line in lines)


def _below(lines: Iterable[Line]) -> Iterator[Line]:
    return (line.shifted("  ") for line in lines)


def _listed(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines of a mapping as an item of a list."""
    for number, line in enumerate(lines):
        yield line.shifted("    " if number else "  - ")


@dataclass(frozen=True, slots=True)
class _Writer:
    """What the lines of one document are made with."""

    root: Schema
    sampler: Sampler

    def metadata(self, mapping: Schema, known: Mapping[str, str]) -> Iterator[Line]:
        """Yield the lines of the metadata, of which some values are known, and those first."""
        told = {entry.name: entry for entry in entries(self.root, mapping)}
        for name, value in known.items():
            meaning = STATUS if name == "status" else hint(told[name].schema, self.sampler)
            yield Line(f"{name}: {written(value)}", meaning)
        for entry in told.values():
            if entry.name not in known:
                yield from self._entry(entry, asked=False)

    def fields(self, mapping: Schema, *, asked: bool = True) -> Iterator[Line]:
        """Yield the lines of a mapping's fields; `asked` tells that it stands there, and not in a comment."""
        for entry in entries(self.root, mapping):
            yield from self._entry(entry, asked=asked)

    def _entry(self, entry: Entry, *, asked: bool) -> Iterator[Line]:
        for line in self._field(entry, asked=asked and entry.needed):
            yield line if entry.needed else line.shifted("# ")

    def _field(self, entry: Entry, *, asked: bool) -> Iterator[Line]:
        inside = list(self._inside(entry.schema, asked=asked))
        value = "" if inside else f" {written(self.sampler.sample(entry.schema))}"
        meaning = hint(entry.schema, self.sampler, entry.note, asked=asked and not inside)
        yield Line(f"{entry.name}:{value}", meaning)
        yield from inside

    def _inside(self, schema: Schema, *, asked: bool) -> Iterator[Line]:
        """Yield the lines below a field, if its value has fields itself."""
        if "examples" in schema:
            return
        if fields_of(self.root, schema):
            yield from _below(self.fields(schema, asked=asked))
        elif item := fields_of(self.root, schema.get("items", {})):
            yield from _listed(self.fields(item, asked=asked))
            for _ in range(1, schema.get("minItems", 1)):
                yield from _listed(self._needed(item))
        elif named := fields_of(self.root, schema.get("additionalProperties") or {}):
            yield from _below((Line(f"{TODO}:"), *_below(self.fields(named, asked=asked))))

    def _needed(self, mapping: Schema) -> Iterator[Line]:
        """Yield the lines that complete a mapping, explained before."""
        needed = (entry for entry in entries(self.root, mapping) if entry.needed)
        return (Line(line.code) for entry in needed for line in self._field(entry, asked=False))
