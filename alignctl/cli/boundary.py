"""The one place where errors become exit statuses: arguments go in, a status comes out."""

from __future__ import annotations

import gc
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

import click

from alignctl.cli.main import cli
from alignctl.cli.options import ClosedPipe
from alignctl.errors import AlignctlError
from alignctl.report.escape import terminal

# Almost nothing that a run makes is garbage before its end; looking for it took a sixth of a build.
RARELY = 100_000, 50, 1000
CANNOT_CHECK, DEFECT, INTERRUPTED, BROKEN_PIPE, TERMINATED = 2, 3, 130, 141, 143


class Terminated(BaseException):
    """SIGTERM has arrived."""


def main() -> NoReturn:
    """Run the command line and exit."""
    gc.set_threshold(*RARELY)
    if hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, _terminate)
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status (0, 1, 2, 3, 130, 141 or 143)."""
    try:
        status = cli.main(list(arguments), prog_name="alignctl", standalone_mode=False, auto_envvar_prefix="ALIGNCTL")
        sys.stdout.flush()
    except BaseException as error:  # noqa: BLE001 - the boundary
        return _status(error, verbose="--verbose" in arguments or "ALIGNCTL_VERBOSE" in os.environ)
    return status if isinstance(status, int) else 0


def _status(error: BaseException, *, verbose: bool) -> int:
    match error:
        case click.exceptions.Exit():
            status = error.exit_code
        case SystemExit():  # click's shell completion ends like this
            status = error.code if isinstance(error.code, int) else 0
        case click.ClickException():
            error.show(sys.stderr)
            status = CANNOT_CHECK
        case AlignctlError():
            lines = (f"alignctl: {terminal(str(error))}", *(f"  | {terminal(line)}" for line in error.excerpt))
            click.echo("\n".join(lines), err=True)
            status = CANNOT_CHECK
        case ClosedPipe() | BrokenPipeError():
            # Python flushes stdout once more at exit; that must not fail again.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            status = BROKEN_PIPE
        case KeyboardInterrupt() | click.Abort():
            status = INTERRUPTED
        case Terminated():
            status = TERMINATED
        case _:
            status = _defect(error, verbose=verbose)
    return status


def _defect(error: BaseException, *, verbose: bool) -> int:
    if verbose:
        traceback.print_exception(error)
    what = terminal(f"{type(error).__name__}: {error}")
    click.echo(f"alignctl: internal error: {what}. Please report it with the output of `--verbose`.", err=True)
    return DEFECT


def _terminate(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise Terminated
