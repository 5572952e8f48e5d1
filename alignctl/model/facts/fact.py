"""What every fact has: subjects, a key, places and evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar

from alignctl.model.place import Evidence, Place
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something true of a model on a day.

    `subjects` are sorted; `key` tells facts with the same subjects apart; `place` is where a finding lands, `places`
    the alternatives that a policy may name in `at`.
    """

    KIND: ClassVar[str] = ""

    subjects: tuple[Ref, ...]
    key: str = ""
    place: Place
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    evidence: tuple[Evidence, ...] = ()

    @classmethod
    def fact_kind(cls) -> str:
        """Return the name of the kind as policies write it."""
        return cls.KIND or cls.__name__

    @property
    def id(self) -> str:
        """Return 16 hexadecimal digits that stay the same when files move or are reformatted."""
        return digest(self.fact_kind(), self.subjects, self.key)

    def sort_key(self) -> tuple[str, tuple[Ref, ...], str]:
        """Return the key by which facts are ordered."""
        return self.fact_kind(), self.subjects, self.key


def digest(head: str, subjects: tuple[Ref, ...], key: str) -> str:
    """Return `sha256(head | sorted subjects | key)[:16]`, the identity of facts and findings."""
    return hashlib.sha256("|".join((head, *sorted(subjects), key)).encode()).hexdigest()[:16]
