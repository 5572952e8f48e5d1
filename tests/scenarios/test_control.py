"""The negative control: a healthy small company is left alone, and the catalogue is what the files and the docs say."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from tests.command import ROOT, alignctl

CONTROL = Path(__file__).parent / "control"
EXAMPLES = ["martech/before", "martech/after", "minimal", "kubernetes", "revenue"]


@pytest.mark.parametrize("tier", ["core", "strict"])
def test_a_company_of_ten_documents_is_left_alone(tier: str) -> None:
    documents = list(yaml.safe_load_all((CONTROL / tier / "company.yaml").read_text(encoding="utf-8")))
    assert len(documents) == 10
    assert len({document["kind"] for document in documents}) > 6
    ran = alignctl("check", f"tests/scenarios/control/{tier}", "--as-of", "2026-06-15", "--fail-on", "info")
    assert ran.status == 0, ran.out
    assert ran.out.startswith("0 errors, 0 warnings, 0 infos")


@pytest.mark.parametrize("example", EXAMPLES)
def test_reports_are_the_same_bytes_on_every_machine(tmp_path: Path, example: str) -> None:
    target = tmp_path / "repository"
    shutil.copytree(ROOT / "examples" / example, target, ignore=shutil.ignore_patterns("*.py", "*.md"))
    machines = [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "7", "TZ": "America/Anchorage", "LANG": "tr_TR.UTF-8"},
    ]
    command = ("check", "--tier", "strict", "--as-of", "2026-06-15", "-f", "json")
    assert len({alignctl(*command, cwd=target, env=machine).out for machine in machines}) == 1


def test_catalogue_files_and_docs_are_equal() -> None:
    files = sorted((ROOT / "policies").glob("*/*.yaml"))
    codes = [path.stem for path in files]
    assert all(path.parent.name == re.sub(r"\d", "", path.stem).lower() for path in files)
    listed = re.findall(r"^([A-Z]{2}\d{3})  ", alignctl("rules").out, re.MULTILINE)
    documented = re.findall(
        r"^## ([A-Z]{2}\d{3})$", (ROOT / "docs" / "rules.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert listed == documented == sorted(codes)
