"""YAML files go in, the same as Markdown pages and an mkdocs.yml come out, for MkDocs to build."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def write(source: Path, project: Path) -> None:
    """Write an MkDocs project with one page for each document, none of them in the navigation of every page."""
    docs = project / "docs"
    docs.mkdir(parents=True)
    (docs / "index.md").write_text("# Governance\n", encoding="utf-8")
    settings = {"site_name": "Governance", "nav": [{"Start": "index.md"}], "plugins": ["search"]}
    (project / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    for path in sorted(source.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        document: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
        metadata = document["metadata"]
        rows = "".join(f"| {name} | {value} |\n" for name, value in {**metadata, **document["spec"]}.items())
        page = f"# {metadata.get('title')}\n\n| Field | Value |\n|---|---|\n{rows}\n```yaml\n{text}```\n"
        target = docs / document["kind"].lower() / f"{metadata['name']}.md"
        target.parent.mkdir(exist_ok=True)
        target.write_text(page, encoding="utf-8")
