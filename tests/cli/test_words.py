from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest

from tests.command import COMMAND, ROOT, alignctl, environment
from tests.ladders import ladder
from tests.repositories import Repo

UNIT = "apiVersion: alignctl/v1\nkind: Unit\nmetadata: {name: shop}\nspec: {type: company, lead: %s}\n"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Return a repository in which `git diff` tells the meaning, as a reader switches it on."""
    repo = Repo.init(tmp_path.resolve() / "company")
    repo.git("config", "diff.alignctl.textconv", f"{shlex.quote(COMMAND.as_posix())} words")
    files = {".gitattributes": "*.yaml diff=alignctl\n", "rights.yaml": f"{ladder(50000)}---\n{UNIT % 'ana'}"}
    repo.commit(files, "Begin")
    return repo


def changed(text: str) -> list[str]:
    """Return the lines of a patch that were taken out or put in."""
    return [line for line in text.splitlines() if line.startswith(("+", "-")) and line[:3] not in {"+++", "---"}]


MOVED = [
    "-  Amount up to 50 000: `controller` decides",
    "-  Amount over 50 000: `cfo` decides",
    "+  Amount up to 10 000: `controller` decides",
    "+  Amount over 10 000: `cfo` decides",
]


def test_diff_log_and_show_tell_the_meaning(repo: Repo) -> None:
    repo.write({"rights.yaml": f"{ladder(10000)}---\n{UNIT % 'ana'}"})
    assert changed(repo.git("diff")) == MOVED
    repo.git("add", "--all")
    assert changed(repo.git("diff", "--cached")) == MOVED
    repo.commit({}, "Tighten")
    assert changed(repo.git("show")) == MOVED
    assert changed(repo.git("log", "-p", "-1")) == MOVED
    assert changed(repo.git("diff", "HEAD~1", "HEAD")) == MOVED
    assert "-    - {upTo: 50000, decide: role:controller}" in repo.git("diff", "--no-textconv", "HEAD~1")


def test_the_heading_of_a_change_names_the_object(repo: Repo) -> None:
    repo.write({"rights.yaml": f"{ladder(50000)}---\n{UNIT % 'ben'}"})
    patch = repo.git("diff", "-U0")
    assert changed(patch) == ["-  `ana` leads", "+  `ben` leads"]
    assert "@@ Unit shop" in patch


def test_another_layout_or_order_shows_nothing(repo: Repo) -> None:
    right = ladder("5.0e+4").replace("role:cfo", '"role:cfo"').replace("[purchases]", "\n    - purchases # all")
    repo.write({"rights.yaml": f"# moved up\n{UNIT % 'ana'}---\n{right}"})
    assert repo.git("diff") == ""
    assert repo.git("diff", "--no-textconv") != ""


@pytest.mark.parametrize(
    "broken",
    [
        "apiVersion: alignctl/v1\nkind: [",
        "replicas: 3\n",
        "a: 1\na: 2\n",
        "",
        "- just\n- a list\n",
        "apiVersion: alignctl/v1\nkind: Unit\nmetadata: {title: no name}\n",
        "<<<<<<< ours\na: 1\n=======\na: 2\n>>>>>>> theirs\n",
    ],
)
def test_what_cannot_be_told_is_shown_as_it_is(repo: Repo, broken: str) -> None:
    repo.write({"rights.yaml": broken})
    added = [line[1:] for line in changed(repo.git("diff")) if line.startswith("+")]
    assert added == broken.splitlines()


def test_bytes_of_any_kind_go_through(tmp_path: Path) -> None:
    file = tmp_path / "odd.yaml"
    for content in (b"\xff\xfe\x00", b"a: \xc3\x28\n", b"\xef\xbb\xbfx", b"kind: Unit\x00"):
        file.write_bytes(content)
        done = subprocess.run([str(COMMAND), "words", str(file)], capture_output=True, check=True, env=environment())
        assert done.stdout == content


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    ran = alignctl("words", "nowhere.yaml", cwd=tmp_path)
    assert (ran.status, ran.out) == (2, "")


def test_an_exception_in_a_comment_is_not_hidden(repo: Repo) -> None:
    text = f"{ladder(50000)}---\n{UNIT % 'ana'}".rstrip()
    repo.write({"rights.yaml": f"{text} # alignctl: ignore[ST001, HY001] until=2026-06-30 the lead is new\n"})
    assert changed(repo.git("diff")) == [
        "+  Finding HY001 is ignored here until 30 June 2026: the lead is new",
        "+  Finding ST001 is ignored here until 30 June 2026: the lead is new",
    ]


def test_every_example_can_be_told() -> None:
    files = sorted((ROOT / "examples").glob("*/**/governance/**/*.yaml"))
    ran = alignctl("words", *map(str, files))
    assert (ran.status, ran.err) == (0, "")
    assert "apiVersion" not in ran.out
    assert "⟦" not in ran.out
