"""Ways around the gate, each tried through the installed command: none of them passes without those who lose."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.pulls import (
    DECISIONS,
    DOMAINS,
    LOWER,
    ORGANISATION,
    PAY,
    PROJECTS,
    RIGHTS,
    THRESHOLD,
    edit,
    errors,
    gate,
    meaning,
    pull,
)
from tests.command import ROOT
from tests.repositories import Repo

OWN = """apiVersion: alignctl/v1
kind: DecisionRight
metadata: {name: mine%s}
spec: {domains: [%s], %sdecide: 'role:procurement-lead'}
"""
CLOUD = """apiVersion: alignctl/v1
kind: Domain
metadata: {name: cloud-spend}
spec: {parent: software-spend, owningUnit: marketing, actions: [approve]}
"""
SPEND = "apiVersion: alignctl/v1\nkind: DecisionRight\nmetadata:\n  name: spend-approval\n"
BOSS = """apiVersion: alignctl/v1
kind: Role
metadata: {name: overseer}
spec: {unit: %s, tier: c-suite, holders: [%s], final: true}
"""


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Return the larger example on `main`, with a branch `change` that is checked out."""
    return pull(tmp_path / "repository")


def merge(repo: Repo) -> None:
    """Merge the branch into main, whatever the gate says, and begin the next one."""
    repo.git("switch", "--quiet", "main")
    repo.git("merge", "--quiet", "--ff-only", "change")
    repo.git("switch", "--quiet", "change")


def asked(repo: Repo, author: str = "kim") -> set[str]:
    return {person for change in meaning(repo, author) for person in change["required"]}


class TestOutOfSight:
    """A document that nobody reads any more is one that is gone, with all that was decided by it."""

    def move(self, repo: Repo) -> None:
        (repo.path / "attic").mkdir()
        (repo.path / RIGHTS).rename(repo.path / "attic" / "rights.yaml")

    def rename(self, repo: Repo) -> None:
        (repo.path / RIGHTS).rename(repo.path / "governance" / "rights.txt")

    def exclude(self, repo: Repo) -> None:
        edit(repo, "tier: core", f"tier: core\nexclude: [{RIGHTS}]", "alignctl.yaml")

    def narrow(self, repo: Repo) -> None:
        edit(repo, "paths: [governance]", f"paths: [{ORGANISATION}, {DOMAINS}]", "alignctl.yaml")

    def draft(self, repo: Repo) -> None:
        text = (repo.path / RIGHTS).read_text(encoding="utf-8")
        repo.commit({RIGHTS: text.replace("  effectiveFrom:", "  status: draft\n  effectiveFrom:")})

    @pytest.mark.parametrize("how", [move, rename, exclude, narrow, draft], ids=lambda how: how.__name__)
    def test_every_decider_is_asked(self, repo: Repo, how: Callable[[TestOutOfSight, Repo], None]) -> None:
        how(self, repo)
        repo.commit({})
        assert {"vera", "june", "hugo", "theo", "ravi", "lena"} <= asked(repo)
        assert "CH001" in errors(gate(repo, "kim"))

    def test_what_is_given_to_another_tool_can_no_longer_be_read_and_does_not_pass(self, repo: Repo) -> None:
        text = (repo.path / RIGHTS).read_text(encoding="utf-8")
        repo.commit({RIGHTS: text.replace("alignctl/v1", "other/v1")})
        refused = gate(repo, "kim", "vera", "june", "hugo", "theo", "ravi", "lena")
        assert refused.status in {1, 2}
        assert errors(refused) == {"ST001"}

    @pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
    def test_a_link_is_not_followed(self, repo: Repo) -> None:
        text = (repo.path / RIGHTS).read_text(encoding="utf-8")
        repo.write({"rights.txt": text.replace(THRESHOLD, LOWER)})
        (repo.path / RIGHTS).unlink()
        (repo.path / RIGHTS).symlink_to("../rights.txt")
        repo.commit({})
        assert gate(repo, "kim", "hugo", "june").status == 2

    def test_attributes_of_git_hide_nothing(self, repo: Repo) -> None:
        repo.commit({".gitattributes": "*.yaml filter=none diff=none export-ignore -text\n"})
        edit(repo, THRESHOLD, LOWER)
        assert errors(gate(repo, "kim", more=("--rev", "change"))) == {"CH001"}

    def test_nearer_settings_are_not_those_of_the_gate(self, repo: Repo) -> None:
        repo.commit({"governance/alignctl.yaml": "rules: {CH001: {severity: 'off'}}\n"})
        ran = gate(repo, "kim")
        assert ran.status == 2
        assert "Only one file of this name is read" in ran.out
        edit(repo, "tier: core", "tier: core\nexclude: [governance/alignctl.yaml]", "alignctl.yaml")
        edit(repo, THRESHOLD, LOWER)
        assert {"CH001", "CH007"} <= errors(gate(repo, "kim"))

    def test_another_kind_under_the_same_name_is_no_replacement(self, repo: Repo) -> None:
        unit = "apiVersion: alignctl/v1\nkind: Unit\nmetadata:\n  name: spend-approval\nspec: {parent: finance}\n---\n"
        text = (repo.path / RIGHTS).read_text(encoding="utf-8")
        start = text.index(SPEND)
        repo.commit({RIGHTS: text[:start] + unit + text[text.index("---\n", start) + 4 :]})
        assert {"vera", "june", "hugo"} <= asked(repo)

    def test_a_record_that_is_left_out_is_one_that_is_deleted(self, repo: Repo) -> None:
        edit(repo, "tier: core", f"tier: core\nexclude: [{DECISIONS}]", "alignctl.yaml")
        assert {"CH005", "CH007"} <= errors(gate(repo, "kim"))

    def test_the_case_of_a_record_lies_in_another_file(self, repo: Repo) -> None:
        edit(repo, "attributes: {annual-cost: 140000}", "attributes: {annual-cost: 90000}", PROJECTS)
        assert "CH005" in errors(gate(repo, "kim", "hugo", "june", "vera"))


