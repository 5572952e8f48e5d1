"""Versions of documents go in, one after the other; what the others of that time add to one of them comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from alignctl.model.document import Document
from alignctl.model.kinds import Domain
from alignctl.model.ref import Ref, ref


@dataclass(slots=True)
class Roster:
    """The objects that there are at one time: `former` are the earlier names that they list, with the present one."""

    present: dict[Ref, Document] = field(default_factory=dict)
    former: dict[Ref, Ref] = field(default_factory=dict)

    def put(self, reference: Ref, before: Ref, document: Document | None) -> None:
        """Take in a new version of an object, that had the name `before`; without a document it is gone."""
        self.present.pop(before, None)
        if document is None:
            self.former = {old: new for old, new in self.former.items() if new != reference}
            return
        self.present[reference] = document
        self.former |= dict.fromkeys(former_names(document), reference)

    def __contains__(self, reference: object) -> bool:
        """Tell whether an object has a name, or once had it."""
        return reference in self.present or reference in self.former

    def names(self) -> Mapping[Ref, Ref]:
        """Return the present names of objects by those that they had and that nothing has now."""
        found = {old: new for old, new in self.former.items() if old not in self.present and new in self.present}
        return MappingProxyType(found)

    def units(self, document: Document) -> Mapping[str, str]:
        """Return the units of measure of the attributes of the domains that a document names, by attribute."""
        found: dict[str, str] = {}
        for domain in self._lineages(document):
            for name, attribute in _mapping(_spec(domain).get("attributes")).items():
                unit = _mapping(attribute).get("unit")
                if isinstance(unit, str):
                    found.setdefault(name, unit)
        return MappingProxyType(found)

    def _lineages(self, document: Document) -> Iterator[Document]:
        """Yield the domains that a document names, and those above them, the nearest first."""
        named = _spec(document).get("domains")
        ahead = [name for name in named if isinstance(name, str)] if isinstance(named, list) else []
        seen = set[str]()
        for name in ahead:  # grows while it is read
            reference = ref(Domain.KIND, name)
            domain = self.present.get(self.former.get(reference, reference))
            if domain and name not in seen:
                seen.add(name)
                yield domain
                parent = _spec(domain).get("parent")
                ahead += [parent] if isinstance(parent, str) else []


def former_names(document: Document) -> tuple[Ref, ...]:
    """Return the references under which an object was known, as far as they can be read."""
    former, kind = _mapping(document.data.get("metadata")).get("formerly"), document.data.get("kind")
    names: Iterable[object] = former if isinstance(former, list) else ()
    return tuple(ref(str(kind), name) for name in names if isinstance(name, str))


def _spec(document: Document) -> Mapping[str, object]:
    return _mapping(document.data.get("spec"))


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}
