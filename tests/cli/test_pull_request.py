"""A pull request on a copy of an example, judged by the gate as a forge would run it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.pulls import (
    DAY,
    HIGHER,
    LOWER,
    ORGANISATION,
    RULES,
    THRESHOLD,
    edit,
    errors,
    found,
    gate,
    meaning,
    pull,
    rules,
)
from tests.command import alignctl
from tests.repositories import Repo

WAIVER = """apiVersion: alignctl/v1
kind: Waiver
metadata: {name: threshold, effectiveFrom: 2026-06-15, effectiveUntil: 2026-09-30}
spec: {rule: %s, subjects: ['%s'], reason: It is urgent, approvedBy: 'role:ceo'}
"""
TEAM = """apiVersion: alignctl/v1
kind: Unit
metadata: {name: shadow}
spec: {type: team, parent: marketing}
"""
POLICY = """apiVersion: alignctl/v1
kind: Policy
metadata: {name: own, title: Own}
spec:
  code: XX001
  tier: core
  severity: error
  on: Unit
  assert: "%s"
  message: It works in the shadow.
  fix: Name it.
  why: Because.
  examples: [{name: a, given: '', expect: pass}, {name: b, given: '', expect: pass}]
"""


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Return the larger example with a policy of its own on `main`, with a branch `change` that is checked out."""
    return pull(tmp_path / "repository", policy=POLICY % "this.metadata.name != 'shadow'")


def test_a_change_without_meaning_passes(repo: Repo) -> None:
    edit(repo, "# Who decides what.", "# Who decides what, in words.")
    assert (gate(repo).status, rules(gate(repo))) == (0, [])


def test_a_threshold_moves_once_the_loser_and_the_owner_have_approved(repo: Repo) -> None:
    edit(repo, THRESHOLD, LOWER)
    assert found(gate(repo, "vera")) == [("CH001", ["domain:software-spend"])]
    assert rules(gate(repo, "vera", "june")) == ["CH001"]
    assert gate(repo, "vera", "june", "hugo").status == 0


def test_the_author_who_gains_is_not_saved_by_his_subordinate(repo: Repo) -> None:
    edit(repo, THRESHOLD, LOWER)
    assert rules(gate(repo, "hugo", "vera")) == ["CH001", "CH002"]
    assert rules(gate(repo, "hugo", "june")) == ["CH001"]
    assert gate(repo, "hugo", "june", "mara").status == 0


def test_own_authority_is_given_away_alone(repo: Repo) -> None:
    edit(repo, THRESHOLD, HIGHER)
    assert gate(repo, "hugo").status == 0
    assert rules(gate(repo, "june")) == ["CH001", "CH002"]


def test_of_two_sides_the_author_speaks_for_the_one_that_loses(repo: Repo) -> None:
    now = "order: [metric:forecast-accuracy, metric:pipeline]"
    edit(repo, now, "order: [metric:pipeline, metric:forecast-accuracy]", RULES)
    assert rules(gate(repo, "omar", "iris")) == []
    assert rules(gate(repo, "iris", "omar")) == ["CH004"]


def test_a_file_that_cannot_be_read_takes_nothing_from_anybody(repo: Repo) -> None:
    edit(repo, THRESHOLD, LOWER + "]")
    ran = gate(repo, "vera")
    assert ran.status == 2
    assert not [rule for rule in errors(ran) if rule.startswith("CH")]
    comment = alignctl("check", "--since", "main", *DAY, "-f", "markdown", cwd=repo.path).out
    head = [line for line in comment.partition("<details>")[0].splitlines() if line]
    assert head[0] == "### The check could not be completed"
    assert [line.partition(" cannot")[0] for line in head[1:]] == ["- 🛑 governance/rights.yaml:97"]


def test_without_a_file_nothing_is_approved(repo: Repo) -> None:
    edit(repo, THRESHOLD, HIGHER)
    assert rules(gate(repo)) == ["CH001"]


def test_the_base_says_who_approves(repo: Repo) -> None:
    edit(repo, THRESHOLD, LOWER)
    edit(repo, "holders: [hugo]", "holders: [vera]", ORGANISATION)
    edit(repo, "holders: [june]", "holders: [vera]", ORGANISATION)
    assert "CH001" in rules(gate(repo, "vera"))
    assert "CH002" in rules(gate(repo, "vera"))


def test_what_main_had_already_is_known(repo: Repo) -> None:
    repo.git("switch", "--quiet", "main")
    edit(repo, "escalatesTo: role:ceo", "escalatesTo: role:nobody", ORGANISATION)
    repo.git("switch", "--quiet", "change")
    repo.git("merge", "--quiet", "--ff-only", "main")
    whole = alignctl("check", *DAY, cwd=repo.path)
    assert whole.status == 1
    assert gate(repo).status == 0
    edit(repo, "decide: role:data-steward", "decide: role:steward")
    assert "RF001" in rules(gate(repo, "vera", "anya", "ravi"))


