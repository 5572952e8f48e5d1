"""Sizes of repositories go in; what `alignctl build` costs beside a plain generator and MkDocs comes out as a table.

Run `python -m benchmarks.site 1000 5000 10000`. Everything runs in one go on one machine; only ratios mean something
elsewhere. MkDocs takes part where it is installed (`pip install -r benchmarks/requirements.txt`), at the first size.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from benchmarks import generate, markdown_pages
from benchmarks.measure import ALIGNCTL, DAY, Cost, interleaved, machine, run, table

ROOT = Path(__file__).parent.parent
SITE = Path("site")
AUTHOR = "-c", "user.name=Ana", "-c", "user.email=ana@example.org"
HEAD = (
    *("objects", "pages", "build s", "CPU s", "peak MB", "output MB", "pages/s"),
    *("÷ plain pages", "÷ a page", "again ÷", "one changed ÷", "files changed"),
)


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured at one size; `output` in MB, `touched` are the files that one changed document changes."""

    objects: int
    pages: int
    output: float
    touched: int
    costs: Mapping[str, Cost]

    def ratio(self, one: str, other: str) -> float:
        """Return how much more of a processor one task took than another; what else runs does not change it much."""
        return self.costs[one].cpu / self.costs[other].cpu

    def row(self) -> tuple[str, ...]:
        """Return the result as a row under `HEAD`."""
        full, plain = self.costs["build"], self.ratio("build", "plain")
        return (
            f"{self.objects:,}",
            f"{self.pages:,}",
            f"{full.wall:.1f}",
            f"{full.cpu:.1f}",
            f"{full.peak:,.0f}",
            f"{self.output:.1f}",
            f"{self.pages / full.wall:,.0f}",
            f"{plain:.1f}",
            f"{plain * self.objects / self.pages:.1f}",
            f"{self.ratio('again', 'build'):.2f}",
            f"{self.ratio('changed', 'build'):.2f}",
            f"{self.touched}",
        )


def measure(size: int, folder: Path, runs: int, *, mkdocs: bool) -> Result:
    """Generate a repository in a folder and measure everything about it."""
    source = folder / "repository"
    objects = generate.write(size, source)
    for command in (("init", "-q"), ("add", "-A"), (*AUTHOR, "commit", "-q", "-m", "First state")):
        run(("git", *command), source)
    tasks = {
        "plain": partial(_plain, source, folder),
        "build": partial(_build, source, folder, fresh=True),
        "again": partial(_build, source, folder, fresh=False),
        "changed": partial(_change, source, folder),
    }
    if mkdocs:
        markdown_pages.write(source / "governance", folder / "mkdocs")
        tasks["mkdocs"] = partial(run, (sys.executable, "-m", "mkdocs", "build", "-q"), folder / "mkdocs")
    costs = interleaved(runs, tasks)
    changed = _listing(folder)
    _build(source, folder, fresh=False)
    before = _listing(folder)
    size_of_all = sum(path.stat().st_size for path in (folder / SITE).rglob("*") if path.is_file())
    pages = sum(path.endswith(".html") for path in before)
    touched = sum(before.get(path) != changed.get(path) for path in {*before, *changed})
    return Result(objects, pages, size_of_all / 1e6, touched, costs)


def _listing(folder: Path) -> Mapping[str, str]:
    found: dict[str, str] = json.loads((folder / SITE / "build.json").read_text(encoding="utf-8"))["files"]
    return found


def _plain(source: Path, folder: Path) -> Cost:
    output = folder / "plain"
    shutil.rmtree(output, ignore_errors=True)
    return run((sys.executable, "-m", "benchmarks.plain_pages", str(source / "governance"), str(output)), ROOT)


def _build(source: Path, folder: Path, *, fresh: bool) -> Cost:
    if fresh:
        shutil.rmtree(folder / SITE, ignore_errors=True)
    build = (*ALIGNCTL, "build", str(source), "-o", str(folder / SITE), "--quiet", *DAY)
    return run(build, folder, XDG_CACHE_HOME=str(folder / "cache"))


def _change(source: Path, folder: Path) -> Cost:
    """Build after the title of one role was changed: it stands on its page, its team's, and where it is asked."""
    role = source / "governance" / "marketing-0000" / "role-marketing-0000-north-expert.yaml"
    text = role.read_text(encoding="utf-8")
    role.write_text(text.replace("Expert", "Expert of experts"), encoding="utf-8")
    cost = _build(source, folder, fresh=False)
    role.write_text(text, encoding="utf-8")
    return cost


def main() -> None:
    """Read the command line, measure each size, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--runs", type=int, default=1, help="turns of which the median counts")
    given = parser.parse_args()
    mkdocs = find_spec("mkdocs") is not None
    results = []
    with tempfile.TemporaryDirectory() as folder:
        measure(generate.SIZE, Path(folder), 1, mkdocs=False)  # warms up: modules are compiled
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            results.append(measure(size, Path(folder), given.runs, mkdocs=mkdocs and size == given.sizes[0]))
    print(f"{machine()}; {given.runs} turns\n\n{table(HEAD, [result.row() for result in results])}\n")
    for smaller, larger in pairwise(results):
        growth = larger.output / smaller.output
        print(f"output of {larger.objects:,} ÷ output of {smaller.objects:,} objects: {growth:.2f}")
    for result in results:
        if "mkdocs" in result.costs:
            print(f"MkDocs, {result.objects:,} pages ÷ build: {result.ratio('mkdocs', 'build'):.1f}")


if __name__ == "__main__":
    main()
