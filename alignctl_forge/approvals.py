"""Who approved a change: names and days go in, the file for `alignctl check --approvals` comes out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

HANDLE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


@dataclass(frozen=True, slots=True, order=True)
class Approval:
    """One approval that counts; `day` is written as 2026-01-31."""

    handle: str
    day: str


def write(path: Path, author: str, approvals: Iterable[Approval]) -> tuple[str, ...]:
    """Write the file, and return the handles in it.

    Neither the author's own approval nor a name that is no handle counts. Who held which seat is asked of the day
    of the last approval.
    """
    given = sorted(one for one in approvals if HANDLE.fullmatch(one.handle) and one.handle.lower() != author.lower())
    handles = tuple(one.handle for one in given)
    day = {"date": max(one.day for one in given)} if given else {}
    path.write_text(json.dumps({"author": author, "approvals": handles, **day}), encoding="utf-8")
    return handles
