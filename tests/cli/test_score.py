from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from tests.command import ROOT, alignctl
from tests.repositories import Repo


@pytest.fixture
def repository(tmp_path: Path) -> Repo:
    """Return a repository with three commits: nothing, the company before its agreement, and after it."""
    repo = Repo.init(tmp_path / "company")
    (repo.path / "README").write_text("nothing yet\n", encoding="utf-8")
    commit(repo, "2026-01-01")
    for example, day in (("before", "2026-02-01"), ("after", "2026-06-15")):
        shutil.rmtree(repo.path / "governance", ignore_errors=True)
        shutil.copytree(ROOT / "examples" / "martech" / example, repo.path, dirs_exist_ok=True)
        commit(repo, day)
    return repo


def commit(repo: Repo, day: str) -> None:
    repo.git("add", "-A")
    when = f"{day}T12:00:00+00:00"
    repo.git("commit", "-q", "-m", day, env={"GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when})


def test_history_measures_each_commit_on_its_own_day(repository: Repo) -> None:
    (repository.path / "governance" / "rights.yaml").write_text("not: [committed", encoding="utf-8")
    ran = alignctl("score", "--history", "-f", "json", cwd=repository.path)
    found = json.loads(ran.out)
    schema = json.loads((ROOT / "schemas" / "output" / "score-history.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(found, schema)
    assert [point["on"] for point in found["history"]] == ["2026-02-01", "2026-06-15"]
    coverage = [
        m["value"] for point in found["history"] for m in point["measures"] if m["measure"] == "conflict-coverage"
    ]
    assert coverage == [0, 1]


def test_the_chart_is_as_long_as_the_history(repository: Repo) -> None:
    out = alignctl("score", "--history", cwd=repository.path).out
    assert out.startswith("2 commits, 2026-02-01 to 2026-06-15")
    assert "▁█" in next(line for line in out.splitlines() if line.startswith("Conflicts with a rule"))
    assert alignctl("score", "--history", "--last", "1", cwd=repository.path).out.startswith("1 commit,")


def test_without_a_repository_there_is_no_history(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "minimal", tmp_path / "plain")
    ran = alignctl("score", "--history", cwd=tmp_path / "plain")
    assert ran.status == 2
    assert "git init" in ran.err
