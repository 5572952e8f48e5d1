"""What cannot be read is not gone: what a broken document would bring about is held back, and said to be missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import alignctl
from tests.repositories import Repo

DAY = ("--as-of", "2026-06-15")
COMPANY = """\
apiVersion: alignctl/v1
kind: Unit
metadata: {name: company}
spec: {lead: ceo}
---
apiVersion: alignctl/v1
kind: Unit
metadata: {name: oslo}
spec: {parent: company, lead: osl}
---
apiVersion: alignctl/v1
kind: Unit
metadata: {name: sales}
spec: {parent: company, lead: cso}
---
apiVersion: alignctl/v1
kind: Role
metadata: {name: ceo}
spec: {unit: company, holders: [ann], tier: c-suite, final: true}
---
apiVersion: alignctl/v1
kind: Role
metadata: {name: osl}
spec: {unit: oslo, holders: [bob], tier: vp, escalatesTo: 'role:ceo'}
---
apiVersion: alignctl/v1
kind: Role
metadata: {name: cso}
spec: {unit: sales, holders: [cat], tier: vp, escalatesTo: 'role:ceo'}
---
apiVersion: alignctl/v1
kind: Domain
metadata: {name: spend}
spec: {owningUnit: oslo}
---
apiVersion: alignctl/v1
kind: Domain
metadata: {name: hiring}
spec: {owningUnit: sales}
---
apiVersion: alignctl/v1
kind: DecisionRight
metadata: {name: spending}
spec: {domains: [spend], decide: 'role:osl'}
---
apiVersion: alignctl/v1
kind: Metric
metadata: {name: orders}
spec: {owningUnit: sales, direction: up, influences: [{metric: cost, effect: raises, strength: strong, basis: data}]}
---
apiVersion: alignctl/v1
kind: Metric
metadata: {name: cost}
spec: {owningUnit: oslo, direction: down, definition: Cost of a month}
"""
FILE = "governance/all.yaml"
BREAKS = {
    "unit": ("{parent: company, lead: osl}", "{parent: company, leed: osl}", "The unit `oslo`"),
    "role": ("holders: [bob]", "holder: bob", "The role `osl`"),
    "right": ("domains: [spend]", "domain: spend", "The decision right `spending`"),
    "domain": ("spec: {owningUnit: oslo}", "spec: {}", "The subject `spend`"),
    "metric": ("basis: data", "basis: guess", "The metric `orders`"),
}


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Return a company in which nobody decides on hiring, and one goal harms another."""
    repo = Repo.init(tmp_path / "company")
    repo.commit({FILE: COMPANY, "alignctl.yaml": "governanceOwner: unit:company\n"})
    return repo


def broken(repo: Repo, what: str) -> str:
    old, new, told = BREAKS[what]
    assert old in COMPANY
    (repo.path / FILE).write_text(COMPANY.replace(old, new, 1), encoding="utf-8")
    return told


def found(repo: Repo, *more: str) -> tuple[list[str], dict[str, int], bool]:
    report = json.loads(alignctl("check", *DAY, "-f", "json", *more, cwd=repo.path).out)
    return sorted({one["rule"] for one in report["findings"]}), report["counts"], report["complete"]


@pytest.mark.parametrize("what", BREAKS)
def test_what_cannot_be_read_is_said_to_be_so_and_takes_no_approval(repo: Repo, what: str) -> None:
    told = broken(repo, what)
    ran = alignctl("diff", "HEAD", *DAY, cwd=repo.path)
    assert ran.status == 2
    assert ran.out == (
        f"What cannot be read:\n  {told} cannot be read at this revision.\n"
        "    it must be repaired before anything else\n\nWhat cannot be read must be repaired first.\n"
    )
    assert ran.err == (
        "alignctl: This answer is incomplete, because it rests on what cannot be read: "
        f"{told[:1].lower()}{told[1:]}. `alignctl check` says what is wrong.\n"
    )


@pytest.mark.parametrize("what", BREAKS)
def test_the_gate_reports_the_broken_document_and_none_of_its_consequences(repo: Repo, what: str) -> None:
    before, _, _ = found(repo)
    assert before == ["DR001", "ES006", "PC002", "RV005"]
    broken(repo, what)
    assert found(repo, "--since", "HEAD")[0] == ["ST001"]
    rules, _, complete = found(repo)
    assert set(rules) <= {*before, "ST001"}
    assert not complete


def test_a_finding_that_has_nothing_to_do_with_it_stays(repo: Repo) -> None:
    broken(repo, "right")
    ran = alignctl("check", *DAY, "--select", "DR001,ST001", "-f", "concise", cwd=repo.path)
    assert ran.out.splitlines() == [
        f"{FILE}:38:18: error DR001 No one has been given the right to decide `hiring`.",
        f"{FILE}:44:8: error ST001 `domain` is not a field of DecisionRight. Did you mean `domains`?",
    ]
    text = alignctl("check", *DAY, "--select", "DR001,ST001", cwd=repo.path)
    assert text.status == 1
    assert text.out.endswith("; 1 finding that depends on 1 unreadable document is not shown\n")


