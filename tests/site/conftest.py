from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from alignctl.site.building import build
from tests.command import alignctl
from tests.repositories import Repo
from tests.site.sites import AS_OF, EXAMPLES, configured, contents

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
Folders = Callable[[str], Path]


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """Return where the site of an example stands; each is built once."""

    @cache
    def folder(name: str) -> Path:
        root = tmp_path_factory.mktemp(name.replace("/", "-"))
        build(configured(name), root)
        return root

    return folder


@pytest.fixture(scope="session")
def after(folders: Folders) -> dict[str, str]:
    return contents(folders("martech/after"))


@pytest.fixture(scope="session")
def before(folders: Folders) -> dict[str, str]:
    return contents(folders("martech/before"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the site stands that the command built from a repository of an example with three commits."""
    root, out = tmp_path_factory.mktemp("repository"), tmp_path_factory.mktemp("history")
    shutil.copytree(EXAMPLES / "martech" / "after", root, dirs_exist_ok=True)
    repo = Repo.init(root)
    repo.commit({}, "Written down", date="2026-01-05T09:00:00Z")
    rights = "governance/rights.yaml"
    text = (root / rights).read_text(encoding="utf-8")
    repo.commit({rights: text.replace("sla: 2bd", "sla: 3bd")}, "Slower (#12)", date="2026-05-05T09:00:00Z")
    repo.commit({rights: text}, "As before (#14)\n\nApproved-by: hugo", date="2026-06-11T09:00:00Z")
    ran = alignctl("build", str(root), "-o", str(out), "--as-of", AS_OF.isoformat())
    assert ran.status == 0, ran.err
    return out
