"""One rule of when a goal counts: the same faulty goals and pay are checked while their quarter runs, and after it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.command import alignctl
from tests.workspace import SHARED

FAULTY = """
---
apiVersion: alignctl/v1
kind: Cycle
metadata: {name: q1}
spec: {level: quarter, starts: 2026-01-01, ends: 2026-03-31, capacity: [{unit: sales, resource: days, amount: 1}]}
---
apiVersion: alignctl/v1
kind: Metric
metadata: {name: bookings}
spec:
  {owningUnit: sales, direction: up, definition: Signed orders a month, target: 5, unitOfMeasure: EUR,
  influences: [{metric: margin, effect: lowers, basis: data, strength: strong}]}
---
apiVersion: alignctl/v1
kind: Metric
metadata: {name: margin}
spec: {owningUnit: sales, direction: up, definition: Price less cost, target: 5}
---
apiVersion: alignctl/v1
kind: Objective
metadata: {name: earn, reviewBy: 2026-02-01}
spec:
  {cycle: q1, owners: [finance, marketing], shared: true, commitment: committed, parents: ['objective:sell'],
  keyResults: [{id: margin, metric: margin, baseline: 4, target: 5, contributors: [finance]},
  {id: bare, metric: margin, contributors: [finance]}]}
---
apiVersion: alignctl/v1
kind: Objective
metadata: {name: sell}
spec:
  {cycle: q1, owners: [sales], parents: ['objective:earn'],
  keyResults: [{id: less, metric: margin, baseline: 5, target: 4}]}
---
apiVersion: alignctl/v1
kind: IncentivePlan
metadata: {name: sales-pay}
spec: {roles: [cso], cycle: q1, components: [{metric: bookings, weight: 90}, {objective: sell, weight: 9}]}
---
apiVersion: alignctl/v1
kind: Domain
metadata: {name: tools}
spec: {owningUnit: sales}
---
apiVersion: alignctl/v1
kind: DecisionRight
metadata: {name: tools}
spec: {domains: [tools], decide: 'role:cso', sla: 1bd}
---
apiVersion: alignctl/v1
kind: Initiative
metadata: {name: crm}
spec:
  {sponsor: sales, domains: [tools], stage: committed,
  demand: [{unit: sales, resource: days, amount: 9, cycle: q1,
  accepted: true}, {unit: sales, resource: rooms, amount: 9, cycle: q1}]}
"""
ABOUT = ("HY001", "IN", "MT", "OK", "PC", "PL004", "PL005")


def found(folder: Path, day: str) -> list[tuple[str, tuple[str, ...]]]:
    (folder / "alignctl.yaml").write_text("tier: strict\n", encoding="utf-8")
    (folder / "governance").mkdir(exist_ok=True)
    text = SHARED.read_text(encoding="utf-8") + FAULTY
    (folder / "governance" / "all.yaml").write_text(text, encoding="utf-8")
    ran = alignctl("check", "--as-of", day, "-f", "json", cwd=folder)
    findings = json.loads(ran.out)["findings"]
    told = {(one["rule"], tuple(one["subjects"])) for one in findings}
    return sorted(one for one in told if one[0].startswith(ABOUT) and one[1] != ("unit:company",))


def test_while_the_quarter_runs_everything_is_said(tmp_path: Path) -> None:
    rules = {rule for rule, _ in found(tmp_path, "2026-03-31")}
    goals = {f"OK00{number}" for number in range(1, 6)}
    assert rules >= {*goals, "HY001", "IN001", "IN003", "IN005", "IN006", "PC002", "PL004", "PL005"}


def test_after_its_end_a_goal_owes_a_grade_and_nothing_else(tmp_path: Path) -> None:
    assert found(tmp_path, "2026-04-01") == []
    late = [("OK006", ("objective:earn",)), ("OK006", ("objective:sell",))]
    assert found(tmp_path, "2026-06-01") == late
