"""The place of an unknown field goes in; whether it would tell what does not belong in a repository comes out."""

from __future__ import annotations

import re

from alignctl.model.place import Pointer

IN_PLANS = frozenset({"amount", "salary", "bonus", "pay", "rating", "score", "holder", "holders"})
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


def is_private(kind: str, pointer: Pointer) -> bool:
    """Tell whether a field that no schema knows is about money or people of a plan, or the reason of an absence.

    Words are compared, whole: `baseSalary` and `bonus_amount` count, `scorecard` does not.
    """
    words = {word.lower() for word in WORD.findall(str(pointer[-1]))}
    if kind == "IncentivePlan":
        return not words.isdisjoint(IN_PLANS | {f"{word}s" for word in IN_PLANS})
    return kind == "Role" and pointer[:2] == ("spec", "unavailable") and not words.isdisjoint({"reason", "reasons"})
