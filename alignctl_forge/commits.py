"""What the target branch becomes: the target and the head of a change go in, the commit that merges them comes out.

The forge's own merge commit is not used: it can be older than the target branch, also when a job is repeated.
"""

from __future__ import annotations

import os
import subprocess

from alignctl_forge.errors import ForgeError, plain

SECONDS = 120
MISSING = CONFLICT = 1
QUIET = ("--no-pager", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "commit.gpgSign=false")
WRITER = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "alignctl"), ("EMAIL", "alignctl@localhost"), ("DATE", "2000-01-01T00:00:00Z"))
}


def commit(name: str) -> str:
    """Return the hash of a commit; raises ForgeError when this clone has none of that name."""
    ran = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if ran.returncode == MISSING:
        raise ForgeError(
            f"This clone has no `{plain(name)}`. "
            "Fetch the whole history: `fetch-depth: 0` on GitHub, `GIT_DEPTH: 0` on GitLab."
        )
    return _proven(ran)


def merged(target: str, head: str) -> str:
    """Return a commit that has both as parents. Objects are written; the index, the work tree and all refs stay.

    Raises:
        ForgeError: the two cannot be merged without a person.

    """
    ran = _git("merge-tree", "--write-tree", "--no-messages", target, head)
    if ran.returncode == CONFLICT:
        raise ForgeError("The change is in conflict with its target branch. Merge the target branch into it first.")
    tree = _proven(ran).split()[0]
    return _proven(_git("commit-tree", tree, "-p", target, "-p", head, "-m", "What the target branch becomes"))


def _proven(ran: subprocess.CompletedProcess[str]) -> str:
    if ran.returncode:
        raise ForgeError(f"git stopped with status {ran.returncode}: {plain(ran.stderr.strip())}")
    return ran.stdout.strip()


def _git(*arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(  # noqa: S603 - a list, never a shell
        ["git", *QUIET, *arguments],  # noqa: S607 - the git of the job
        env={**kept, **WRITER, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=SECONDS,
        encoding="utf-8",
        errors="replace",
    )
