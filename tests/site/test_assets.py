from __future__ import annotations

import hashlib
import json
from importlib.resources import files

VENDOR = files("alignctl.site") / "assets" / "vendor"


def test_the_search_library_is_the_one_that_its_record_names() -> None:
    record = json.loads((VENDOR / "minisearch.json").read_text(encoding="utf-8"))
    assert hashlib.sha256((VENDOR / "minisearch.js").read_bytes()).hexdigest() == record["sha256"]
    assert "MIT" in (VENDOR / "minisearch.LICENSE.txt").read_text(encoding="utf-8") or record["license"] == "MIT"
