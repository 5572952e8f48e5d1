"""`alignctl schema`: a kind goes in, its JSON Schema comes out, or editors are set up."""

from __future__ import annotations

import json
from pathlib import Path

import click

from alignctl.cli.options import write
from alignctl.errors import UsageError
from alignctl.load.schema import bundle, kinds, settings_bundle
from alignctl.load.suggest import nearest

FOLDER = ".alignctl/schemas"


@click.command(name="schema")
@click.argument("kind", required=False)
@click.option("--write", "install", is_flag=True, help=f"Write all schemas to {FOLDER}/ and set up VS Code.")
def command(kind: str | None, *, install: bool) -> None:
    """Print the JSON Schema of KIND, or of any document when no kind is given.

    KIND is a kind such as Role, or `alignctl.yaml` for the settings.
    """
    if install:
        for path in _install(Path()):
            click.echo(f"wrote {path}")
        return
    write(json.dumps(_schema(kind), indent=2, ensure_ascii=False) + "\n")


def _schema(kind: str | None) -> dict[str, object]:
    if kind is None:
        return any_kind()
    if kind == "alignctl.yaml":
        return settings_bundle()
    if kind not in kinds():
        near = nearest(kind, [*kinds(), "alignctl.yaml"])
        raise UsageError(f"There is no kind `{kind}`.", fix=f"Did you mean `{near}`?" if near else "")
    return bundle(kind)


def any_kind() -> dict[str, object]:
    """Return a schema that picks the kind's own by the field `kind`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A document of alignctl",
        "type": "object",
        "required": ["apiVersion", "kind", "metadata", "spec"],
        "properties": {"kind": {"enum": list(kinds())}},
        "allOf": [
            {"if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]}, "then": bundle(kind)}
            for kind in kinds()
        ],
    }


def _install(root: Path) -> list[Path]:
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in [("document", any_kind()), ("alignctl", settings_bundle())]:
        path = folder / f"{name}.schema.json"
        path.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
        written.append(path)
    return [*written, *_editor(root)]


def _editor(root: Path) -> list[Path]:
    path = root / ".vscode" / "settings.json"
    if path.exists():
        return []
    path.parent.mkdir(exist_ok=True)
    schemas = {
        f"./{FOLDER}/document.schema.json": "governance/**/*.yaml",
        f"./{FOLDER}/alignctl.schema.json": "alignctl.yaml",
    }
    path.write_text(json.dumps({"yaml.schemas": schemas}, indent=2) + "\n", encoding="utf-8", newline="\n")
    return [path]
