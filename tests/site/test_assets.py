from __future__ import annotations

import hashlib
import json
import re
from importlib.resources import files

VENDOR = files("alignctl.site") / "assets" / "vendor"


def test_the_search_library_is_the_one_that_its_record_names() -> None:
    record = json.loads((VENDOR / "minisearch.json").read_text(encoding="utf-8"))
    assert hashlib.sha256((VENDOR / "minisearch.js").read_bytes()).hexdigest() == record["sha256"]
    assert "MIT" in (VENDOR / "minisearch.LICENSE.txt").read_text(encoding="utf-8") or record["license"] == "MIT"


def test_no_template_counts_or_computes() -> None:
    forbidden = re.compile(
        r"\|\s*(length|count|sum|round|int|float|abs)\b|loop\.(index|length|revindex)|[-+*/%]\s*\d|\d\s*[-+*/%]"
    )
    for template in (files("alignctl.site") / "templates").iterdir():
        expressions = re.findall(r"{[{%]\s*(.*?)\s*[%}]}", template.read_text(encoding="utf-8"), re.DOTALL)
        found = [text for text in expressions if forbidden.search(text) and text not in ALLOWED]
        assert found == [], template.name


ALLOWED = {
    "of.head[loop.index0]",  # which column, shown as its name
    "nodes(node.children, to, depth + 1)",  # how deep a tree goes, not shown
}
