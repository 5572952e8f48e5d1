"""Dated duties as text: due facts go in, one list for each who has to act comes out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from alignctl.model.facts import Due
from alignctl.model.ref import Ref, name_of
from alignctl.report.escape import terminal


def render(duties: Sequence[Due], as_of: date) -> str:
    """Return the duties by who has to act, each list by day; late ones say by how much."""
    if not duties:
        return "Nothing is due.\n"
    people = sorted({who for duty in duties for who in duty.who or (Ref("unit:nobody"),)})
    blocks = []
    for who in people:
        own = [duty for duty in duties if who in (duty.who or (Ref("unit:nobody"),))]
        blocks.append("\n".join([name_of(who), *(f"  {_line(duty, as_of)}" for duty in own)]))
    return "\n\n".join("\n".join(terminal(line) for line in block.split("\n")) for block in blocks) + "\n"


def render_by_day(duties: Sequence[Due], as_of: date) -> str:
    """Return the duties of one person, role, unit or forum by day; whoever shares one is not told again."""
    if not duties:
        return "Nothing is due.\n"
    blocks = []
    for on, group in groupby(duties, key=lambda duty: duty.on):
        blocks.append("\n".join([str(on), *(f"  {_line(duty, as_of).partition('  ')[2]}" for duty in group)]))
    return "\n\n".join("\n".join(terminal(line) for line in block.split("\n")) for block in blocks) + "\n"


def _line(duty: Due, as_of: date) -> str:
    days = (as_of - duty.on).days
    late = f"  ({days} {'day' if days == 1 else 'days'} late)" if duty.late else ""
    return f"{duty.on}  {duty.what}: {name_of(duty.of)}{late}"