class TestNewObjects:
    """What is new takes nothing from others behind their backs."""

    def test_a_narrower_subject_takes_its_cases_from_the_wider_one(self, repo: Repo) -> None:
        right = OWN % ("", "cloud-spend", "")
        repo.commit({"governance/cloud.yaml": f"{CLOUD}---\n{right.replace('procurement-lead', 'marketing-ops-lead')}"})
        told = [change["sentence"] for change in meaning(repo, "theo")]
        assert (
            "`cloud-spend` over 10 000 and up to 50 000 EUR a year moves from `controller` (june) to"
            " `marketing-ops-lead` (theo)"
        ) in told
        assert {"CH001"} <= errors(gate(repo, "theo", "iris", "mara"))
        assert {"vera", "june", "hugo"} <= asked(repo, "theo")

    def test_a_right_from_the_far_future(self, repo: Repo) -> None:
        repo.commit(
            {"governance/own.yaml": OWN % (", effectiveFrom: 2099-01-01", "software-spend", "reserved: true, ")}
        )
        assert {"CH001", "CH002"} <= errors(gate(repo, "vera"))
        assert all("From 2099-01-01 on, " in change["sentence"] for change in meaning(repo, "vera"))

    def test_a_right_that_ends_in_the_far_future(self, repo: Repo) -> None:
        edit(repo, "  name: spend-approval\n", "  name: spend-approval\n  effectiveUntil: 2031-01-01\n")
        assert {"june", "hugo", "vera"} <= asked(repo)

    @pytest.mark.parametrize(("unit", "author"), [("finance", "vera"), ("fernhill", "kim")])
    def test_a_last_arbiter_of_ones_own(self, repo: Repo, unit: str, author: str) -> None:
        repo.commit({"governance/boss.yaml": BOSS % (unit, author)})
        assert errors(gate(repo, author)) == {"CH001", "CH002"}
        assert "hugo" in asked(repo, author)

    def test_a_duplicate_that_stands_first(self, repo: Repo) -> None:
        text = (repo.path / RIGHTS).read_text(encoding="utf-8")
        start = text.index(SPEND)
        repo.commit({"governance/a.yaml": text[start : text.index("---\n", start)].replace(THRESHOLD, LOWER)})
        assert errors(gate(repo, "kim", "hugo", "june")) == {"ST002"}
        assert errors(gate(repo, "kim")) == {"CH001", "ST002"}

    def test_a_policy_of_the_same_code(self, repo: Repo) -> None:
        text = (ROOT / "policies" / "ch" / "CH001.yaml").read_text(encoding="utf-8")
        repo.commit({"rules/own.yaml": text.replace("size(this.missing) == 0", '"true"')})
        edit(repo, "tier: core", "tier: core\npolicies: [rules]", "alignctl.yaml")
        edit(repo, THRESHOLD, LOWER)
        assert gate(repo, "kim").status == 2

    def test_a_folder_outside_of_the_repository(self, repo: Repo) -> None:
        folder = repo.path.parent / "elsewhere"
        folder.mkdir()
        (folder / "own.yaml").write_text(OWN % ("", "software-spend", "reserved: true, "), encoding="utf-8")
        edit(repo, "tier: core", "tier: core\noverlays: [../elsewhere]", "alignctl.yaml")
        assert {"CH001", "CH002", "CH007"} <= errors(gate(repo, "vera"))
        merge(repo)
        edit(repo, "# Who decides what.", "# Who decides what, in words.")
        assert meaning(repo, "vera") == []

    def test_a_folder_of_the_repository_merged_at_check_time_has_its_history(self, repo: Repo) -> None:
        (repo.path / "pay").mkdir()
        (repo.path / PAY).rename(repo.path / "pay" / "pay.yaml")
        edit(repo, "tier: core", "tier: core\noverlays: [pay]", "alignctl.yaml")
        merge(repo)
        edit(repo, "# Who decides what.", "# Who decides what, in words.")
        assert meaning(repo, "kim") == []
        edit(repo, "{metric: pipeline, weight: 50}", "{metric: pipeline, weight: 40}", "pay/pay.yaml")
        assert [change["of"] for change in meaning(repo, "kim")] == ["incentiveplan:marketing-pay-2026"]


