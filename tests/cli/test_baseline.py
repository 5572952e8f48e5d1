from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.command import ROOT, Ran, alignctl


@pytest.fixture
def company(tmp_path: Path) -> Path:
    target = tmp_path / "company"
    shutil.copytree(ROOT / "examples" / "martech" / "before", target)
    return target


def check(company: Path, *options: str) -> Ran:
    return alignctl("check", "--as-of", "2026-06-15", "--baseline", "known.txt", *options, cwd=company)


def add(company: Path) -> None:
    """Add a role that leads nowhere: one finding more."""
    text = "apiVersion: alignctl/v1\nkind: Role\nmetadata: {name: new}\nspec: {unit: nowhere, holders: []}\n"
    (company / "governance" / "new.yaml").write_text(text, encoding="utf-8")


def test_what_is_known_passes_and_what_is_new_does_not(company: Path) -> None:
    assert check(company).status == 2
    assert check(company, "--write-baseline").status == 0
    assert check(company).status == 0
    add(company)
    refused = check(company, "-f", "json")
    assert refused.status == 1
    assert [f["rule"] for f in json.loads(refused.out)["findings"]] == ["RF001"]


def test_a_baseline_shrinks_and_never_absorbs_another_finding(company: Path) -> None:
    check(company, "--write-baseline")
    file = company / "known.txt"
    before = file.read_text(encoding="utf-8").splitlines()
    (company / "governance" / "reviews").rename(company / "gone")
    add(company)
    assert "Mended since then: 1 line of `known.txt`" in check(company).err
    check(company, "--write-baseline")
    after = file.read_text(encoding="utf-8").splitlines()
    assert before == sorted(before)
    assert set(after) < set(before)
    assert check(company).status == 1


def test_an_incomplete_check_writes_no_baseline(company: Path) -> None:
    (company / "governance" / "broken.yaml").write_text("kind: [", encoding="utf-8")
    assert check(company, "--write-baseline").status == 2
    assert not (company / "known.txt").exists()
