"""A file of documents goes in; what they say comes out as text, one sentence a line, the same for every layout.

Meant for `git diff` (as `diff.<driver>.textconv`) and for readers: a line tells one thing, so that a changed line is a
changed thing. What cannot be told in words comes out as it is, since a difference must never be hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alignctl.load.canonical import canonical
from alignctl.load.identity import kind_and_name
from alignctl.load.roster import Roster
from alignctl.load.yaml import Parsed, parse
from alignctl.model.document import Document, Source
from alignctl.model.kinds import KINDS
from alignctl.model.ref import ref
from alignctl.model.settings import Limits
from alignctl.policy.comments import Remark, remarks
from alignctl.report.escape import terminal
from alignctl.words.changes import describe
from alignctl.words.mentions import plain
from alignctl.words.quantities import day


def render(source: Source, limits: Limits) -> bytes:
    """Return the sentences of a file, or its content if any of it is broken or no document of ours."""
    parsed = parse(source, limits)
    if not _is_ours(parsed):
        return source.content
    documents = [canonical(document) for document in parsed.documents]
    roster = Roster()
    for document in documents:
        if found := kind_and_name(document):
            roster.put(ref(*found), ref(*found), document)
    said: dict[int, list[str]] = {}
    for index, remark in remarks(source, parsed.documents[-1].index + 1):
        said.setdefault(index, []).extend(_exceptions(remark))
    blocks = [_block(document, roster, said.pop(document.index, ())) for document in _sorted(documents)]
    rest = ["  " + terminal(line) for lines in said.values() for line in sorted(lines)]
    return ("\n".join(line for block in (*blocks, rest) for line in block) + "\n").encode()


def _is_ours(parsed: Parsed) -> bool:
    whole = not parsed.unreadable and not parsed.repeated and bool(parsed.documents)
    return whole and all(map(kind_and_name, parsed.documents))


def _sorted(documents: Iterable[Document]) -> list[Document]:
    kinds = list(KINDS)
    return sorted(documents, key=lambda one: (kinds.index((kind_and_name(one) or ("", ""))[0]), kind_and_name(one)))


def _block(document: Document, roster: Roster, exceptions: Iterable[str]) -> Iterator[str]:
    """Yield a heading, which git shows above each change, and the sentences."""
    yield terminal(" ".join(kind_and_name(document) or ()))
    for line in (*describe(document.data, roster.units(document)), *sorted(exceptions)):
        yield f"  {terminal(plain(line))}"


def _exceptions(remark: Remark) -> Iterator[str]:
    """Yield what a comment excuses: a waiver that no other line would tell of."""
    until = f" until {day(remark.until)}" if remark.until else ""
    for rule in remark.rules:
        yield f"Finding {rule} is ignored here{until}: {remark.reason or 'no reason given'}"
