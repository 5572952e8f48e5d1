"""GitLab: the environment of a CI job goes in; reports, a note on the merge request and an exit status come out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alignctl_forge.api import Api
from alignctl_forge.approvals import Approval, write
from alignctl_forge.comment import Thread, keep
from alignctl_forge.commits import commit, merged
from alignctl_forge.errors import ForgeError, plain
from alignctl_forge.gate import Change, Verdict, folders, judge

GATED = "merge_request_event"
FORMATS = {"gitlab": "codequality.json", "junit": "junit.xml"}


@dataclass(frozen=True, slots=True)
class Merge:
    """What the job says of its merge request; `path` is where the API has it, `token` may be empty."""

    path: str
    head: str
    target: str
    token: str

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Merge:
        """Read the predefined variables; raises ForgeError in a fork, whose pipeline proves nothing elsewhere."""
        project, number = environment["CI_MERGE_REQUEST_PROJECT_ID"], environment["CI_MERGE_REQUEST_IID"]
        if project != environment["CI_PROJECT_ID"]:
            raise ForgeError(
                "This pipeline runs in a fork and cannot judge a change of another project. "
                "A member of that project starts one there: merge request, Pipelines, Run pipeline."
            )
        head = environment.get("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") or environment["CI_COMMIT_SHA"]
        path = f"/projects/{int(project)}/merge_requests/{int(number)}"
        target = environment["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"]
        return cls(path, head, target, environment.get("ALIGNCTL_GATE_TOKEN", ""))


def run(environment: Mapping[str, str]) -> int:
    """Judge the merge request, or what is checked out, of a GitLab CI job; return the status of `alignctl check`."""
    reports = Path("alignctl-reports").absolute()
    try:
        reports.mkdir()
    except FileExistsError as found:  # nothing is written where the change may have laid a link
        raise ForgeError("`alignctl-reports` is there already. Take it out of the repository.") from found
    named = folders(environment)
    merge = Merge.read(environment) if environment["CI_PIPELINE_SOURCE"] == GATED else None
    api = Api(environment["CI_API_V4_URL"], {"PRIVATE-TOKEN": merge.token, "User-Agent": "alignctl"}) if merge else None
    verdict = judge(named, _change(merge, api, reports) if merge and api else None, reports, FORMATS)
    print(verdict.log.rstrip(), flush=True)  # noqa: T201 - the log of the job
    if merge and api and merge.token:
        _note(api, merge, verdict, ", ".join(named))
    return verdict.status


def error(message: str) -> str:
    """Return a message as it is shown in the log."""
    return f"alignctl: {plain(message, 2000)}"


def approvals(api: Api, merge: Merge) -> Iterator[Approval]:
    """Return the approvals that were given after the current head became the newest version of the merge request.

    GitLab does not say which commit an approval is for; the two times are all that can be compared.
    """
    newest = next(api.pages(f"{merge.path}/versions"), None)
    if newest is None or newest["head_commit_sha"] != merge.head:
        raise ForgeError("The merge request has moved on since; the pipeline of its newest commit decides.")
    since = _time(newest["created_at"])
    for one in api.get(f"{merge.path}/approvals")["approved_by"]:
        if "approved_at" not in one:
            raise ForgeError("This GitLab does not say when an approval was given; a later version does.")
        when = _time(one["approved_at"])
        if when > since:
            yield Approval(str(one["user"]["username"]), when.date().isoformat())


def _change(merge: Merge, api: Api, reports: Path) -> Change:
    target = commit(f"refs/remotes/origin/{merge.target}")
    result = merged(target, commit(merge.head))
    if not merge.token:
        print("There is no ALIGNCTL_GATE_TOKEN, so no approval can be read and none counts.", flush=True)  # noqa: T201 - the log
        return Change(target, result, None)
    file = reports / "approvals.json"
    try:
        author = str(api.get(merge.path)["author"]["username"])
        given = write(file, author, approvals(api, merge))
    except ForgeError as failed:
        raise ForgeError(
            f"The approvals could not be read, so nothing was judged. {failed} "
            "ALIGNCTL_GATE_TOKEN needs the scope `read_api`.",
            failed.status,
        ) from failed
    print(f"Approved at {merge.head[:12]}: {', '.join(given) or 'nobody'}", flush=True)  # noqa: T201 - the log of the job
    return Change(target, result, file)


def _note(api: Api, merge: Merge, verdict: Verdict, folder: str) -> None:
    notes = f"{merge.path}/notes"
    thread = Thread(notes, lambda number: f"{notes}/{number}", "PUT")
    try:
        me = api.get("/user")["id"]
        keep(api, thread, verdict.markdown, folder, lambda found: bool(found["author"]["id"] == me))
    except (ForgeError, LookupError, TypeError, ValueError) as failed:  # the verdict stands, whatever becomes of this
        told = f"No note was written. For that, ALIGNCTL_GATE_TOKEN needs the scope `api`. {failed}"
        print(error(told), flush=True)  # noqa: T201 - the log


def _time(text: Any) -> datetime:
    """Return a time of GitLab's, such as 2026-01-31T08:00:00.000Z."""
    found = datetime.fromisoformat(re.sub("Z$", "+00:00", str(text)))
    return found if found.tzinfo else found.replace(tzinfo=UTC)
