"""`check --schema-only`: each file by itself, and nothing that takes a second one to see."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import Ran, alignctl
from tests.repositories import Repo

UNIT = "apiVersion: alignctl/v1\nkind: Unit\nmetadata: {name: %s}\nspec: {type: team, parent: nobody}\n"
WRONG = UNIT.replace("parent:", "parnt:")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Return a repository whose files differ in what is wrong with them, staged as they are."""
    repo = Repo.init(tmp_path / "repository")
    repo.write(
        {
            "alignctl.yaml": "paths: [gov]\n",
            "gov/good.yaml": UNIT % "good",  # but for its parent, which does not exist
            "gov/wrong.yaml": WRONG % "wrong",
            "gov/broken.yaml": "kind: [",
            "elsewhere/wrong.yaml": WRONG % "elsewhere",
        }
    )
    repo.git("add", "--all")
    return repo


def alone(repo: Repo, *arguments: str) -> Ran:
    return alignctl("check", "--schema-only", *arguments, cwd=repo.path)


def report(ran: Ran) -> tuple[int, list[str], list[str]]:
    found = json.loads(ran.out)
    return (
        ran.status,
        [f"{one['rule']} {one['file']}" for one in found["findings"]],
        [one["file"] for one in found["unreadable"]],
    )


def test_only_the_given_files_are_read(repo: Repo) -> None:
    assert report(alone(repo, "-f", "json", "gov/good.yaml")) == (0, [], [])
    assert report(alone(repo, "-f", "json", "gov/good.yaml", "gov/wrong.yaml")) == (1, ["ST001 gov/wrong.yaml"], [])
    assert report(alone(repo, "-f", "json", "gov")) == (2, ["ST001 gov/wrong.yaml"], ["gov/broken.yaml"])
    assert alone(repo, "-f", "json").out == alone(repo, "-f", "json", ".").out


def test_what_is_staged_counts_and_not_what_stands_there(repo: Repo) -> None:
    repo.write({"gov/wrong.yaml": UNIT % "wrong"})
    assert report(alone(repo, "-f", "json", "--staged", "gov/wrong.yaml")) == (1, ["ST001 gov/wrong.yaml"], [])
    assert report(alone(repo, "-f", "json", "gov/wrong.yaml")) == (0, [], [])
    (repo.path / "gov/wrong.yaml").unlink()
    assert report(alone(repo, "-f", "json", "--staged", "gov/wrong.yaml")) == (1, ["ST001 gov/wrong.yaml"], [])
    assert alone(repo, "gov/wrong.yaml").status == 2
    repo.git("rm", "--quiet", "--cached", "gov/wrong.yaml")
    assert report(alone(repo, "-f", "json", "--staged", "gov/wrong.yaml")) == (2, [], ["gov/wrong.yaml"])


def test_files_that_are_not_looked_at_are_passed_over_and_it_says_so(repo: Repo) -> None:
    ran = alone(repo, "elsewhere/wrong.yaml", "alignctl.yaml", "gov/good.yaml")
    below_none = "It is below none of the `paths` and `policies` in alignctl.yaml."
    assert (ran.status, ran.err) == (0, f"alignctl: `elsewhere/wrong.yaml` is not checked. {below_none}\n")


def test_files_of_several_workspaces_are_found_in_theirs(repo: Repo) -> None:
    repo.write({"team/alignctl.yaml": "paths: [gov]\nexclude: [old/]\n", "team/gov/wrong.yaml": WRONG % "wrong"})
    repo.write({"team/gov/old/x.yaml": WRONG % "x", "notes.txt": "", "gov/.x.yaml": "x: 1\n"})
    files = ("gov/good.yaml", "team/gov/wrong.yaml", "team/gov/old/x.yaml", "notes.txt", "gov/.x.yaml")
    ran = alone(repo, "-f", "json", *files)
    assert report(ran) == (1, ["ST001 team/gov/wrong.yaml"], [])
    assert ran.err.splitlines() == [
        "alignctl: `notes.txt` is not checked. Documents are in files named `*.yaml` or `*.yml`.",
        (
            "alignctl: `gov/.x.yaml` is not checked. `.x.yaml` is passed over, like all names that begin with a dot,"
            " and `node_modules`."
        ),
        "alignctl: `team/gov/old/x.yaml` is not checked. `exclude` in alignctl.yaml leaves it out.",
    ]


def test_a_workspace_in_a_folder_is_named(repo: Repo) -> None:
    repo.write({"team/alignctl.yaml": "paths: [gov]\n", "team/gov/wrong.yaml": WRONG % "wrong"})
    ran = alone(repo, "-f", "json", "-C", "team", "team/gov/wrong.yaml")
    assert report(ran) == (1, ["ST001 team/gov/wrong.yaml"], [])
    assert alone(repo, "-C", "team", "gov/wrong.yaml").status == 2


def test_settings_of_these_rules_hold_and_others_are_left_alone(repo: Repo) -> None:
    repo.write(
        {"alignctl.yaml": "rules: {ST001: {severity: warning}, RF001: {severity: info}, XX001: {severity: info}}\n"}
    )
    ran = alone(repo, "-f", "json", "gov/wrong.yaml")
    assert (ran.status, [one["severity"] for one in json.loads(ran.out)["findings"]]) == (0, ["warning"])


@pytest.mark.parametrize(
    "option",
    [
        "--since=HEAD",
        "--approvals=x",
        "--baseline=x",
        "--write-baseline",
        "--select=ST",
        "--ignore=ST",
        "--tier=core",
        "--policies-from=HEAD",
    ],
)
def test_options_that_take_the_whole_repository_are_refused(repo: Repo, option: str) -> None:
    ran = alone(repo, option, "gov/good.yaml")
    assert ran.status == 2
    assert f"and {option.partition('=')[0]} at more" in ran.err