class TestTwoSteps:
    """Half of an attack is a change already, and the other half is measured against what is there then."""

    def test_a_draft_first(self, repo: Repo) -> None:
        repo.commit({"governance/own.yaml": OWN % (", status: draft", "software-spend", "reserved: true, ")})
        assert meaning(repo, "vera") == []
        merge(repo)
        edit(repo, ", status: draft", "", "governance/own.yaml")
        assert errors(gate(repo, "vera")) == {"CH001", "CH002"}

    def test_a_subject_first_and_its_right_later(self, repo: Repo) -> None:
        repo.commit({"governance/cloud.yaml": CLOUD})
        assert "hugo" in asked(repo, "theo")
        merge(repo)
        repo.commit({"governance/own.yaml": OWN % ("", "cloud-spend", "")})
        assert {"june", "hugo"} <= asked(repo, "vera")

    def test_a_rank_first_and_the_case_later(self, repo: Repo) -> None:
        repo.commit({"governance/own.yaml": OWN % ("", "vendor-contracts", "reserved: true, ")})
        merge(repo)
        edit(repo, "[vendor-contracts]", "[software-spend]", "governance/own.yaml")
        assert {"june", "hugo"} <= asked(repo, "vera")

    def test_another_name_and_other_people(self, repo: Repo) -> None:
        text = (repo.path / ORGANISATION).read_text(encoding="utf-8")
        text = text.replace("name: head-of-finance", "name: chief\n  formerly: [head-of-finance]")
        text = text.replace("lead: head-of-finance", "lead: chief").replace("role:head-of-finance", "role:chief")
        repo.commit({ORGANISATION: text})
        assert meaning(repo, "vera") == []
        repo.commit({ORGANISATION: text.replace("holders: [hugo]", "holders: [vera]")})
        assert errors(gate(repo, "vera", "june", "anya", "iris", "omar", "petra")) == {"CH001", "CH002"}

    def test_a_role_takes_the_name_of_another(self, repo: Repo) -> None:
        text = (repo.path / ORGANISATION).read_text(encoding="utf-8")
        start = text.index("apiVersion: alignctl/v1\nkind: Role\nmetadata:\n  name: head-of-finance")
        text = text[:start] + text[text.index("---\n", start) + 4 :]
        text = text.replace("name: procurement-lead", "name: procurement-lead\n  formerly: [head-of-finance]")
        repo.commit({ORGANISATION: text})
        assert {"CH001", "CH002"} <= errors(gate(repo, "vera", "june"))
        assert "hugo" in asked(repo, "vera")


