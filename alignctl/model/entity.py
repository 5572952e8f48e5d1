"""What all objects share: a reference, metadata, a place, and being in force on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from alignctl.model.metadata import Metadata
from alignctl.model.place import Place
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True)
class Entity:
    """An object of some kind, as declared in the document at `place`."""

    KIND: ClassVar[str]

    ref: Ref
    metadata: Metadata
    place: Place

    @property
    def name(self) -> str:
        """Return the name, unique within the kind."""
        return self.metadata.name

    @property
    def title(self) -> str:
        """Return how people call it."""
        return self.metadata.title or self.metadata.name

    def locate(self, *steps: str | int) -> Place:
        """Return the place of a node below `spec`, such as `locate("bands", 0)`."""
        return self.place.at("spec", *steps)

    def active(self, as_of: date) -> bool:
        """Tell whether it is in force on a day; both ends of the window count."""
        return not self.why_inactive(as_of)

    def why_inactive(self, as_of: date) -> str:
        """Return why it is not in force on a day, or an empty text."""
        data = self.metadata
        if data.status != "active":
            return f"it is {'a draft' if data.status == 'draft' else 'retired'}"
        if data.effective_from and as_of < data.effective_from:
            return f"it begins on {data.effective_from}"
        if data.effective_until and data.effective_until < as_of:
            return f"it ended on {data.effective_until}"
        return ""
