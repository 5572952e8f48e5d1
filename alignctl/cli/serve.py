"""`alignctl serve`: the site while one edits. A repository goes in; each change builds again and reloads open pages."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import click

from alignctl.cli.build import gather
from alignctl.cli.options import Reading, reading
from alignctl.cli.reading import read_state
from alignctl.errors import AlignctlError, UsageError
from alignctl.report.escape import terminal
from alignctl.site.audience import AUDIENCES, Audience
from alignctl.site.building import build
from alignctl.site.serving import Board, server

PAUSE = 0.3  # seconds between two looks at the files
Stamps = Mapping[str, tuple[int, int]]


@click.command(name="serve")
@click.argument("path", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@reading
@click.option("--port", type=click.IntRange(0, 65535), default=8010, show_default=True, help="0 takes any free one.")
@click.option("--audience", type=click.Choice(AUDIENCES), default="leaders", show_default=True, help="For whom.")
def command(ask: Reading, *, path: Path | None, port: int, audience: Audience) -> int:
    """Show the site on this machine, and build it again whenever a file changes; Ctrl-C ends it.

    PATH is the folder of the repository (here when absent).
    """
    ask = replace(ask, directory=path) if path else ask
    board = Board()
    with tempfile.TemporaryDirectory(prefix="alignctl-") as folder:
        _build(ask, Path(folder), audience, board)
        try:
            running = server(Path(folder), port, board)
        except OSError as error:
            raise UsageError(f"Port {port} is taken.", fix="Choose another with `--port`.") from error
        threading.Thread(target=running.serve_forever, daemon=True).start()
        click.echo(f"http://127.0.0.1:{running.server_port}/")
        try:
            _watch(ask, Path(folder), audience, board)
        finally:
            running.shutdown()
            running.server_close()
    return 0


def _watch(ask: Reading, folder: Path, audience: Audience, board: Board) -> None:
    seen = stamps(ask.directory)
    while True:
        time.sleep(PAUSE)
        now = stamps(ask.directory)
        if now != seen:
            seen = now
            _build(ask, folder, audience, board)


def stamps(root: Path) -> Stamps:
    """Return size and time of every YAML file below a folder, hidden folders left out."""
    found = {}
    for path in sorted(root.rglob("*.y*ml")):
        if not any(part.startswith(".") for part in path.relative_to(root).parts):
            try:
                stat = path.stat()
            except OSError:
                continue
            found[str(path)] = (stat.st_mtime_ns, stat.st_size)
    return found


def _build(ask: Reading, folder: Path, audience: Audience, board: Board) -> None:
    begun = time.monotonic()
    try:
        state = read_state(ask)
        unreadable = [f"{one.place.path}: {one.message}" for one in state.loaded.unreadable]
        summary = build(gather(state, audience), folder)
    except AlignctlError as error:
        click.echo(terminal(str(error)), err=True)
        board.announce(str(error))
        return
    problem = "\n".join(unreadable)
    board.announce(problem)
    said = terminal(problem) if problem else f"{summary.pages} pages, {summary.written} files changed"
    click.echo(f"{said} ({time.monotonic() - begun:.1f} s)", err=True)
