"""Who can decide a case, before and after a change, and when that turns: what comparing decision tables consists of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from alignctl.model.place import Evidence
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True)
class Power:
    """Who can decide some cases: the seat (several where they tie), its people, who must agree, who settles disputes.

    `people` are holders, members' holders and deputies, away or not: a leave of absence takes no authority.
    `terms` are what the `rights` say of how it is decided, by field; the comparison keeps them where other rights
    say other things. `grounds` are the parts of rights from which that follows; the same power on other grounds is
    no change.
    """

    seats: tuple[Ref, ...] = ()
    people: frozenset[str] = frozenset()
    agree: tuple[Ref, ...] = ()
    ladder: tuple[Ref, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    rights: tuple[Ref, ...] = field(default=(), compare=False)
    grounds: tuple[Evidence, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on which `objects` begin, or are over, and the entries of deputies in `roles` do."""

    day: date
    objects: frozenset[Ref] = frozenset()
    roles: frozenset[Ref] = frozenset()


@dataclass(frozen=True, slots=True)
class Shift:
    """A region of cases whose power is another after a change; `day` is the first day on which it is.

    One that is not `exact` stands for a table with more cells than the budget allows: the rights in it differ, and
    both powers name everybody who decides anywhere in it.
    """

    domains: tuple[Ref, ...]
    action: str
    region: str
    day: date
    before: Power
    after: Power
    exact: bool = True
