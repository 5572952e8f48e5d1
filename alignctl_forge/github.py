"""GitHub: the environment of an Actions job goes in; annotations, a summary, a comment and an exit status come out."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from alignctl_forge.api import Api
from alignctl_forge.approvals import Approval, write
from alignctl_forge.comment import Thread, keep, shortened
from alignctl_forge.commits import commit, merged
from alignctl_forge.errors import ForgeError, plain
from alignctl_forge.gate import Change, Verdict, folders, judge

GATED = ("pull_request", "pull_request_review")
WHOLE = ("push", "schedule", "workflow_dispatch", "merge_group")  # nobody approves here: what is there is checked
DECISIVE = ("APPROVED", "CHANGES_REQUESTED", "DISMISSED")  # a comment changes nothing, neither here nor for GitHub
ME = "github-actions[bot]"  # who `github.token` writes as
FORMATS = {"github": "annotations.txt", "sarif": "alignctl.sarif"}


@dataclass(frozen=True, slots=True)
class Pull:
    """What the event says of a pull request; `head` and `base` are a commit and a branch."""

    number: int
    author: str
    head: str
    base: str
    public: bool

    @classmethod
    def read(cls, event: Mapping[str, Any]) -> Pull:
        """Read the event's `pull_request` and `repository`."""
        pull = event["pull_request"]
        head = str(pull["head"]["sha"])
        if not re.fullmatch("[0-9a-f]{40,64}", head):
            raise ForgeError(f"`{plain(head)}` is no commit.")
        public = event["repository"]["private"] is not True
        return cls(int(pull["number"]), str(pull["user"]["login"]), head, str(pull["base"]["ref"]), public)


def run(environment: Mapping[str, str]) -> int:
    """Judge the pull request of a job, or what the job has checked out; return the status of `alignctl check`."""
    event = environment["GITHUB_EVENT_NAME"]
    if event not in (*GATED, *WHOLE):
        raise ForgeError(f"alignctl judges no `{plain(event)}`. Run it on {', '.join((*GATED, *WHOLE))}.")
    reports = Path(mkdtemp(prefix="alignctl-", dir=environment["RUNNER_TEMP"]))
    named = folders(environment)
    pull = None
    if event in GATED:
        pull = Pull.read(json.loads(Path(environment["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8")))
    verdict = judge(named, _change(environment, pull, reports) if pull else None, reports, FORMATS)
    _show(verdict, reports, environment)
    if pull:
        _comment(environment, pull, verdict, ", ".join(named))
    return verdict.status


def error(message: str) -> str:
    """Return the workflow command that shows a message as an error."""
    return f"::error title=alignctl::{_data(message)}"


def approvals(api: Api, repository: str, pull: Pull) -> Iterator[Approval]:
    """Return the approvals of exactly the current head: the latest decisive review of each person, if it approves it.

    One that has not been submitted is a draft and decides nothing, whatever it says. In a public repository everybody
    may review; there, only who may also write counts.
    """
    latest: dict[int, Mapping[str, Any]] = {}
    for review in api.pages(f"/repos/{repository}/pulls/{pull.number}/reviews"):
        if review["user"] and review["state"] in DECISIVE and review["submitted_at"]:
            latest[int(review["user"]["id"])] = review
    for review in latest.values():
        handle = str(review["user"]["login"])
        good = review["state"] == "APPROVED" and review["commit_id"] == pull.head and review["user"]["type"] == "User"
        if good and (not pull.public or _may_write(api, repository, handle)):
            yield Approval(handle, str(review["submitted_at"])[:10])


def _may_write(api: Api, repository: str, handle: str) -> bool:
    if not re.fullmatch("[A-Za-z0-9_-]+", handle):
        return False
    answer = api.get(f"/repos/{repository}/collaborators/{handle}/permission")
    return answer["permission"] in {"admin", "write"}


def _api(environment: Mapping[str, str]) -> Api:
    headers = {
        "Accept": "application/vnd.github+json",
        "Authorization": f"Bearer {environment['GITHUB_TOKEN']}",
        "User-Agent": "alignctl",
        "X-GitHub-Api-Version": "2022-11-28",
    }
    return Api(environment["GITHUB_API_URL"], headers)


def _change(environment: Mapping[str, str], pull: Pull, reports: Path) -> Change:
    target = commit(f"refs/remotes/origin/{pull.base}")
    result = merged(target, commit(pull.head))
    file = reports / "approvals.json"
    try:
        given = write(file, pull.author, approvals(_api(environment), environment["GITHUB_REPOSITORY"], pull))
    except ForgeError as failed:
        raise ForgeError(
            f"The approvals could not be read, so nothing was judged. {failed} The job needs `pull-requests: read`.",
            failed.status,
        ) from failed
    print(f"Approved at {pull.head[:12]}: {', '.join(given) or 'nobody'}", flush=True)  # noqa: T201 - the log of the job
    return Change(target, result, file)


def _show(verdict: Verdict, reports: Path, environment: Mapping[str, str]) -> None:
    silent = secrets.token_hex(16)  # between these lines GitHub obeys no command that a file name might spell
    print(f"::stop-commands::{silent}\n{verdict.log.rstrip()}\n::{silent}::", flush=True)  # noqa: T201 - the log
    annotations, sarif = (reports / file for file in FORMATS.values())
    if annotations.exists():
        print(annotations.read_text(encoding="utf-8"), end="", flush=True)  # noqa: T201 - commands to GitHub
    else:
        print(error("The check could not be done; the log of this step says why."), flush=True)  # noqa: T201 - as above
    _append(environment.get("GITHUB_STEP_SUMMARY"), shortened(verdict.markdown))
    if sarif.exists():
        _append(environment.get("GITHUB_OUTPUT"), f"sarif={sarif}\n")


def _comment(environment: Mapping[str, str], pull: Pull, verdict: Verdict, folder: str) -> None:
    issues = f"/repos/{environment['GITHUB_REPOSITORY']}/issues"
    thread = Thread(f"{issues}/{pull.number}/comments", lambda number: f"{issues}/comments/{number}", "PATCH")
    try:
        keep(_api(environment), thread, verdict.markdown, folder, _mine)
    except (ForgeError, LookupError, TypeError, ValueError) as failed:  # the verdict stands, whatever becomes of this
        told = f"No comment was written, but the summary of this run says the same. {failed}"
        print(f"::notice title=alignctl::{_data(told)}", flush=True)  # noqa: T201 - a command to GitHub


def _mine(comment: Mapping[str, Any]) -> bool:
    return bool(comment["user"] and comment["user"]["login"] == ME)


def _append(path: str | None, text: str) -> None:
    if path:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(text)


def _data(text: str) -> str:
    return plain(text, 2000).replace("%", "%25")
