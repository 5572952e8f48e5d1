"""Files on disk: rendered files go in; only what differs is written, and only our own leftovers are removed."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from alignctl.errors import UsageError

MANIFEST = "build.json"


@dataclass(frozen=True, slots=True)
class Written:
    """How many files there are, how many were written, how many removed, and their size in bytes."""

    files: int
    written: int
    removed: int
    size: int


def write(output: Path, files: Mapping[str, bytes], stamp: Mapping[str, str]) -> Written:
    """Make a folder hold exactly `files` of ours, by path from the folder; other people's files stay.

    `stamp` says what the build was made of; it stands in `build.json` beside the list of files.

    Raises:
        UsageError: the folder holds something that is not ours where a file of ours should go.

    """
    before = _manifest(output)
    if not before and output.exists() and any(output.iterdir()):
        raise UsageError(f"`{output}` is not empty and no site of alignctl.", fix="Name another folder with `-o`.")
    changed = [path for path in sorted(files) if _put(output, path, files[path])]
    stale = [path for path in before if path not in files and _inside(output, path)]
    for path in stale:
        (output / path).unlink(missing_ok=True)
    _sweep(output, stale)
    listing = {path: hashlib.sha256(files[path]).hexdigest()[:16] for path in sorted(files)}
    manifest = json.dumps({"generator": "alignctl", **stamp, "files": listing}, indent=1) + "\n"
    _put(output, MANIFEST, manifest.encode())
    return Written(len(files), len(changed), len(stale), sum(map(len, files.values())))


def _manifest(output: Path) -> tuple[str, ...]:
    try:
        data = json.loads((output / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    return tuple(data.get("files", ())) if isinstance(data, dict) and data.get("generator") == "alignctl" else ()


def _inside(output: Path, path: str) -> bool:
    target = Path(os.path.realpath(output / path))
    return target.is_relative_to(Path(os.path.realpath(output))) and target.is_file()


def _put(output: Path, path: str, content: bytes) -> bool:
    """Write a file if it differs, by way of a temporary one, so that no reader sees half of it."""
    target = output / path
    if not Path(os.path.realpath(target.parent)).is_relative_to(os.path.realpath(output)):
        raise UsageError(f"`{target.parent}` leads out of `{output}`.", fix="Remove the link, or use another folder.")
    try:
        if target.stat().st_size == len(content) and target.read_bytes() == content:
            return False
    except OSError:
        pass
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".alignctl-")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(temporary).chmod(0o644)
    Path(temporary).replace(target)
    return True


def _sweep(output: Path, removed: list[str]) -> None:
    """Remove folders that became empty with the files that were in them."""
    for folder in sorted({str(Path(path).parent) for path in removed} - {"."}, reverse=True):
        if (output / folder).is_dir() and not any((output / folder).iterdir()):
            (output / folder).rmdir()
