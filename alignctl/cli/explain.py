"""`alignctl explain`: the code or name of a policy goes in, all that it says of itself comes out."""

from __future__ import annotations

import click

from alignctl.cli.completing import rules
from alignctl.cli.options import Reading, reading, write
from alignctl.cli.reading import read_rules
from alignctl.policy.choose import find
from alignctl.policy.trial import samples
from alignctl.report.rules import page


@click.command(name="explain")
@click.argument("rule", shell_complete=rules)
@reading
def command(ask: Reading, rule: str) -> None:
    """Explain RULE (a code such as ES001, or a name): what it asks for, why, and how to mend a breach."""
    shelf, infos = read_rules(ask)
    policy = find(shelf, rule)
    write(page(infos[policy.code], policy, samples(shelf, policy)))
