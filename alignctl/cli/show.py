"""`alignctl show`: one object, what it names, what names it, and what follows from it."""

from __future__ import annotations

import json

import click

from alignctl.cli.completing import objects
from alignctl.cli.options import Reading, reading, write
from alignctl.cli.reading import read_state
from alignctl.errors import UsageError
from alignctl.load.suggest import nearest
from alignctl.model.entity import Entity
from alignctl.model.kinds import KINDS
from alignctl.model.plain import plain
from alignctl.model.ref import ref
from alignctl.model.report import View
from alignctl.policy.checking import judge_state
from alignctl.policy.choose import Choice
from alignctl.policy.state import State
from alignctl.report.show import about, render
from alignctl.report.tree import fact


@click.command(name="show")
@click.argument("what", metavar="KIND/NAME", shell_complete=objects)
@reading
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(ask: Reading, what: str, form: str) -> None:
    """Show everything about one object, such as role/cmo: its fields, its links both ways, and what follows."""
    state = read_state(ask)
    entity = _find(state, what)
    links = [link for link in state.loaded.links if entity.ref in (link.source, link.target)]
    if form == "text":
        findings = [located.finding for located in judge_state(state, Choice()).findings]
        write(render(entity, links, state.facts, findings))
        return
    payload = {
        "schema": "alignctl/show/v1",
        "version": 1,
        "asOf": state.as_of.isoformat(),
        "object": {"kind": entity.KIND, **plain(entity)},
        "names": sorted({(link.field, link.target) for link in links if link.source == entity.ref}),
        "namedBy": sorted({(link.source, link.field) for link in links if link.target == entity.ref}),
        "facts": [{"fact": f.fact_kind(), **fact(f, View(root=state.prefix))} for f in about(entity, state.facts)],
    }
    write(json.dumps(payload, indent=2, ensure_ascii=False) + "\n")


def _find(state: State, what: str) -> Entity:
    kind, _, name = what.replace(":", "/", 1).partition("/")
    kinds = {known.lower(): known for known in KINDS}
    if kind.lower() not in kinds or not name:
        near = nearest(kind, kinds.values())
        raise UsageError(f"`{what}` is not KIND/NAME.", fix=f"Did you mean `{near}/{name or 'NAME'}`?" if near else "")
    found = state.loaded.model.find(ref(kind, name))
    if found is None:
        near = nearest(name, (entity.name for entity in state.loaded.model.by_kind.get(kinds[kind.lower()], ())))
        raise UsageError(
            f"There is no {kinds[kind.lower()]} `{name}`.", fix=f"Did you mean `{kind}/{near}`?" if near else ""
        )
    return found
