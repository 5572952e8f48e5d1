"""What an answer rests on and cannot be read goes in; a warning and the exit status come out."""

from __future__ import annotations

from collections.abc import Iterable

import click

from alignctl.errors import SourceError
from alignctl.model.ref import Ref
from alignctl.model.refused import Refused
from alignctl.policy.discreet import discreet, kept_apart
from alignctl.policy.state import State
from alignctl.report.escape import terminal

INCOMPLETE = 2
MOST = 5  # documents that one sentence names


def warn(refused: Iterable[Refused]) -> int:
    """Say what is missing from an answer, if anything, and return the exit status."""
    found = list(dict.fromkeys(map(str, refused)))
    if not found:
        return 0
    more = f" and {len(found) - MOST} more" if len(found) > MOST else ""
    told = f"This answer is incomplete, because it rests on what cannot be read: {', '.join(found[:MOST])}{more}."
    click.echo(f"alignctl: {terminal(told)} `alignctl check` says what is wrong.", err=True)
    return INCOMPLETE


def without_private_pay(state: State) -> State:
    """Return what an answer may rest on, and say so where pay plans of an overlay are left out of it."""
    if not kept_apart(state):
        return state
    told = "Pay plans of an overlay are left out of this answer; ask in the folder where they are kept."
    click.echo(f"alignctl: {told}", err=True)
    return discreet(state)


def refuse_unread(state: State, reference: Ref) -> None:
    """Raise for an object that is there and cannot be read: to say that there is none would be untrue."""
    for one in state.refused:
        if one.ref == reference:
            told = f"{str(one)[:1].upper()}{str(one)[1:]} is there, but it cannot be read."
            raise SourceError(told, where=one.place.path, fix="`alignctl check` says what is wrong.")