class TestWhoApproves:
    """Only people of today, by their own names, for what is theirs."""

    def test_letters_that_look_alike(self, repo: Repo) -> None:
        edit(repo, THRESHOLD, LOWER)
        assert errors(gate(repo, "kim", "hugo", "jun\N{CYRILLIC SMALL LETTER IE}")) == {"CH001"}
        assert errors(gate(repo, "kim", "@Hugo", " JUNE")) == set()

    def test_a_deputy_decides_cases_but_gives_nothing_away(self, repo: Repo) -> None:
        edit(repo, THRESHOLD, LOWER)
        assert errors(gate(repo, "kim", "hugo", "piet")) == {"CH001"}
        (change,) = meaning(repo, "kim")
        assert change["asked"] == [
            "hugo, lead of `finance`, which owns `software-spend`",
            "june (away until 2026-07-17, or mara), who loses the decision",
        ]

    def test_while_the_holder_is_away_the_next_above_who_gains_nothing_may(self, repo: Repo) -> None:
        edit(repo, THRESHOLD, LOWER)
        assert errors(gate(repo, "kim", "hugo", "mara")) == set()

    def test_who_left_on_the_base_meanwhile_approves_no_more(self, repo: Repo) -> None:
        edit(repo, THRESHOLD, LOWER)
        repo.git("switch", "--quiet", "main")
        edit(repo, "holders: [june]", "holders: [zoe]", ORGANISATION)
        repo.git("switch", "--quiet", "change")
        assert errors(gate(repo, "kim", "hugo", "june")) == {"CH001"}
        assert errors(gate(repo, "kim", "hugo", "zoe")) == set()

    def test_the_rules_of_the_base_are_those_of_today(self, repo: Repo) -> None:
        repo.git("switch", "--quiet", "main")
        edit(repo, "governanceOwner: role:head-of-finance", "governanceOwner: role:head-of-it", "alignctl.yaml")
        repo.git("switch", "--quiet", "change")
        edit(repo, "tier: core", "tier: core\nrules: {DR001: {severity: warning}}", "alignctl.yaml")
        assert errors(gate(repo, "kim", "hugo")) == {"CH007"}
        assert errors(gate(repo, "kim", "petra")) == set()

    def test_a_seat_that_is_gone_on_the_base_leaves_its_approval_to_governance(self, repo: Repo) -> None:
        edit(repo, "decide: role:data-steward", "decide: role:platform-lead")
        repo.git("switch", "--quiet", "main")
        text = (repo.path / ORGANISATION).read_text(encoding="utf-8")
        repo.commit({ORGANISATION: text.replace("  name: data-steward\n", "  name: data-steward\n  status: retired\n")})
        repo.git("switch", "--quiet", "change")
        assert any("who answers for governance" in why for change in meaning(repo, "kim") for why in change["asked"])
        assert "ravi" not in asked(repo)


def test_what_cannot_be_compared_is_said_so_and_all_deciders_are_asked(repo: Repo) -> None:
    repo.git("switch", "--quiet", "main")
    edit(repo, "tier: core", "tier: core\nanalysis: {cellBudget: 1}", "alignctl.yaml")
    repo.git("switch", "--quiet", "--create", "next")
    edit(repo, THRESHOLD, LOWER)
    changes = meaning(repo, "kim")
    told = "`software-spend` has too many cases to compare one by one; who decides may have changed in any of them"
    assert told in [change["sentence"] for change in changes]
    assert {"june", "hugo", "vera"} <= asked(repo)
    ran = gate(repo, "kim")
    assert (ran.status, json.loads(ran.out)["complete"]) == (2, False)


def test_the_same_tables_are_no_change_however_large(repo: Repo) -> None:
    repo.git("switch", "--quiet", "main")
    edit(repo, "tier: core", "tier: core\nanalysis: {cellBudget: 1}", "alignctl.yaml")
    repo.git("switch", "--quiet", "--create", "next")
    edit(repo, "# Who decides what.", "# Who decides what, in words.")
    edit(repo, "title: Approve spending on software", "title: Approve what software costs")
    assert meaning(repo, "kim") == []


