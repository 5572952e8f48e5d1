"""Every `*.scenario` beside this file is one command with its exact output.

`ALIGNCTL_BLESS=1 pytest tests/scenarios` writes what was seen; read the difference before you commit it.
"""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest

from tests.command import alignctl

SCENARIOS = sorted(Path(__file__).parent.glob("*.scenario"))


def parts(text: str) -> tuple[list[str], str]:
    head, _, _ = text.partition("\n$ ")
    command = text[len(head) + 3 :].splitlines()[0]
    return shlex.split(command)[1:], head


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_scenario(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    arguments, head = parts(text)
    ran = alignctl(*arguments)
    seen = f"{head}\n$ alignctl {shlex.join(arguments)}\nexit {ran.status}\n--- stdout\n{ran.out}--- stderr\n{ran.err}"
    if os.environ.get("ALIGNCTL_BLESS"):
        path.write_text(seen, encoding="utf-8", newline="\n")
    assert seen == text


def test_there_are_scenarios() -> None:
    assert len(SCENARIOS) > 10
