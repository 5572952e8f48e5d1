"""A question that is too wide is no answer: it says why, and what would help."""

from __future__ import annotations

from pathlib import Path

from tests.command import alignctl

SPEND = """\
apiVersion: alignctl/v1
kind: Unit
metadata: {name: company}
spec: {type: company, lead: ceo}
---
apiVersion: alignctl/v1
kind: Role
metadata: {name: ceo}
spec: {unit: company, holders: [mara], final: true}
---
apiVersion: alignctl/v1
kind: Domain
metadata: {name: spend}
spec: {owningUnit: company, attributes: {amount: {type: number}, abroad: {type: bool}}}
---
apiVersion: alignctl/v1
kind: DecisionRight
metadata: {name: spend}
spec: {domains: [spend], decide: role:ceo, when: {amount: {over: 10}, abroad: {in: [true]}}}
"""


def test_too_wide_a_question_is_not_answered(tmp_path: Path) -> None:
    (tmp_path / "alignctl.yaml").write_text("analysis: {cellBudget: 3}\n", encoding="utf-8")
    (tmp_path / "spend.yaml").write_text(SPEND, encoding="utf-8")
    ran = alignctl("who", "spend", "--as-of", "2026-06-15", cwd=tmp_path)
    said = "With `abroad` and `amount` left open there are 4 cases, more than the 3 that are looked into."
    assert (ran.status, ran.out) == (2, f"decide spend: nobody knows. {said} Give a value with `--set`.\n")
    ran = alignctl("who", "spend", "--set", "abroad=true", "--set", "amount=20", "--as-of", "2026-06-15", cwd=tmp_path)
    assert (ran.status, ran.out.splitlines()[0]) == (0, "decide spend: ceo decides (mara)")
