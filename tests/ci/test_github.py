"""The action's own steps, run in a clone of a pull request against recorded answers of GitHub."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from alignctl_forge.api import Api
from alignctl_forge.approvals import Approval, write
from alignctl_forge.errors import ForgeError
from alignctl_forge.github import Pull, approvals
from tests.ci.forge import Forge, recorded, serving
from tests.ci.jobs import Job, read
from tests.command import ROOT, Ran
from tests.repositories import Repo

HEAD = "ecdd80bb57125d7ba9641ffaa4d7d2c19d3f3091"
OLDER = "0f1d9dfa5e3a31f70ffea2a1b4f5a9f8a38e6d43"
REPOSITORY = "/repos/company/rights"
REVIEWS = f"GET {REPOSITORY}/pulls/7/reviews"
COMMENTS = f"{REPOSITORY}/issues/7/comments"
PEOPLE = {"june": 11, "vera": 12, "hugo": 13, "mara": 14}


def review(login: str, state: str = "APPROVED", commit: str = HEAD, **changes: Any) -> dict[str, Any]:
    user = {"login": login, "id": PEOPLE.get(login, 99), "type": "User"}
    return recorded("github/review", user=user, state=state, commit_id=commit, **changes)


@pytest.fixture
def forge() -> Iterator[Forge]:
    with serving() as found:
        yield found


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return Job.prepared(tmp_path)


class TestApprovals:
    """Which reviews count."""

    def given(self, forge: Forge, *reviews: dict[str, Any], public: bool = False) -> list[str]:
        forge.pages[REVIEWS] = [list(reviews)]
        pull = Pull(7, "vera", HEAD, "main", public)
        return sorted(one.handle for one in approvals(Api(forge.url, {}), "company/rights", pull))

    def test_of_the_head(self, forge: Forge) -> None:
        assert self.given(forge, review("june"), review("hugo")) == ["hugo", "june"]

    def test_of_an_older_commit_count_no_more(self, forge: Forge) -> None:
        assert self.given(forge, review("june", commit=OLDER), review("hugo")) == ["hugo"]

    def test_of_a_commit_that_is_gone_count_no_more(self, forge: Forge) -> None:
        assert self.given(forge, {**review("june"), "commit_id": None}) == []

    def test_dismissed_ones_count_no_more(self, forge: Forge) -> None:
        assert self.given(forge, review("june", "DISMISSED")) == []

    def test_the_last_decisive_review_of_a_person_counts(self, forge: Forge) -> None:
        assert self.given(forge, review("june"), review("june", "CHANGES_REQUESTED")) == []
        assert self.given(forge, review("june", "CHANGES_REQUESTED"), review("june")) == ["june"]
        assert self.given(forge, review("june"), review("june", "DISMISSED")) == []
        assert self.given(forge, review("june"), review("june", commit=OLDER)) == []

    def test_a_comment_undoes_nothing_and_a_draft_is_none(self, forge: Forge) -> None:
        assert self.given(forge, review("june"), review("june", "COMMENTED")) == ["june"]
        assert self.given(forge, review("june", "COMMENTED")) == []
        assert self.given(forge, {**review("june", "PENDING"), "submitted_at": None}) == []
        assert self.given(forge, {**review("june"), "submitted_at": None}) == []
        refused = review("june", "CHANGES_REQUESTED")
        assert self.given(forge, refused, {**review("june"), "submitted_at": None}) == []
        assert self.given(forge, review("june"), {**refused, "submitted_at": None}) == ["june"]

    def test_robots_and_deleted_accounts_approve_nothing(self, forge: Forge) -> None:
        robot = {**review("june"), "user": {"login": "june", "id": 5, "type": "Bot"}}
        assert self.given(forge, robot, {**review("june"), "user": None}) == []

    def test_all_pages_are_read(self, forge: Forge) -> None:
        forge.pages[REVIEWS] = [[review("june")], [review("hugo")], [review("june", "CHANGES_REQUESTED")]]
        pull = Pull(7, "vera", HEAD, "main", public=False)
        assert list(approvals(Api(forge.url, {}), "company/rights", pull)) == [Approval("hugo", "2026-06-14")]

    def test_in_public_only_who_may_write_approves(self, forge: Forge) -> None:
        for login, permission in (("june", "write"), ("hugo", "read"), ("mara", "admin")):
            forge.answers[f"GET {REPOSITORY}/collaborators/{login}/permission"] = {"permission": permission}
        stranger = review("x/../../june")
        assert self.given(forge, review("june"), review("hugo"), review("mara"), stranger, public=True) == [
            "june",
            "mara",
        ]

    def test_the_file_names_the_day_of_the_last_one(self, tmp_path: Path) -> None:
        file = tmp_path / "approvals.json"
        given = [Approval("june", "2026-06-13"), Approval("vera", "2026-06-15"), Approval("hugo", "2026-06-14")]
        assert write(file, "Vera", given) == ("hugo", "june")
        assert json.loads(file.read_text(encoding="utf-8")) == {
            "author": "Vera", "approvals": ["hugo", "june"], "date": "2026-06-14",
        }  # fmt: skip
        assert write(file, "vera", [Approval("vera", "2026-06-15")]) == ()
        assert json.loads(file.read_text(encoding="utf-8")) == {"author": "vera", "approvals": []}

    def test_two_hundred_pages_are_read_and_a_longer_thread_is_refused(self, forge: Forge) -> None:
        api, pull = Api(forge.url, {}), Pull(7, "vera", HEAD, "main", public=False)
        forge.pages[REVIEWS] = [*[[review("june", "COMMENTED")]] * 199, [review("hugo")]]
        assert [one.handle for one in approvals(api, "company/rights", pull)] == ["hugo"]
        forge.pages[REVIEWS].append([review("mara")])
        with pytest.raises(ForgeError, match="more than 200 pages"):
            list(approvals(api, "company/rights", pull))


def event(job: Job, author: str) -> Path:
    found = recorded("github/event")
    found["pull_request"]["head"]["sha"] = job.head
    found["pull_request"]["user"]["login"] = author
    path = job.temp / "event.json"
    path.write_text(json.dumps(found), encoding="utf-8")
    return path


def gate(job: Job, forge: Forge, name: str = "pull_request", author: str = "vera", **env: str) -> Ran:
    """Run the action's steps after the first, which installs, with the environment that GitHub gives them."""
    given = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_API_URL": forge.url,
        "GITHUB_EVENT_NAME": name,
        "GITHUB_EVENT_PATH": str(event(job, author)),
        "GITHUB_HEAD_REF": "$(touch branched)",
        "GITHUB_OUTPUT": str(job.temp / "output"),
        "GITHUB_REPOSITORY": "company/rights",
        "GITHUB_STEP_SUMMARY": str(job.temp / "summary"),
        "GITHUB_TOKEN": "secret",
        "ALIGNCTL_GATE_PATH": ".",
        **env,
    }
    _, step = read(ROOT / "action.yml")["runs"]["steps"]
    assert set(step["env"]) <= set(given)
    return job.run(step["run"], given)


