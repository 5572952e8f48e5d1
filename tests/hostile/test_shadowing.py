"""Python files in a checked folder are data like everything else."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import COMMAND, ROOT, environment

NAMES = ["yaml", "git", "click", "jsonschema", "jsonschema_rs", "json", "cel_expr_python", "dateutil", "alignctl"]


@pytest.mark.parametrize("command", [[str(COMMAND)], [sys.executable, "-m", "alignctl"]], ids=["installed", "module"])
def test_nothing_is_imported_from_the_checked_folder(tmp_path: Path, command: list[str]) -> None:
    shutil.copytree(ROOT / "examples" / "minimal", tmp_path, dirs_exist_ok=True)
    names = NAMES if len(command) == 1 else NAMES[:-1]  # `python -m alignctl` is told to run what is called so here
    for name in names:
        (tmp_path / f"{name}.py").write_text("raise SystemExit('imported')\n", encoding="utf-8")
    done = subprocess.run(
        [*command, "check"], cwd=tmp_path, env=environment(), capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr.decode()
