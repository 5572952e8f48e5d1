"""Every `console` block of the documentation is run, and shows exactly what was seen.

What is told of `-C company` is asked of the repository with a history that `company.py` writes.

`ALIGNCTL_BLESS=1 pytest tests/docs` writes what was seen; read the difference before you commit it.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest

from tests.command import ROOT, alignctl
from tests.docs.company import company

BLOCK = re.compile(r"```console\n\$ alignctl (.*)\n((?:.*\n)*?)```\n")
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("README.md")])


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that `company` is in."""
    return company(tmp_path_factory.mktemp("history") / "company").path.parent


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_print_what_the_page_shows(page: Path, history: Path) -> None:
    def seen(match: re.Match[str]) -> str:
        ran = alignctl(*shlex.split(match[1]), cwd=history if "-C company" in match[1] else ROOT)
        return f"```console\n$ alignctl {match[1]}\n{ran.out}{ran.err}```\n"

    text = page.read_text(encoding="utf-8")
    now = BLOCK.sub(seen, text)
    if os.environ.get("ALIGNCTL_BLESS"):
        page.write_text(now, encoding="utf-8", newline="\n")
    assert now == text


def test_the_readme_shows_commands() -> None:
    assert len(BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8"))) > 3


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text) if "://" not in target]
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert missing == []


def test_the_page_on_own_rules_shows_the_workspace_that_their_examples_are_laid_over() -> None:
    page = (ROOT / "docs" / "howto" / "own-rule.md").read_text(encoding="utf-8")
    workspace = (ROOT / "policies" / "workspace.yaml").read_text(encoding="utf-8")
    assert f"```yaml\n{workspace.rstrip()}\n```" in page
