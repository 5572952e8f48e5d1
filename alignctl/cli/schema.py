"""`alignctl schema`: a kind goes in, its JSON Schema comes out, or editors are set up."""

from __future__ import annotations

import json
from pathlib import Path

import click

from alignctl.cli.options import write
from alignctl.errors import UsageError
from alignctl.load.schemas import SETTINGS, bundle
from alignctl.load.suggest import nearest
from alignctl.model.kinds import KINDS
from alignctl.resources import bundled

FOLDER, DOCUMENT = ".alignctl/schemas", "document.schema.json"
SETTINGS_FILE = "alignctl.yaml"


@click.command(name="schema")
@click.argument("kind", required=False)
@click.option("--write", "install", is_flag=True, help=f"Write all schemas to {FOLDER}/ and set up VS Code.")
def command(kind: str | None, *, install: bool) -> None:
    """Print the JSON Schema of KIND, or of any document when no kind is given.

    KIND is a kind such as Role, `alignctl.yaml` for the settings, or `output/check` (who, conflicts, show, rules) for
    what a command prints as JSON.
    """
    if install and kind:
        raise UsageError(f"--write writes the schemas of all kinds, not that of `{kind}` alone.", fix="Leave out KIND.")
    if install:
        for path in _install(Path()):
            click.echo(f"wrote {path}")
        return
    write(json.dumps(_schema(kind), indent=2, ensure_ascii=False) + "\n")


def _schema(kind: str | None) -> dict[str, object]:
    if kind is None:
        return any_kind()
    found = outputs()
    if kind in found:
        read: dict[str, object] = json.loads(found[kind].read_text(encoding="utf-8"))
        return read
    if kind in KINDS:
        return bundle(kind)
    if kind == SETTINGS_FILE:
        return bundle(SETTINGS)
    near = nearest(kind, [*KINDS, SETTINGS_FILE, *found])
    raise UsageError(f"There is no kind `{kind}`.", fix=f"Did you mean `{near}`?" if near else "")


def outputs() -> dict[str, Path]:
    """Return the schemas of what commands print, by `output/COMMAND`."""
    files = sorted((bundled("schemas") / "output").glob("*.schema.json"))
    return {f"output/{path.name.removesuffix('.schema.json')}": path for path in files}


def any_kind() -> dict[str, object]:
    """Return a schema that picks the kind's own by the field `kind`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A document of alignctl",
        "type": "object",
        "required": ["apiVersion", "kind", "metadata", "spec"],
        "properties": {"kind": {"enum": list(KINDS)}},
        "allOf": [
            {"if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]}, "then": bundle(kind)}
            for kind in KINDS
        ],
    }


def _install(root: Path) -> list[Path]:
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in [(DOCUMENT, any_kind()), ("alignctl.schema.json", bundle(SETTINGS))]:
        path = folder / name
        path.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
        written.append(path)
    return [*written, *_editor(root)]


def _editor(root: Path) -> list[Path]:
    path = root / ".vscode" / "settings.json"
    if path.exists():
        return []
    path.parent.mkdir(exist_ok=True)
    schemas = {
        f"./{FOLDER}/{DOCUMENT}": "governance/**/*.yaml",
        f"./{FOLDER}/alignctl.schema.json": "alignctl.yaml",
    }
    path.write_text(json.dumps({"yaml.schemas": schemas}, indent=2) + "\n", encoding="utf-8", newline="\n")
    return [path]
