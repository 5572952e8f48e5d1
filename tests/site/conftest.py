from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from alignctl.site.building import build
from tests.site.sites import configured, contents

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
