"""`KIND/NAME` of the command line goes in, a reference comes out."""

from __future__ import annotations

import re

from alignctl.errors import UsageError
from alignctl.load.suggest import nearest
from alignctl.model.kinds import KINDS
from alignctl.model.ref import Ref, ref

KIND_NAMES = {kind.lower(): kind for kind in KINDS}
CALLED = {
    "authority": "DecisionRight",
    "daci": "DecisionRight",
    "raci": "DecisionRight",
    "rapid": "DecisionRight",
    "rasci": "DecisionRight",
    "right": "DecisionRight",
    "okr": "Objective",
    "indicator": "Metric",
    "delegation": "Role",
    "deputy": "Role",
    "position": "Role",
    "department": "Unit",
    "function": "Unit",
    "board": "Forum",
    "committee": "Forum",
    "council": "Forum",
    "meeting": "Forum",
    "bonus": "IncentivePlan",
    "incentive": "IncentivePlan",
    "pay": "IncentivePlan",
    "topic": "Domain",
    "project": "Initiative",
    "priority": "Precedence",
    "quarter": "Cycle",
    "rule": "Policy",
    "exemption": "Waiver",
}
"""Kinds by what people call them, beside what the site does; of a table or a practice the kind that holds it."""


def parse_reference(what: str) -> Ref:
    """Return the reference of `KIND/NAME` or `KIND:NAME`, the kind as `parse_kind` takes it.

    Raises:
        UsageError: there is no such kind, with the nearest one, or no name.

    """
    kind, _, name = what.replace(":", "/", 1).partition("/")
    known = _kind(kind)
    if known and name:
        return ref(known, name)
    near = known or _near(kind)
    raise UsageError(
        f"`{what}` is not KIND/NAME.",
        fix=f"Did you mean `{near}/{name or 'NAME'}`?" if near else f"Kinds are {', '.join(KINDS)}.",
    )


def is_reference(what: str) -> bool:
    """Tell whether a text begins with a kind: `KIND/` or `KIND:`."""
    kind, slash, _ = what.replace(":", "/", 1).partition("/")
    return bool(slash and _kind(kind))


def parse_kind(word: str) -> str:
    """Return the kind of a word: its name in any case, or what the site calls it, such as `goal` or `pay-plan`.

    Raises:
        UsageError: there is no such kind, with the nearest one.

    """
    if known := _kind(word):
        return known
    near = _near(word)
    fix = f"Did you mean `{near}`?" if near else "`alignctl new --help` says what there is."
    raise UsageError(f"There is no kind `{word}`.", fix=fix)


def _kind(word: str) -> str:
    plain = word.lower().replace("-", "").replace("_", "").replace(" ", "")
    found = KIND_NAMES.get(plain) or _spoken().get(plain, "") or CALLED.get(plain, "")
    return found or (_kind(plain.removesuffix("s")) if plain.endswith("s") else "")


def _spoken() -> dict[str, str]:
    """Return the kinds by what the site calls them, in which `decision` is the right to it."""
    from alignctl.site.atlas import NOUNS

    return {noun.lower().replace(" ", ""): KIND_NAMES[kind] for kind, noun in NOUNS.items()}


def _near(word: str) -> str:
    near = nearest(word, KINDS) or _only_part(word.lower())
    called = {**CALLED, **_spoken()}
    return near or called.get(nearest(word, called), "") or _described(word.lower())


def _described(word: str) -> str:
    """Return the only kind whose description has a word, such as Forum for `council`."""
    from alignctl.load.schemas import bundled_schema

    found = [kind for kind in KINDS if word in re.findall(r"\w+", bundled_schema(kind)["description"].lower())]
    return found[0] if len(found) == 1 else ""


def _only_part(word: str) -> str:
    """Return the only kind that a word is part of, such as DecisionRight for `right`."""
    found = [kind for name, kind in KIND_NAMES.items() if word and word in name]
    return found[0] if len(found) == 1 else ""
