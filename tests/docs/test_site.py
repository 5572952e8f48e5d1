"""What the page about the site shows can be used as it stands."""

from __future__ import annotations

import re

import pytest
import yaml

from alignctl.load.settings import read
from alignctl.model.document import Source
from tests.command import ROOT, alignctl

TEXT = (ROOT / "docs" / "site.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
SETTINGS = [block for block in BLOCKS if block.startswith("site:")]
JOBS = [block for block in BLOCKS if not block.startswith("site:")]


@pytest.mark.parametrize("block", SETTINGS, ids=["audiences", "looks"])
def test_settings_are_accepted_as_they_are_shown(block: str) -> None:
    assert read(Source("alignctl.yaml", block.encode())).site


def test_jobs_are_pinned_and_may_do_no_more_than_they_say() -> None:
    assert len(JOBS) == 4
    for block in JOBS:
        job = yaml.safe_load(block)
        if "jobs" in job:
            assert job["permissions"] == {}
            uses = re.findall(r"uses: (\S+)", block)
            assert [one for one in uses if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", one)] == []


def test_every_option_that_is_shown_exists() -> None:
    known = {command: set(re.findall(r"--[a-z-]+", alignctl(command, "--help").out)) for command in ("build", "serve")}
    shown = re.findall(r"alignctl (build|serve)(.*)", TEXT)
    assert len(shown) > 6
    for command, line in shown:
        assert set(re.findall(r"(?<= )--[a-z-]+", line)) <= known[command], line
    assert set(re.findall(r"^\| `(--[a-z-]+)", TEXT, re.MULTILINE)) <= known["build"]
