"""What becomes of the exit statuses of alignctl, and what it is told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from alignctl_forge.gate import Change, judge

SECRET = ("GITHUB_TOKEN", "ALIGNCTL_GATE_TOKEN", "CI_JOB_TOKEN")
FAKE = """#!{python} -I
import json, os, signal, sys
at = sys.argv.index("alignctl")
with open({seen!r}, "a", encoding="utf-8") as file:
    print(json.dumps([sys.argv[1:at], sorted(set({secret!r}) & set(os.environ))]), file=file)
status = {statuses!r}[sys.argv[at + 1]]
print(sys.argv[at + 1], "said")
if status < 0:
    os.kill(os.getpid(), -status)
sys.exit(status)
"""


@pytest.mark.parametrize(
    ("check", "diff", "status"),
    [(0, 0, 0), (1, 0, 1), (2, 2, 2), (3, 0, 3), (0, 2, 2), (1, 2, 1), (-9, 0, 137), (0, -9, 137)],
)
def test_nothing_but_two_successes_is_a_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, check: int, diff: int, status: int
) -> None:
    seen = tmp_path / "seen"
    python = tmp_path / "python"
    statuses = {"check": check, "diff": diff}
    python.write_text(
        FAKE.format(python=sys.executable, seen=str(seen), statuses=statuses, secret=SECRET), encoding="utf-8"
    )
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    for name in SECRET:
        monkeypatch.setenv(name, "secret")
    verdict = judge(".", Change("a", "b", None), tmp_path, {})
    assert verdict.status == status
    assert verdict.log.startswith("check said\n" if check >= 0 else "")
    assert seen.read_text(encoding="utf-8") == '[["-I", "-X", "utf8", "-m"], []]\n' * 2
