"""What every test of a state of git starts from."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.states.asking import bakery
from tests.repositories import Repo


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(("GIT_", "ALIGNCTL_")):
            monkeypatch.delenv(name)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Return a repository with documents on `main`, and a branch `change` without a change that is checked out."""
    repo = Repo.init(tmp_path.resolve() / "repository")
    bakery(repo)
    repo.git("switch", "--quiet", "--create", "change")
    return repo
