from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from alignctl.report.phone import HEIGHT, lines_of
from tests.command import alignctl

BEFORE = ("check", "examples/martech/before", "--as-of", "2026-06-15", "-f")


@pytest.fixture(scope="module")
def report() -> Any:
    return json.loads(alignctl(*BEFORE, "json").out)


def test_json_lines_are_the_findings_of_json(report: Any) -> None:
    lines = alignctl(*BEFORE, "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == report["findings"]


def test_code_quality_has_unique_fingerprints_and_lines_from_one(report: Any) -> None:
    rows = json.loads(alignctl(*BEFORE, "gitlab").out)
    assert [row["fingerprint"] for row in rows] == [f["fingerprint"] for f in report["findings"]]
    assert len({row["fingerprint"] for row in rows}) == len(rows)
    assert min(row["location"]["lines"]["begin"] for row in rows) >= 1
    assert {row["severity"] for row in rows} == {"critical", "minor"}


def test_junit_has_one_case_for_each_rule(report: Any) -> None:
    suite = ET.fromstring(alignctl(*BEFORE, "junit").out.partition("\n")[2])  # noqa: S314 - our own text
    cases = {case.get("classname"): case for case in suite.iter("testcase")}
    assert len(cases) == report["counts"]["rules"] == int(suite.get("tests") or 0)
    failing = {f["rule"] for f in report["findings"] if f["severity"] != "info"}
    assert {code for code, case in cases.items() if case.find("failure") is not None} == failing
    assert int(suite.get("failures") or 0) == len(failing)


def test_a_comment_shows_one_screen_of_a_phone_and_folds_the_rest(report: Any) -> None:
    text = alignctl(*BEFORE, "markdown").out
    head, _, folded = text.partition("<details>")
    assert head.startswith(f"### {report['counts']['error']} things to mend")
    assert sum(map(lines_of, head.splitlines())) <= HEIGHT
    assert len(re.findall(r"^- ", folded, re.MULTILINE)) == len(report["findings"])
    assert not re.search(r"[A-Z]{2}\d{3}|\.yaml", head)


def test_a_clean_repository_says_so() -> None:
    assert alignctl("check", "examples/minimal", "-f", "markdown").out.startswith("### All clear")
