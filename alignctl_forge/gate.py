"""The judgement: two commits and approvals go to the installed alignctl; its status, reports and words come out."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from alignctl_forge.errors import ForgeError

SECRET = ("GITHUB_TOKEN", "ALIGNCTL_GATE_TOKEN", "CI_JOB_TOKEN")  # what the check has no need to know
FAILED = "### The check could not be done\n\n{fence}\n{told}\n{fence}\n"


@dataclass(frozen=True, slots=True)
class Change:
    """The commits of a change: where it goes, and what that becomes; `approvals` is the file with them, if any."""

    target: str
    result: str
    approvals: Path | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The exit status of `alignctl check`, its text for the log, and Markdown for people."""

    status: int
    log: str
    markdown: str


def judge(folders: Sequence[str], change: Change | None, reports: Path, formats: Mapping[str, str]) -> Verdict:
    """Judge a change, or the commit that is checked out when there is none.

    `folders` are where alignctl.yaml is, or several with one each. `reports` is an empty folder; `formats` says which
    file in it gets which format of the report.
    """
    words = reports / "check.md"
    outputs = {"markdown": words.name, **formats}
    files = [part for name, file in outputs.items() for part in ("-f", f"{name}:{reports / file}")]
    since = ("--since", change.target, *_proof(change)) if change else ()
    revision = ("--rev", change.result if change else "HEAD")
    check = _alignctl("check", *revision, *since, "-f", "text", *files, *_where(folders))
    told = check.stdout + check.stderr
    markdown = words.read_text(encoding="utf-8") if words.exists() else failure(check.stderr)
    return Verdict(_status(check), told, markdown)


def folders(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return the folders that the job names, one a line; the root of the repository when it names none."""
    lines = environment.get("ALIGNCTL_GATE_PATH", "").splitlines()
    return tuple(dict.fromkeys(line.strip() for line in lines if line.strip())) or (".",)


def _where(folders: Sequence[str]) -> tuple[str, ...]:
    """Return the arguments that name a workspace, or several by their settings: each of them in whole."""
    if len(folders) == 1:
        return ("-C", folders[0])
    return ("--", *(f"{folder.rstrip('/')}/alignctl.yaml" for folder in folders))


def failure(told: str) -> str:
    """Return Markdown that shows why nothing was judged; the text cannot leave its block."""
    fence = "```"
    while fence in told:
        fence += "`"
    return FAILED.format(fence=fence, told=told.strip())


def _proof(change: Change) -> tuple[str, ...]:
    return ("--approvals", str(change.approvals)) if change.approvals else ()


def _status(ran: subprocess.CompletedProcess[str]) -> int:
    return ran.returncode if ran.returncode >= 0 else 128 - ran.returncode


def _alignctl(*arguments: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603 - the alignctl beside this file; isolated from the folder that it checks
            [sys.executable, "-I", "-X", "utf8", "-m", "alignctl", *arguments],
            env={name: value for name, value in os.environ.items() if name not in SECRET},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        raise ForgeError(f"alignctl could not be started: {error}") from error
