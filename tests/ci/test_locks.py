"""The locks hold all that pyproject.toml asks for within its bounds, each release with hashes, from no named place."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUNTIME: list[str] = PROJECT["dependencies"]
BUILD = ["editables", "hatchling>=1.25"]


def entries(name: str) -> list[str]:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    return [entry for entry in re.split(r"\n(?=\S)", text.strip()) if not entry.startswith("#")]


def versions(name: str) -> dict[str, tuple[int, ...]]:
    found = (re.match(r"([\w.-]+)==([\w.]+)", entry) for entry in entries(name))
    return {one[1].lower(): numbers(one[2]) for one in found if one}


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("runtime.txt", [*RUNTIME, *BUILD]), ("dev.txt", [*RUNTIME, *BUILD, *PROJECT["optional-dependencies"]["dev"]])],
)
def test_a_lock_holds_every_requirement_within_its_bound(name: str, wanted: list[str]) -> None:
    locked = versions(name)
    for requirement in wanted:
        found = re.match(r"([\w.-]+)(?:\[\w+\])?(?:>=([\w.]+))?", requirement)
        assert found
        assert locked[found[1].lower()] >= numbers(found[2] or "0"), requirement


def test_what_runs_is_the_same_in_both_locks() -> None:
    runtime, dev = versions("runtime.txt"), versions("dev.txt")
    assert {name: dev.get(name) for name in runtime} == runtime


@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt"])
def test_each_release_is_held_by_hashes_and_no_place_is_named(name: str) -> None:
    found = entries(name)
    assert len(found) > 15
    for entry in found:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry
    assert "://" not in (ROOT / "requirements" / name).read_text(encoding="utf-8")


def test_every_lower_bound_is_a_release_that_can_be_asked_for() -> None:
    for requirement in RUNTIME:
        assert re.fullmatch(r"[\w-]+>=[\d.]+(; .*)?", requirement), requirement
