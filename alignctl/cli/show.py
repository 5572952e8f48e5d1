"""`alignctl show`: one object, what it names, what names it, and what follows from it."""

from __future__ import annotations

import json
from functools import partial

import click

from alignctl.cli.completing import objects
from alignctl.cli.gaps import refuse_unread, warn, without_private_pay
from alignctl.cli.lookup import object_of
from alignctl.cli.naming import is_reference, parse_reference
from alignctl.cli.options import Reading, reading, write
from alignctl.cli.reading import read_state
from alignctl.errors import UsageError
from alignctl.model.plain import plain
from alignctl.model.ref import name_of
from alignctl.model.report import View
from alignctl.policy.checking import judge_state
from alignctl.policy.choose import Choice
from alignctl.policy.discreet import kept_apart
from alignctl.report.show import about, in_conflict, render
from alignctl.report.tree import fact


@click.command(name="show")
@click.argument("what", metavar="KIND/NAME", shell_complete=objects)
@reading
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(ask: Reading, what: str, form: str) -> int:
    """Show everything about one object, such as role/cmo: its fields, its links both ways, and what follows.

    Its title, or a part of its name, will do where only one object is called so.
    """
    whole = read_state(ask)
    if is_reference(what) and (reference := parse_reference(what)) in kept_apart(whole):
        told = f"The pay plan `{name_of(reference)}` is kept in an overlay."
        raise UsageError(told, fix="Ask in the folder where it is kept.")
    state = without_private_pay(whole)
    entity = object_of(state.loaded.model, what, partial(refuse_unread, state))
    links = [link for link in state.loaded.links if entity.ref in (link.source, link.target)]
    missing = state.gaps.near({entity.ref})
    if form == "text":
        findings = [located.finding for located in judge_state(whole, Choice()).findings]
        write(render(state.org, entity, links, state.facts, findings))
        return warn(missing)
    payload = {
        "schema": "alignctl/show/v1",
        "version": 1,
        "asOf": state.as_of.isoformat(),
        "complete": not missing,
        "object": {"kind": entity.KIND, **plain(entity)},
        "names": sorted({(link.field, link.target) for link in links if link.source == entity.ref}),
        "namedBy": sorted({(link.source, link.field) for link in links if link.target == entity.ref}),
        "conflicts": sorted({tension.conflict for tension in in_conflict(state.org, entity, state.facts)}),
        "facts": [{"fact": f.fact_kind(), **fact(f, View(root=state.prefix))} for f in about(entity, state.facts)],
    }
    write(json.dumps(payload, indent=2, ensure_ascii=False) + "\n")
    return warn(missing)