def commands(ran: Ran) -> list[str]:
    """Return what GitHub obeys in a log: nothing between `stop-commands` and its token."""
    found, token = [], ""
    for line in ran.out.splitlines():
        if token:
            token = "" if line == f"::{token}::" else token
        elif line.startswith("::stop-commands::"):
            token = line.removeprefix("::stop-commands::")
        elif line.lstrip().startswith("::") or "##[" in line:
            found.append(line)
    assert not token
    return found


class TestGate:
    """The whole chain, with the larger example and a threshold that moves."""

    def test_who_loses_has_not_approved(self, job: Job, forge: Forge) -> None:
        forge.pages[REVIEWS] = [[review("june", commit=job.head)]]
        forge.pages[f"GET {COMMENTS}"] = []
        forge.answers[f"POST {COMMENTS}"] = recorded("github/comment")
        ran = gate(job, forge)
        assert (ran.status, ran.err) == (1, "")
        assert [line.split("::")[1].split(",")[0] for line in commands(ran)] == ["error file=governance/rights.yaml"]
        (sent,) = forge.sent(f"POST {COMMENTS}")
        assert sent["body"].startswith("<!-- alignctl . -->\n### Not ready to merge: ")
        assert "Must still approve: hugo" in sent["body"]
        assert sent["body"].endswith((job.temp / "summary").read_text(encoding="utf-8"))
        name, path = (job.temp / "output").read_text(encoding="utf-8").strip().split("=")
        assert name == "sarif"
        assert [one["ruleId"] for one in json.loads(Path(path).read_text(encoding="utf-8"))["runs"][0]["results"]] == [
            "CH001"
        ]

    def test_everybody_has_approved(self, job: Job, forge: Forge) -> None:
        forge.pages[REVIEWS] = [[review("june", commit=job.head)], [review("hugo", commit=job.head)]]
        forge.pages[f"GET {COMMENTS}"] = [
            [recorded("github/comment", id=498, user={"login": "vera"}), recorded("github/comment", id=499, user=None)],
            [recorded("github/comment", id=500, body="Another workflow says: <!-- alignctl . -->")],
            [recorded("github/comment")],
        ]
        forge.answers[f"PATCH {REPOSITORY}/issues/comments/501"] = recorded("github/comment")
        ran = gate(job, forge)
        assert (ran.status, commands(ran)) == (0, [])
        assert "Approved at" in ran.out
        assert forge.wrote() == [f"PATCH {REPOSITORY}/issues/comments/501"]
        assert {headers["Authorization"] for _, headers, _ in forge.asked} == {"Bearer secret"}

    def test_a_review_starts_the_same(self, job: Job, forge: Forge) -> None:
        forge.pages[REVIEWS] = [[review("june", commit=job.head), review("hugo", commit=job.head)]]
        forge.pages[f"GET {COMMENTS}"] = [[recorded("github/comment")]]
        forge.answers[f"POST {COMMENTS}"] = recorded("github/comment")
        assert gate(job, forge, "pull_request_review", ALIGNCTL_GATE_PATH="governance").status == 0
        assert [sent["body"].partition("\n")[0] for sent in forge.sent(f"POST {COMMENTS}")] == [
            "<!-- alignctl governance -->"
        ]

    def test_several_workspaces_are_judged_in_one_run(self, job: Job, forge: Forge) -> None:
        broken = "apiVersion: alignctl/v1\nkind: Unit\nmetadata: {name: oven}\nspec: {type: team, parent: nobody}\n"
        Repo(job.folder).commit({"second/alignctl.yaml": "paths: [gov]\n", "second/gov/x.yaml": broken})
        ran = gate(job, forge, "push", ALIGNCTL_GATE_PATH=".\nsecond\n")
        assert (ran.status, ran.err) == (1, "")
        errors = {line.split(",")[0] for line in commands(ran) if line.startswith("::error")}
        assert errors == {"::error file=second/gov/x.yaml"}
        path = (job.temp / "output").read_text(encoding="utf-8").strip().partition("=")[2]
        runs = json.loads(Path(path).read_text(encoding="utf-8"))["runs"]
        assert [run["automationDetails"]["id"] for run in runs] == ["alignctl/./", "alignctl/second/"]
        ran = gate(job, forge, "push", ALIGNCTL_GATE_PATH="second\nthird\n")
        assert ran.status == 2
        assert "`third/alignctl.yaml` is not in the revision HEAD." in ran.out

    def test_a_fork_may_not_comment(self, job: Job, forge: Forge) -> None:
        forge.pages[REVIEWS] = forge.pages[f"GET {COMMENTS}"] = []
        forge.failing[f"POST {COMMENTS}"] = 403
        ran = gate(job, forge)
        assert ran.status == 1
        assert "Must still approve" in (job.temp / "summary").read_text(encoding="utf-8")
        assert commands(ran)[-1].startswith("::notice title=alignctl::No comment was written")

    def test_comments_that_make_no_sense_leave_the_verdict(self, job: Job, forge: Forge) -> None:
        forge.pages[REVIEWS] = [[review("june", commit=job.head), review("hugo", commit=job.head)]]
        forge.pages[f"GET {COMMENTS}"] = [[{}]]
        ran = gate(job, forge)
        assert ran.status == 0
        assert commands(ran)[-1].startswith("::notice title=alignctl::No comment was written")

    @pytest.mark.parametrize("status", [301, 401, 404, 500])
    def test_without_an_answer_nothing_is_judged(self, job: Job, forge: Forge, status: int) -> None:
        forge.failing[REVIEWS] = status
        ran = gate(job, forge)
        assert ran.status == 2
        assert [line.split("::")[2].split(". ")[0] for line in commands(ran)] == [
            "The approvals could not be read, so nothing was judged"
        ]
        assert forge.wrote() == []
        assert "GET /elsewhere" not in [name for name, _, _ in forge.asked]

    @pytest.mark.parametrize("answer", [{"message": "no list"}, [{}], [[]], ["text"]])
    def test_a_strange_answer_is_no_pass(self, job: Job, forge: Forge, answer: Any) -> None:
        forge.answers[REVIEWS] = answer
        assert gate(job, forge).status == 2

    def test_nobody_answers(self, job: Job, forge: Forge) -> None:
        ran = gate(job, forge, GITHUB_API_URL="http://127.0.0.1:9")
        assert ran.status == 2
        assert "was not answered" in ran.out

    def test_names_that_are_no_handles(self, job: Job, forge: Forge) -> None:
        forge.pages[REVIEWS] = [[review(name, commit=job.head) for name in ("hugo\n::add-mask::x", "$(touch named)")]]
        ran = gate(job, forge)
        assert ran.status == 1
        assert f"Approved at {job.head[:12]}: nobody\n" in ran.out
        assert [line.split()[0] for line in commands(ran)] == ["::error", "::notice"]

    def test_the_author_does_not_approve_himself(self, job: Job, forge: Forge) -> None:
        forge.pages[REVIEWS] = [[review("june", commit=job.head), review("hugo", commit=job.head)]]
        ran = gate(job, forge, author="Hugo")
        assert ran.status == 1
        assert f"Approved at {job.head[:12]}: june\n" in ran.out

    def test_the_branch_as_it_is_now_says_who_approves(self, job: Job, forge: Forge) -> None:
        text = (job.origin.path / "governance/organisation.yaml").read_text(encoding="utf-8")
        job.origin.commit({"governance/organisation.yaml": text.replace("holders: [hugo]", "holders: [mara]")})
        Repo(job.folder).git("fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*")
        forge.pages[REVIEWS] = [[review("june", commit=job.head), review("hugo", commit=job.head)]]
        ran = gate(job, forge)
        assert ran.status == 1
        assert "Must still approve: mara" in (job.temp / "summary").read_text(encoding="utf-8")

    def test_a_conflict_is_no_pass(self, job: Job, forge: Forge) -> None:
        text = (job.origin.path / "governance/rights.yaml").read_text(encoding="utf-8")
        job.origin.commit({"governance/rights.yaml": text.replace("upTo: 50000", "upTo: 55000")})
        Repo(job.folder).git("fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*")
        ran = gate(job, forge)
        assert ran.status == 2
        assert "in conflict with its target branch" in ran.out

    def test_a_shallow_clone_is_no_pass(self, job: Job, forge: Forge) -> None:
        Repo(job.folder).git("update-ref", "-d", "refs/remotes/origin/main")
        ran = gate(job, forge)
        assert ran.status == 2
        assert "fetch-depth: 0" in ran.out

    @pytest.mark.parametrize("name", ["pull_request_target", "issue_comment", "workflow_run"])
    def test_other_events_are_refused(self, job: Job, forge: Forge, name: str) -> None:
        ran = gate(job, forge, name)
        assert ran.status == 2
        assert f"judges no `{name}`" in ran.out

    def test_a_push_is_checked_as_a_whole(self, job: Job, forge: Forge) -> None:
        ran = gate(job, forge, "push")
        assert (ran.status, forge.asked) == (0, [])

    def test_a_file_that_cannot_be_read(self, tmp_path: Path, forge: Forge) -> None:
        job = Job.prepared(tmp_path, "tier: core", "tier: [", "alignctl.yaml")
        forge.pages[REVIEWS] = forge.pages[f"GET {COMMENTS}"] = []
        ran = gate(job, forge)
        assert ran.status == 2
        assert commands(ran)[0].startswith("::error title=alignctl::The check could not be done")
        (sent,) = forge.sent(f"POST {COMMENTS}")
        assert "### The check could not be done\n\n```\nalignctl: alignctl.yaml" in sent["body"]
        assert not (job.temp / "output").exists()

    def test_a_file_name_commands_nothing(self, tmp_path: Path, forge: Forge) -> None:
        job = Job.prepared(tmp_path, "paths: [governance]", "paths: ['.']", "alignctl.yaml")
        name = "::error title=forged::##[add-mask]x.yaml"
        Repo(job.folder).git("switch", "--quiet", "--detach", job.head)
        head = Repo(job.folder).commit({name: "apiVersion: alignctl/v1\nkind: ["})
        forge.pages[REVIEWS] = forge.pages[f"GET {COMMENTS}"] = []
        ran = gate(replace(job, head=head), forge)
        assert ran.status == 2
        assert name in ran.out
        escaped = name.replace(":", "%3A")
        starts = (
            f"::error file={escaped},",
            "::error file=alignctl.yaml,",
            "::notice title=alignctl::No comment was written",
        )
        assert [line for line in commands(ran) if not line.startswith(starts)] == []