class TestOtherTerms:
    """The same seat decides, but by another right that says other things."""

    BESIDE = """apiVersion: alignctl/v1
kind: DecisionRight
metadata: {name: small-spend}
spec: {domains: [software-spend], when: {annual-cost: {upTo: 10000}}, decide: 'role:procurement-lead', %spriority: 9}
"""

    def test_nobody_frees_himself_of_a_separation_of_duties(self, repo: Repo) -> None:
        repo.commit({"governance/beside.yaml": self.BESIDE % "sla: 2bd, "})
        assert errors(gate(repo, "vera")) == {"CH001", "CH002"}
        (change,) = meaning(repo, "vera")
        assert "who may not be one person is nothing instead of" in change["sentence"]
        assert {"june", "hugo"} & set(change["missing"])

    def test_nobody_slows_down_others(self, repo: Repo) -> None:
        slow = self.BESIDE.replace("software-spend], when: {annual-cost: {upTo: 10000}}", "system-changes]")
        slow = slow.replace("procurement-lead", "platform-lead")
        repo.commit({"governance/beside.yaml": slow % "sla: 52w, "})
        (change,) = meaning(repo, "vera")
        assert "nils" in change["missing"]
        assert "the time to decide is 52 weeks instead of" in change["sentence"]

    def test_the_same_terms_in_two_rights_are_no_change(self, repo: Repo) -> None:
        text = (repo.path / RIGHTS).read_text(encoding="utf-8")
        start = text.index("  name: campaign-plan")
        document = "apiVersion: alignctl/v1\nkind: DecisionRight\nmetadata:\n" + text[start : text.index("---", start)]
        repo.commit({"governance/beside.yaml": document.replace("name: campaign-plan", "name: campaign-plan-2")})
        assert meaning(repo, "vera") == []


class TestByDegrees:
    """What nobody would pass at once is not passed in parts."""

    PLAN = """apiVersion: alignctl/v1
kind: IncentivePlan
metadata: {name: %s, status: %s}
spec:
  roles: [%s]
  cycle: y2026
  approvedBy: role:%s
  components: [{objective: profitable-growth-2026, weight: 50}, {metric: acquisition-cost, weight: 50}]
"""

    def test_a_draft_names_no_approver_for_other_plans(self, repo: Repo) -> None:
        repo.commit({"governance/draft.yaml": self.PLAN % ("dummy", "draft", "procurement-lead", "procurement-lead")})
        merge(repo)
        repo.commit({"governance/plan.yaml": self.PLAN % ("extra", "active", "marketing-ops-lead", "procurement-lead")})
        assert "hugo" in asked(repo, "vera")
        assert "CH003" in errors(gate(repo, "vera"))

    def test_a_draft_that_comes_into_force_was_approved_by_nobody(self, repo: Repo) -> None:
        repo.commit({"governance/draft.yaml": self.PLAN % ("own", "draft", "procurement-lead", "marketing-ops-lead")})
        merge(repo)
        edit(repo, "status: draft", "status: active", "governance/draft.yaml")
        assert "CH003" in errors(gate(repo, "vera", "theo"))

    def test_what_a_paid_goal_is_measured_by_is_a_matter_of_pay(self, repo: Repo) -> None:
        text = (repo.path / "governance/metrics.yaml").read_text(encoding="utf-8")
        at = text.index("name: acquisition-cost")
        text = text[:at] + text[at:].replace("  definition:", "  definition: Mugs, or", 1)
        repo.commit({"governance/metrics.yaml": text})
        assert "mara" in asked(repo, "hugo")

    def test_who_gives_up_his_agreement_does_not_choose_the_decider(self, repo: Repo) -> None:
        repo.git("switch", "--quiet", "main")
        edit(repo, "  domains: [campaigns]\n", "  domains: [campaigns]\n  agree: [role:head-of-marketing]\n")
        repo.git("switch", "--quiet", "change")
        repo.git("merge", "--quiet", "--ff-only", "main")
        edit(repo, "  agree: [role:head-of-marketing]\n", "")
        edit(repo, "holders: [lena]", "holders: [kim]", ORGANISATION)
        assert "lena" in asked(repo, "iris")
