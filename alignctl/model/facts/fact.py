"""What every fact has: subjects, a key, places and evidence."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import ClassVar, TypeVar

from alignctl.model.place import Evidence, Place
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something true of a model on a day.

    `subjects` are sorted; `key` tells facts with the same subjects apart by names and structure, never by a number,
    day or word that an edit may move; where that is not enough, `occurrence` counts. `place` is where a finding
    lands, `places` the alternatives that a policy may name in `at`.
    """

    KIND: ClassVar[str] = ""

    subjects: tuple[Ref, ...]
    key: str = ""
    place: Place
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    evidence: tuple[Evidence, ...] = ()
    occurrence: int = 0

    @classmethod
    def fact_kind(cls) -> str:
        """Return the name of the kind as policies write it."""
        return cls.KIND or cls.__name__

    @property
    def id(self) -> str:
        """Return 16 hexadecimal digits that stay the same when files move or are reformatted."""
        return digest(self.fact_kind(), self.subjects, counted(self.key, self.occurrence))

    def sort_key(self) -> tuple[str, tuple[Ref, ...], str]:
        """Return the key by which facts are ordered."""
        return self.fact_kind(), self.subjects, self.key


F = TypeVar("F", bound=Fact)


def numbered(facts: Iterable[F]) -> tuple[F, ...]:
    """Return facts by kind, subjects, key and place; those that are alike in the first three are counted."""
    seen: Counter[tuple[str, tuple[Ref, ...], str]] = Counter()
    found = []
    for fact in sorted(facts, key=lambda one: (one.sort_key(), one.place.sort_key())):
        alike = fact.sort_key()
        found.append(replace(fact, occurrence=seen[alike]) if seen[alike] != fact.occurrence else fact)
        seen[alike] += 1
    return tuple(found)


def counted(key: str, occurrence: int) -> str:
    """Return the key of the first of several equal ones as it is, that of a later one with its number."""
    return f"{key}#{occurrence}" if occurrence else key


def digest(head: str, subjects: tuple[Ref, ...], key: str) -> str:
    """Return `sha256(head | sorted subjects | key)[:16]`, the identity of facts and findings."""
    return hashlib.sha256("|".join((head, *sorted(subjects), key)).encode()).hexdigest()[:16]
