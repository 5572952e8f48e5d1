"""Files on disk: rendered files go in; only what differs is written, and only our own leftovers are removed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from alignctl.errors import UsageError

MANIFEST = "build.json"


@dataclass(frozen=True, slots=True)
class Written:
    """What a folder holds, a digest of each file; how many were written and removed, and the size of all in bytes."""

    listing: Mapping[str, str]
    written: int
    removed: int
    size: int

    @property
    def pages(self) -> int:
        """Return how many pages there are."""
        return sum(path.endswith(".html") for path in self.listing)


def write(output: Path, files: Mapping[str, bytes], stamp: Mapping[str, str]) -> Written:
    """Make a folder hold exactly `files` of ours, by path from the folder; other people's files stay.

    `stamp` says what the build was made of; it stands in `build.json` beside the list of files. While files are
    written, `build.json` lists the old and the new ones, so that the next build can clear up behind one that was
    interrupted.

    Raises:
        UsageError: the folder holds something that is not ours where a file of ours should go.

    """
    before = _ours(output)
    if not before and output.exists() and any(output.iterdir()):
        raise UsageError(f"`{output}` is not empty and no site of alignctl.", fix="Name another folder with `-o`.")
    folder = Folder(output)
    listing = {path: _digest(files[path]) for path in sorted(files)}
    changed = [path for path in listing if folder.read(path) != files[path]]
    stale = [path for path in before if path not in files and _inside(output, path)]
    if changed or stale:
        folder.put(MANIFEST, _manifest({}, {**before, **listing}))
    for path in changed:
        folder.put(path, files[path])
    for path in stale:
        (output / path).unlink(missing_ok=True)
    _sweep(output, stale)
    manifest = _manifest(stamp, listing)
    if folder.read(MANIFEST) != manifest:
        folder.put(MANIFEST, manifest)
    listing[MANIFEST] = _digest(manifest)
    return Written(listing, len(changed), len(stale), sum(map(len, files.values())))


def intact(output: Path, listing: Mapping[str, str]) -> Written | None:
    """Return what a folder holds if that is, to the byte, what `listing` says that was written to it."""
    folder, size = Folder(output), 0
    for path, digest in listing.items():
        content = folder.read(path)
        if content is None or _digest(content) != digest:
            return None
        size += len(content) if path != MANIFEST else 0
    return Written(listing, 0, 0, size)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _manifest(stamp: Mapping[str, str], listing: Mapping[str, str]) -> bytes:
    files = dict(sorted(listing.items()))
    return (json.dumps({"generator": "alignctl", **stamp, "files": files}, indent=1) + "\n").encode()


def _ours(output: Path) -> dict[str, str]:
    """Return the files that `build.json` lists; nothing where it is not ours."""
    try:
        data = json.loads((output / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    files = data.get("files") if isinstance(data, dict) and data.get("generator") == "alignctl" else None
    return {path: str(digest) for path, digest in files.items()} if isinstance(files, dict) else {}


def _inside(output: Path, path: str) -> bool:
    target = Path(os.path.realpath(output / path))
    return target.is_relative_to(Path(os.path.realpath(output))) and target.is_file()


class Folder:
    """The folder of a site; the folders in it are looked at once, not for each file."""

    def __init__(self, root: Path) -> None:
        """Begin with nothing known of what is in `root`."""
        self.root = root
        self.known: set[str] = set()

    def read(self, path: str) -> bytes | None:
        """Return the content of a file, or None where there is no plain file."""
        self._refuse_outside(path)
        target = self.root / path
        try:
            return target.read_bytes() if target.is_file() else None
        except OSError:
            return None

    def put(self, path: str, content: bytes) -> None:
        """Write a file by way of a temporary one, so that no reader sees half of it."""
        self._refuse_outside(path)
        target = self.root / path
        temporary = target.with_name(f".alignctl-{os.getpid()}")
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.unlink(missing_ok=True)
        with temporary.open("xb") as file:
            file.write(content)
        temporary.replace(target)

    def _refuse_outside(self, path: str) -> None:
        parent = path.rpartition("/")[0]
        if parent in self.known:
            return
        if not Path(os.path.realpath(self.root / parent)).is_relative_to(os.path.realpath(self.root)):
            raise UsageError(
                f"`{self.root / parent}` leads out of `{self.root}`.", fix="Remove the link, or use another folder."
            )
        self.known.add(parent)


def _sweep(output: Path, removed: Iterable[str]) -> None:
    """Remove folders that became empty with the files that were in them."""
    for folder in sorted({str(Path(path).parent) for path in removed} - {"."}, reverse=True):
        if (output / folder).is_dir() and not any((output / folder).iterdir()):
            (output / folder).rmdir()
