"""`who` answers for every domain of the examples, says why, and agrees with the tables that `check` reads."""

from __future__ import annotations

from datetime import date

import pytest

from alignctl.analysis.authority import Answer, Register, resolve
from alignctl.analysis.pipeline import only
from alignctl.load.loading import load
from alignctl.load.settings import read
from alignctl.load.workspace import WorkTree, open_workspace
from alignctl.model.document import Source
from alignctl.model.facts import Authority
from alignctl.model.kinds import Domain
from alignctl.policy.state import State
from tests.command import ROOT

EXAMPLES = ["martech/before", "martech/after", "minimal", "kubernetes", "revenue"]
DAY = date(2026, 8, 21)


def state(example: str) -> State:
    folder = ROOT / "examples" / example
    found = open_workspace(folder).read(WorkTree())
    settings = read(Source("alignctl.yaml", (folder / "alignctl.yaml").read_bytes()))
    return State(load(found.sources, settings), settings, DAY)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_domain_has_an_answer_with_reasons(example: str) -> None:
    seen = state(example)
    register = Register.of(seen.loaded.model)
    domains = seen.loaded.model.active(Domain, DAY)
    assert domains
    for domain in domains:
        for action in seen.org.actions(domain.ref):
            answer = resolve(seen.org, (domain.ref,), action, {}, register=register)
            for one in answer.regions or (answer,):
                assert one.trace, domain.ref
                assert one.outcome in {"decided", "gap", "tied"}


@pytest.mark.parametrize("example", EXAMPLES)
def test_who_and_check_read_one_table(example: str) -> None:
    seen = state(example)
    register = Register.of(seen.loaded.model)
    tables = only(Authority, seen.facts)
    assert tables
    for table in tables:
        answer = resolve(seen.org, (table.domain,), table.action, {}, register=register)
        parts: tuple[Answer, ...] = answer.regions or (answer,)
        told = {(one.outcome, one.decider or one.leads) for one in parts}
        assert told == {(cell.outcome, cell.decider or cell.leads) for cell in table.cells}
