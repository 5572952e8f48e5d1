from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.site.sites import files_of, written

COMPANY = """
apiVersion: alignctl/v1
kind: Unit
metadata: {name: company}
spec: {type: company, lead: boss}
---
apiVersion: alignctl/v1
kind: Role
metadata: {name: boss}
spec: {unit: company, holders: [ana], final: true}
"""
METRIC = """
---
apiVersion: alignctl/v1
kind: Metric
metadata: {name: number-%02d, title: Number, lastReviewed: 2020-01-01}
spec: {owningUnit: company, direction: up, target: 1}
"""


def kinds(twin: dict[str, Any]) -> list[str]:
    return sorted({fact["kind"] for fact in twin["facts"]})


def test_the_twin_tells_what_is_true_of_an_object_and_not_how_it_was_read(after: dict[str, str]) -> None:
    twin = json.loads(after["goals/steady-systems-2026.json"])
    assert twin["object"]["ref"] == "objective:steady-systems-2026"
    assert kinds(twin) == ["Due", "Entity", "Goal", "GoalLink", "KeyResult"]


def test_the_object_stands_beside_its_own_page_alone(after: dict[str, str]) -> None:
    assert json.loads(after["roles/controller.json"])["object"]["kind"] == "Role"
    ladder = json.loads(after["escalation/controller.json"])
    assert "object" not in ladder
    assert kinds(ladder) == ["Escalation"]
    assert {fact["decider"] for fact in ladder["facts"]} == {"role:controller"}


def test_a_conflict_has_its_own_fact_and_who_meets_over_it(before: dict[str, str]) -> None:
    pages = [path for path in before if path.startswith("conflicts/") and path.endswith(".json")]
    for path in sorted(set(pages) - {"conflicts/index.json"}):
        own, *others = json.loads(before[path])["facts"]
        assert own["id"] == path[len("conflicts/") : -len(".json")]
        assert {fact["conflict"] for fact in others} == {own["id"]}


def test_of_many_facts_twenty_are_told_and_the_others_counted(tmp_path: Path) -> None:
    files = files_of(written(COMPANY + "".join(METRIC % number for number in range(23))), tmp_path)
    twin = json.loads(files["teams/company.json"])
    assert len([fact for fact in twin["facts"] if fact["kind"] == "Stake"]) == 20
    assert twin["more"]["Stake"] == 3
