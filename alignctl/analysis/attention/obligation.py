"""What is due: the object it is about, what, when and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from alignctl.model.entity import Entity
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True)
class Obligation:
    """One dated duty; `late` if its day has passed and it is still open."""

    of: Entity
    what: str
    on: date
    who: tuple[Ref, ...]
    late: bool = False