class TestOwnGate:
    """A change does not loosen the gate that it goes through."""

    def test_a_rule_switched_off(self, repo: Repo) -> None:
        edit(
            repo,
            "tier: core",
            "tier: core\nrules: {CH001: {severity: 'off'}, CH007: {severity: 'off'}}",
            "alignctl.yaml",
        )
        edit(repo, THRESHOLD, LOWER)
        assert set(rules(gate(repo, "vera", "june"))) == {"CH001", "CH007"}
        assert gate(repo, "vera", "june", "hugo").status == 0

    def test_who_answers_for_governance_does_not_let_himself_off(self, repo: Repo) -> None:
        edit(repo, "tier: core", "tier: core\nrules: {CH001: {severity: 'off'}}", "alignctl.yaml")
        assert rules(gate(repo, "hugo")) == ["CH007"]
        assert gate(repo, "hugo", "mara").status == gate(repo, "mara", "hugo").status == 0

    def test_the_power_to_grant_exceptions_is_taken_from_nobody_unasked(self, repo: Repo) -> None:
        edit(repo, "waiverApprovers: [role:ceo]", "waiverApprovers: [role:head-of-finance]", "alignctl.yaml")
        (change,) = meaning(repo, "vera", "hugo")
        assert change["missing"] == ["mara"]
        assert gate(repo, "vera", "hugo", "mara").status == 0

    def test_a_folder_left_out(self, repo: Repo) -> None:
        edit(repo, "tier: core", "exclude: [governance/decisions.yaml]", "alignctl.yaml")
        assert "CH007" in rules(gate(repo, "vera"))

    def test_settings_taken_away(self, repo: Repo) -> None:
        (repo.path / "alignctl.yaml").unlink()
        repo.commit({})
        assert "CH007" in rules(gate(repo, "vera"))

    def test_a_policy_edited(self, repo: Repo) -> None:
        repo.commit({"governance/policy.yaml": POLICY % "'true' == 'true'"})
        repo.commit({"governance/unit.yaml": TEAM})
        assert {"CH007", "XX001"} <= set(rules(gate(repo, "vera")))

    @pytest.mark.parametrize("rule", ["CH001", "CH008"])
    def test_a_waiver_added(self, repo: Repo, rule: str) -> None:
        edit(repo, THRESHOLD, LOWER)
        subject = "domain:software-spend" if rule == "CH001" else "waiver:threshold"
        repo.commit({"governance/waiver.yaml": WAIVER % (rule, subject)})
        assert set(rules(gate(repo, "vera", "june"))) == {"CH001", "CH008", "WV003"}

    def test_a_finding_about_a_change_is_never_waived(self, repo: Repo) -> None:
        repo.git("switch", "--quiet", "main")
        repo.commit({"governance/waiver.yaml": WAIVER % ("CH001", "domain:software-spend")})
        repo.git("switch", "--quiet", "change")
        repo.git("merge", "--quiet", "--ff-only", "main")
        edit(repo, THRESHOLD, LOWER)
        assert rules(gate(repo, "vera", "mara")) == ["CH001"]

    def test_a_waiver_that_its_approver_has_proven_works(self, repo: Repo) -> None:
        repo.commit({"governance/unit.yaml": TEAM, "governance/waiver.yaml": WAIVER % ("XX001", "unit:shadow")})
        assert rules(gate(repo, "vera", "iris")) == ["XX001", "CH008"]
        assert rules(gate(repo, "vera", "iris", "mara")) == []

    @pytest.mark.parametrize("rule", ["CH001", "XX001"])
    def test_a_comment_added(self, repo: Repo, rule: str) -> None:
        ignore = f"shadow}}  # alignctl: ignore[{rule}] until=2026-07-01 it is urgent"
        repo.commit({"governance/unit.yaml": TEAM.replace("shadow}", ignore)})
        assert {"CH008", "XX001"} <= set(rules(gate(repo, "vera", "iris")))
        proven = {"XX001": set(), "CH001": {"WV002", "WV003", "XX001"}}
        assert set(rules(gate(repo, "vera", "iris", "hugo"))) == proven[rule]

    def test_a_comment_that_lasts_longer(self, repo: Repo) -> None:
        ignore = "shadow}  # alignctl: ignore[XX001] until=2026-0%s-01 it is urgent"
        repo.git("switch", "--quiet", "main")
        repo.commit({"governance/unit.yaml": TEAM.replace("shadow}", ignore % 7)})
        repo.git("switch", "--quiet", "change")
        repo.git("merge", "--quiet", "--ff-only", "main")
        repo.commit({"governance/unit.yaml": TEAM.replace("shadow}", ignore % 9)})
        assert set(rules(gate(repo, "vera"))) == {"CH008", "XX001"}
        assert rules(gate(repo, "vera", "hugo")) == []


@pytest.mark.parametrize("text", ["", "[]", '{"approvals": ["mara"]}', '{"author": "vera", "approved": ["mara"]}'])
def test_approvals_that_cannot_be_understood_are_no_pass(repo: Repo, text: str) -> None:
    file = repo.path.parent / "approvals.json"
    file.write_text(text, encoding="utf-8")
    ran = alignctl("check", "--since", "main", "--approvals", str(file), *DAY, cwd=repo.path)
    assert ran.status == 2
    assert "approvals" in ran.err.lower()


def test_approvals_need_a_base(repo: Repo) -> None:
    ran = alignctl("check", "--approvals", "approvals.json", *DAY, cwd=repo.path)
    assert ran.status == 2
    assert "--since" in ran.err


def test_a_change_does_not_write_itself_into_a_baseline(repo: Repo) -> None:
    edit(repo, THRESHOLD, LOWER)
    ran = gate(repo, "vera", more=("--baseline", "known.txt", "--write-baseline"))
    assert ran.status == 2
    assert "exclude each other" in ran.err
    assert not (repo.path / "known.txt").exists()
