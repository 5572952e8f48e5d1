from __future__ import annotations

import pytest

from tests.site.sites import example, files_of


@pytest.fixture(scope="session")
def after(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return files_of(example("martech/after"), tmp_path_factory.mktemp("after"))


@pytest.fixture(scope="session")
def before(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return files_of(example("martech/before"), tmp_path_factory.mktemp("before"))
