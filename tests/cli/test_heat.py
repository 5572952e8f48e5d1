"""The heat of a conflict is explained by what it was made of, and by nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import alignctl
from tests.workspace import SHARED

TWO = """
---
apiVersion: alignctl/v1
kind: Unit
metadata: {name: east}
spec: {type: team, parent: sales}
---
apiVersion: alignctl/v1
kind: Unit
metadata: {name: west}
spec: {type: team, parent: sales}
---
apiVersion: alignctl/v1
kind: Metric
metadata: {name: calls}
spec: {owningUnit: %s, direction: up, importance: critical, influences: [{metric: costs, effect: raises, basis: data}]}
---
apiVersion: alignctl/v1
kind: Metric
metadata: {name: costs}
spec: {owningUnit: %s, direction: down, importance: critical}
"""


@pytest.mark.parametrize(
    ("units", "heat"),
    [
        (("east", "west"), "  heat 0.125 = strength 0.5 x sqrt(0.5 x 0.5), halved inside one function"),
        (("east", "finance"), "  heat 0.25 = strength 0.5 x sqrt(0.5 x 0.5)"),
    ],
)
def test_only_what_was_halved_is_said_to_be(tmp_path: Path, units: tuple[str, str], heat: str) -> None:
    (tmp_path / "alignctl.yaml").write_text("tier: core\n", encoding="utf-8")
    (tmp_path / "governance").mkdir()
    text = SHARED.read_text(encoding="utf-8") + TWO % units
    (tmp_path / "governance" / "all.yaml").write_text(text, encoding="utf-8")
    told = alignctl("conflicts", "--explain", "--as-of", "2026-06-15", cwd=tmp_path).out
    assert [line for line in told.splitlines() if line.startswith("  heat")] == [heat]
