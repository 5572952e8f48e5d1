"""A number of objects and a folder go in; the folder holds a governance repository of at least that size.

Run `python -m benchmarks.generate 1000 folder`. The same number and seed give the same bytes; it is consistent on
2026-06-15 (`alignctl check -C folder --as-of 2026-06-15`).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import yaml

from benchmarks.authority import domains, rights, roles, units
from benchmarks.company import FUNCTIONS, company
from benchmarks.department import Department
from benchmarks.documents import AS_OF, Document
from benchmarks.goals import metrics, objectives
from benchmarks.work import decisions, initiatives, meetings, pay

SETTINGS = "paths: [governance]\ntier: core\ngovernanceOwner: role:ceo\nwaiverApprovers: [role:ceo]\n"
PARTS = (units, roles, domains, rights, metrics, objectives, meetings, decisions, initiatives, pay)
SIZE = 100  # objects of a department: more than half are records, as in repositories that have been used for a year
ONCE = 12 + 5 * len(FUNCTIONS)  # objects of the company and its functions


def repository(size: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file of a repository of at least `size` objects, one object in each file."""
    yield "alignctl.yaml", SETTINGS
    departments = max(0, -(-(size - ONCE) // SIZE))
    for found in company(departments):
        yield _file("company", found)
    for number in range(departments):
        department = Department(number, seed)
        for part in PARTS:
            for found in part(department):
                yield _file(department.name, found)


def _file(folder: str, found: Document) -> tuple[str, str]:
    path = f"governance/{folder}/{found['kind'].lower()}-{found['metadata']['name']}.yaml"
    return path, yaml.dump(found, Dumper=yaml.CSafeDumper, sort_keys=False, width=120, default_flow_style=False)


def write(size: int, folder: Path, seed: int = 1) -> int:
    """Write a repository into a folder and return the number of its objects."""
    number = 0
    for path, text in repository(size, seed):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        number += 1
    return number - 1


def main() -> None:
    """Read the command line and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("size", type=int, help="the least number of objects")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    number = write(given.size, given.folder, given.seed)
    print(f"{number} objects in {given.folder}, consistent on {AS_OF}")


if __name__ == "__main__":
    main()
