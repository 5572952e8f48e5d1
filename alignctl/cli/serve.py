"""`alignctl serve`: the site while one edits. A repository goes in; each change builds again and reloads open pages."""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from alignctl.cli.build import Past, gather, read_past
from alignctl.cli.options import Reading, reading
from alignctl.cli.reading import below, read_state
from alignctl.errors import AlignctlError, UsageError
from alignctl.policy.state import State
from alignctl.report.escape import terminal
from alignctl.site.audience import AUDIENCES, Audience, restrict
from alignctl.site.branding import IMAGES
from alignctl.site.building import build
from alignctl.site.input import SiteInput
from alignctl.site.render import Drawn
from alignctl.site.serving import Board, Problem, server

PAUSE = 0.2  # seconds between two looks at the files
IDLE = 4  # times as long as a look takes, so that a large folder does not keep the machine busy
MATERIAL = (".yaml", ".yml", ".css", *sorted(IMAGES))
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
    ask = below(ask, path)
    with tempfile.TemporaryDirectory(prefix="alignctl-") as folder:
        workshop = Workshop(ask, Path(folder), audience)
        seen = stamps(ask.directory)
        workshop.build()
        try:
            running = server(Path(folder), port, workshop.board)
        except OSError as error:
            raise UsageError(f"Port {port} is taken.", fix="Choose another with `--port`.") from error
        threading.Thread(target=running.serve_forever, daemon=True).start()
        click.echo(f"http://127.0.0.1:{running.server_port}/")
        try:
            _watch(workshop, seen)
        finally:
            running.shutdown()
            running.server_close()
    return 0


def _watch(workshop: Workshop, seen: Stamps) -> None:
    pause = PAUSE
    while True:
        time.sleep(pause)
        begun = time.monotonic()
        now = stamps(workshop.ask.directory)
        pause = max(PAUSE, IDLE * (time.monotonic() - begun))
        if now != seen:
            seen = now
            workshop.build()


def stamps(root: Path) -> Stamps:
    """Return size and time of every file below a folder that a site is made of, hidden folders left out."""
    found = {}
    for folder, inner, names in os.walk(root):
        inner[:] = [name for name in inner if not name.startswith(".")]
        for path in (Path(folder, name) for name in names if name.endswith(MATERIAL)):
            try:
                stat = path.stat()
            except OSError:
                continue
            found[str(path)] = (stat.st_mtime_ns, stat.st_size)
    return found


@dataclass
class Workshop:
    """What is read, the folder of the site, and the board that tells open pages of each build."""

    ask: Reading
    folder: Path
    audience: Audience
    board: Board = field(default_factory=Board)
    past: Past | None = None
    drawn: Drawn = field(default_factory=Drawn)

    def build(self) -> None:
        """Build the site as the files are now; what cannot be read is shown instead."""
        begun = time.monotonic()
        try:
            state = read_state(self.ask)
            self.past = read_past(self.ask, self.past)
            site = replace(gather(state, self.past), gaps=0)  # the preview has a banner of its own
            summary = build(restrict(site, self.audience), self.folder, self.drawn)
        except AlignctlError as error:
            click.echo(terminal(str(error)), err=True)
            self.board.announce(
                (Problem(error.message, error.where, "\n".join(error.excerpt), error.fix),), built=False
            )
            return
        problems = tuple(_problems(state, site))
        self.board.announce(problems)
        for problem in problems:
            click.echo(terminal(f"{problem.where}: {problem.sentence} {problem.fix}".rstrip()), err=True)
        took = f"{time.monotonic() - begun:.1f} s"
        click.echo(f"{summary.pages} pages, {summary.written} files changed ({took})", err=True)


def _problems(state: State, site: SiteInput) -> Iterator[Problem]:
    """Yield why documents are missing from the site: files that cannot be read, and documents that are refused."""
    for problem in state.loaded.unreadable:
        at = f":{problem.span.line}:{problem.span.column}" if problem.span else ""
        line = state.locator.excerpt(replace(problem.place, span=problem.span)) if problem.span else ""
        yield Problem(problem.message, f"{problem.place.path}{at}", line)
    refused = {defect.place for defect in state.loaded.defects}
    for located in site.report.findings:
        if located.finding.place in refused:
            where = f"{located.finding.place.path}:{located.span.line}:{located.span.column}"
            yield Problem(located.finding.message, where, located.excerpt, located.finding.fix)
