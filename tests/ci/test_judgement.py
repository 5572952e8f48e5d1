"""What becomes of the exit status of alignctl, and what it is told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from alignctl_forge.gate import Change, folders, judge

SECRET = ("GITHUB_TOKEN", "ALIGNCTL_GATE_TOKEN", "CI_JOB_TOKEN")
FAKE = """#!{python} -I
import json, os, signal, sys
at = sys.argv.index("alignctl")
with open({seen!r}, "a", encoding="utf-8") as file:
    print(json.dumps([sys.argv[1:at], sorted(set({secret!r}) & set(os.environ))]), file=file)
status = {status!r}
print(sys.argv[at + 1], "said")
if status < 0:
    os.kill(os.getpid(), -status)
sys.exit(status)
"""


@pytest.mark.parametrize(("ended", "status"), [(0, 0), (1, 1), (2, 2), (3, 3), (-9, 137)])
def test_the_status_of_the_check_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ended: int, status: int
) -> None:
    seen = tmp_path / "seen"
    python = tmp_path / "python"
    python.write_text(FAKE.format(python=sys.executable, seen=str(seen), status=ended, secret=SECRET), encoding="utf-8")
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    for name in SECRET:
        monkeypatch.setenv(name, "secret")
    verdict = judge((".",), Change("a", "b", None), tmp_path, {})
    assert verdict.status == status
    assert verdict.log == ("check said\n" if ended >= 0 else "")
    assert seen.read_text(encoding="utf-8") == '[["-I", "-X", "utf8", "-m"], []]\n'


def test_folders_are_named_one_a_line() -> None:
    assert folders({}) == folders({"ALIGNCTL_GATE_PATH": ""}) == (".",)
    assert folders({"ALIGNCTL_GATE_PATH": "one folder"}) == ("one folder",)
    assert folders({"ALIGNCTL_GATE_PATH": "sales\n\n  finance \nsales\n"}) == ("sales", "finance")
