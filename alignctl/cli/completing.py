"""What stands on the command line so far goes in; the names in the workspace that may follow come out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from alignctl.load.workspace import WorkTree, open_workspace
from alignctl.model.kinds import KINDS
from alignctl.model.ref import Ref, kind_of, name_of, ref
from alignctl.resources import bundled

Complete = Callable[[click.Context, click.Parameter, str], list[str]]
# Text is searched instead of read: a key that is pressed has no patience, and a name more or less does no harm.
KIND = re.compile(r"^kind:[ \t]*[\"']?(\w+)", re.MULTILINE)
NAME = re.compile(
    r"^metadata:[ \t]*(?:\{[^}]*?\bname:|(?:\#.*)?\n(?:(?:[ \t]+.*)?\n)*?[ \t]+name:)[ \t]*[\"']?([a-z0-9-]+)",
    re.MULTILINE,
)


def names(kind: str) -> Complete:
    """Return what completes the name of an object of one kind."""

    def complete(context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
        found = {name_of(one) for one in _declared(context) if kind_of(one) == kind.lower()}
        return sorted(name for name in found if name.startswith(typed))

    return complete


def kinds(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Complete a kind."""
    return sorted(kind.lower() for kind in KINDS if kind.lower().startswith(typed.lower()))


def objects(context: click.Context, parameter: click.Parameter, typed: str) -> list[str]:
    """Complete `kind/name`: the kinds first, then the names of the one that was chosen."""
    kind, slash, name = typed.partition("/")
    if not slash:
        return [f"{known}/" for known in kinds(context, parameter, kind)]
    found = {name_of(one) for one in _declared(context) if kind_of(one) == kind.lower()}
    return sorted(f"{kind}/{one}" for one in found if one.startswith(name))


def rules(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Complete the code of a rule that comes with alignctl."""
    codes = {path.stem for path in bundled("policies").glob("*/*.yaml")}
    return sorted(code for code in codes if code.startswith(typed.upper()))


def _declared(context: click.Context) -> Iterator[Ref]:
    """Yield what the documents of the workspace seem to declare; nothing where they cannot be read."""
    try:
        config = context.params.get("config")
        workspace = open_workspace(Path(context.params.get("directory") or "."), Path(config) if config else None)
        sources = workspace.read(WorkTree()).sources
    except Exception:  # noqa: BLE001 - a shell that waits for names must not see an error
        return
    for source in sources:
        for text in re.split(r"^---", source.content.decode("utf-8", "replace"), flags=re.MULTILINE):
            kind, name = KIND.search(text), NAME.search(text)
            if kind and name:
                yield ref(kind[1], name[1])
