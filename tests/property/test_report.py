"""The whole judgement: the order of files and what has nothing to do with the matter change nothing."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignctl.load.loading import load
from alignctl.model.document import Source
from alignctl.model.report import Report, View
from alignctl.model.settings import Settings
from alignctl.policy.checking import judge_state
from alignctl.policy.choose import Choice
from alignctl.policy.state import State
from alignctl.report import json
from tests.command import ROOT

DAY = date(2026, 6, 15)
STRICT = Settings.read({"tier": "strict"})

UNRELATED = """
kind: Cycle
metadata: {name: y-1900}
spec: {level: other, track: elsewhere, starts: 1900-01-01, ends: 1900-12-31}
---
kind: Metric
metadata: {name: zz-rain, lastReviewed: 2026-06-01}
spec: {owningUnit: data, direction: up, target: 1, definition: Rain of the month}
---
kind: Precedence
metadata: {name: zz-old, effectiveUntil: 1999-12-31}
spec: {order: ['unit:it', 'unit:data'], decidedBy: 'role:ceo', rationale: Long ago}
---
kind: Role
metadata: {name: zz-retired, status: retired}
spec: {unit: it, holders: []}
---
kind: Domain
metadata: {name: zz-draft, status: draft}
spec: {owningUnit: it}
""".split("---\n")  # noqa: SIM905 - one document after the other is what YAML looks like


@cache
def sources(example: str) -> tuple[Source, ...]:
    root = ROOT / "examples" / example
    return tuple(
        Source(path.relative_to(root).as_posix(), path.read_bytes())
        for path in sorted(root.rglob("governance/**/*.yaml"))
    )


def judged(files: list[Source]) -> Report:
    return judge_state(State(load(files, STRICT), STRICT, DAY), Choice())


@cache
def usual(example: str) -> str:
    return json.render(judged(list(sources(example))), View())


@pytest.mark.parametrize("example", ["martech/before", "martech/after"])
@given(data=st.data())
@settings(max_examples=5, deadline=None)
def test_the_order_of_files_changes_nothing(example: str, data: st.DataObject) -> None:
    files = data.draw(st.permutations(sources(example)))
    assert json.render(judged(files), View()) == usual(example)


@given(added=st.lists(st.sampled_from(UNRELATED), min_size=1, unique=True))
@settings(max_examples=8, deadline=None)
def test_what_is_unrelated_changes_no_finding(added: list[str]) -> None:
    text = "\n---\n".join(f"apiVersion: alignctl/v1\n{document.strip()}" for document in added)
    report = judged([*sources("martech/before"), Source("governance/zz.yaml", text.encode())])
    before = judged(list(sources("martech/before")))
    assert report.findings == before.findings


@pytest.mark.parametrize("example", ["martech/before", "martech/after"])
def test_every_finding_has_a_place_and_an_identity(example: str) -> None:
    report = judged(list(sources(example)))
    for located in report.findings:
        assert min(located.span.line, located.span.column) >= 1
        assert Path(located.finding.place.path).suffix == ".yaml"
        assert located.finding.fix
    prints = [located.finding.fingerprint for located in report.findings]
    assert len(set(prints)) == len(prints)
