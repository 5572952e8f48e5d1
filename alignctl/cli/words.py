"""`alignctl words`: files go in, what their documents say comes out, sentence by sentence, for `git diff`."""

from __future__ import annotations

from pathlib import Path

import click

from alignctl.cli.options import write_bytes
from alignctl.model.document import Source
from alignctl.model.settings import Limits
from alignctl.report.words import render

FILE = click.Path(path_type=Path, exists=True, dir_okay=False, readable=True)


@click.command(name="words")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
def command(files: tuple[Path, ...]) -> None:
    """Tell in words what the documents of FILE say, one sentence a line, the same for every layout.

    For `git diff`, `git show` and `git log -p`, once in each clone: git config diff.alignctl.textconv "alignctl words".
    The file .gitattributes says for which files: governance/**/*.yaml diff=alignctl. A file that is no document of
    ours, or is broken, comes out as it is.
    """
    limits = Limits.read({})
    for file in files:
        write_bytes(render(Source(file.name, file.read_bytes()), limits))
