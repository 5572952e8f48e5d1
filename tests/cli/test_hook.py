"""Both hooks under the real `pre-commit`, in a real repository: what is checked is what would be committed."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.command import COMMAND, ROOT, Ran, environment

PRE_COMMIT = Path(sys.executable).with_name("pre-commit")
RIGHTS = "governance/bakery.yaml"


class Repository:
    def __init__(self, folder: Path, below: str = "", configured: Sequence[dict[str, Any]] = ({}, {})) -> None:
        """Copy an example to a folder below the repository, and install both hooks as they are configured."""
        self.folder = folder
        self.home = folder.parent / "home"
        self.home.mkdir()
        shutil.copytree(ROOT / "examples" / "minimal", folder / below)
        definitions = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
        pairs = zip(definitions, configured, strict=True)
        hooks = [{**definition, **chosen, "language": "system"} for definition, chosen in pairs]
        config = {"repos": [{"repo": "local", "hooks": hooks}]}
        (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
        self.run("git", "init", "-q", "-b", "main")
        self.run(str(PRE_COMMIT), "install")
        self.run("git", "add", "-A")
        self.run("git", "commit", "-q", "-m", "first", "--no-verify")

    def run(self, *command: str, folder: str = "") -> Ran:
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        identity = {
            f"GIT_{who}_{what}": "ada@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        env = environment(PATH=path, HOME=str(self.home), PRE_COMMIT_HOME=str(self.home), **identity)
        done = subprocess.run(command, cwd=self.folder / folder, env=env, capture_output=True, check=False, timeout=120)
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    def commit(self, *arguments: str) -> Ran:
        return self.run("git", "commit", "-q", "-m", "change", *arguments)

    def add(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(text, encoding="utf-8")
        self.run("git", "add", "--all")

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
    repository.write("upTo: 500", "upTo: 700")
    assert repository.commit("--all").status == 0
    assert repository.count() == 2


def said(ran: Ran) -> dict[str, str]:
    """Return what pre-commit says of each hook: Passed, Failed or Skipped."""
    return {
        line.partition(".")[0]: line.rpartition(".")[2].rpartition(")")[2]
        for line in (ran.out + ran.err).splitlines()
        if line.startswith("alignctl ") and line.endswith(("Passed", "Failed", "Skipped"))
    }


TEAM = "apiVersion: alignctl/v1\nkind: Unit\nmetadata: {name: oven}\nspec: {type: team, parent: bakery}\n"
WRONG = TEAM.replace("parent:", "parnt:")
BOTH = {"alignctl check": "Failed", "alignctl files": "Failed"}
FINE = {"alignctl check": "Passed", "alignctl files": "Passed"}


def test_a_commit_with_an_error_is_refused(repository: Repository) -> None:
    repository.write("decide: role:owner", "decide: role:ownr")
    repository.run("git", "add", "-A")
    refused = repository.commit()
    assert refused.status == 1
    assert "RF001" in refused.err
    assert "Did you mean" in refused.err
    assert said(refused) == {"alignctl check": "Failed", "alignctl files": "Passed"}
    assert repository.count() == 1


def test_a_file_is_checked_whatever_it_is_called(repository: Repository) -> None:
    names = ("oven.yaml", "a b/ünï *[x]?.yml", "UPPER.YAML", "n\nl.yaml")
    repository.add({f"governance/{name}": WRONG.replace("oven", f"oven{at}") for at, name in enumerate(names)})
    refused = repository.commit()
    assert said(refused) == BOTH
    assert refused.err.count("Did you mean `parent`?") == 2 * 3
    assert refused.err.count("n<U+000A>l.yaml unreadable") == 2


def test_files_of_other_tools_are_left_alone(repository: Repository) -> None:
    repository.add({"-x.yaml": "x: [", ".github/workflows/ci.yaml": "on: [", "docs/oven.yaml": WRONG})
    assert said(repository.commit()) == FINE


def test_a_deleted_file_is_missed_by_what_names_it(repository: Repository) -> None:
    repository.add({"governance/oven.yaml": TEAM})
    repository.commit("--no-verify")
    repository.run("git", "rm", "-q", RIGHTS)
    refused = repository.commit()
    assert said(refused) == {"alignctl check": "Failed", "alignctl files": "Skipped"}
    assert "RF001" in refused.err


def test_a_renamed_file_stays_what_it_was(repository: Repository) -> None:
    repository.run("git", "mv", RIGHTS, "governance/shop and bakery.yaml")
    assert said(repository.commit()) == FINE


def test_a_commit_of_some_files_is_checked_as_it_will_be(repository: Repository) -> None:
    repository.add({"governance/oven.yaml": TEAM, "governance/broken.yaml": "kind: ["})
    assert repository.commit("governance/oven.yaml").status == 0
    assert repository.commit().status == 1
    assert repository.commit("--all").status == 1


def test_in_a_linked_worktree_its_own_index_counts(repository: Repository) -> None:
    repository.run("git", "worktree", "add", "-q", "../second")
    repository.add({"../second/governance/oven.yaml": WRONG})
    repository.run("git", "add", "--all", folder="../second")
    assert said(repository.run("git", "commit", "-q", "-m", "x", folder="../second")) == BOTH
    assert said(repository.run(str(PRE_COMMIT), "run", "--all-files")) == FINE


def test_all_files_are_checked_on_demand(repository: Repository) -> None:
    repository.add({"governance/oven.yaml": WRONG})
    repository.commit("--no-verify")
    assert said(repository.run(str(PRE_COMMIT), "run", "--all-files")) == BOTH


def test_settings_that_are_wrong_stop_both(repository: Repository) -> None:
    repository.add({"alignctl.yaml": "teir: strict\n"})
    refused = repository.commit()
    assert said(refused) == BOTH
    assert refused.err.count("Did you mean `tier`?") == 2


def test_a_hook_by_hand_does_the_same(repository: Repository) -> None:
    page = (ROOT / "docs" / "hooks.md").read_text(encoding="utf-8")
    line = page.split("`.git/hooks/pre-commit` does the same: `")[1].split("`")[0]
    assert "/full/path/of/alignctl" in line
    command = line.replace("/full/path/of/alignctl", shlex.quote(str(COMMAND)))
    (repository.folder / ".git/hooks/pre-commit").write_text(f"#!/bin/sh\n{command}\n")
    repository.write("decide: role:owner", "decide: role:ownr")
    assert repository.commit("--all").status == 1
    assert repository.commit(RIGHTS).status == 1
    repository.write("decide: role:ownr", "decide: role:shop-manager")
    assert repository.commit(RIGHTS).status == 0
    repository.run("git", "worktree", "add", "-q", "../second")
    repository.add({"../second/governance/oven.yaml": WRONG})
    assert repository.run("git", "add", "--all", folder="../second").status == 0
    assert repository.run("git", "commit", "-q", "-m", "x", folder="../second").status == 1


def test_in_a_folder_the_hooks_are_configured_as_the_page_shows(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "hooks.md").read_text(encoding="utf-8")
    configured = yaml.safe_load(page.split("```yaml\n")[3].split("```")[0])
    repository = Repository(tmp_path / "repository", "governance", configured)
    repository.add({"other.yaml": WRONG})
    assert said(repository.commit()) == {"alignctl check": "Skipped", "alignctl files": "Skipped"}
    repository.add({"governance/governance/oven.yaml": WRONG})
    refused = repository.commit()
    assert said(refused) == BOTH
    assert refused.err.count("governance/governance/oven.yaml:4:20 error ST001") == 2


def test_a_merge_is_checked_before_it_is_committed(repository: Repository) -> None:
    repository.run(str(PRE_COMMIT), "install", "--hook-type", "pre-merge-commit")
    repository.add({"governance/oven.yaml": TEAM})
    repository.commit("--no-verify")
    repository.run("git", "switch", "-q", "-c", "side")
    repository.add({"governance/shelf.yaml": TEAM.replace("oven", "shelf").replace("bakery", "oven")})
    repository.commit("--no-verify")
    repository.run("git", "switch", "-q", "main")
    repository.run("git", "rm", "-q", "governance/oven.yaml")
    repository.commit("--no-verify")
    merged = repository.run("git", "merge", "--no-edit", "side")
    assert merged.status == 1
    assert "RF001" in merged.err + merged.out


def test_of_a_partly_staged_file_the_staged_part_is_checked(repository: Repository) -> None:
    repository.write("upTo: 500", "upTo: 700")
    repository.run("git", "add", "-A")
    repository.write("decide: role:owner", "decide: role:ownr")
    assert repository.commit().status == 0
    assert "role:ownr" in (repository.folder / RIGHTS).read_text(encoding="utf-8")
    repository.run("git", "add", "-A")
    repository.write("decide: role:ownr", "decide: role:owner")
    assert repository.commit().status == 1
    assert "role:owner" in (repository.folder / RIGHTS).read_text(encoding="utf-8")
