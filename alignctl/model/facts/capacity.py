"""Facts about who has promised more than there is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from alignctl.model.facts.fact import Fact
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity(Fact):
    """One per cycle, unit and resource with capacity or demand; key: unit and resource."""

    cycle: Ref
    current: bool
    unit: Ref
    resource: str
    load: Decimal
    plannable: Decimal
    declared: bool
    ratio: Decimal
    contributors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand(Fact):
    """One per `demand` entry of a committed initiative; place: the entry; key: unit, resource and cycle."""

    initiative: Ref
    unit: Ref
    resource: str
    cycle: Ref
    current: bool
    accepted: bool
    declared: bool
