"""A folder and the arguments of a git command go in, what it says comes out; nothing is written, run or fetched.

The repository may be hostile: its configuration, its refs, its file names. So only GitPython's command layer is used,
with an argument list, a closed or finite standard input and a timeout; `FLAGS` and `ENVIRONMENT` switch off what a
configuration could run or fetch. It changes `os.environ` while a process starts, so it is for one thread at a time.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, cast

from alignctl.errors import SourceError
from alignctl.load.names import shown

if TYPE_CHECKING:
    from subprocess import Popen

TIMEOUT = 120.0  # seconds that one git process may take
FLAGS = (
    "--no-pager",
    "--no-optional-locks",
    "--literal-pathspecs",
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "safe.bareRepository=explicit"),
    *("-c", "protocol.allow=never"),
    *("-c", "core.quotePath=false"),
    *("-c", "submodule.recurse=false"),
)
ENVIRONMENT = MappingProxyType(
    {
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "LC_ALL": "C",
    }
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a git command said, once it had ended: `problem` is the first line of its complaint."""

    status: int
    output: bytes
    problem: str


@dataclass(frozen=True, slots=True)
class Running:
    """A git command at work, to be read as it goes on."""

    process: Popen[bytes]

    @property
    def output(self) -> IO[bytes]:
        """Return what it says, as it comes."""
        return cast("IO[bytes]", self.process.stdout)  # it is always started with this pipe

    def feed(self, text: bytes) -> None:
        """Give a `fed` command all of its standard input; that it ended early is noticed by who reads its output."""
        stdin = cast("IO[bytes]", self.process.stdin)
        for act in (lambda: stdin.write(text), stdin.close):
            with suppress(OSError, ValueError):
                act()

    def problem(self) -> str:
        """Wait for the end and return what git complains of, or an empty text if it succeeded."""
        complaint = cast("IO[bytes]", self.process.stderr).read()
        return (first_line(complaint) or "it ended early, or took too long") if self.process.wait() else ""


def ask(folder: Path, arguments: Sequence[str], index: str = "") -> Answer:
    """Run a command to its end; `index` is the index file to use instead of the repository's own.

    Raises:
        SourceError: git is missing or takes too long.

    """
    from subprocess import TimeoutExpired

    with _start(folder, arguments, index=index) as process:
        try:
            output, complaint = process.communicate(timeout=TIMEOUT)
        except TimeoutExpired as error:
            raise SourceError(f"git did not answer within {TIMEOUT:g} seconds.", fix="Run `git fsck`.") from error
        return Answer(process.returncode, output, first_line(complaint))


def answer(folder: Path, arguments: Sequence[str], index: str = "") -> bytes:
    """Run a command to its end and return its output.

    Raises:
        SourceError: it failed.

    """
    said = ask(folder, arguments, index)
    if said.status != 0:
        raise failure(folder, said.problem)
    return said.output


@contextmanager
def running(folder: Path, arguments: Sequence[str], *, fed: bool = False) -> Iterator[Running]:
    """Start a command to be read as it goes on; it ends with the block at the latest, or when its time is over.

    Raises:
        SourceError: git is missing.

    """
    from threading import Timer

    with _start(folder, arguments, fed=fed) as process:
        timer = Timer(TIMEOUT, process.kill)
        timer.start()
        try:
            yield Running(process)
        finally:
            timer.cancel()


def failure(folder: Path, problem: str) -> SourceError:
    """Return the error for what git complains of in a folder."""
    if "dubious ownership" in problem:
        message = "git does not trust this repository, since its folder belongs to another user."
        quoted = re.search(r"repository at '(.+)'$", problem)
        trusted = shlex.quote(quoted[1] if quoted else shown(str(folder)))
        return SourceError(message, fix=f"Run `git config --global --add safe.directory {trusted}`.")
    return SourceError(f"git cannot read this repository: {problem.removeprefix('fatal: ') or 'no reason given'}.")


def first_line(complaint: bytes) -> str:
    """Return the first line that git printed, fit to be shown; a fatal one before warnings."""
    lines = complaint.decode("utf-8", "replace").splitlines()
    return shown(next((line for line in lines if line.startswith("fatal:")), lines[0] if lines else ""))


@contextmanager
def _start(folder: Path, arguments: Sequence[str], *, index: str = "", fed: bool = False) -> Iterator[Popen[bytes]]:
    environment = {**ENVIRONMENT, "GIT_INDEX_FILE": index} if index else dict(ENVIRONMENT)
    # GitPython runs git in the current folder if it cannot enter the one it is told of; `-C` fails instead.
    command = ["git", *FLAGS, "-C", str(folder), *arguments]
    with _without_git_variables():
        from subprocess import PIPE

        from git.cmd import Git
        from git.exc import GitCommandNotFound

        try:
            wrapper = Git().execute(
                command, istream=PIPE if fed else None, as_process=True, env=environment, shell=False
            )
        except (GitCommandNotFound, OSError) as error:
            raise SourceError("git is not installed, or not in PATH.", fix="Install git.") from error
    process: Popen[bytes] | None = wrapper.proc
    if process is None:
        raise SourceError("git could not be started.", fix="Try again.")
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream:
                with suppress(OSError):
                    stream.close()


@contextmanager
def _without_git_variables() -> Iterator[None]:
    """Take every GIT_* variable out of the environment: GitPython hands all of it to git, whatever it is told.

    Its import looks for git at once; that git is missing is to be said when it is needed.
    """
    dropped = {name: value for name, value in os.environ.items() if name.upper().startswith("GIT_")}
    for name in dropped:
        del os.environ[name]
    os.environ["GIT_PYTHON_REFRESH"] = "quiet"
    try:
        yield
    finally:
        del os.environ["GIT_PYTHON_REFRESH"]
        os.environ.update(dropped)
