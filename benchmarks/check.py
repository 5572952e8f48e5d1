"""Sizes of repositories go in; what `alignctl check` costs beside parsing and schema checkers comes out as a table.

Run `python -m benchmarks.check 1000 10000`. P is the time of `python -c pass`, E the processor time of PyYAML's C event
stream with a minimal builder over the same files. check-jsonschema and yamllint take part where they are installed
(`pip install -r benchmarks/requirements.txt`); both look at each file alone.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from benchmarks import generate
from benchmarks.measure import ALIGNCTL, DAY, Cost, interleaved, machine, run, table

ROOT = Path(__file__).parent.parent
PASS = (sys.executable, "-c", "pass")
HEAD = ("what", "objects", "wall s", "CPU s", "peak MB", "files/s", "in P", "CPU in E", "CPU ÷ check")
CHECKERS = "check_jsonschema", "yamllint"


def measure(size: int, folder: Path, runs: int) -> tuple[int, Mapping[str, Cost]]:
    """Generate a repository in a folder and measure everything about it."""
    objects = generate.write(size, folder)
    run(("git", "init", "-q"), folder)
    run(("git", "add", "-A"), folder)
    tasks: dict[str, Callable[[], Cost]] = {
        "python -c pass": partial(run, PASS, folder),
        "events": partial(run, (sys.executable, "-m", "benchmarks.events", str(folder / "governance")), ROOT),
        "check": partial(run, (*ALIGNCTL, "check", "--quiet", *DAY), folder, may_find=True),
        "check --staged": partial(run, (*ALIGNCTL, "check", "--quiet", "--staged", *DAY), folder, may_find=True),
        "who": partial(run, (*ALIGNCTL, "who", "finance", *DAY), folder, may_find=True),
        "--version": partial(run, (*ALIGNCTL, "--version"), folder),
        "--help": partial(run, (*ALIGNCTL, "--help"), folder),
        **_peers(folder),
    }
    return objects, interleaved(runs, tasks)


def _peers(folder: Path) -> Mapping[str, Callable[[], Cost]]:
    """Return the schema checker, with the schema of all kinds, and the style checker, as far as they are installed."""
    schema = folder / "schema.json"
    schema.write_bytes(subprocess.check_output([*ALIGNCTL, "schema"]))  # noqa: S603 - our own command
    files = sorted(str(path) for path in (folder / "governance").rglob("*.yaml"))
    commands = {
        "check_jsonschema": ("check_jsonschema", "--schemafile", str(schema), *files),
        "yamllint": ("yamllint", "-d", "relaxed", "governance"),
    }
    return {
        name.replace("_", "-"): partial(run, (sys.executable, "-m", *commands[name]), folder, may_find=True)
        for name in CHECKERS
        if find_spec(name)
    }


def rows(objects: int, costs: Mapping[str, Cost]) -> list[tuple[str, ...]]:
    """Return what was measured at one size as rows under `HEAD`."""
    start, floor, check = costs["python -c pass"].wall, costs["events"].cpu, costs["check"].cpu
    return [
        (
            name,
            f"{objects:,}",
            f"{cost.wall:.2f}",
            f"{cost.cpu:.2f}",
            f"{cost.peak:,.0f}",
            f"{objects / cost.wall:,.0f}",
            f"{cost.wall / start:,.0f}",
            f"{cost.cpu / floor:.1f}",
            f"{cost.cpu / check:.2f}",
        )
        for name, cost in costs.items()
    ]


def main() -> None:
    """Read the command line, measure each size, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--runs", type=int, default=3, help="turns of which the median counts")
    given = parser.parse_args()
    found: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory() as folder:
        measure(generate.SIZE, Path(folder), 1)  # warms up: modules are compiled
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            found += rows(*measure(size, Path(folder), given.runs))
    print(f"{machine()}; {given.runs} turns\n\n{table(HEAD, found)}")


if __name__ == "__main__":
    main()
