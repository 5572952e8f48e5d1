"""An exception to a precedence, by scope: named by `conflicts` and `who`, and on the site; who settles it, by when."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from tests.command import ROOT, alignctl

DAY = ("--as-of", "2026-06-15")
COMPANY = """\
apiVersion: alignctl/v1
kind: Unit
metadata: {name: harbour}
spec: {type: company, lead: chief}
---
apiVersion: alignctl/v1
kind: Unit
metadata: {name: security}
spec: {type: function, parent: harbour, lead: ciso}
---
apiVersion: alignctl/v1
kind: Unit
metadata: {name: product}
spec: {type: function, parent: harbour, lead: cpo}
---
apiVersion: alignctl/v1
kind: Role
metadata: {name: chief}
spec: {unit: harbour, holders: [ada], final: true, respondWithin: 3bd}
---
apiVersion: alignctl/v1
kind: Role
metadata: {name: ciso}
spec: {unit: security, holders: [emil], escalatesTo: chief}
---
apiVersion: alignctl/v1
kind: Role
metadata: {name: cpo}
spec: {unit: product, holders: [fay], escalatesTo: chief}
---
apiVersion: alignctl/v1
kind: Metric
metadata: {name: releases}
spec:
  owningUnit: product
  direction: up
  importance: critical
  influences: [{metric: holes, effect: raises, strength: strong}]
---
apiVersion: alignctl/v1
kind: Metric
metadata: {name: holes}
spec: {owningUnit: security, direction: down, importance: critical}
---
apiVersion: alignctl/v1
kind: Domain
metadata: {name: shipping}
spec: {owningUnit: product, decidable: false}
---
apiVersion: alignctl/v1
kind: Domain
metadata: {name: experiments}
spec: {owningUnit: product, parent: shipping}
---
apiVersion: alignctl/v1
kind: DecisionRight
metadata: {name: ship}
spec: {domains: [shipping], decide: cpo}
---
apiVersion: alignctl/v1
kind: Precedence
metadata: {name: safe-first, reviewBy: 2027-06-30}
spec: {order: [metric:holes, metric:releases], decidedBy: chief, rationale: A hole costs more than a week.}
---
apiVersion: alignctl/v1
kind: Precedence
metadata: {name: fast-trials, reviewBy: 2027-06-30}
spec: {scope: experiments, order: [metric:releases, metric:holes], decidedBy: chief, rationale: Nothing can break.}
"""
CLASH = (
    "`product` wants `releases` up (its own metric, critical importance) and"
    " `security` wants `holes` down (its own metric, critical importance)"
)


@pytest.fixture
def company(tmp_path: Path) -> Path:
    (tmp_path / "governance").mkdir()
    (tmp_path / "alignctl.yaml").write_text("{}\n", encoding="utf-8")
    (tmp_path / "governance" / "all.yaml").write_text(COMPANY, encoding="utf-8")
    return tmp_path


def schema(name: str) -> dict[str, object]:
    found: dict[str, object] = json.loads((ROOT / "schemas" / "output" / f"{name}.schema.json").read_text("utf-8"))
    return found


def test_a_conflict_says_where_another_side_wins(company: Path) -> None:
    lines = alignctl("conflicts", *DAY, cwd=company).out.splitlines()
    assert lines[3:5] == ["  wins: security by safe-first", "  except in experiments: product by fast-trials"]
    data = json.loads(alignctl("conflicts", "-f", "json", *DAY, cwd=company).out)
    jsonschema.validate(data, schema("conflicts"))
    assert data["conflicts"][0]["exceptions"] == [
        {"scope": "domain:experiments", "wins": "unit:product", "coveredBy": ["precedence:fast-trials"]}
    ]


def test_who_says_what_takes_precedence_there_and_what_ends_otherwise(company: Path) -> None:
    assert alignctl("who", "experiments", *DAY, cwd=company).out.splitlines()[-4:] == [
        "takes precedence in experiments:",
        "  releases over holes (by fast-trials, instead of safe-first)",
        "conflicts that end otherwise in experiments:",
        f"  {CLASH}: product wins (by fast-trials)",
    ]
    assert alignctl("who", "shipping", *DAY, cwd=company).out.splitlines()[-2:] == [
        "takes precedence in shipping:",
        "  holes over releases (by safe-first)",
    ]


@pytest.mark.parametrize(
    ("domain", "sides", "told"),
    [
        ("experiments", ("security", "product"), "product takes precedence (by fast-trials, instead of safe-first)"),
        ("experiments", ("holes", "releases"), "releases takes precedence (by fast-trials, instead of safe-first)"),
        ("shipping", ("security", "product"), "security takes precedence (by safe-first)"),
        ("shipping", ("harbour", "product"), "no rule says what takes precedence"),
    ],
)
def test_two_sides_that_disagree_read_what_takes_precedence_who_settles_it_and_by_when(
    company: Path, domain: str, sides: tuple[str, str], told: str
) -> None:
    assert alignctl("who", domain, "--between", *sides, *DAY, cwd=company).out.splitlines()[-2:] == [
        f"between {sides[0]} and {sides[1]}: {told}",
        "  if they still disagree: chief settles it (ada), within 3 working days",
    ]
    data = json.loads(alignctl("who", domain, "--between", *sides, "-f", "json", *DAY, cwd=company).out)
    jsonschema.validate(data, schema("who"))
    assert (data["between"]["settledBy"], data["between"]["by"]) == ("role:chief", "within 3 working days")


def test_a_side_that_does_not_exist_is_refused_with_the_nearest(company: Path) -> None:
    ran = alignctl("who", "experiments", "--between", "securty", "product", *DAY, cwd=company)
    assert (ran.status, ran.err) == (
        2,
        "alignctl: There is no unit, metric, objective or domain `securty`. Did you mean `security`?\n",
    )


def test_the_site_says_it_on_the_pages_of_the_rule_and_of_the_conflict(company: Path, tmp_path: Path) -> None:
    ran = alignctl("build", "-o", str(tmp_path / "site"), *DAY, cwd=company)
    assert ran.status == 0, ran.err
    rules = text(tmp_path / "site" / "precedence" / "index.html")
    assert "Settles 1 conflict there Exception to safe-first" in rules
    (conflict,) = (page for page in (tmp_path / "site" / "conflicts").glob("*.html") if page.name != "index.html")
    assert "Except in experiments , where product takes precedence by fast-trials ." in text(conflict)


def text(page: Path) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8")).split())
