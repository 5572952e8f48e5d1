"""A command goes in; how long it took, how much of a processor and of memory it used comes out."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ALIGNCTL = (sys.executable, "-m", "alignctl")
DAY = ("--as-of", "2026-06-15")
COMPILED = Path(tempfile.gettempdir()) / "alignctl-benchmarks"  # modules are compiled once, as for an installed program


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process and its children took: seconds on the wall, seconds of processor, peak memory in MB."""

    wall: float
    cpu: float
    peak: float


def run(command: Sequence[str], folder: Path, *, may_find: bool = False, may_stop: bool = False, **more: str) -> Cost:
    """Run a command in a folder, its output thrown away; `more` are variables of its environment.

    Raises:
        RuntimeError: it failed; with `may_find`, status 1 tells findings and is no failure; with `may_stop`, nor is 2,
            which tells that a budget was used up.

    """
    variables = {**os.environ, "PYTHONPYCACHEPREFIX": str(COMPILED), **more}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - the commands stand in this folder
        list(command), cwd=folder, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    said = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, *([1] if may_find else []), *([2] if may_stop else [])}:
        raise RuntimeError(f"{' '.join(command)}: {said.decode(errors='replace')}")
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, kilobytes elsewhere
    return Cost(took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6)


def interleaved(runs: int, tasks: Mapping[str, Callable[[], Cost]]) -> Mapping[str, Cost]:
    """Run tasks in turns, so that a busy minute falls on all of them; return the median of each number."""
    found: dict[str, list[Cost]] = {name: [] for name in tasks}
    for _ in range(runs):
        for name, task in tasks.items():
            found[name].append(task())
    return {
        name: Cost(
            statistics.median(cost.wall for cost in costs),
            statistics.median(cost.cpu for cost in costs),
            max(cost.peak for cost in costs),
        )
        for name, costs in found.items()
    }


def machine() -> str:
    """Return on what was measured."""
    return f"{os.cpu_count()} cores, {platform.python_implementation()} {platform.python_version()}, {sys.platform}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return rows as a Markdown table, numbers to the right."""
    lines = [head, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    told = [
        "| " + " | ".join([line[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(line[1:], widths[1:], strict=True))])
        for line in lines
    ]
    rule = "|" + "|".join(["-" * (widths[0] + 2), *("-" * (width + 1) + ":" for width in widths[1:])])
    return "\n".join(f"{line} |" for line in [told[0], *told[1:]]).replace("\n", f"\n{rule}|\n", 1)
