"""The clone that a CI job gets of a pull request on an example, and the steps that the job runs in it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.command import ROOT, Ran, environment
from tests.repositories import Repo

NOW = "1781510400"  # 2026-06-15
RIGHTS = "governance/rights.yaml"
THRESHOLD = "{upTo: 50000, decide: role:controller}"
LOWERED = "{upTo: 40000, decide: role:controller}"


def read(path: Path) -> Any:
    """Return what a YAML file of the project says; `on` stays a word."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - the base loader makes text only


@dataclass(frozen=True, slots=True)
class Job:
    """A clone with the merge commit checked out, as a forge prepares it; `head` is the branch's last commit."""

    folder: Path
    head: str
    origin: Repo

    @property
    def temp(self) -> Path:
        return self.folder.parent / "temp"

    @classmethod
    def prepared(cls, root: Path, old: str = THRESHOLD, new: str = LOWERED, file: str = RIGHTS) -> Job:
        """Change one text in the larger example on a branch, while `main` has moved on elsewhere."""
        origin = Repo.init(root / "origin")
        shutil.copytree(ROOT / "examples" / "martech" / "after", origin.path, dirs_exist_ok=True)
        origin.commit({})
        origin.git("switch", "--quiet", "--create", "change")
        text = (origin.path / file).read_text(encoding="utf-8")
        assert old in text
        head = origin.commit({file: text.replace(old, new), ".gitattributes": "* merge=$(touch merged)\n"})
        origin.git("switch", "--quiet", "main")
        origin.commit({"note.txt": "later"})
        origin.git("switch", "--quiet", "--detach")
        origin.git("merge", "--quiet", "--no-ff", "--no-edit", "change")
        origin.git("update-ref", "refs/pull/7/merge", "HEAD")
        origin.git("switch", "--quiet", "main")
        clone = Repo.clone(origin.path, root / "clone")
        clone.git("fetch", "--quiet", "origin", "+refs/pull/7/merge:refs/remotes/pull/7/merge")
        clone.git("checkout", "--quiet", "--detach", "refs/remotes/pull/7/merge")
        _hostile_modules(clone.path)
        binaries = root / "temp" / "alignctl" / "bin"
        binaries.mkdir(parents=True)
        python = binaries / "python"
        python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
        python.chmod(0o755)
        return cls(clone.path, head, origin)

    def run(self, script: str, env: dict[str, str]) -> Ran:
        """Run a script as the forge's runner does."""
        shell = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script]
        given = environment(**{"SOURCE_DATE_EPOCH": NOW, "no_proxy": "127.0.0.1", "RUNNER_TEMP": str(self.temp), **env})
        done = subprocess.run(shell, cwd=self.folder, env=given, capture_output=True, check=False, timeout=120)
        obeyed = {"imported", "titled", "ticked", "branched", "merged", "named"}
        assert obeyed.isdisjoint(path.name for path in self.folder.iterdir())
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def _hostile_modules(folder: Path) -> None:
    for name in ("alignctl_forge", "alignctl", "json", "urllib", "yaml", "git", "sitecustomize"):
        (folder / f"{name}.py").write_text("open('imported', 'w')\nraise SystemExit(0)\n", encoding="utf-8")
