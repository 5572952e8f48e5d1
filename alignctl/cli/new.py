"""`alignctl new`: a kind and a name go in, a document to fill in comes out, on stdout or as a new file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from unicodedata import normalize

import click

from alignctl.cli.completing import kinds
from alignctl.cli.naming import parse_kind
from alignctl.cli.options import CONFIG, DIRECTORY, write
from alignctl.cli.reading import prefix, refuse_several
from alignctl.cli.schema import DOCUMENT, FOLDER
from alignctl.errors import UsageError
from alignctl.load.form import form
from alignctl.load.identity import SLUG, kind_and_name
from alignctl.load.locate import locate
from alignctl.load.roster import former_names
from alignctl.load.schema import defects
from alignctl.load.schemas import bundled_schema
from alignctl.load.selection import SUFFIXES, Selection, normalise
from alignctl.load.workspace import Reading, Workspace, WorkTree, open_workspace
from alignctl.load.yaml import parse
from alignctl.model.document import Document, Source
from alignctl.model.kinds import KINDS, Policy
from alignctl.model.ref import ref
from alignctl.model.settings import Settings
from alignctl.words.quantities import capital

CODE = "OWN{:03}"  # the first of these is the example of the schema


class Explained(click.Command):
    """A command whose help says what each kind is."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - the signature is click's
        """Write the kinds and their descriptions."""
        with formatter.section("Kinds"):
            formatter.write_dl([(kind, bundled_schema(kind)["description"]) for kind in KINDS])


@click.command(name="new", cls=Explained)
@click.argument("kind", shell_complete=kinds)
@click.argument("name")
@click.option("--title", metavar="TEXT", help="How people call it; the name in words when absent.")
@click.option("--write", "install", is_flag=True, help="Write it into a new file among the documents.")
@CONFIG
@DIRECTORY
def command(  # noqa: PLR0913 - one argument for each option
    *, kind: str, name: str, title: str | None, install: bool, config: Path | None, directory: Path
) -> None:
    """Print a document of a KIND, to be filled in: every field with what it means, and the names to choose from.

    KIND is a kind such as Forum, or what people call it, such as goal. NAME is the permanent address: lower-case
    letters, digits and hyphens. What comes out is a draft, which is not in force yet.

    For example: alignctl new forum pricing-council >> governance/forums.yaml
    """
    kind = parse_kind(kind)
    _refuse_name(name)
    workspace = open_workspace(directory, config)
    refuse_several(workspace)
    found = workspace.read(WorkTree())
    documents = [one for source in found.sources for one in parse(source, found.settings.limits).documents]
    _refuse_taken(kind, name, documents, found, prefix(workspace.root))
    text = form(kind, name, capital(name.replace("-", " ")) if title is None else title, _names(documents))
    _refuse_title(text, found.settings)
    if kind == Policy.KIND:
        text = text.replace(CODE.format(1), _free_code(documents))
    if install:
        _install(workspace, found.settings, kind, name, text)
    else:
        write("\n" + text)  # a file that it is appended to may end within a line


def _refuse_name(name: str) -> None:
    if SLUG.fullmatch(name):
        return
    words = normalize("NFKD", name).casefold().encode("ascii", "ignore").decode()
    near = re.sub(r"[^a-z0-9]+", "-", words).strip("-")[:63].strip("-")
    raise UsageError(
        f"`{name}` is not a name: it takes lower-case letters, digits and inner hyphens; at most 63.",
        fix=f"Did you mean `{near}`? `--title` says how people call it." if near else "",
    )


def _refuse_taken(kind: str, name: str, documents: Iterable[Document], found: Reading, prefix: str) -> None:
    """Raise where the name is declared already, or was once, in a document that is accepted or not."""
    for document in documents:
        now, before = kind_and_name(document) == (kind, name), ref(kind, name) in former_names(document)
        if now or before:
            span = locate(document.place, {source.path: source for source in found.sources})
            where = f"{prefix}{document.place.path}:{span.line}:{span.column}"
            told = f"There is a {kind} `{name}` already." if now else f"This {kind} was called `{name}` before."
            raise UsageError(told, where=where, fix="Choose another name.")


def _refuse_title(text: str, settings: Settings) -> None:
    """Raise where the document cannot be read: everything in it but the title is known to be good."""
    parsed = parse(Source("", text.encode("utf-8", "surrogateescape")), settings.limits)
    problems = [parsed.unreadable.message] if parsed.unreadable else []
    problems += [defect.problem for document in parsed.documents for defect in defects(document, settings)]
    if problems:
        raise UsageError(problems[0], fix="Mend --title.")


def _names(documents: Iterable[Document]) -> dict[str, tuple[str, ...]]:
    """Return the names of what is not retired, by kind in lower case."""
    found: dict[str, set[str]] = {}
    for document in documents:
        metadata = document.data.get("metadata")
        if (named := kind_and_name(document)) and isinstance(metadata, dict) and metadata.get("status") != "retired":
            found.setdefault(named[0].lower(), set()).add(named[1])
    return {kind: tuple(sorted(names)) for kind, names in found.items()}


def _free_code(documents: Iterable[Document]) -> str:
    """Return the first code that no policy has: two with one code stop every check, drafts or not."""
    specs = (document.data.get("spec") for document in documents)
    taken = {spec.get("code") for spec in specs if isinstance(spec, dict)}
    return next(code for code in map(CODE.format, count(1)) if code not in taken)


def _install(workspace: Workspace, settings: Settings, kind: str, name: str, text: str) -> None:
    """Write the document into a file of its own, below the first folder that holds such documents."""
    base = normalise((settings.policies if kind == Policy.KIND and settings.policies else settings.paths)[0])
    folder = base.rpartition("/")[0] if base.endswith(SUFFIXES) else base
    path = f"{folder}/{kind.lower()}-{name}.yaml".lstrip("/")
    shown = f"{prefix(workspace.root)}{path}"
    instead = f"Choose a file yourself: `alignctl new {kind.lower()} {name} >> FILE`."
    if not Selection.of(settings).covers(path):
        raise UsageError(f"`{shown}` would not be read: alignctl.yaml leaves it out.", fix=instead)
    target = workspace.root / path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(_modeline(workspace.root, path) + text)
    except OSError as error:
        why = "is there already, and nothing was written" if target.exists() else f"cannot be written: {error.strerror}"
        raise UsageError(f"`{shown}` {why}.", fix=instead) from error
    click.echo(f"wrote {shown}")
    click.echo("Next: do in it what says TODO, then alignctl check")


def _modeline(root: Path, path: str) -> str:
    """Return the line that tells editors the schema, if `alignctl schema --write` has put it there."""
    schema = f"{FOLDER}/{DOCUMENT}"
    return f"# yaml-language-server: $schema={'../' * path.count('/')}{schema}\n" if (root / schema).is_file() else ""
