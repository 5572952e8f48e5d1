from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from alignctl.errors import SourceError
from alignctl.load import git
from alignctl.load.git import ENVIRONMENT, FLAGS, answer, ask, running
from alignctl.load.repository import Repository
from tests.repositories import Repo

VERBS = {"rev-parse", "merge-base", "ls-files", "ls-tree", "cat-file", "log", "for-each-ref"}


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = Repo.init(tmp_path.resolve() / "repo")
    repo.commit({"a.yaml": "x"})
    return repo


def use_everything(folder: Path) -> None:
    repository = Repository.discover(folder)
    assert repository
    commit = repository.commit("HEAD")
    repository.blobs([entry.blob for entry in (*repository.tree(commit), *repository.index())], 10)
    repository.commits([commit])
    assert repository.merge_base(commit, commit) == commit
    assert not repository.is_shallow()
    assert list(repository.log(commit))
    assert list(repository.lineage(commit))


def test_every_process_is_hardened_git_with_a_known_verb(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    use_everything(repo.path)  # the first import of GitPython asks for the version of git
    started: list[tuple[Any, dict[str, Any]]] = []
    start = subprocess.Popen.__init__

    def note(self: subprocess.Popen[bytes], command: Any, **options: Any) -> None:
        started.append((command, options))
        start(self, command, **options)

    monkeypatch.setattr(subprocess.Popen, "__init__", note)
    monkeypatch.setenv("GIT_TRACE", str(repo.path / "trace"))
    monkeypatch.setenv("git_dir", "elsewhere")
    use_everything(repo.path)
    assert {command[len(FLAGS) + 3] for command, _ in started} == VERBS
    for command, options in started:
        assert command[: len(FLAGS) + 2] == ["git", *FLAGS, "-C"]
        assert not options["shell"]
        assert (options["stdin"] == subprocess.PIPE) == ("--batch" in command)
        seen = {name: value for name, value in options["env"].items() if name.upper().startswith("GIT_")}
        assert seen.pop("GIT_PYTHON_REFRESH") == "quiet"
        assert {**seen, "LC_ALL": options["env"]["LC_ALL"]} == dict(ENVIRONMENT)
    assert not (repo.path / "trace").exists()


def test_the_environment_is_as_it_was(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    before = dict(os.environ)
    use_everything(repo.path)
    assert dict(os.environ) == before


def test_a_git_that_hangs_is_stopped(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "bin" / "git"
    fake.parent.mkdir()
    fake.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(fake.parent))
    monkeypatch.setattr(git, "TIMEOUT", 0.3)
    with pytest.raises(SourceError, match=r"did not answer within 0\.3 seconds"):
        ask(repo.path, ("rev-parse", "HEAD"))
    with running(repo.path, ("log",)) as process:
        assert process.output.read() == b""
        assert process.problem() == "it ended early, or took too long"


def test_a_process_ends_with_the_block_that_reads_it(repo: Repo) -> None:
    with running(repo.path, ("cat-file", "--batch"), fed=True) as process:
        assert process.process.poll() is None
    assert process.process.poll() is not None


def test_a_process_that_ended_takes_no_more_questions(repo: Repo) -> None:
    with running(repo.path, ("cat-file", "--no-such-option"), fed=True) as process:
        process.process.wait()
        process.feed(b"x" * 1_000_000)
        assert "no-such-option" in process.problem()


def test_what_git_complains_of_becomes_one_sentence(repo: Repo) -> None:
    with pytest.raises(SourceError) as refused:
        answer(repo.path, ("ls-tree", "\x1b[31mred"))
    assert str(refused.value).startswith("git cannot read this repository: Not a valid object name")
    assert str(refused.value).isprintable()


def test_git_is_not_imported_before_it_is_needed() -> None:
    code = "import sys, alignctl.load.workspace; print('git' in sys.modules, 'subprocess' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.split() == ["False", "False"]


def test_a_repository_of_another_user_comes_with_the_command_that_trusts_it(monkeypatch: pytest.MonkeyPatch) -> None:
    said = b"fatal: detected dubious ownership in repository at '/srv/a b'\nTo add an exception...\n"
    monkeypatch.setattr(git, "ask", lambda *_: git.Answer(128, b"", git.first_line(said)))
    with pytest.raises(SourceError, match="belongs to another user") as refused:
        answer(Path("/srv/a b/sub"), ("rev-parse", "HEAD"))
    assert refused.value.fix == "Run `git config --global --add safe.directory '/srv/a b'`."
