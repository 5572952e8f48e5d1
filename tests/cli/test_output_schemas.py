"""What the commands print as JSON is what the published schemas say."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from tests.command import ROOT, alignctl

AFTER = ("-C", "examples/martech/after", "--as-of", "2026-06-15")
BEFORE = ("-C", "examples/martech/before", "--as-of", "2026-06-15")
COMMANDS = [
    ("check", "examples/martech/before", "--as-of", "2026-06-15"),
    ("check", "examples/martech/after", "--as-of", "2026-06-15"),
    ("check", "examples/minimal"),
    ("who", "tool-choice", *AFTER),
    ("who", "software-spend", "tool-choice", "integration", *BEFORE),
    ("conflicts", *BEFORE),
    ("conflicts", *AFTER),
    ("show", "decision/choose-cdp", *AFTER),
    ("show", "unit/marketing", *BEFORE),
    ("rules",),
    ("due", *BEFORE),
    ("score", *AFTER),
    ("score", "-C", "examples/minimal"),
]


def schema(name: str) -> Any:
    return json.loads((ROOT / "schemas" / "output" / f"{name}.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_output_matches_its_schema(command: tuple[str, ...]) -> None:
    ran = alignctl(*command, "--format", "json")
    assert ran.status in {0, 1}, ran.err
    jsonschema.validate(json.loads(ran.out), schema(command[0]))


def test_every_schema_is_tried() -> None:
    names = {path.name.removesuffix(".schema.json") for path in (ROOT / "schemas" / "output").glob("*.json")}
    assert names == {command[0] for command in COMMANDS} | {
        "diff",
        "log",
        "score-history",
        "site-log",
    }  # these need a repository with a history


def test_a_report_with_an_unreadable_file_matches_too(tmp_path: Any) -> None:
    (tmp_path / "broken.yaml").write_text("apiVersion: alignctl/v1\nkind: [", encoding="utf-8")
    ran = alignctl("check", "--format", "json", cwd=tmp_path)
    assert ran.status == 2
    jsonschema.validate(json.loads(ran.out), schema("check"))
