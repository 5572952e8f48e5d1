"""A document that is there and cannot be read: what it is and what it names, as far as that can be made out."""

from __future__ import annotations

from dataclasses import dataclass

from alignctl.model.place import Place
from alignctl.model.ref import Ref, name_of
from alignctl.model.spelling import noun


@dataclass(frozen=True, slots=True)
class Refused:
    """A document that its schema refuses, or part of a file that is no YAML.

    `kind` and `ref` are empty where it does not say what it is. `words` are the names in it, None if they are unknown.
    """

    place: Place
    kind: str = ""
    ref: Ref | None = None
    words: frozenset[str] | None = None

    def __str__(self) -> str:
        """Return what people call it: its kind and name, or the file in which it stands.

        >>> str(Refused(Place("units.yaml"), "Unit", Ref("unit:oslo"), frozenset())), str(Refused(Place("a.yaml")))
        ('the unit `oslo`', 'a document in a.yaml')
        """
        return f"the {noun(self.kind)} `{name_of(self.ref)}`" if self.ref else f"a document in {self.place.path}"
