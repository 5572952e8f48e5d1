"""A folder without an alignctl.yaml goes in; the folders below it that have one come out."""

from __future__ import annotations

import os
from pathlib import Path

from alignctl.load.selection import SETTINGS_NAME, is_left_out


def workspaces_below(root: Path) -> tuple[str, ...]:
    """Return the nearest folders below `root` that have settings of their own, sorted, with `/`.

    As for documents, hidden folders, links and other repositories are passed over.
    """
    found = []
    for folder, below, files in os.walk(root):
        inside = Path(folder).relative_to(root).as_posix()
        another = inside != "." and ".git" in (*below, *files)
        if SETTINGS_NAME in files and not another:
            found.append(inside)
        below[:] = [] if another or SETTINGS_NAME in files else [name for name in below if not is_left_out(name)]
    return tuple(sorted(found))
