"""The installed command, run as a user runs it: arguments go in, status and output come out."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
COMMAND = Path(sys.executable).with_name("alignctl.exe" if os.name == "nt" else "alignctl")


@dataclass(frozen=True, slots=True)
class Ran:
    status: int
    out: str
    err: str


def environment(**more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("ALIGNCTL_", "GIT_"))}
    dropped = {"NO_COLOR", "FORCE_COLOR", "SOURCE_DATE_EPOCH", "CI"}
    return {**{key: value for key, value in kept.items() if key not in dropped}, **more}


def alignctl(*arguments: str, cwd: Path = ROOT, stdin: str = "", env: dict[str, str] | None = None) -> Ran:
    done = subprocess.run(
        [str(COMMAND), *arguments],
        cwd=cwd,
        input=stdin.encode(),
        capture_output=True,
        check=False,
        timeout=120,
        env=environment(**(env or {})),
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
