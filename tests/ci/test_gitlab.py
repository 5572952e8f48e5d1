"""The GitLab job's own last step, run in a clone of a merge request against recorded answers of GitLab."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ci.forge import Forge, recorded, serving
from tests.ci.jobs import Job, read
from tests.command import ROOT, Ran
from tests.repositories import Repo

MERGE = "/projects/42/merge_requests/7"
NOTES = f"{MERGE}/notes"
EARLY, PUSHED, LATE = "2026-06-14T11:59:59.000Z", "2026-06-14T12:00:00.000Z", "2026-06-14T12:00:01.000Z"


@pytest.fixture
def forge() -> Iterator[Forge]:
    with serving() as found:
        yield found


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return Job.prepared(tmp_path)


def approved(forge: Forge, job: Job, *given: tuple[str, str], head: str = "", author: str = "vera") -> None:
    """Let the forge say who approved and when; the newest version of the merge request came at PUSHED."""
    forge.answers[f"GET {MERGE}"] = recorded("gitlab/merge_request", author={"username": author})
    newest = recorded("gitlab/version", head_commit_sha=head or job.head, created_at=PUSHED)
    forge.pages[f"GET {MERGE}/versions"] = [[newest, recorded("gitlab/version", id=109, created_at=EARLY)]]
    forge.answers[f"GET {MERGE}/approvals"] = recorded(
        "gitlab/approvals", approved_by=[{"user": {"username": name}, "approved_at": when} for name, when in given]
    )
    forge.answers["GET /user"] = {"id": 77, "username": "project_42_bot_1"}
    forge.pages[f"GET {NOTES}"] = []
    forge.answers[f"POST {NOTES}"] = recorded("gitlab/note")


def gate(job: Job, forge: Forge, **env: str) -> Ran:
    given = {
        "CI_API_V4_URL": forge.url,
        "CI_COMMIT_SHA": job.head,
        "CI_MERGE_REQUEST_IID": "7",
        "CI_MERGE_REQUEST_PROJECT_ID": "42",
        "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "$(touch branched)",
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_MERGE_REQUEST_TITLE": "$(touch titled) `touch ticked`",
        "CI_PIPELINE_SOURCE": "merge_request_event",
        "CI_PROJECT_ID": "42",
        "ALIGNCTL_GATE_TOKEN": "secret",
        "venv": str(job.temp / "alignctl"),
        **env,
    }
    template = read(ROOT / "templates" / "alignctl.yml")["alignctl"]
    return job.run(template["script"][-1], {**template["variables"], **given})


def report(job: Job, name: str) -> str:
    return (job.folder / "alignctl-reports" / name).read_text(encoding="utf-8")


def test_who_loses_has_not_approved(job: Job, forge: Forge) -> None:
    approved(forge, job, ("june", LATE))
    ran = gate(job, forge)
    assert (ran.status, ran.err) == (1, "")
    assert f"Approved at {job.head[:12]}: june\n" in ran.out
    assert json.loads(report(job, "approvals.json")) == {"author": "vera", "approvals": ["june"], "date": "2026-06-14"}
    assert [one["check_name"] for one in json.loads(report(job, "codequality.json"))] == [
        "CH001 change-of-authority-approved"
    ]
    assert "<testsuite" in report(job, "junit.xml")
    (sent,) = forge.sent(f"POST {NOTES}")
    assert sent["body"].startswith("<!-- alignctl . -->\n### Not ready to merge: ")
    assert {headers["Private-Token"] for _, headers, _ in forge.asked} == {"secret"}


def test_everybody_has_approved(job: Job, forge: Forge) -> None:
    approved(forge, job, ("june", LATE), ("hugo", LATE))
    forge.pages[f"GET {NOTES}"] = [[recorded("gitlab/note", id=301, author={"id": 12})], [recorded("gitlab/note")]]
    forge.answers[f"PUT {NOTES}/302"] = recorded("gitlab/note")
    assert gate(job, forge).status == 0
    assert forge.wrote() == [f"PUT {NOTES}/302"]


@pytest.mark.parametrize("when", [EARLY, PUSHED])
def test_an_approval_from_before_the_last_push_counts_no_more(job: Job, forge: Forge, when: str) -> None:
    approved(forge, job, ("june", LATE), ("hugo", when))
    ran = gate(job, forge)
    assert ran.status == 1
    assert f"Approved at {job.head[:12]}: june\n" in ran.out


def test_the_author_does_not_approve_himself(job: Job, forge: Forge) -> None:
    approved(forge, job, ("june", LATE), ("hugo", LATE), author="Hugo")
    ran = gate(job, forge)
    assert ran.status == 1
    assert f"Approved at {job.head[:12]}: june\n" in ran.out


def test_names_that_are_no_handles(job: Job, forge: Forge) -> None:
    approved(forge, job, ("june\nhugo", LATE), ("$(touch named)", LATE))
    ran = gate(job, forge)
    assert ran.status == 1
    assert f"Approved at {job.head[:12]}: nobody\n" in ran.out


def test_a_pipeline_of_merged_results_knows_the_head(job: Job, forge: Forge) -> None:
    approved(forge, job, ("june", LATE), ("hugo", LATE))
    merge = Repo(job.folder).git("rev-parse", "HEAD")
    assert gate(job, forge, CI_COMMIT_SHA=merge, CI_MERGE_REQUEST_SOURCE_BRANCH_SHA=job.head).status == 0


def test_what_git_refuses_is_told(job: Job, forge: Forge) -> None:
    (job.folder / ".git" / "config").write_text("[core]\n\trepositoryformatversion = 99\n", encoding="utf-8")
    ran = gate(job, forge)
    assert ran.status == 2
    assert "git stopped with status 128: fatal: Expected git repo version" in ran.out


def test_variables_of_git_lead_nowhere_else(job: Job, forge: Forge) -> None:
    approved(forge, job, ("june", LATE), ("hugo", LATE))
    assert gate(job, forge, GIT_DIR=str(job.temp), GIT_INDEX_FILE="/dev/null").status == 0


def test_a_pipeline_of_an_older_commit_judges_nothing(job: Job, forge: Forge) -> None:
    approved(forge, job, ("june", LATE), ("hugo", LATE), head="0" * 40)
    ran = gate(job, forge)
    assert ran.status == 2
    assert "has moved on" in ran.out


def test_a_gitlab_that_knows_no_times_proves_nothing(job: Job, forge: Forge) -> None:
    approved(forge, job)
    forge.answers[f"GET {MERGE}/approvals"]["approved_by"] = [{"user": {"username": "hugo"}}]
    ran = gate(job, forge)
    assert ran.status == 2
    assert "does not say when" in ran.out


@pytest.mark.parametrize("path", ["", "/versions", "/approvals"])
def test_without_an_answer_nothing_is_judged(job: Job, forge: Forge, path: str) -> None:
    approved(forge, job, ("june", LATE), ("hugo", LATE))
    forge.failing[f"GET {MERGE}{path}"] = 403
    ran = gate(job, forge)
    assert ran.status == 2
    assert "The approvals could not be read, so nothing was judged" in ran.out
    assert forge.wrote() == []


@pytest.mark.parametrize("answer", [None, [], {}, {"approved_by": [{}]}, {"approved_by": [{"approved_at": "soon"}]}])
def test_a_strange_answer_is_no_pass(job: Job, forge: Forge, answer: Any) -> None:
    approved(forge, job)
    forge.answers[f"GET {MERGE}/approvals"] = answer
    assert gate(job, forge).status == 2


def test_a_token_that_may_only_read_leaves_the_verdict(job: Job, forge: Forge) -> None:
    approved(forge, job, ("june", LATE), ("hugo", LATE))
    forge.failing[f"POST {NOTES}"] = 403
    ran = gate(job, forge)
    assert ran.status == 0
    assert "No note was written" in ran.out


def test_without_a_token_nobody_has_approved(job: Job, forge: Forge) -> None:
    ran = gate(job, forge, ALIGNCTL_GATE_TOKEN="")
    assert (ran.status, forge.asked) == (1, [])
    assert "none counts" in ran.out


def test_a_fork_judges_nothing(job: Job, forge: Forge) -> None:
    ran = gate(job, forge, CI_PROJECT_ID="43")
    assert (ran.status, forge.asked) == (2, [])
    assert "runs in a fork" in ran.out


def test_the_default_branch_is_checked_as_a_whole(job: Job, forge: Forge) -> None:
    ran = gate(job, forge, CI_PIPELINE_SOURCE="push")
    assert (ran.status, forge.asked) == (0, [])
    assert "<testsuite" in report(job, "junit.xml")


def test_reports_are_not_written_through_a_link(job: Job, forge: Forge) -> None:
    (job.temp / "elsewhere").mkdir()
    (job.folder / "alignctl-reports").symlink_to(job.temp / "elsewhere")
    ran = gate(job, forge)
    assert ran.status == 2
    assert "is there already" in ran.out
    assert list((job.temp / "elsewhere").iterdir()) == []
