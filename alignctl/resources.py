"""Where the bundled schemas and policies are: a folder name goes in, its path comes out."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

Bundle = Literal["schemas", "policies", "examples"]


def bundled(name: Bundle) -> Path:
    """Return the folder `name` of this installation.

    A wheel carries the folders inside the package; a checkout and an editable install have them beside it.

    Raises:
        FileNotFoundError: the installation is incomplete.

    """
    package = Path(__file__).parent
    for candidate in (package / "_bundled" / name, package.parent / name):
        if candidate.is_dir():
            return candidate
    missing = f"the folder `{name}` is missing from this installation of alignctl"
    raise FileNotFoundError(missing)
