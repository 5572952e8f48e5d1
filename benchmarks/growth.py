"""A doubling of each thing, alone, goes in; by which power the time of a command grows with it comes out as a table.

Run `python -m benchmarks.growth`, or name rows: `python -m benchmarks.growth bands precedence`. The exponent is
log2((t2 - t0) / (t1 - t0)): processor time, in the system included, at 0, n and 2n things; 1 is linear, 2 quadratic.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from math import log2
from pathlib import Path

from benchmarks import growing
from benchmarks.documents import Document
from benchmarks.measure import ALIGNCTL, DAY, machine, run, table

SETTINGS = """\
paths: [governance]
governanceOwner: role:ceo
waiverApprovers: [role:ceo]
limits: {fileBytes: 100000000, nodes: 10000000, documents: 100000}
"""
HEAD = ("what is doubled", "command", "n", "CPU s at n", "at 2n", "exponent")
LINEAR = 1.2
CHECK = "check", "--quiet", *DAY
DIFF = "diff", "base", *DAY
SINCE = "check", "--quiet", "--since", "base", *DAY
CONFLICTS = "conflicts", *DAY
WHO = "who", "wide", *DAY
CLERK = "who", "spend", *DAY
BUILD = "build", "--output", "site", *DAY


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to double, from `size` on, under one command; `why` explains an exponent above the line."""

    thing: str
    size: int
    command: tuple[str, ...] = CHECK
    why: str = ""
    single: bool = False  # a file for each document
    comment: str = ""  # stands behind each document
    cut: bool = False  # a budget is used up

    @property
    def name(self) -> str:
        """Return what is doubled."""
        return (
            self.thing.replace("_", " ") + ", a file each" * self.single + ", with a comment each" * bool(self.comment)
        )


ROWS = (
    Row("units", 8000),
    Row("units", 4000, single=True),
    Row("scraps", 5000),
    Row("findings", 4000),
    Row("findings", 4000, comment="  # alignctl: ignore[DR001] until=2026-07-31 not yet"),
    Row("waivers", 1500),
    Row("policies", 300),
    Row("unit_chain", 2000),
    Row("roles", 4000),
    Row("role_chain", 2000),
    Row("one_person", 4000),
    Row("holders", 20000),
    Row("deputies", 4000),
    Row("absences", 20000),
    Row("domains", 2000),
    Row("domain_chain", 2000),
    Row("overlaps", 600),
    Row("incompatible", 600),
    Row("actions", 1500),
    Row("rights", 500),
    Row("bands", 4000),
    Row("attributes", 10000),
    Row("conditions", 800, cut=True),
    Row("product", 200),
    Row("composites", 60),
    Row("escalations", 1500),
    Row("unlinked", 4000),
    Row("metrics", 2000),
    Row("harmful", 1000),
    Row("mutual", 12, cut=True),
    Row("objectives", 2000),
    Row("objective_chain", 1500),
    Row("key_results", 2000),
    Row("check_ins", 8000),
    Row("rivals", 40),
    Row("precedence", 300),
    Row("ended_precedence", 100),
    Row("scoped_precedence", 600),
    Row("long_precedence", 200),
    Row("plans", 1500),
    Row("forums", 1000),
    Row("members", 2000),
    Row("reviews", 3000),
    Row("review_actions", 5000),
    Row("decisions", 2000),
    Row("decision_series", 1000),
    Row("superseding", 2000),
    Row("initiatives", 1000),
    Row("cycles", 3000),
    Row("phases", 1000),
)


def main() -> None:
    """Read the command line, measure each row, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("things", nargs="*", help="rows, by what is doubled; all when absent")
    given = parser.parse_args()
    cost(Row("units", 8000), 1)  # warms up: modules are compiled
    cells: list[tuple[str, ...]] = []
    reasons: list[str] = []
    for row in ROWS:
        if not given.things or row.thing in given.things:
            first, second, exponent = measure(row)
            mark = ""
            if exponent > LINEAR:
                reasons.append(row.why or "NOT EXPLAINED")
                mark = f" [{len(reasons)}]"
            name = f"{row.command[0]}{' --since' * ('--since' in row.command)}"
            cells.append((row.name, name, f"{row.size:,}", f"{first:.2f}", f"{second:.2f}", f"{exponent:.2f}{mark}"))
            print(cells[-1], flush=True)
    print(f"{machine()}\n\n{table(HEAD, cells)}\n")
    for number, why in enumerate(reasons, 1):
        print(f"[{number}] {why}")


def measure(row: Row) -> tuple[float, float, float]:
    """Return the seconds that `size` and twice `size` things cost, without what nothing costs, and the exponent."""
    none, first, second = (cost(row, number) for number in (0, row.size, 2 * row.size))
    first, second = max(first - none, 0.001), max(second - none, 0.001)
    return first, second, log2(second / first)


def cost(row: Row, number: int) -> float:
    """Return the processor time of the row's command over a company with so many things."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder, "base", [growing.base()])
        (folder / "alignctl.yaml").write_text(SETTINGS, encoding="utf-8")
        if "base" in row.command:
            for command in ("init -q", "add -A", "-c user.name=a -c user.email=a@b.c commit -qm base", "branch base"):
                run(("git", *command.split()), folder)
        found = growing.THINGS[row.thing](number)
        _write(folder, "more", ([one] for one in found) if row.single else [found], row.comment)
        return run((*ALIGNCTL, *row.command), folder, may_find=True, may_stop=row.cut).cpu


def _write(folder: Path, name: str, parts: Iterable[Iterable[Document]], comment: str = "") -> None:
    """Write each part into a file of its own, a line for each document."""
    (folder / "governance").mkdir(exist_ok=True)
    for number, part in enumerate(parts):
        text = "".join(f"---\n{json.dumps(found)}{comment}\n" for found in part)
        (folder / "governance" / f"{name}-{number:05}.yaml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
