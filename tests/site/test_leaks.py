"""What is not for an audience is in no file of its edition: not in a page, a twin, the search, a calendar or a feed."""

from __future__ import annotations

from pathlib import Path

import pytest

from alignctl.model.kinds import KINDS
from alignctl.site.audience import restrict
from alignctl.site.building import build
from tests.site.everything import WORD, secret
from tests.site.sites import written


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"Policy"}))
def test_nothing_of_a_hidden_kind_is_in_any_file(kind: str, tmp_path: Path) -> None:
    site = written(secret(kind), site={"audiences": {kind: "audit"}})
    build(restrict(site, "leaders"), tmp_path)
    assert leaks(tmp_path) == []


def test_the_word_is_found_where_it_may_stand(tmp_path: Path) -> None:
    build(restrict(written(secret("Metric"), site={"audiences": {"Metric": "audit"}}), "audit"), tmp_path)
    assert {path.rpartition(".")[2] for path in leaks(tmp_path)} >= {"html", "json", "js"}


def leaks(folder: Path) -> list[str]:
    found = [path for path in folder.rglob("*") if WORD in path.name]
    found += [path for path in folder.rglob("*") if path.is_file() and WORD.encode() in path.read_bytes()]
    return sorted({path.relative_to(folder).as_posix() for path in found})
