"""The model: every object of one state of the repository, by reference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from alignctl.model.entity import Entity
from alignctl.model.ref import Ref
from alignctl.model.rename import rename

K = TypeVar("K", bound=Entity)


@dataclass(frozen=True, slots=True)
class Model:
    """All objects that could be read, whatever their status, each under its reference and its earlier names.

    Of two objects with one reference the first (by file and place) stands.
    """

    objects: Mapping[Ref, Entity]
    aliases: Mapping[Ref, Ref] = field(default_factory=lambda: MappingProxyType({}))
    by_kind: Mapping[str, tuple[Entity, ...]] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> Model:
        """Build a model; the order of the entities does not matter, references to earlier names become current."""
        objects: dict[Ref, Entity] = {}
        for entity in sorted(entities, key=lambda e: (e.ref, e.place.sort_key())):
            objects.setdefault(entity.ref, entity)
        aliases = {
            Ref(f"{entity.KIND.lower()}:{former}"): entity.ref
            for entity in objects.values()
            for former in entity.metadata.formerly
        }
        former = {old: new for old, new in aliases.items() if old not in objects}
        current = {reference: rename(entity, former) for reference, entity in objects.items()}
        kinds: dict[str, list[Entity]] = {}
        for entity in current.values():
            kinds.setdefault(entity.KIND, []).append(entity)
        return cls(
            MappingProxyType(current),
            MappingProxyType(former),
            MappingProxyType({kind: tuple(found) for kind, found in kinds.items()}),
        )

    def all(self, kind: type[K]) -> tuple[K, ...]:
        """Return the objects of a kind, of any status, by name."""
        return self.by_kind.get(kind.KIND, ())  # type: ignore[return-value]  # filled by kind in `of`

    def active(self, kind: type[K], as_of: date) -> tuple[K, ...]:
        """Return the objects of a kind that are in force on a day, by name."""
        return tuple(entity for entity in self.all(kind) if entity.active(as_of))

    def find(self, reference: Ref) -> Entity | None:
        """Return the object of a reference, or of an earlier name, or None."""
        return self.objects.get(self.aliases.get(reference, reference))

    def get(self, kind: type[K], reference: Ref | None) -> K | None:
        """Return the object of a reference if it exists and is of the kind."""
        found = self.find(reference) if reference else None
        return found if isinstance(found, kind) else None

    def __iter__(self) -> Iterator[Entity]:
        """Go through all objects in the order of their references."""
        return iter(self.objects.values())
