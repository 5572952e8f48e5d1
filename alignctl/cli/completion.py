"""`alignctl completion`: a shell's name goes in, its completion script comes out."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from alignctl.cli.main import cli


@click.command(name="completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script of a shell.

    For bash: eval "$(alignctl completion bash)"
    """
    completion = get_completion_class(shell)
    if completion:
        click.echo(completion(cli, {}, "alignctl", "_ALIGNCTL_COMPLETE").source())
