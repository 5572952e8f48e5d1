"""Options that several commands share, and how they become a workspace to read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from alignctl.errors import UsageError
from alignctl.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Day:
    """The day of the check: as given, else `SOURCE_DATE_EPOCH`, else today in the configured time zone."""

    given: str | None

    def resolve(self, settings: Settings) -> date:
        """Return the day; the clock is read here and nowhere else."""
        if self.given:
            return date.fromisoformat(self.given)
        zone = ZoneInfo(settings.timezone)
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        if epoch:
            if not epoch.isdigit():
                raise UsageError(f"SOURCE_DATE_EPOCH is `{epoch}`, not a number of seconds.")
            return datetime.fromtimestamp(int(epoch), UTC).date()
        return datetime.now(zone).date()


def _day(_context: click.Context, _option: click.Parameter, value: str | None) -> Day:
    if value is not None:
        try:
            date.fromisoformat(value)
        except ValueError as error:
            raise click.BadParameter(f"`{value}` is not a day; write it as 2026-01-31.") from error
    return Day(value)


CONFIG = click.option("--config", type=click.Path(path_type=Path), help="Use this alignctl.yaml.")
DIRECTORY = click.option(
    "-C",
    "--directory",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    show_default="here",
    help="Where to look for alignctl.yaml, upwards from there.",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the options say about what is read: the folder, the settings file, the day, and a revision or the index."""

    directory: Path
    config: Path | None
    day: Day
    rev: str | None
    staged: bool


def reading(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what is read; the command gets them as one `Reading`, its first argument."""

    @wraps(command)
    def collected(
        *arguments: Any, directory: Path, config: Path | None, as_of: Day, rev: str | None, staged: bool, **rest: Any
    ) -> Any:
        return command(Reading(directory, config, as_of, rev, staged), *arguments, **rest)

    for add in (
        click.option("--as-of", metavar="DATE", callback=_day, help="The day of the check; today when absent."),
        click.option("--staged", is_flag=True, help="Read the git index instead of the work tree."),
        click.option("--rev", metavar="REVISION", help="Read a git revision instead of the work tree."),
        CONFIG,
        DIRECTORY,
    ):
        collected = add(collected)
    return collected


def colored(choice: str) -> bool:
    """Tell whether to colour: `always`, `never`, or `auto` by NO_COLOR, FORCE_COLOR and the terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


class ClosedPipe(BaseException):
    """Nobody reads stdout any more; not an OSError, because click would answer that with status 1, "findings"."""


def write(text: str) -> None:
    """Write a result to stdout as UTF-8, whatever the locale; raises ClosedPipe."""
    write_bytes(text.encode("utf-8"))


def write_bytes(content: bytes) -> None:
    """Write bytes to stdout as they are; raises ClosedPipe."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        raise ClosedPipe from error
