"""The hook under the real `pre-commit`, in a real repository: what is checked is what would be committed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.command import ROOT, Ran, environment

PRE_COMMIT = Path(sys.executable).with_name("pre-commit")
RIGHTS = "governance/bakery.yaml"


class Repository:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder.parent / "home"
        self.home.mkdir()
        shutil.copytree(ROOT / "examples" / "minimal", folder)
        (definition,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))[:1]
        hook = {**definition, "language": "system"}
        config = {"repos": [{"repo": "local", "hooks": [hook]}]}
        (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
        self.run("git", "init", "-q", "-b", "main")
        self.run(str(PRE_COMMIT), "install")
        self.run("git", "add", "-A")

    def run(self, *command: str) -> Ran:
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        identity = {
            f"GIT_{who}_{what}": "ada@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        env = environment(PATH=path, HOME=str(self.home), PRE_COMMIT_HOME=str(self.home), **identity)
        done = subprocess.run(command, cwd=self.folder, env=env, capture_output=True, check=False, timeout=120)
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    def commit(self) -> Ran:
        return self.run("git", "commit", "-q", "-m", "change")

    def write(self, old: str, new: str) -> None:
        path = self.folder / RIGHTS
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def count(self) -> int:
        return int(self.run("git", "rev-list", "--count", "--all").out)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository")


def test_a_clean_commit_passes(repository: Repository) -> None:
    assert repository.commit().status == 0
    assert repository.count() == 1


def test_a_commit_with_an_error_is_refused(repository: Repository) -> None:
    repository.commit()
    repository.write("decide: role:owner", "decide: role:ownr")
    repository.run("git", "add", "-A")
    refused = repository.commit()
    assert refused.status == 1
    assert "RF001" in refused.err
    assert "Did you mean" in refused.err
    assert repository.count() == 1


def test_of_a_partly_staged_file_the_staged_part_is_checked(repository: Repository) -> None:
    repository.commit()
    repository.write("upTo: 500", "upTo: 700")
    repository.run("git", "add", "-A")
    repository.write("decide: role:owner", "decide: role:ownr")
    assert repository.commit().status == 0
    assert "role:ownr" in (repository.folder / RIGHTS).read_text(encoding="utf-8")
    repository.run("git", "add", "-A")
    repository.write("decide: role:ownr", "decide: role:owner")
    assert repository.commit().status == 1
    assert "role:owner" in (repository.folder / RIGHTS).read_text(encoding="utf-8")
