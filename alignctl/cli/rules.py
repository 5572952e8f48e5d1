"""`alignctl rules`: the policies in force, as a list."""

from __future__ import annotations

import json

import click

from alignctl.cli.options import Reading, reading, write
from alignctl.cli.reading import read_rules
from alignctl.model.plain import plain
from alignctl.report.rules import listing


@click.command(name="rules")
@reading
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(ask: Reading, form: str) -> None:
    """List the policies by family, with tier, severity and title; the repository's own are among them."""
    _, infos = read_rules(ask)
    if form == "json":
        rows = {"schema": "alignctl/rules/v1", "version": 1, "rules": [plain(info) for info in infos.values()]}
        write(json.dumps(rows, indent=2, ensure_ascii=False) + "\n")
    else:
        write(listing(infos.values()))
