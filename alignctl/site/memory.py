"""Which inputs a folder was last built from, kept in the user's own cache: the folder goes in, the listing comes out.

It is kept there and not beside the site, because whoever may change the site could change that, too, and have pages of
his own taken for ours.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from platformdirs import user_cache_path


def recall(output: Path, inputs: str) -> Mapping[str, str]:
    """Return the digest of each file that was written to a folder from these inputs; nothing if it was from others."""
    try:
        data = json.loads(_entry(output).read_bytes())
    except (OSError, ValueError):
        return {}
    listing = data.get("listing") if isinstance(data, dict) and data.get("inputs") == inputs else None
    return listing if isinstance(listing, dict) else {}


def remember(output: Path, inputs: str, listing: Mapping[str, str]) -> None:
    """Keep what a folder was built from; where nothing can be kept, the next build is a full one."""
    entry = _entry(output)
    temporary = entry.with_name(f"{entry.name}.{os.getpid()}")
    with suppress(OSError):
        entry.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps({"inputs": inputs, "listing": dict(listing)}), encoding="utf-8")
        temporary.replace(entry)


def forget(output: Path) -> None:
    """Drop what is known of a folder, before anything in it changes."""
    with suppress(OSError):
        _entry(output).unlink(missing_ok=True)


def _entry(output: Path) -> Path:
    name = hashlib.sha256(os.fsencode(os.path.realpath(output))).hexdigest()[:32]
    return user_cache_path("alignctl", appauthor=False) / "sites" / f"{name}.json"
