"""`alignctl test`: policies go in, whether their examples hold and kill their mutants comes out."""

from __future__ import annotations

import click

from alignctl.cli.options import Reading, reading, write
from alignctl.cli.reading import read_rules
from alignctl.policy.choose import select_policies
from alignctl.policy.proof import prove
from alignctl.report.escape import terminal
from alignctl.report.summary import plural


@click.command(name="test")
@click.argument("rules", nargs=-1)
@reading
def command(ask: Reading, rules: tuple[str, ...]) -> int:
    """Run the examples of the policies (all, or those that RULES name), and check that each small change is noticed.

    Exit status 1 tells that an example fails or a mutant survives.
    """
    shelf, _ = read_rules(ask)
    report = prove(shelf, select_policies(shelf, rules))
    for problem in report.problems:
        write(terminal(f"{problem.where}: {problem.code} {problem.text}") + "\n")
    policies = "1 policy" if report.policies == 1 else f"{report.policies} policies"
    counts = f"{policies}, {plural(report.examples, 'example')}, {plural(report.mutants, 'mutant')}"
    write(f"{counts}: {plural(len(report.problems), 'problem')}\n" if report.problems else f"{counts}: all proven\n")
    return int(bool(report.problems))
