"""`alignctl conflicts`: what clashes, how hot, what wins, who arbitrates."""

from __future__ import annotations

import json

import click

from alignctl.analysis.pipeline import only
from alignctl.cli.completing import names
from alignctl.cli.gaps import warn, without_private_pay
from alignctl.cli.options import Reading, reading, write
from alignctl.cli.reading import known, read_state
from alignctl.model.facts import Conflict, Tension, UnitPair
from alignctl.model.kinds import KINDS, IncentivePlan, Metric, Role, Unit
from alignctl.model.parties import parts_of, parts_of_role
from alignctl.model.report import View
from alignctl.report.conflicts import gather, render
from alignctl.report.tree import fact

RESTS_ON = frozenset(KINDS) - {"Decision", "Review", "DecisionRight", "Initiative"}


@click.command(name="conflicts")
@reading
@click.option("--unit", shell_complete=names("Unit"), help="Only those in which this unit is one side.")
@click.option("--metric", shell_complete=names("Metric"), help="Only those about this metric.")
@click.option(
    "--role", shell_complete=names("Role"), help="Only those in which this role, its unit or its pay is a side."
)
@click.option("--plan", shell_complete=names("IncentivePlan"), help="Only those in which this pay plan takes part.")
@click.option("--explain", is_flag=True, help="Show the weights, where they come from, and how the heat is computed.")
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(  # noqa: PLR0913 - one argument for each option
    ask: Reading,
    *,
    unit: str | None,
    metric: str | None,
    role: str | None,
    plan: str | None,
    form: str,
    explain: bool,
) -> int:
    """Say which goals pull apart: hottest first, with the path, what wins and who settles it."""
    state = without_private_pay(read_state(ask))
    wanted = frozenset(
        {*([known(state, Unit, unit)] if unit else []), *([known(state, Metric, metric)] if metric else [])}
    )
    tensions = only(Tension, state.facts)
    if role:
        tensions = parts_of_role(state.org, known(state, Role, role), tensions)
    if plan:
        tensions = parts_of(state.org, known(state, IncentivePlan, plan), tensions)
    found = gather(only(Conflict, state.facts), tensions, wanted)
    pairs = only(UnitPair, state.facts)
    missing = state.gaps.of_kinds(RESTS_ON)
    if form == "text":
        write(render(found, pairs, explain=explain))
        return warn(missing)
    view = View(root=state.prefix)
    payload = {
        "schema": "alignctl/conflicts/v2",
        "version": 2,
        "asOf": state.as_of.isoformat(),
        "complete": not missing,
        "conflicts": [
            {**fact(shown.conflict, view), "tensions": [fact(t, view) for t in (shown.first, *shown.others)]}
            for shown in found
        ],
        "arbiters": [fact(pair, view) for pair in pairs],
    }
    write(json.dumps(payload, indent=2, ensure_ascii=False) + "\n")
    return warn(missing)
