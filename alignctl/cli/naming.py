"""`KIND/NAME` of the command line goes in, a reference comes out."""

from __future__ import annotations

from alignctl.errors import UsageError
from alignctl.load.suggest import nearest
from alignctl.model.kinds import KINDS
from alignctl.model.ref import Ref, ref

KIND_NAMES = {kind.lower(): kind for kind in KINDS}


def parse_reference(what: str) -> Ref:
    """Return the reference of `KIND/NAME` or `KIND:NAME`, the kind in any case.

    Raises:
        UsageError: there is no such kind, with the nearest one, or no name.

    """
    kind, _, name = what.replace(":", "/", 1).partition("/")
    if kind.lower() in KIND_NAMES and name:
        return ref(kind, name)
    near = nearest(kind, KINDS) or _only_part(kind.lower())
    raise UsageError(
        f"`{what}` is not KIND/NAME.",
        fix=f"Did you mean `{near}/{name or 'NAME'}`?" if near else f"Kinds are {', '.join(KINDS)}.",
    )


def _only_part(word: str) -> str:
    """Return the only kind that a word is part of, such as DecisionRight for `right`."""
    found = [kind for name, kind in KIND_NAMES.items() if word and word in name]
    return found[0] if len(found) == 1 else ""
