"""A repository in some state goes in; what `check --since` and `diff` answer comes out. docs/gate.md has the list."""

from __future__ import annotations

import io
import json
import re
import shutil
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from alignctl.cli import boundary
from tests.command import ROOT, Ran
from tests.repositories import Repo

DAY = ("--as-of", "2026-06-15")
FILE = "governance/bakery.yaml"
UP, DOWN = "upTo: 700", "upTo: 400"
MOVED = [("authority", "domain:purchases")]
TEAM = "apiVersion: alignctl/v1\nkind: Unit\nmetadata: {name: %s}\nspec: {type: team, parent: bakery}\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """What both commands say: the rules broken and the exit status of `check`, what `diff` names, or the one error."""

    status: int
    rules: list[str]
    meaning: list[tuple[str, str]]
    error: str = ""

    @property
    def command(self) -> list[str]:
        """Return the arguments of the git command that the error asks for."""
        found: list[str] = re.findall(r"`git ([^`]+)`", self.error)
        return found[-1].split()


def run(*arguments: str, cwd: Path) -> Ran:
    """Run a command as `alignctl` does, in this process: there are many states, and the start would be most of it."""
    out, err = io.BytesIO(), io.BytesIO()
    with (
        chdir(cwd),
        redirect_stdout(io.TextIOWrapper(out, "utf-8", write_through=True)) as one,
        redirect_stderr(io.TextIOWrapper(err, "utf-8", write_through=True)) as other,
    ):
        status = boundary.run(arguments)
        texts = [raw.getvalue().decode() for raw in (out, err)]
    for stream in (one, other):
        stream.close()
    return Ran(status, *texts)


def ask(repo: Repo | Path, since: str = "main", *options: str) -> Answer:
    """Run both commands; where the change cannot be judged, both say so in the same words."""
    folder = repo.path if isinstance(repo, Repo) else repo
    check = run("check", f"--since={since}", *options, *DAY, "-f", "json", cwd=folder)
    diff = run("diff", *options, *DAY, "-f", "json", "--", since, cwd=folder)
    if check.status == 2:
        assert diff.status == 2
        assert check.out or diff.err == check.err
        return Answer(2, [], [], diff.err)
    assert diff.status == 0 or "incomplete" in diff.err, diff.err
    found = [one["rule"] for one in json.loads(check.out)["findings"]]
    return Answer(check.status, found, [(one["what"], one["of"]) for one in json.loads(diff.out)["changes"]])


REFUSED = Answer(1, ["CH001"], MOVED)
NOTHING = Answer(0, [], [])


def bakery(repo: Repo, folder: str = "") -> None:
    shutil.copytree(ROOT / "examples" / "minimal", repo.path / folder, dirs_exist_ok=True)
    repo.commit({})


def edit(repo: Repo, new: str, file: str = FILE, *, old: str = "upTo: 500") -> str:
    text = (repo.path / file).read_text(encoding="utf-8")
    assert old in text
    return repo.commit({file: text.replace(old, new)})
