"""Who had authority on that day: what the documents said at a commit, and what was in force on a day."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import alignctl
from tests.repositories import Repo

BASE = """\
apiVersion: alignctl/v1
kind: Unit
metadata: {name: shop}
spec: {type: company, lead: boss}
---
apiVersion: alignctl/v1
kind: Domain
metadata: {name: purchases}
spec: {owningUnit: shop, attributes: {amount: {type: number, unit: EUR}}}
"""
ROLE = """\
apiVersion: alignctl/v1
kind: Role
metadata: {name: %s%s}
spec:
  unit: shop
  holders: [%s]
  final: true
  deputies: [{to: dep, rights: all, from: 2026-08-01, until: 2026-08-31, concurrent: true}]
  unavailable: [{holder: ana, from: 2026-08-01, until: 2026-08-31}]
"""
RIGHT = """\
apiVersion: alignctl/v1
kind: DecisionRight
metadata: {name: %s, effectiveFrom: %s%s}
spec: {domains: [purchases], bandOn: amount, bands: [{upTo: %s, decide: role:clerk}, {decide: role:boss}]}
"""


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Return a repository in which a threshold, a holder, a name and a file changed, on a side branch and on main."""
    repo = Repo.init(tmp_path.resolve() / "company")
    roles = ROLE % ("boss", "", "ana") + "---\n" + ROLE % ("clerk", "", "ben")
    repo.commit({"base.yaml": BASE, "roles.yaml": roles, "rights.yaml": RIGHT % ("small", "2026-01-01", "", 500)})
    repo.git("tag", "january")
    later = RIGHT % ("small", "2026-01-01", ", effectiveUntil: 2026-06-30", 500) + "---\n"
    repo.commit({"rights.yaml": later + RIGHT % ("large", "2026-07-01", "", 2000)}, "from July on")
    repo.git("tag", "may")
    repo.git("switch", "--quiet", "--create", "side")
    (repo.path / "roles.yaml").unlink()
    roles = ROLE % ("head", ", formerly: [boss]", "cleo") + "---\n" + ROLE % ("clerk", "", "ben")
    repo.commit({"people.yaml": roles}, "a new boss under another title")
    repo.git("switch", "--quiet", "main")
    repo.git("merge", "--quiet", "--no-ff", "--message", "merge", "side")
    (repo.path / "people.yaml").write_text("broken: [", encoding="utf-8")  # the work tree plays no part
    return repo


@pytest.mark.parametrize(
    ("rev", "day", "amount", "answer"),
    [
        ("january", "2026-02-01", "400", "clerk decides (ben)"),
        ("january", "2026-02-01", "1500", "boss decides (ana)"),
        ("january", "2026-07-01", "1500", "boss decides (ana)"),
        ("may", "2026-06-30", "1500", "boss decides (ana)"),
        ("may", "2026-07-01", "1500", "clerk decides (ben)"),
        ("may", "2026-08-15", "3000", "boss decides (dep)"),
        ("may", "2025-12-31", "1500", "nobody decides"),
        ("HEAD", "2026-07-01", "3000", "head decides (cleo)"),
        ("HEAD~1", "2026-07-01", "3000", "boss decides (ana)"),
        ("side", "2026-06-01", "1500", "head decides (cleo)"),
    ],
)
def test_who_decided_on_a_day_by_what_was_written(repo: Repo, rev: str, day: str, amount: str, answer: str) -> None:
    ran = alignctl("who", "purchases", "--set", f"amount={amount}", "--rev", rev, "--as-of", day, cwd=repo.path)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == f"decide purchases: {answer}"


def test_nothing_is_checked_out(repo: Repo) -> None:
    before = repo.git("status", "--porcelain=v2", "--branch")
    alignctl("who", "purchases", "--rev", "january", "--as-of", "2026-02-01", cwd=repo.path)
    assert repo.git("status", "--porcelain=v2", "--branch") == before
    assert (repo.path / "people.yaml").read_text(encoding="utf-8") == "broken: ["


def test_a_revision_that_is_not_there_gives_no_answer(repo: Repo) -> None:
    ran = alignctl("who", "purchases", "--rev", "february", cwd=repo.path)
    assert (ran.status, ran.out) == (2, "")
    assert "february" in ran.err
