"""Everything that a site is made of goes in, the program itself included; one digest of it comes out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

from alignctl.load.loading import Loaded
from alignctl.model.plain import plain
from alignctl.policy.state import State
from alignctl.resources import bundled

PACKAGE = Path(__file__).parent.parent
RENDERERS = ("icalendar", "jinja2", "markdown-it-py", "markupsafe", "nh3")


def fingerprint(state: State, brand: Mapping[str, bytes], *said: str) -> str:
    """Return a digest that differs whenever a site could: of documents, settings, day, look, program, and `said`.

    `said` is what else decides: the audience, a notice, the newest commit of the history.
    """
    digest = hashlib.sha256()
    for part in (*_program(), *_look(brand), *_state(state), *(word.encode() for word in said)):
        digest.update(f"{len(part)}:".encode())
        digest.update(part)
    return digest.hexdigest()


def _program() -> Iterator[bytes]:
    for folder in (PACKAGE, bundled("policies"), bundled("schemas")):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(folder).as_posix().encode()
                yield path.read_bytes()
    for name in RENDERERS:
        yield f"{name} {version(name)}".encode()


def _look(brand: Mapping[str, bytes]) -> Iterator[bytes]:
    for path, content in sorted(brand.items()):
        yield path.encode()
        yield content


def _state(state: State) -> Iterator[bytes]:
    yield json.dumps([plain(part) for part in (state.settings, state.approvals, state.as_of)], sort_keys=True).encode()
    yield from _loaded(state.loaded)
    yield from _loaded(state.rulebook) if state.rulebook else (b"none",)
    for before in (state.base, state.law):
        yield from _state(before) if before else (b"none",)


def _loaded(loaded: Loaded) -> Iterator[bytes]:
    yield json.dumps(plain(loaded.unreadable), sort_keys=True).encode()
    for path, source in loaded.sources.items():
        yield f"{path} {source.revision}".encode("utf-8", "surrogateescape")
        yield source.content
    yield b"end"
