"""A document as it is written goes in; the same document with every reference in its one canonical form comes out.

People write `ceo` and `role:ceo` for the same thing. After this step a reference is a bare name where its field fixes
the kind, else `kind:name`, so that nothing later (diff, log, gate, analyses) sees a change of spelling.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any

from alignctl.load.identity import SLUG, defect, kind_and_name
from alignctl.load.link import Slot, trail
from alignctl.model.document import Document
from alignctl.model.facts.load import Defect
from alignctl.model.place import Pointer
from alignctl.model.ref import Ref, kind_of, name_of, ref

NOTHING: Container[Ref] = frozenset()


def canonical(document: Document, known: Container[Ref] = NOTHING) -> Document:
    """Return a document whose references have one spelling; `known` are the objects that a bare name may mean.

    A bare name that means several objects, or where nothing is known none, stays as it is.
    """
    kind = str(document.data.get("kind")) if kind_and_name(document) else ""
    if not kind:
        return document
    found = {}
    for pointer, text, slot in trail(kind).follow(document.data):
        spelling = _spelling(text, slot, known)
        if spelling != text:
            found[pointer] = spelling
    return Document(document.source, document.index, _respelt(document.data, found)) if found else document


def ambiguities(document: Document, known: Container[Ref]) -> Iterator[Defect]:
    """Yield the bare names of a canonical document that mean several objects."""
    for pointer, text, slot in trail(str(document.data["kind"])).follow(document.data):
        if slot.is_bare(text):
            meant = _meant(text, slot, known)
            kinds = " and ".join(f"a {kind_of(one)}" for one in meant)
            choice = " or ".join(f"`{one}`" for one in meant)
            problem = f"`{text}` is the name of {kinds} here; write {choice}."
            yield defect(document, document.place.at(*pointer), word=text, problem=problem)


def _spelling(text: str, slot: Slot, known: Container[Ref]) -> str:
    if slot.fixed:
        return name_of(text) if kind_of(text) == slot.fixed and ":" in text else text
    if not slot.is_bare(text) or not SLUG.fullmatch(text) or known is NOTHING:
        return text
    meant = _meant(text, slot, known)
    # A name that nothing has is told like any other reference that leads nowhere.
    return text if len(meant) > 1 else meant[0] if meant else ref(slot.kinds[0], text)


def _meant(text: str, slot: Slot, known: Container[Ref]) -> list[Ref]:
    return [found for kind in slot.kinds if (found := ref(kind, text)) in known]


def _respelt(value: Any, spellings: Mapping[Pointer, str], at: Pointer = ()) -> Any:
    """Return a copy of a value with other texts at some pointers; what holds none of them is shared."""
    if at in spellings:
        return spellings[at]
    steps = {pointer[len(at)] for pointer in spellings if pointer[: len(at)] == at}
    if isinstance(value, dict):
        return {key: _respelt(one, spellings, (*at, key)) if key in steps else one for key, one in value.items()}
    return [_respelt(one, spellings, (*at, number)) if number in steps else one for number, one in enumerate(value)]