def test_a_run_without_the_rule_that_reports_it_is_not_complete(repo: Repo) -> None:
    broken(repo, "right")
    assert alignctl("check", *DAY, "--select", "MT002", cwd=repo.path).status == 2
    assert alignctl("check", *DAY, "--select", "ST001,MT002", cwd=repo.path).status == 1


def test_no_answer_is_calm_about_conflicts_that_it_cannot_see(repo: Repo) -> None:
    broken(repo, "metric")
    ran = alignctl("conflicts", *DAY, cwd=repo.path)
    assert ran.status == 2
    assert ran.err == (
        "alignctl: This answer is incomplete, because it rests on what cannot be read: the metric `orders`. "
        "`alignctl check` says what is wrong.\n"
    )
    told = alignctl("conflicts", *DAY, "-f", "json", cwd=repo.path)
    assert (told.status, json.loads(told.out)["complete"]) == (2, False)
    assert found(repo)[1]["held"] == 0  # nothing is concluded from a graph without its links


@pytest.mark.parametrize("what", BREAKS)
def test_whoever_asks_for_numbers_or_days_is_told_that_something_is_missing(repo: Repo, what: str) -> None:
    for command in ("score", "due"):
        assert alignctl(command, *DAY, cwd=repo.path).status == 0
    broken(repo, what)
    for command in ("score", "due"):
        ran = alignctl(command, *DAY, cwd=repo.path)
        assert (ran.status, "This answer is incomplete" in ran.err) == (2, True)


def test_who_decides_is_incomplete_only_where_it_may_matter(repo: Repo) -> None:
    broken(repo, "right")
    ran = alignctl("who", "spend", *DAY, cwd=repo.path)
    assert (ran.status, "the decision right `spending`" in ran.err) == (2, True)
    assert alignctl("who", "hiring", *DAY, cwd=repo.path).status == 0


def test_an_object_that_cannot_be_read_is_not_said_to_be_missing(repo: Repo) -> None:
    broken(repo, "domain")
    told = (
        f"alignctl: {FILE}: The subject `spend` is there, but it cannot be read. `alignctl check` says what is wrong.\n"
    )
    for command in (("who", "spend"), ("show", "domain/spend")):
        ran = alignctl(*command, *DAY, cwd=repo.path)
        assert (ran.status, ran.out, ran.err) == (2, "", told)


def test_the_site_says_on_each_page_that_it_is_incomplete(repo: Repo) -> None:
    broken(repo, "metric")
    ran = alignctl("build", "-o", "site", "-q", *DAY, cwd=repo.path)
    assert ran.status == 2
    assert ran.err == (
        f"alignctl: {FILE} cannot be read in full: the metric `orders`. The site says that it is incomplete; "
        "`alignctl check` says what is wrong.\n"
    )
    told = "This site is incomplete: 1 document cannot be read and is missing from every answer here."
    pages = [
        page for page in (repo.path / "site").rglob("*.html") if 'http-equiv="refresh"' not in page.read_text("utf-8")
    ]
    assert pages
    assert [page.name for page in pages if told not in page.read_text(encoding="utf-8")] == []


def test_what_the_base_could_not_read_is_not_said_to_be_new(repo: Repo) -> None:
    old, new, _ = BREAKS["right"]
    repo.commit({FILE: COMPANY.replace(old, new, 1)})
    (repo.path / FILE).write_text(COMPANY, encoding="utf-8")
    ran = alignctl("diff", "HEAD", *DAY, cwd=repo.path)
    assert ran.status == 2
    assert "`spend` goes to `osl` (bob); who decided it before cannot be read." in ran.out
    old, new, _ = BREAKS["unit"]
    repo.commit({FILE: COMPANY.replace(old, new, 1)})
    (repo.path / FILE).write_text(COMPANY, encoding="utf-8")
    ran = alignctl("diff", "HEAD", *DAY, cwd=repo.path)
    assert "The unit `oslo` could not be read before and now can be: led by `osl`." in ran.out


def test_a_document_that_is_renamed_as_it_breaks_is_not_gone_either(repo: Repo) -> None:
    text = COMPANY.replace("{name: oslo}", "{name: bergen}").replace("lead: osl}", "leed: osl}", 1)
    (repo.path / FILE).write_text(text, encoding="utf-8")
    told = alignctl("diff", "HEAD", *DAY, cwd=repo.path).out
    assert "The unit `oslo` cannot be read at this revision." in told
    assert "is gone" not in told


def test_what_a_file_without_form_seems_to_hold_keeps_its_consequences_back(repo: Repo) -> None:
    right = COMPANY.split("---\n")[8]
    (repo.path / FILE).write_text(COMPANY.replace("---\n" + right, ""), encoding="utf-8")
    (repo.path / "governance" / "right.yaml").write_text(right.replace("role:osl'", "role:osl"), encoding="utf-8")
    ran = alignctl("check", *DAY, "--select", "DR001", "-f", "concise", cwd=repo.path)
    assert ran.status == 2
    assert "`hiring`" in ran.out
    assert "`spend`" not in ran.out
    assert alignctl("who", "spend", *DAY, cwd=repo.path).status == 2
