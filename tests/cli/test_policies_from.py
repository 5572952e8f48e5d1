"""The policies of another revision judge, under the same settings, and never those that a change brings along."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.command import ROOT, alignctl
from tests.repositories import Repo

POLICY = """\
apiVersion: alignctl/v1
kind: Policy
metadata: {name: titles, title: Every role has a title}
spec:
  code: %s
  tier: core
  severity: error
  on: Role
  assert: this.metadata.title != "%s"
  message: "{{ this.metadata.name }} is called in another way."
  fix: "Call it in another way."
  why: The sign at the door says it.
  examples:
    - {name: any, given: "", expect: pass}
    - {name: none, given: "", expect: {fail: [{subjects: ['role:owner'], message: other}]}}
"""
STRICT = POLICY % ("ZZ901", "Owner")
LOOSE = POLICY % ("ZZ901", "Nobody")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Return a repository whose `main` has a policy that its documents break, and a branch `change`."""
    repo = Repo.init(tmp_path.resolve() / "repository")
    shutil.copytree(ROOT / "examples" / "minimal", repo.path, dirs_exist_ok=True)
    repo.commit({"governance/policy.yaml": LOOSE}, "begin")
    repo.git("tag", "loose")
    repo.commit({"governance/policy.yaml": STRICT}, "strict")
    repo.git("switch", "--quiet", "--create", "change")
    return repo


def found(repo: Repo, *options: str) -> tuple[int, list[str]]:
    ran = alignctl("check", *options, "--as-of", "2026-06-15", "-f", "json", cwd=repo.path)
    assert ran.status in {0, 1}, ran.err
    rows = json.loads(ran.out)["findings"]
    return ran.status, [row["rule"] for row in rows if row["rule"].startswith("ZZ") and not row.get("known")]


def edit(repo: Repo, file: str, old: str, new: str) -> None:
    text = (repo.path / file).read_text(encoding="utf-8")
    assert old in text
    repo.commit({file: text.replace(old, new)})


def test_the_policies_of_another_revision_judge(repo: Repo) -> None:
    assert found(repo) == (1, ["ZZ901"])
    assert found(repo, "--policies-from", "loose") == (0, [])
    repo.commit({"governance/policy.yaml": LOOSE})
    assert found(repo) == (0, [])
    assert found(repo, "--policies-from", "main") == (1, ["ZZ901"])


def test_the_settings_stay_those_of_the_checked_state(repo: Repo) -> None:
    repo.commit({"alignctl.yaml": "paths: [governance]\nrules: {ZZ901: {severity: warning}}\n"})
    assert found(repo, "--policies-from", "main") == (0, ["ZZ901"])


def test_of_a_change_the_settings_of_the_base_stay(repo: Repo) -> None:
    files = {
        "alignctl.yaml": "paths: [governance]\nrules: {ZZ901: {severity: 'off'}}\n",
        "governance/policy.yaml": LOOSE,
    }
    repo.git("switch", "--quiet", "main")
    edit(repo, "governance/bakery.yaml", "title: Owner", "title: The Owner")
    repo.git("switch", "--quiet", "-C", "change")
    repo.write(files)
    edit(repo, "governance/bakery.yaml", "title: The Owner", "title: Owner")
    assert "ZZ901" in found(repo, "--since", "main")[1]
    assert "ZZ901" in found(repo, "--since", "main", "--policies-from", "main")[1]
    assert "ZZ901" not in found(repo, "--since", "main", "--policies-from", "loose")[1]


def test_a_change_does_not_choose_its_own_judge(repo: Repo) -> None:
    repo.commit({"governance/policy.yaml": LOOSE}, "loosen")
    repo.commit({}, "more")
    for name in ("HEAD", "HEAD~1", "change"):
        ran = alignctl("check", "--since", "main", "--policies-from", name, cwd=repo.path)
        assert ran.status == 2
        assert "cannot judge it" in ran.err


def test_policies_may_come_from_a_branch_of_their_own(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "--orphan", "pack")
    repo.git("rm", "-rfq", ".")
    repo.commit({"pack/policy.yaml": STRICT.replace("ZZ901", "ZZ902")}, "pack")
    repo.git("switch", "--quiet", "change")
    assert found(repo, "--since", "main", "--policies-from", "pack") == (0, [])  # what the base breaks is known
    assert found(repo, "--policies-from", "pack") == (1, ["ZZ902"])


@pytest.mark.parametrize("name", ["nowhere", "--exec=x", ""])
def test_an_unknown_revision_is_no_pass(repo: Repo, name: str) -> None:
    ran = alignctl("check", f"--policies-from={name}", cwd=repo.path)
    assert (ran.status, ran.out) == (2, "")


def test_a_revision_with_a_broken_policy_is_no_pass(repo: Repo) -> None:
    repo.git("switch", "--quiet", "-c", "broken", "loose")
    repo.commit({"governance/policy.yaml": "apiVersion: alignctl/v1\nkind: ["})
    repo.git("switch", "--quiet", "change")
    ran = alignctl("check", "--policies-from", "broken", cwd=repo.path)
    assert ran.status == 2
    assert "governance/policy.yaml" in ran.err
