"""The command group: a name goes in, the command's module is imported only then."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module

import click

from alignctl import __version__

COMMANDS = {
    "init": "Write a small working repository.",
    "new": "Print a document to fill in, every field explained.",
    "check": "Check the repository: schema, references, policies.",
    "who": "Say who decides.",
    "conflicts": "Say what clashes, how hot, what wins, who arbitrates.",
    "show": "Show one object and what refers to it.",
    "build": "Build the site that everybody reads.",
    "due": "List what is late or due soon.",
    "score": "Say in numbers how aligned the organisation is.",
    "serve": "Show the site while you edit; reloads on every change.",
    "diff": "Say what a change means, and who must approve it.",
    "log": "Tell how one object changed: what, when, by whom, approved by whom.",
    "words": "Tell in words what documents say, for `git diff`.",
    "rules": "List the policies.",
    "explain": "Explain one policy.",
    "test": "Run the policies' own examples and kill their mutants.",
    "schema": "Print a JSON Schema, or install editor settings.",
    "completion": "Print the shell completion script.",
}


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports the one that is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        """Return the names in the order of a first day."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - the signature is click's
        """Import and return the command of a name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"alignctl.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a name that is nearly right is suggested."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean `{near[0]}`?" if near else " See `alignctl --help`."
            raise click.UsageError(f"There is no command `{args[0]}`.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - the signature is click's
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="alignctl %(version)s")
def cli() -> None:
    """Who decides, which goals pull apart, what wins, who settles it: as YAML in git, checked.

    Exit status: 0 nothing to report, 1 findings, 2 the check could not be done, 3 a defect of alignctl.
    """
