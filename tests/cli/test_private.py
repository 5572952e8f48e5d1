"""What does not belong in a repository is told by its field and line, and never said again: a search of all bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from alignctl.cli.formats import FORMATS
from tests.command import alignctl

SECRETS = ("20771", "20772", "20773", "20774", "20775", "hospital")
DOCUMENTS = """\
apiVersion: alignctl/v1
kind: IncentivePlan
metadata: {name: on-one-line}
spec: {roles: [buyer], cycle: y2026, components: [{metric: orders, weight: 60, amount: 20771, amount: 20772}]}
---
apiVersion: alignctl/v1
kind: IncentivePlan
metadata: {name: on-many-lines}
spec:
  roles: [buyer]
  cycle: y2026
  salary: 20773
  bonus: 20774
  bonus: 20775
  components: [{metric: orders, weight: 100}]
---
apiVersion: alignctl/v1
kind: Role
metadata: {name: buyer}
spec: {unit: shop, holders: [gus], unavailable: [{holder: gus, from: 2026-01-01, reason: hospital}]}
"""


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("private")
    (folder / "alignctl.yaml").write_text("tier: strict\n", encoding="utf-8")
    (folder / "plans.yaml").write_text(DOCUMENTS, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", FORMATS)
def test_no_report_repeats_a_private_value(repository: Path, name: str) -> None:
    ran = alignctl("check", "-f", name, "--show-waived", "--verbose", "--as-of", "2026-01-15", cwd=repository)
    assert ran.status == 1, ran.err
    assert "plans.yaml" in ran.out
    assert [secret for secret in SECRETS if secret in ran.out + ran.err] == []


def test_the_field_and_the_line_are_told(repository: Path) -> None:
    ran = alignctl("check", "-f", "concise", "--select", "IN007", "--as-of", "2026-01-15", cwd=repository)
    assert [[*line.split(" ")[:3], line.split("`")[1]] for line in ran.out.splitlines()[:4]] == [
        ["plans.yaml:4:80:", "error", "IN007", "amount"],
        ["plans.yaml:12:3:", "error", "IN007", "salary"],
        ["plans.yaml:13:3:", "error", "IN007", "bonus"],
        ["plans.yaml:20:82:", "error", "IN007", "reason"],
    ]


def test_a_document_without_private_data_is_quoted(tmp_path: Path) -> None:
    text = DOCUMENTS.replace("reason:", "raison:")
    (tmp_path / "alignctl.yaml").write_text("tier: core\n", encoding="utf-8")
    (tmp_path / "role.yaml").write_text(text.rpartition("---\n")[2], encoding="utf-8")
    assert "raison: hospital" in alignctl("check", "--as-of", "2026-01-15", cwd=tmp_path).out
