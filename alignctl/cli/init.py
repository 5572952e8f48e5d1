"""`alignctl init`: a folder goes in, a small working repository comes out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from alignctl import __version__
from alignctl.errors import UsageError
from alignctl.resources import bundled

EXAMPLES = {"minimal": "minimal", "martech": "martech/before", "martech-after": "martech/after"}
HOOK = f"""\
# Set up once with: pip install pre-commit && pre-commit install
repos:
  - repo: https://github.com/alignctl/alignctl
    rev: v{__version__}
    hooks:
      - id: alignctl-check
"""
HOOKS = ".pre-commit-config.yaml"
ATTRIBUTES = ".gitattributes"
WORDS = """\
# `git diff`, `git show` and `git log -p` tell the meaning, once this is set in a clone:
# git config diff.alignctl.textconv "alignctl words"
governance/**/*.yaml diff=alignctl
"""
STARTER = Path(__file__).parent / "starter"
CI = {
    "github": {
        ".github/workflows/alignctl.yaml": "workflow.yaml",
        ".github/workflows/alignctl-review.yaml": "review.yaml",
    },
    "gitlab": {".gitlab-ci.yml": "gitlab-ci.yml"},
}
SETTING = {
    "github": "workflows/alignctl.yaml: `with: {{path: {}}}` below the last `uses`",
    "gitlab": ".gitlab-ci.yml: `alignctl: {{variables: {{ALIGNCTL_GATE_PATH: {}}}}}`",
}


@click.command(name="init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option("--example", type=click.Choice(list(EXAMPLES)), default="minimal", show_default=True)
@click.option("--ci", type=click.Choice(list(CI)), default="github", show_default=True, help="Whose CI runs the gate.")
def command(folder: Path, example: str, ci: str) -> None:
    """Write a small working repository into FOLDER (here when absent): settings, documents, hook and CI files.

    Nothing that is there already is overwritten.
    """
    files = dict(_files(example, ci))
    if (folder / ATTRIBUTES).exists():  # many repositories have one, and do without our line
        del files[ATTRIBUTES]
    taken = [path for path in files if (folder / path).exists()]
    if taken:
        raise UsageError(
            f"`{folder / taken[0]}` is there already, and nothing was written.",
            fix="Choose an empty folder: `alignctl init NEW-FOLDER`.",
        )
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
        click.echo(f"wrote {target}")
    for line in _lower(folder, ci):
        click.echo(line)
    where = "" if folder == Path() else f" {folder}"
    click.echo(f"Next: alignctl check{where}")


def _lower(folder: Path, ci: str) -> Iterator[str]:
    """Yield what is left to do by hand where a repository begins above the folder: nobody looks further down."""
    home = folder.resolve()
    root = next((place for place in (home, *home.parents) if (place / ".git").exists()), home)
    if root != home:
        below = home.relative_to(root).as_posix()
        moved = dict.fromkeys(path.split("/")[0] for path in (HOOKS, *CI[ci]))
        yield f"Note: `{folder}` is in the repository `{root}`, and hooks and CI are looked for at its root only."
        yield f"  Move there: {', '.join(moved)}. Then name the folder:"
        yield f"  {HOOKS}: `args: [-C, {below}]` below `id`; {SETTING[ci].format(below)}."
        yield "  If it is to be a repository of its own, run `git init` in it instead."


def _files(example: str, ci: str) -> Iterator[tuple[str, str]]:
    source = bundled("examples") / EXAMPLES[example]
    yield "alignctl.yaml", (source / "alignctl.yaml").read_text(encoding="utf-8")
    for path in sorted((source / "governance").rglob("*.yaml")):
        yield path.relative_to(source).as_posix(), path.read_text(encoding="utf-8")
    yield HOOKS, HOOK
    yield ATTRIBUTES, WORDS
    for target, starter in CI[ci].items():
        yield target, (STARTER / starter).read_text(encoding="utf-8")
