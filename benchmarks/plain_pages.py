"""YAML files go in, one page for each document comes out: what somebody would write in an hour with PyYAML and Jinja2.

Each page has the head and the links that a page of alignctl has, a table of the fields, and the source. It knows
nothing of who decides, conflicts, dates, search or history; it is the floor for a site of as many pages.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import jinja2
import yaml

PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ title }}</title><link rel="stylesheet" href="../site.css"></head>
<body>
<nav><ul>{% for name in links %}<li><a href="../{{ name }}/index.html">{{ name|capitalize }}</a></li>
{% endfor %}</ul></nav>
<main><h1>{{ title }}</h1>
<table><caption>{{ kind }}</caption><thead><tr><th scope="col">Field</th><th scope="col">Value</th></tr></thead>
<tbody>{% for name, value in spec.items() %}<tr><th scope="row">{{ name }}</th><td>{{ value }}</td></tr>
{% endfor %}</tbody></table>
<details><summary>Source</summary><pre><code>{{ source }}</code></pre></details></main>
<footer><ul>{% for name in links %}<li><a href="../{{ name }}/index.html">{{ name|capitalize }}</a></li>
{% endfor %}</ul></footer>
</body>
</html>
"""
LINKS = ("decide", "teams", "conflicts", "precedence", "goals", "incentives", "calendar", "health", "roles", "kpis")


def main(source: Path, output: Path) -> None:
    """Write one page for each document of a folder."""
    template = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined).from_string(PAGE)
    for path in sorted(source.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        document: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
        metadata = document["metadata"]
        title = metadata.get("title", metadata["name"])
        page = template.render(
            title=title, links=LINKS, kind=document["kind"], spec={**metadata, **document["spec"]}, source=text
        )
        target = output / document["kind"].lower() / f"{metadata['name']}.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
