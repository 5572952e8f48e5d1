"""A document goes in; what it calls itself comes out, or why that cannot be known."""

from __future__ import annotations

import re

from alignctl.load.suggest import nearest
from alignctl.model.document import Data, Document
from alignctl.model.facts.load import Defect
from alignctl.model.kinds import KINDS
from alignctl.model.place import Place
from alignctl.model.ref import Ref, ref

API_VERSION = "alignctl/v1"
SLUG = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
SHOWN = 40  # characters of a refused value that a message repeats


def kind_and_name(document: Document) -> tuple[str, str] | None:
    """Return kind and name as far as they can be read, whether or not the rest is accepted."""
    kind, metadata = document.data.get("kind"), document.data.get("metadata")
    name = metadata.get("name") if isinstance(metadata, dict) else None
    if isinstance(kind, str) and kind in KINDS and isinstance(name, str) and SLUG.fullmatch(name):
        return kind, name
    return None


def document_ref(document: Document) -> Ref:
    """Return `kind:name`, or `document:path#number` (counted from 1) for one that has no readable name."""
    found = kind_and_name(document)
    return ref(*found) if found else Ref(f"document:{document.source.path}#{document.index + 1}")


def envelope_defects(document: Document) -> tuple[Defect, ...]:
    """Return what is wrong with `kind` and `apiVersion`, without which no schema can be chosen."""
    found = []
    for key, known in (("apiVersion", (API_VERSION,)), ("kind", tuple(KINDS))):
        value = document.data.get(key)
        if key not in document.data:
            found.append(_missing(document, key, known))
        elif value not in known:
            found.append(_unknown(document, key, value, known))
    return tuple(found)


def _missing(document: Document, key: str, known: tuple[str, ...]) -> Defect:
    near = nearest(key, (name for name in document.data if name not in ("apiVersion", "kind", "metadata", "spec")))
    if near:
        problem = f"`{shorten(near)}` is not a field of a document."
        return defect(document, document.place.at(near), key=True, word=near, problem=problem, suggestion=key)
    told = f"`{known[0]}`" if len(known) == 1 else f"one of {', '.join(known)}"
    problem = f"The document does not say its `{key}`: {told}."
    return defect(document, document.place, word=key, problem=problem)


def _unknown(document: Document, key: str, value: Data, known: tuple[str, ...]) -> Defect:
    if not isinstance(value, str):
        problem = f"`{key}` must be one of {', '.join(known)}." if len(known) > 1 else f"`{key}` must be {known[0]}."
        return defect(document, document.place.at(key), word=key, problem=problem)
    article = "an" if key == "apiVersion" else "a"
    problem = f"`{shorten(value)}` is not {article} `{key}` that alignctl knows."
    near = nearest(value, known) or (known[0] if len(known) == 1 else "")
    return defect(document, document.place.at(key), word=value, value=True, problem=problem, suggestion=near)


def shorten(text: str) -> str:
    """Return as much of a refused text as a message repeats, on one line."""
    cut = text if len(text) <= SHOWN else text[:SHOWN] + "…"
    return cut.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


def defect(  # noqa: PLR0913 - the parts of one sentence
    document: Document,
    place: Place,
    *,
    word: str,
    problem: str,
    suggestion: str = "",
    private: bool = False,
    key: bool = False,
    value: bool = False,
) -> Defect:
    """Return one defect of a document; `key` points at the key that leads to the place, `value`: `word` is refused."""
    path = ".".join(shorten(str(step)) for step in place.pointer)
    subject = document_ref(document)
    return Defect(
        subjects=(subject,),
        key=path if value else f"{path} {word}".strip(),
        place=Place(place.path, place.index, place.pointer, key, place.span),
        document=subject,
        path=path,
        word=word,
        problem=problem,
        suggestion=suggestion or None,
        private=private,
    )
