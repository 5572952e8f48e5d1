"""A right with a row for each activity: one document, and everything that is said of rights says it row by row."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.command import alignctl
from tests.repositories import Repo

DAY = ("--as-of", "2026-06-15")
COMPANY = """\
apiVersion: alignctl/v1
kind: Unit
metadata: {name: mill}
spec: {type: company, lead: boss}
---
apiVersion: alignctl/v1
kind: Unit
metadata: {name: legal}
spec: {type: function, parent: mill, lead: counsel}
---
apiVersion: alignctl/v1
kind: Role
metadata: {name: boss}
spec: {unit: mill, holders: [ann], final: true}
---
apiVersion: alignctl/v1
kind: Role
metadata: {name: counsel}
spec: {unit: legal, holders: [lou], escalatesTo: boss}
---
apiVersion: alignctl/v1
kind: Role
metadata: {name: buyer}
spec: {unit: mill, holders: [bea], escalatesTo: boss}
---
apiVersion: alignctl/v1
kind: Domain
metadata: {name: suppliers}
spec:
  owningUnit: mill
  actions: [select, renew, end]
  attributes: {amount: {type: number, unit: EUR}}
"""
TABLE = """\
apiVersion: alignctl/v1
kind: DecisionRight
metadata: {name: supplier-table, title: Suppliers}
spec:
  domains: [suppliers]
  bandOn: amount
  inform: [boss]
  bands:
    - {actions: [select], upTo: 5000, decide: buyer, input: [unit:legal], inform: []}
    - {actions: [select], decide: boss, agree: [counsel], sla: 5bd}
    - {actions: [renew], decide: buyer, perform: [counsel]}
    - {actions: [end], decide: counsel, recommend: [buyer]}
"""


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = Repo.init(tmp_path / "mill")
    repo.commit({"alignctl.yaml": "{}\n", "governance/company.yaml": COMPANY, "governance/table.yaml": TABLE}, "Begin")
    return repo


def plain(cell: str) -> str:
    """Return the text of a cell; none where it only says that there is nothing."""
    return " ".join(re.sub(r"<[^>]+>", "", cell).split()).strip("\N{EN DASH}")


def who(repo: Repo, *arguments: str) -> tuple[str, list[str], list[str], list[str]]:
    ran = alignctl("who", "suppliers", *arguments, *DAY, "-f", "json", cwd=repo.path)
    assert ran.status == 0, ran.err
    found = json.loads(ran.out)
    return found["decider"], found["agree"], found["input"], found["inform"]


def test_each_action_has_the_decider_and_the_parties_of_its_own_row(repo: Repo) -> None:
    small, large = ("--set", "amount=5000"), ("--set", "amount=5001")
    assert who(repo, "--action", "select", *small) == ("role:buyer", [], ["unit:legal"], [])
    assert who(repo, "--action", "select", *large) == ("role:boss", ["role:counsel"], [], [])
    assert who(repo, "--action", "renew", *large) == ("role:buyer", [], [], ["role:boss"])
    assert who(repo, "--action", "end", *small) == ("role:counsel", [], [], ["role:boss"])


def test_a_row_that_is_missing_is_a_gap(repo: Repo) -> None:
    repo.write(
        {"governance/table.yaml": TABLE.replace("    - {actions: [renew], decide: buyer, perform: [counsel]}\n", "")}
    )
    ran = alignctl("check", "--select", "DR001", *DAY, "-f", "json", cwd=repo.path)
    assert [(one["rule"], one["subjects"]) for one in json.loads(ran.out)["findings"]] == [
        ("DR001", ["domain:suppliers"])
    ]


def test_the_gate_asks_who_is_taken_out_of_the_list_of_a_row(repo: Repo) -> None:
    repo.write({"governance/table.yaml": TABLE.replace("input: [unit:legal]", "input: [counsel]")})
    ran = alignctl("diff", "HEAD", *DAY, cwd=repo.path)
    assert ran.out == (
        "Who decides:\n"
        "  The decision right `supplier-table` has `counsel` added to its list of whose view is asked;"
        " has `legal` taken from its list of whose view is asked.\n"
        "    asked: lou, whose view is asked\n"
        "\n"
        "Must still approve: lou.\n"
    )


def test_the_page_of_the_right_says_who_decides_row_by_row(repo: Repo, tmp_path: Path) -> None:
    ran = alignctl("build", "-o", str(tmp_path / "site"), *DAY, cwd=repo.path)
    assert ran.status == 0, ran.err
    page = (tmp_path / "site" / "decide" / "supplier-table.html").read_text(encoding="utf-8")
    (table,) = (one for one in page.split("<table")[1:] if "Who decides, by action and amount" in one)
    rows = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL) for row in table.split("<tr")[2:]]
    assert [[plain(cell) for cell in row] for row in rows] == [
        ["Select, up to 5000 EUR", "buyer (bea)", "", "", "", "legal", "", ""],
        ["Select, over 5000 EUR", "boss (ann)", "counsel", "5 working days", "", "", "", "boss"],
        ["Renew", "buyer (bea)", "", "", "", "", "counsel", "boss"],
        ["End", "counsel (lou)", "", "", "buyer", "", "", "boss"],
    ]
