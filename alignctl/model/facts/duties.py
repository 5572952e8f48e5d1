"""Facts about which duties must be kept apart."""

from __future__ import annotations

from dataclasses import dataclass

from alignctl.model.facts.fact import Fact
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Fact):
    """One per pair of incompatible domains, and `sod` pair of a right; key: the pair."""

    of: tuple[Ref, ...]
    parties: str
    both: tuple[str, ...]
    how: tuple[str, ...]
